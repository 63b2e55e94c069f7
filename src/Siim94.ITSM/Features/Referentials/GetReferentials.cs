using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// All referentials at once, for pages that offer choices and for programs of our own. Staff only: people of a member do not see the
/// others.
/// </summary>
[Requires(Permission.ReadAgents)]
public sealed record GetReferentials : IQuery<ReferentialData>;

sealed class GetReferentialsHandler(ReferentialLookup codes) : IRequestHandler<GetReferentials, ReferentialData>
{
    public Task<ReferentialData> Handle(GetReferentials request, CancellationToken ct) => codes.Referentials(ct);
}
