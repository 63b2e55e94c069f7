using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Whose days a reader of coverage may open.</summary>
/// <param name="IsAll">Everybody's.</param>
/// <param name="Teams">Codes of the teams that they lead.</param>
sealed record CoverageReach(bool IsAll, IReadOnlyCollection<string> Teams)
{
    /// <param name="isAll">The reader manages absences.</param>
    /// <param name="agent">Code of the agent whom the reader is.</param>
    /// <param name="all">Where teams say who leads them.</param>
    public static CoverageReach Of(bool isAll, string? agent, ReferentialData all) =>
        new(
            isAll,
            all.Agents.Find(agent ?? "") is [var own] ? [.. all.Teams.Where(team => team.IsLedBy(own.Id)).Select(team => team.Code)] : []
        );
}
