using System.Globalization;
using MediatR;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>
/// Puts into the outbox what has fallen due since the last look, once per occurrence and recipient. Of what was missed, the latest
/// occurrence only.
/// </summary>
/// <returns>Messages queued.</returns>
[Requires(Permission.ManageJobs)]
public sealed record QueueDueReports : ICommand<int>;

sealed class QueueDueReportsHandler(Db db, TimeProvider clock, Outbox outbox) : IRequestHandler<QueueDueReports, int>
{
    public async Task<int> Handle(QueueDueReports request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var queued = 0;
        foreach (var schedule in await db.Query<ReportScheduleRow>(ActiveSchedulesSql, null, ct))
        {
            var dueAt = schedule.Timing.LastBefore(now);
            if (dueAt < schedule.ActiveSinceAt || dueAt <= schedule.LastDueAt)
                continue;
            // Whoever changes the row queues; another instance waits here, then finds it changed.
            if (await db.Execute(TakeOccurrenceSql, new { schedule.Id, DueAt = dueAt }, ct) > 0)
                queued += await Queue(schedule.Id, dueAt, ct);
        }
        return queued;
    }

    const string ActiveSchedulesSql = """
        SELECT s.Id, s.Frequency, s.Weekday, s.DayOfMonth, s.Hour, s.ActiveSinceAt, s.LastDueAt
        FROM ReportSchedules s
        WHERE s.IsActive = 1
        ORDER BY s.Id
        """;

    const string TakeOccurrenceSql =
        "UPDATE ReportSchedules SET LastDueAt = @DueAt WHERE Id = @Id AND IsActive = 1 AND (LastDueAt IS NULL OR LastDueAt < @DueAt)";

    async Task<int> Queue(long scheduleId, DateTime dueAt, CancellationToken ct)
    {
        var occurrence = dueAt.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        var userIds = await db.Query<long>(RecipientsSql, new { ScheduleId = scheduleId }, ct);
        return await outbox.Add(ReportMail.Kind, scheduleId, occurrence, dueAt, userIds, ct);
    }

    const string RecipientsSql = "SELECT r.UserId FROM ReportScheduleRecipients r WHERE r.ScheduleId = @ScheduleId ORDER BY r.UserId";
}
