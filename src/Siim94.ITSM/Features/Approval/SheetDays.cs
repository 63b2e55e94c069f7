using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Absences.Coverage;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Reads what the days of time sheets were to hold, and what they hold.</summary>
sealed class SheetDays(CoverageReader coverage)
{
    /// <returns>The days of each sheet on which anything was expected or worked, in the order of the sheets.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<AgentDay>>> Of(IReadOnlyList<AgentSheet> sheets, CancellationToken ct)
    {
        var days = new Dictionary<(long AgentId, SheetPeriod Period), IReadOnlyList<AgentDay>>();
        foreach (var alike in sheets.GroupBy(sheet => sheet.Period))
        foreach (
            var (agent, ofAgent) in await coverage.Read(
                [.. alike.Select(sheet => sheet.Agent).DistinctBy(agent => agent.Id)],
                alike.Key.FirstDay,
                alike.Key.LastDay,
                ct
            )
        )
            days[(agent.Id, alike.Key)] = ofAgent;
        return [.. sheets.Select(sheet => days[(sheet.Agent.Id, sheet.Period)])];
    }
}
