using System.Globalization;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Reminds agents of what they miss: on their pages, and by mail. At most once a day, and never while they are away.</summary>
sealed class Reminders(
    Db db,
    CalendarReader calendar,
    Outbox outbox,
    TimeNotices notices,
    CurrentUser user,
    TimeProvider clock,
    Audit audit
)
{
    // A week that is closed whole, and the holidays around it.
    const int DaysAhead = 14;

    /// <summary>
    /// Agents who are away on a day or, where nobody is expected on it, on the next one that they are: a Sunday between two weeks of leave
    /// is leave, any other Sunday is none.
    /// </summary>
    public async Task<IReadOnlySet<long>> Away(IReadOnlyCollection<Agent> agents, DateOnly day, CancellationToken ct)
    {
        var calendars = await calendar.Of(agents, day, day.AddDays(DaysAhead), ct);
        return agents
            .Where(agent =>
                calendars.DaysOf(agent).Where(of => of.ExpectedMinutes > 0).Take(1).All(next => next.AbsentMinutes == next.ExpectedMinutes)
            )
            .Select(agent => agent.Id)
            .ToHashSet();
    }

    /// <summary>Those of some agents who are expected at work on a day, for a part of it at least.</summary>
    public async Task<IReadOnlyList<Agent>> AtWork(IReadOnlyCollection<Agent> agents, DateOnly day, CancellationToken ct)
    {
        var calendars = await calendar.Of(agents, day, day, ct);
        return [.. agents.Where(agent => calendars.DaysOf(agent).Any(of => of.ExpectedMinutes > of.AbsentMinutes))];
    }

    /// <summary>Reminds agents, but for those who were reminded since a day.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> Send(IReadOnlyCollection<Agent> agents, DateOnly since, CancellationToken ct)
    {
        var reminded = (await db.Query<long>(RemindedSql, new { Since = since }, ct)).ToHashSet();
        var now = clock.GetUtcNow().UtcDateTime;
        var today = Paris.DayOf(now);
        var sent = 0;
        foreach (var agent in agents.Where(agent => !reminded.Contains(agent.Id)))
        {
            await db.Execute(
                InsertReminderSql,
                new
                {
                    AgentId = agent.Id,
                    RemindedOn = today,
                    RemindedAt = now,
                    RemindedByUserId = user.AuthorId,
                },
                ct
            );
            await outbox.Add(
                ReminderMail.KindName,
                agent.Id,
                today.ToString("O", CultureInfo.InvariantCulture),
                now,
                await notices.TellAuthor(TimeNoticeKind.Missing, agent.Id, null, ct),
                ct
            );
            await audit.Record("reminder", agent.Id, "add", null, new { Agent = agent.Code }, ct);
            sent++;
        }
        return sent;
    }

    const string RemindedSql = "SELECT r.AgentId FROM Reminders r WHERE r.RemindedOn >= @Since";

    const string InsertReminderSql = """
        INSERT INTO Reminders (AgentId, RemindedOn, RemindedAt, RemindedByUserId)
        VALUES (@AgentId, @RemindedOn, @RemindedAt, @RemindedByUserId)
        """;
}
