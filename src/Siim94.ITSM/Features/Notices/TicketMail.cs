using System.Globalization;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// Mail about tickets in the outbox: each is about a ticket from one of its steps on. Steps that follow before it leaves are told in it
/// too.
/// </summary>
sealed class TicketMail(Outbox outbox, MailHoursStore hours, Db db, TimeProvider clock)
{
    public const string Kind = "ticket";

    /// <summary>All of a day, for whoever wants one mail.</summary>
    public const string DigestKind = "ticket-digest";

    // What is written, corrected and resolved within a minute is one mail.
    static readonly TimeSpan Burst = TimeSpan.FromMinutes(1);

    public async Task Queue(TicketStepRow step, NoticeRecipient recipient, CancellationToken ct)
    {
        var to = new MailRecipient(recipient.UserId, recipient.Name, recipient.Address, recipient.Language);
        var chosen = recipient.UserId is { } userId ? await hours.Of(userId, ct) : MailHours.Any;
        var leavesAt = chosen.LeavesAt(clock.GetUtcNow().UtcDateTime + Burst);
        if (chosen.IsDigest)
        {
            await QueueDigest(step, recipient, to, leavesAt, ct);
            return;
        }
        if (!await outbox.Extend(Kind, step.TicketId, to, step.At, ct))
            await outbox.AddTo(Kind, step.TicketId, OccurrenceOf(step.Id, recipient), step.At, to, leavesAt, ct);
    }

    async Task QueueDigest(TicketStepRow step, NoticeRecipient recipient, MailRecipient to, DateTime leavesAt, CancellationToken ct)
    {
        var userId = recipient.UserId!.Value;
        await db.Execute(
            InsertDigestStepSql,
            new
            {
                UserId = userId,
                EventId = step.Id,
                step.TicketId,
                recipient.Role,
                step.At,
            },
            ct
        );
        if (!await outbox.Extend(DigestKind, userId, to, step.At, ct))
            await outbox.AddTo(DigestKind, userId, step.Id.ToString(CultureInfo.InvariantCulture), step.At, to, leavesAt, ct);
    }

    const string InsertDigestStepSql =
        "INSERT INTO DigestSteps (UserId, EventId, TicketId, Role, At) VALUES (@UserId, @EventId, @TicketId, @Role, @At)";

    static string OccurrenceOf(long eventId, NoticeRecipient recipient) =>
        string.Create(CultureInfo.InvariantCulture, $"{eventId}.{recipient.Role}.{recipient.PersonId}");

    /// <summary>The first step that a mail tells, why its recipient gets it, and who of the directory that is.</summary>
    public static (long EventId, string Role, long? PersonId) PartsOf(string occurrence)
    {
        var parts = occurrence.Split('.');
        // Those of an earlier version do not say who.
        var personId = parts is [_, _, { Length: > 0 } person] ? long.Parse(person, CultureInfo.InvariantCulture) : (long?)null;
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], personId);
    }
}
