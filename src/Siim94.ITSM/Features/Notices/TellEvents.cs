using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Tells people of the steps of tickets that concern them, each step once: in the product, and by mail.</summary>
/// <returns>How many steps were looked at; there may be more.</returns>
[Requires(Permission.ManageJobs)]
public sealed record TellEvents : ICommand<int>;

sealed class TellEventsHandler(Db db, NoticeRecipients recipients, TicketMail mail, IOptions<MailSettings> settings, TimeProvider clock)
    : IRequestHandler<TellEvents, int>
{
    const int MostAtOnce = 100;

    // Steps are numbered as they are written, and seen as they are committed: one may be seen after a later one.
    const int StepsInFlight = 1000;

    // What is imported, or was done while nobody was told, is news to nobody.
    static readonly TimeSpan OldNews = TimeSpan.FromDays(2);

    public async Task<int> Handle(TellEvents request, CancellationToken ct)
    {
        var from = await db.FirstOrDefault<long>(FromSql, new { StepsInFlight }, ct);
        var sought = new
        {
            From = from,
            Since = clock.GetUtcNow().UtcDateTime - OldNews,
            Take = MostAtOnce,
        };
        var steps = await db.Query<TicketStepRow>(StepsSql + db.Dialect.FirstRows, sought, ct);
        foreach (var step in steps)
        {
            // Whoever tells it at the same instant has the key: the request is sent again, and finds it told.
            await db.Execute(InsertToldSql, new { EventId = step.Id }, ct);
            foreach (var recipient in await recipients.Of(step, ct))
                await Tell(step, recipient, ct);
        }
        return steps.Count;
    }

    const string FromSql = """
        SELECT CASE WHEN l.ToldId - @StepsInFlight > s.AfterEventId THEN l.ToldId - @StepsInFlight ELSE s.AfterEventId END
        FROM NoticeStart s
        CROSS JOIN (SELECT COALESCE(MAX(t.EventId), 0) AS ToldId FROM ToldEvents t) l
        """;

    const string StepsSql = """
        SELECT e.Id, e.TicketId, e.At, e.UserId, e.Kind, e.IsPrivate, CASE WHEN e.Kind = 'follow-up' THEN e.Text END AS Said,
               r.FromAddress AS AuthorAddress, r.IsConfirmed
        FROM TicketEvents e
        LEFT JOIN ReceivedMails r ON r.TicketId = e.TicketId
            AND (r.EventId = e.Id OR (e.Kind = 'open' AND r.State = 'opened'))
        WHERE e.Id > @From AND e.At >= @Since AND NOT EXISTS (SELECT 1 FROM ToldEvents t WHERE t.EventId = e.Id)
        ORDER BY e.Id
        """;

    const string InsertToldSql = "INSERT INTO ToldEvents (EventId) VALUES (@EventId)";

    async Task Tell(TicketStepRow step, NoticeRecipient recipient, CancellationToken ct)
    {
        if (recipient is { UserId: { } userId, IsShown: true })
            await db.Execute(
                InsertNoticeSql,
                new
                {
                    UserId = userId,
                    recipient.Kind,
                    step.TicketId,
                    EventId = step.Id,
                    At = clock.GetUtcNow().UtcDateTime,
                },
                ct
            );
        if (recipient.IsMailed && settings.Value.IsConfigured)
            await mail.Queue(step, recipient, ct);
    }

    const string InsertNoticeSql =
        "INSERT INTO Notices (UserId, Kind, TicketId, EventId, At) VALUES (@UserId, @Kind, @TicketId, @EventId, @At)";
}

/// <summary>A step of a ticket, and who took it.</summary>
sealed record TicketStepRow
{
    public long Id { get; init; }
    public long TicketId { get; init; }
    public DateTime At { get; init; }
    public long? UserId { get; init; }
    public string Kind { get; init; } = "";
    public bool IsPrivate { get; init; }

    /// <summary>What a message says; null of other steps.</summary>
    public string? Said { get; init; }

    /// <summary>Whoever wrote the mail that it came from; null when it did not.</summary>
    public string? AuthorAddress { get; init; }

    /// <summary>Whether that mail may be confirmed; null when it came otherwise.</summary>
    public bool? IsConfirmed { get; init; }
}
