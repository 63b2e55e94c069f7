using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>What somebody has planned for a day and has not done yet: it becomes a line once they confirm it.</summary>
public sealed record WeekProposal
{
    /// <summary>The task of the ticket; null where the ticket itself is planned for the day.</summary>
    public long? Id { get; init; }

    public DateOnly Day { get; init; }
    public string Text { get; init; } = "";

    /// <summary>As estimated; null where nobody did.</summary>
    public int? Minutes { get; init; }

    /// <summary>Number of the ticket.</summary>
    public long Ticket { get; init; }

    public string TicketTitle { get; init; } = "";

    /// <summary>Page on which it is planned.</summary>
    public string Address => $"/tickets/{Ticket}";
}

/// <summary>Reads what is planned in somebody's week; who may is judged before.</summary>
sealed class WeekProposals(Db db)
{
    public async Task<IReadOnlyList<WeekProposal>> Of(Agent agent, Week week, CancellationToken ct)
    {
        var sought = new
        {
            AgentId = agent.Id,
            From = week.Monday,
            To = week.Sunday,
        };
        var tasks = await db.Query<WeekProposal>(TasksSql, sought, ct);
        var tickets = await db.Query<WeekProposal>(TicketsSql, sought, ct);
        return
        [
            .. tasks
                .Concat(
                    tickets
                        .Where(ticket => !tasks.Any(task => task.Ticket == ticket.Ticket && task.Day == ticket.Day))
                        .Select(ticket => ticket with { Text = Words.TicketPlanned })
                )
                .OrderBy(proposal => proposal.Day),
        ];
    }

    const string TasksSql = """
        SELECT k.Id, k.PlannedOn AS Day, k.Text, k.EstimatedMinutes AS Minutes, k.TicketId AS Ticket, t.Title AS TicketTitle
        FROM TicketTasks k
        JOIN Tickets t ON t.Id = k.TicketId
        WHERE k.AgentId = @AgentId AND k.PlannedOn BETWEEN @From AND @To AND k.DoneAt IS NULL
        ORDER BY k.PlannedOn, k.Id
        """;

    // A visit to come has its line already; so has what was logged on the ticket otherwise.
    const string TicketsSql = $"""
        SELECT t.PlannedOn AS Day, t.Id AS Ticket, t.Title AS TicketTitle
        FROM Tickets t
        WHERE t.AssignedAgentId = @AgentId AND t.Status = '{TicketStatus.Planned}' AND t.PlannedOn BETWEEN @From AND @To
            AND NOT EXISTS (
                SELECT 1
                FROM TimeEntries e
                LEFT JOIN InterventionTickets i ON i.InterventionId = e.InterventionId AND i.TicketId = t.Id
                WHERE e.AgentId = @AgentId AND e.WorkedOn = t.PlannedOn AND (e.TicketId = t.Id OR i.TicketId = t.Id)
            )
        ORDER BY t.PlannedOn, t.Id
        """;

    /// <summary>Those that a request names, in their order: tasks by their ids, tickets by their numbers.</summary>
    /// <exception cref="Refusal">One of them is not planned in the week, or no longer.</exception>
    public async Task<IReadOnlyList<NamedProposal>> Named(
        Agent agent,
        Week week,
        IReadOnlyList<long> ids,
        IReadOnlyList<long> tickets,
        CancellationToken ct
    )
    {
        var planned = await Of(agent, week, ct);
        List<NamedProposal> named =
        [
            .. ids.Index()
                .DistinctBy(id => id.Item)
                .Select(id => new NamedProposal($"Ids[{id.Index}]", planned.FirstOrDefault(one => one.Id == id.Item))),
            .. tickets
                .Index()
                .DistinctBy(number => number.Item)
                .Select(number => new NamedProposal(
                    $"Tickets[{number.Index}]",
                    planned.FirstOrDefault(one => one.Id is null && one.Ticket == number.Item)
                )),
        ];
        var unknown = named.Where(one => one.Found is null).ToDictionary(one => one.Field, _ => (string[])[Words.NotPlanned]);
        return unknown.Count > 0 ? throw WeekErrors.NotPlanned(unknown) : named;
    }
}

/// <param name="Field">What the request names it by.</param>
/// <param name="Found">What is planned; null where nothing is.</param>
sealed record NamedProposal(string Field, WeekProposal? Found)
{
    public WeekProposal Proposal => Found!;
}
