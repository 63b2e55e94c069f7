using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>What one misses oneself in the weeks that are over; nothing for those who log no time.</summary>
[Requires(Permission.ReadCoverage)]
public sealed record GetOwnMissingTime : IQuery<OwnMissingTime>;

/// <param name="Weeks">Weeks in which anything is missing, oldest first.</param>
public sealed record OwnMissingTime(IReadOnlyList<MissingWeek> Weeks);

sealed class GetOwnMissingTimeHandler(ReferentialLookup codes, MissingWeeks missing, CurrentUser user)
    : IRequestHandler<GetOwnMissingTime, OwnMissingTime>
{
    public async Task<OwnMissingTime> Handle(GetOwnMissingTime request, CancellationToken ct)
    {
        if (user.AgentId is not { } own)
            return new([]);
        var agent = (await codes.Referentials(ct)).Agents[own];
        return new(await missing.Of([agent], MissingWeeks.Usual, ct) is [var (_, weeks)] ? weeks : []);
    }
}
