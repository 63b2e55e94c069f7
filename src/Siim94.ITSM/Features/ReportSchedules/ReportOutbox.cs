using System.Globalization;
using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>
/// Puts into the outbox what has fallen due since the last look, once per occurrence and recipient. Of what was missed, the latest
/// occurrence only.
/// </summary>
/// <returns>Messages queued.</returns>
[Requires(Permission.ManageJobs)]
public sealed record QueueDueReports : ICommand<int>;

sealed class QueueDueReportsHandler(Db db, TimeProvider clock, ReportOutbox outbox) : IRequestHandler<QueueDueReports, int>
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
                queued += await outbox.AddDue(schedule.Id, dueAt, ct);
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
}

/// <summary>
/// Adds messages to the outbox. Mail is written when it leaves, with the figures and rights of that moment; the occurrence says for which
/// period.
/// </summary>
sealed class ReportOutbox(Db db, TimeProvider clock)
{
    public async Task<int> AddDue(long scheduleId, DateTime dueAt, CancellationToken ct)
    {
        var userIds = await db.Query<long>(RecipientsSql, new { ScheduleId = scheduleId }, ct);
        var occurrence = dueAt.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        await db.Execute(InsertMessageSql, userIds.Select(userId => Message(scheduleId, userId, occurrence, dueAt)), ct);
        return userIds.Count;
    }

    const string RecipientsSql = "SELECT r.UserId FROM ReportScheduleRecipients r WHERE r.ScheduleId = @ScheduleId ORDER BY r.UserId";

    /// <summary>A message outside the schedule.</summary>
    /// <returns>Its row.</returns>
    public Task<long> AddAskedFor(long scheduleId, long userId, CancellationToken ct) =>
        db.Insert(InsertMessageSql, Message(scheduleId, userId, $"asked-{Guid.NewGuid():N}", clock.GetUtcNow().UtcDateTime), ct);

    const string InsertMessageSql = """
        INSERT INTO ReportMessages (ScheduleId, UserId, Occurrence, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt, Claim,
            ClaimedAt, SentAt, Problem, ProblemText)
        VALUES (@ScheduleId, @UserId, @Occurrence, @DueAt, @MessageKey, NULL, @State, 0, @NextAttemptAt, NULL, NULL, NULL, NULL, NULL)
        """;

    object Message(long scheduleId, long userId, string occurrence, DateTime dueAt) =>
        new
        {
            ScheduleId = scheduleId,
            UserId = userId,
            Occurrence = occurrence,
            DueAt = dueAt,
            MessageKey = Guid.NewGuid().ToString("N"),
            State = ReportMessageState.Queued,
            NextAttemptAt = clock.GetUtcNow().UtcDateTime,
        };
}

/// <summary>Takes the message that has waited longest, for the sender alone; null when none is due.</summary>
[Requires(Permission.ManageJobs)]
public sealed record ClaimReportMessage : ICommand<ClaimedMessage?>;

/// <summary>A message to be written and sent, and what its recipient is told of it.</summary>
public sealed record ClaimedMessage
{
    public long Id { get; init; }
    public string Claim { get; init; } = "";
    public string MessageKey { get; init; } = "";
    public int Attempts { get; init; }
    public DateTime DueAt { get; init; }
    public long ScheduleId { get; init; }
    public string Title { get; init; } = "";
    public string Content { get; init; } = "";
    public string? TableCode { get; init; }
    public string Period { get; init; } = "";
    public string Format { get; init; } = "";
    public string OwnerName { get; init; } = "";
    public long OwnerUserId { get; init; }
    public long UserId { get; init; }
    public string RecipientName { get; init; } = "";
    public string? Email { get; init; }
    public string? Language { get; init; }
}

sealed class ClaimReportMessageHandler(Db db, TimeProvider clock) : IRequestHandler<ClaimReportMessage, ClaimedMessage?>
{
    // A report takes seconds; the server gets half a minute for each step.
    static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(15);

    // Others may take those seen first.
    const int Candidates = 10;

    public async Task<ClaimedMessage?> Handle(ClaimReportMessage request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await GiveBackAbandoned(now, ct);
        var claim = Guid.NewGuid().ToString("N");
        foreach (
            var id in await db.Query<long>(
                DueSql + db.Dialect.Page,
                new
                {
                    Now = now,
                    ReportMessageState.Queued,
                    Take = Candidates,
                },
                ct
            )
        )
            if (
                await db.Execute(
                    ClaimSql,
                    new
                    {
                        Id = id,
                        Claim = claim,
                        Now = now,
                        ReportMessageState.Queued,
                        ReportMessageState.Preparing,
                    },
                    ct
                ) > 0
            )
                return await db.FirstOrDefault<ClaimedMessage>(ClaimedSql, new { Id = id }, ct);
        return null;
    }

    const string DueSql =
        "SELECT m.Id FROM ReportMessages m WHERE m.State = @Queued AND m.NextAttemptAt <= @Now ORDER BY m.NextAttemptAt, m.Id";

    const string ClaimSql = """
        UPDATE ReportMessages
        SET State = @Preparing, Claim = @Claim, ClaimedAt = @Now, Attempts = Attempts + 1,
            Address = (SELECT u.Email FROM Users u WHERE u.Id = ReportMessages.UserId)
        WHERE Id = @Id AND State = @Queued AND NextAttemptAt <= @Now
        """;

    const string ClaimedSql = """
        SELECT m.Id, m.Claim, m.MessageKey, m.Attempts, m.DueAt, m.ScheduleId, s.Title, s.Content, s.TableCode, s.Period, s.Format,
               o.DisplayName AS OwnerName, s.OwnerUserId, m.UserId, u.DisplayName AS RecipientName, m.Address AS Email, u.Language
        FROM ReportMessages m
        JOIN ReportSchedules s ON s.Id = m.ScheduleId
        JOIN Users o ON o.Id = s.OwnerUserId
        JOIN Users u ON u.Id = m.UserId
        WHERE m.Id = @Id
        """;

    /// <summary>What a crash left behind: not handed over yet, it is due again; being handed over, nobody knows.</summary>
    async Task GiveBackAbandoned(DateTime now, CancellationToken ct)
    {
        var before = now - LongestWork;
        await db.Execute(
            RequeueAbandonedSql,
            new
            {
                Before = before,
                Now = now,
                ReportMessageState.Queued,
                ReportMessageState.Preparing,
            },
            ct
        );
        await db.Execute(
            MarkUnknownSql,
            new
            {
                Before = before,
                ReportMessageState.Sending,
                ReportMessageState.Unknown,
                ReportMessageProblem.Interrupted,
            },
            ct
        );
    }

    const string RequeueAbandonedSql =
        "UPDATE ReportMessages SET State = @Queued, NextAttemptAt = @Now, Claim = NULL WHERE State = @Preparing AND ClaimedAt < @Before";
    const string MarkUnknownSql =
        "UPDATE ReportMessages SET State = @Unknown, Problem = @Interrupted WHERE State = @Sending AND ClaimedAt < @Before";
}

/// <summary>Says that a message is about to be handed to the server.</summary>
/// <returns>Whether it is still the sender's to hand over.</returns>
[Requires(Permission.ManageJobs)]
public sealed record BeginSending(long Id, string Claim) : ICommand<bool>;

sealed class BeginSendingHandler(Db db) : IRequestHandler<BeginSending, bool>
{
    public async Task<bool> Handle(BeginSending request, CancellationToken ct) =>
        await db.Execute(
            BeginSql,
            new
            {
                request.Id,
                request.Claim,
                ReportMessageState.Preparing,
                ReportMessageState.Sending,
            },
            ct
        ) > 0;

    const string BeginSql = "UPDATE ReportMessages SET State = @Sending WHERE Id = @Id AND Claim = @Claim AND State = @Preparing";
}

/// <summary>Says what became of a message.</summary>
[Requires(Permission.ManageJobs)]
public sealed record FinishReportMessage(long Id, string Claim, DeliveryOutcome Outcome, string? Problem = null, string? ProblemText = null)
    : ICommand<Unit>;

/// <summary>What became of an attempt to send.</summary>
public enum DeliveryOutcome
{
    Sent,

    /// <summary>Certainly not sent, and worth another attempt.</summary>
    TryLater,

    /// <summary>Certainly not sent, and never to be.</summary>
    GiveUp,

    /// <summary>Perhaps sent.</summary>
    Unknown,
}

sealed class FinishReportMessageHandler(Db db, TimeProvider clock) : IRequestHandler<FinishReportMessage, Unit>
{
    const int LongestText = 1000;

    public async Task<Unit> Handle(FinishReportMessage request, CancellationToken ct)
    {
        var attempts = await db.FirstOrDefault<int>(AttemptsSql, new { request.Id }, ct);
        var (now, delay) = (clock.GetUtcNow().UtcDateTime, RetryDelay.After(attempts));
        await db.Execute(
            FinishSql,
            new
            {
                request.Id,
                request.Claim,
                State = request.Outcome switch
                {
                    DeliveryOutcome.Sent => ReportMessageState.Sent,
                    DeliveryOutcome.TryLater when delay is not null => ReportMessageState.Queued,
                    DeliveryOutcome.Unknown => ReportMessageState.Unknown,
                    _ => ReportMessageState.Failed,
                },
                NextAttemptAt = now + (delay ?? TimeSpan.Zero),
                SentAt = request.Outcome is DeliveryOutcome.Sent ? now : (DateTime?)null,
                request.Problem,
                ProblemText = request.ProblemText is { Length: > LongestText } text ? text[..LongestText] : request.ProblemText,
                ReportMessageState.Preparing,
                ReportMessageState.Sending,
                ReportMessageState.Unknown,
            },
            ct
        );
        return Unit.Value;
    }

    const string AttemptsSql = "SELECT m.Attempts FROM ReportMessages m WHERE m.Id = @Id";

    // Whoever took longer than anybody waits for knows after all.
    const string FinishSql = """
        UPDATE ReportMessages
        SET State = @State, NextAttemptAt = @NextAttemptAt, SentAt = @SentAt, Problem = @Problem, ProblemText = @ProblemText
        WHERE Id = @Id AND Claim = @Claim AND (State = @Preparing OR State = @Sending OR State = @Unknown)
        """;
}

/// <summary>How long a message waits after an attempt that failed.</summary>
static class RetryDelay
{
    /// <summary>Two minutes, then twice as long each time up to four hours: twenty attempts are two days, a weekend's outage.</summary>
    public const int MostAttempts = 20;

    static readonly TimeSpan First = TimeSpan.FromMinutes(2),
        Longest = TimeSpan.FromHours(4);

    /// <returns>Null once it is given up.</returns>
    public static TimeSpan? After(int attempts) =>
        attempts >= MostAttempts ? null
        : attempts > 7 ? Longest
        : First * Math.Pow(2, Math.Max(0, attempts - 1));
}
