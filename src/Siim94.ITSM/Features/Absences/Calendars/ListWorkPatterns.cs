using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>Work patterns by agent and date: one's own, those of teams that one leads, or all of them for managers.</summary>
[Requires(Permission.ReadAbsences)]
public sealed record ListWorkPatterns : IQuery<Page<WorkPattern>>
{
    public string? Agent { get; init; }
}

sealed class ListWorkPatternsHandler(Db db, ReferentialLookup codes, AbsenceRights rights, TimeProvider clock)
    : IRequestHandler<ListWorkPatterns, Page<WorkPattern>>
{
    public async Task<Page<WorkPattern>> Handle(ListWorkPatterns request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var agent = codes.Find(all.Agents, "Agent", request.Agent, null);
        if (agent is not null && !rights.SeesKinds(all, agent, today))
            throw RequestErrors.NotFound();
        return new(
            [
                .. (await db.Query<WorkPatternRow>(PatternsSql, new { AgentId = agent?.Id }, ct))
                    .Where(row => rights.SeesKinds(all, all.Agents[row.AgentId], today))
                    .Select(row => WorkPatterns.DetailsOf(row, all)),
            ],
            null
        );
    }

    const string PatternsSql = $"""
        {WorkPatternRow.SelectPatternsSql}
        WHERE @AgentId IS NULL OR p.AgentId = @AgentId
        ORDER BY p.AgentId, p.StartsOn
        """;
}
