using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>
/// Who misses what in the weeks that are over, and who was reminded: oneself, the teams that one leads, or everybody for managers.
/// </summary>
[Requires(Permission.ReadCoverage)]
public sealed record ListReminders : IQuery<ReminderBoard>
{
    /// <summary>How many weeks to look back, six unless told.</summary>
    public int? Weeks { get; init; }

    public string? Team { get; init; }
}

/// <summary>Who misses what, by agent and week.</summary>
/// <param name="Weeks">The weeks looked back on, oldest first: <c>2026-W48</c>.</param>
/// <param name="Rows">Agents that miss anything, by team and name.</param>
public sealed record ReminderBoard(IReadOnlyList<string> Weeks, IReadOnlyList<ReminderRow> Rows);

/// <summary>What an agent misses.</summary>
public sealed record ReminderRow
{
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";

    /// <summary>The agent's team today.</summary>
    public string Team { get; init; } = "";

    public string TeamName { get; init; } = "";
    public long MissingMinutes { get; init; }
    public decimal MissingDays { get; init; }

    /// <summary>Weeks in which anything is missing, oldest first.</summary>
    public IReadOnlyList<MissingWeek> Weeks { get; init; } = [];

    /// <summary>Absent today: reminders wait until the agent is back.</summary>
    public bool IsAway { get; init; }

    /// <summary>When they were last reminded; null when they never were.</summary>
    public DateTime? RemindedAt { get; init; }

    /// <summary>Whether the reader may remind them.</summary>
    public bool IsForReaderToRemind { get; init; }
}

sealed class ListRemindersValidator : AbstractValidator<ListReminders>
{
    public ListRemindersValidator()
    {
        RuleFor(l => l.Weeks)
            .InclusiveBetween(1, MissingWeeks.Most)
            .WithMessage(_ => string.Format(Words.WeeksOutOfRange, MissingWeeks.Most));
        RuleFor(l => l.Team).Line(200);
    }
}

sealed class ListRemindersHandler(
    Db db,
    ReferentialLookup codes,
    MissingWeeks missing,
    Reminders reminders,
    AbsenceRights rights,
    TimeProvider clock
) : IRequestHandler<ListReminders, ReminderBoard>
{
    public async Task<ReminderBoard> Handle(ListReminders request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        var team = codes.Find(all.Teams, "Team", request.Team, null);
        var count = request.Weeks ?? MissingWeeks.Usual;
        List<Agent> agents =
        [
            .. all
                .Agents.Where(agent => agent.IsOpenOn(today) && rights.SeesKinds(all, agent, today))
                .Where(agent => team is null || agent.PostingOn(today)?.TeamId == team.Id),
        ];
        var last = (await db.Query<LastReminder>(LastRemindersSql, null, ct)).ToDictionary(row => row.AgentId, row => row.RemindedAt);
        var away = await reminders.Away(agents, today, ct);
        var rows =
            from each in await missing.Of(agents, count, ct)
            let posted = each.Agent.PostingOn(today)
            where posted is not null
            let ofTeam = all.Teams[posted.TeamId]
            orderby ofTeam.Id, each.Agent.Name
            select new ReminderRow
            {
                Agent = each.Agent.Code,
                AgentName = each.Agent.Name,
                Team = ofTeam.Code,
                TeamName = ofTeam.Name,
                MissingMinutes = each.Weeks.Sum(week => week.MissingMinutes),
                MissingDays = each.Weeks.Sum(week => week.MissingDays),
                Weeks = each.Weeks,
                IsAway = away.Contains(each.Agent.Id),
                RemindedAt = last.TryGetValue(each.Agent.Id, out var at) ? at : null,
                IsForReaderToRemind = rights.Decides(all, each.Agent, today),
            };
        return new([.. missing.Last(count).Select(MissingWeeks.CodeOf)], [.. rows]);
    }

    const string LastRemindersSql = "SELECT r.AgentId, MAX(r.RemindedAt) AS RemindedAt FROM Reminders r GROUP BY r.AgentId";

    sealed record LastReminder
    {
        public long AgentId { get; init; }
        public DateTime RemindedAt { get; init; }
    }
}
