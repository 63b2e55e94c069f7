using MediatR;

namespace Siim94.ITSM.Features.Approval;

/// <summary>How each team's time is approved, and who leads it.</summary>
[Requires(Permission.LogTime)]
public sealed record ListTeamApprovals : IQuery<TeamApprovalList>;

public sealed record TeamApprovalList(IReadOnlyList<TeamApproval> Items);

sealed class ListTeamApprovalsHandler(TeamApprovals settings, TimeProvider clock) : IRequestHandler<ListTeamApprovals, TeamApprovalList>
{
    public async Task<TeamApprovalList> Handle(ListTeamApprovals request, CancellationToken ct) =>
        new(await settings.All(Paris.Today(clock), ct));
}
