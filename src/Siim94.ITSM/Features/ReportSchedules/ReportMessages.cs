using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Where a message stands.</summary>
static class ReportMessageState
{
    /// <summary>Waits for its turn, or for the next attempt.</summary>
    public const string Queued = "queued";

    /// <summary>Is being computed and brought to the server; nothing has been handed over yet.</summary>
    public const string Preparing = "preparing";

    /// <summary>Is being handed over: a crash from here on leaves unknown whether the server took it.</summary>
    public const string Sending = "sending";

    /// <summary>The server has taken it.</summary>
    public const string Sent = "sent";

    /// <summary>Given up.</summary>
    public const string Failed = "failed";

    /// <summary>The server may have it: not sent again unless somebody asks.</summary>
    public const string Unknown = "unknown";

    public static string NameOf(string state) =>
        state switch
        {
            Queued => Words.StateQueued,
            Preparing or Sending => Words.StateSending,
            Sent => Words.StateSent,
            Failed => Words.StateFailed,
            Unknown => Words.StateUnknown,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a message."),
        };
}

/// <summary>Why a message was not sent, or not yet.</summary>
static class ReportMessageProblem
{
    public const string NoAddress = "no-address",
        NoAccess = "no-access",
        NotComputed = "not-computed",
        ServerUnreachable = "server-unreachable",
        Refused = "refused",
        Interrupted = "interrupted";

    public static string NameOf(string problem) =>
        problem switch
        {
            NoAddress => Words.ProblemNoAddress,
            NoAccess => Words.ProblemNoAccess,
            NotComputed => Words.ProblemNotComputed,
            ServerUnreachable => Words.ProblemServerUnreachable,
            Refused => Words.ProblemRefused,
            Interrupted => Words.ProblemInterrupted,
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a problem of a message."),
        };
}

/// <summary>A message that carries a report to one recipient.</summary>
public sealed record ReportMessage
{
    public long Id { get; init; }
    public string Recipient { get; init; } = "";

    /// <summary>When it was due, or asked for.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>Where it was sent, or is to be sent.</summary>
    public string? Address { get; init; }

    /// <summary><c>queued</c>, <c>preparing</c>, <c>sending</c>, <c>sent</c>, <c>failed</c> or <c>unknown</c>.</summary>
    public string State { get; init; } = "";

    public int Attempts { get; init; }

    /// <summary>When it is tried again, while it is queued.</summary>
    public DateTime NextAttemptAt { get; init; }

    public DateTime? SentAt { get; init; }

    /// <summary>
    /// <c>no-address</c>, <c>no-access</c>, <c>not-computed</c>, <c>server-unreachable</c>, <c>refused</c> or <c>interrupted</c>; null when
    /// nothing went wrong.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>What the server, or the product, said about it.</summary>
    public string? ProblemText { get; init; }
}

/// <summary>Messages of a scheduled report, newest first, by page; a recipient sees their own.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReportMessages : IQuery<Page<ReportMessage>>
{
    public long Id { get; init; }
    public long? After { get; init; }
    public int? Limit { get; init; }
}

/// <summary>Sends the report to oneself now, with one's own figures.</summary>
[Requires(Permission.ReadReports)]
public sealed record SendReportNow(long Id) : ICommand<ReportMessage>;

/// <summary>Sends a message again that failed, or that may not have arrived. Refused for any other.</summary>
[Requires(Permission.ReadReports)]
public sealed record ResendReportMessage(long Id) : ICommand<ReportMessage>;

/// <summary>Whether mail can be sent, and what waits.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetMailState : IQuery<MailState>;

/// <param name="IsConfigured">There is a mail server; without one messages wait.</param>
/// <param name="Waiting">Messages not yet sent, of schedules within the reader's reach.</param>
public sealed record MailState(bool IsConfigured, int Waiting);

sealed class ListReportMessagesValidator : AbstractValidator<ListReportMessages>
{
    public ListReportMessagesValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<ReportMessage>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
}

sealed class ListReportMessagesHandler(ReportScheduleStore schedules, ReportMessageReader messages)
    : IRequestHandler<ListReportMessages, Page<ReportMessage>>
{
    public async Task<Page<ReportMessage>> Handle(ListReportMessages request, CancellationToken ct) =>
        await messages.List(await schedules.Get(request.Id, ct), request, ct);
}

sealed class SendReportNowHandler(
    ReportScheduleStore schedules,
    ReportOutbox outbox,
    ReportMessageReader messages,
    CurrentUser user,
    Audit audit
) : IRequestHandler<SendReportNow, ReportMessage>
{
    public async Task<ReportMessage> Handle(SendReportNow request, CancellationToken ct)
    {
        await schedules.Get(request.Id, ct);
        var id = await outbox.AddAskedFor(request.Id, user.UserId, ct);
        await audit.Record("report-schedule", request.Id, "send-now", null, new { user.Login }, ct);
        return await messages.Get(id, ct);
    }
}

sealed class ResendReportMessageHandler(
    ReportScheduleStore schedules,
    ReportMessageReader messages,
    Db db,
    CurrentUser user,
    TimeProvider clock,
    Audit audit
) : IRequestHandler<ResendReportMessage, ReportMessage>
{
    public async Task<ReportMessage> Handle(ResendReportMessage request, CancellationToken ct)
    {
        var (scheduleId, userId) = await messages.PlaceOf(request.Id, ct);
        if (!(await schedules.Get(scheduleId, ct)).IsOwn && userId != user.UserId)
            throw RequestErrors.NotFound();
        var before = await messages.Get(request.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (
            await db.Execute(
                RequeueSql,
                new
                {
                    request.Id,
                    Now = now,
                    ReportMessageState.Queued,
                    ReportMessageState.Failed,
                    ReportMessageState.Unknown,
                },
                ct
            ) == 0
        )
            throw new Refusal(409, "report-message.not-failed", Words.NotFailed);
        await audit.Record("report-schedule", scheduleId, "resend", before, null, ct);
        return await messages.Get(request.Id, ct);
    }

    const string RequeueSql = """
        UPDATE ReportMessages
        SET State = @Queued, Attempts = 0, NextAttemptAt = @Now, Claim = NULL, ClaimedAt = NULL, Problem = NULL, ProblemText = NULL
        WHERE Id = @Id AND (State = @Failed OR State = @Unknown)
        """;
}

sealed class GetMailStateHandler(Db db, CurrentUser user, IOptions<MailSettings> settings) : IRequestHandler<GetMailState, MailState>
{
    public async Task<MailState> Handle(GetMailState request, CancellationToken ct) =>
        new(
            settings.Value.IsConfigured,
            await db.FirstOrDefault<int>(
                WaitingSql,
                new
                {
                    ReportMessageState.Queued,
                    user.UserId,
                    SeesAll = user.Can(Permission.EditReports),
                },
                ct
            )
        );

    const string WaitingSql = """
        SELECT COUNT(*)
        FROM ReportMessages m
        JOIN ReportSchedules s ON s.Id = m.ScheduleId
        WHERE m.State = @Queued AND (@SeesAll = 1 OR s.OwnerUserId = @UserId OR m.UserId = @UserId)
        """;
}

/// <summary>Reads messages; whoever asks has made sure that they are within reach.</summary>
sealed class ReportMessageReader(Db db, CurrentUser user)
{
    const string SelectMessagesSql = """
        SELECT m.Id, u.DisplayName AS Recipient, m.DueAt, COALESCE(m.Address, u.Email) AS Address, m.State, m.Attempts, m.NextAttemptAt,
               m.SentAt, m.Problem, m.ProblemText
        FROM ReportMessages m
        JOIN Users u ON u.Id = m.UserId
        """;

    public async Task<ReportMessage> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<ReportMessage>(MessageSql, new { Id = id }, ct) ?? throw RequestErrors.NotFound();

    const string MessageSql = $"{SelectMessagesSql} WHERE m.Id = @Id";

    public async Task<Page<ReportMessage>> List(ReportScheduleDetails schedule, ListReportMessages list, CancellationToken ct)
    {
        var parameters = new
        {
            schedule.Id,
            SeesAll = schedule.IsOwn,
            user.UserId,
            After = list.After ?? long.MaxValue,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        var rows = await db.Query<ReportMessage>(MessagesSql + db.Dialect.Page, parameters, ct);
        return Page<ReportMessage>.Of(rows, Paging.LimitOf(list.Limit), message => message.Id.ToString(CultureInfo.InvariantCulture));
    }

    const string MessagesSql =
        $"{SelectMessagesSql} WHERE m.ScheduleId = @Id AND m.Id < @After AND (@SeesAll = 1 OR m.UserId = @UserId) ORDER BY m.Id DESC";

    /// <summary>Whose message it is, of which schedule.</summary>
    public async Task<(long ScheduleId, long UserId)> PlaceOf(long id, CancellationToken ct) =>
        await db.FirstOrDefault<PlaceRow>(PlaceSql, new { Id = id }, ct) is { } place
            ? (place.ScheduleId, place.UserId)
            : throw RequestErrors.NotFound();

    const string PlaceSql = "SELECT m.ScheduleId, m.UserId FROM ReportMessages m WHERE m.Id = @Id";

    sealed record PlaceRow
    {
        public long ScheduleId { get; init; }
        public long UserId { get; init; }
    }
}
