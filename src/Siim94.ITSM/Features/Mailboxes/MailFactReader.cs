using System.Globalization;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Looks up what is known beside a mail: who its sender is, and what tickets it may be about.</summary>
sealed class MailFactReader(Db db, IOptions<MailSettings> settings, TimeProvider clock)
{
    // « Re: Imprimante » of last year is about another one.
    static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <param name="mail">The mail.</param>
    /// <param name="id">Its row.</param>
    /// <param name="mailbox">Where it came in.</param>
    /// <param name="ct">Cancels the look-up.</param>
    public async Task<MailFacts> Of(IncomingMail mail, long id, MailboxRow mailbox, CancellationToken ct)
    {
        var sender = await Sender(mail.FromAddress, id, ct);
        return new()
        {
            Sender = sender,
            Answered = await Answered(mail, sender, ct),
            SaidBefore = await SaidBefore(mail, ct),
            Marked = mail.MarkedTicket is { } number ? await Ticket(number, sender, mail.FromAddress, false, ct) : null,
            Alike = await Alike(mail, sender, ct),
            DefaultMemberId = mailbox.MemberId,
            IsForAnyone = mailbox.IsForAnyone,
        };
    }

    async Task<MailSender> Sender(string address, long id, CancellationToken ct)
    {
        var key = new { Address = address };
        var users = await db.Query<UserRow>(UsersSql, key, ct);
        var person = await db.FirstOrDefault<PersonRow>(PersonSql, key, ct);
        var user = users is [var only] ? only : null;
        return new()
        {
            IsOurselves =
                (settings.Value.IsConfigured && settings.Value.Sender.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
                || await db.FirstOrDefault<int>(MailboxesSql, key, ct) > 0,
            UserId = user?.Id,
            IsStaff = user is not null && !Roles.IsOfMember(Enum.Parse<Role>(user.Role)),
            PersonId = person?.Id,
            MemberId = user?.MemberId ?? person?.MemberId ?? await MemberOfDomain(address, ct),
            MailsLately = await db.FirstOrDefault<int>(
                LatelySql,
                new
                {
                    Address = address,
                    Id = id,
                    Since = clock.GetUtcNow().UtcDateTime.AddHours(-1),
                },
                ct
            ),
        };
    }

    const string UsersSql = "SELECT u.Id, u.Role, u.MemberId FROM Users u WHERE LOWER(u.Email) = @Address AND u.IsDisabled = 0";

    const string PersonSql = $"""
        SELECT p.Id, p.MemberId
        FROM PersonContacts c
        JOIN People p ON p.Id = c.PersonId
        WHERE c.Kind = '{PersonContact.Email}' AND c.ContactKey = @Address AND p.IsActive = 1
          AND p.MergedIntoId IS NULL AND p.ErasedAt IS NULL
        ORDER BY p.Id
        """;

    const string MailboxesSql = "SELECT COUNT(*) FROM Mailboxes m WHERE m.Address = @Address";

    const string LatelySql =
        "SELECT COUNT(*) FROM ReceivedMails m WHERE m.FromAddress = @Address AND m.ReceivedAt >= @Since AND m.Id < @Id";

    /// <summary>The member of the domain, or of the nearest one above it.</summary>
    async Task<long?> MemberOfDomain(string address, CancellationToken ct)
    {
        var labels = address[(address.LastIndexOf('@') + 1)..].Split('.');
        var domains = Enumerable.Range(0, labels.Length).Select(from => string.Join('.', labels[from..])).ToList();
        var known = await db.Query<DomainRow>(DomainsSql, new { Domains = domains }, ct);
        return known.MaxBy(domain => domain.Domain.Length)?.MemberId;
    }

    const string DomainsSql = "SELECT d.Domain, d.MemberId FROM MailDomains d WHERE d.Domain IN @Domains";

    /// <summary>The ticket of the nearest message that it answers and that we know.</summary>
    async Task<MailTicket?> Answered(IncomingMail mail, MailSender sender, CancellationToken ct)
    {
        foreach (var messageId in mail.Answered.Take(MostAnswered))
        {
            if (await db.FirstOrDefault<SentRow>(SentSql, new { MessageKey = messageId.Split('@')[0] }, ct) is { } sent)
                return await Ticket(sent.SubjectId, sender, mail.FromAddress, isAnswerToUs: true, ct) is { } ticket
                    ? ticket with
                    {
                        IsAmongStaff = await db.FirstOrDefault<int>(PrivateSql, sent, ct) > 0,
                    }
                    : null;
            var key = new { MessageKey = ReceivedMail.KeyOf(messageId) };
            if (await db.FirstOrDefault<long?>(KnownSql, key, ct) is { } known)
                return await Ticket(known, sender, mail.FromAddress, isAnswerToUs: false, ct);
        }
        return null;
    }

    // A long conversation names all of it.
    const int MostAnswered = 50;

    const string SentSql = """
        SELECT m.SubjectId, m.Occurrence, m.SentAt, m.UserId
        FROM MailMessages m
        WHERE m.MessageKey = @MessageKey AND m.Kind = 'ticket'
        """;

    // A mail tells of its first step, which its occurrence begins with, and of those that came before it left.
    const string PrivateSql = """
        SELECT COUNT(*)
        FROM TicketEvents e
        JOIN Users u ON u.Id = @UserId AND u.MemberId IS NULL
        WHERE e.TicketId = @SubjectId AND e.Id >= @FirstEventId AND (@SentAt IS NULL OR e.At <= @SentAt)
          AND e.IsPrivate = 1 AND e.Kind = 'follow-up'
        """;

    sealed record SentRow
    {
        public long SubjectId { get; init; }
        public string Occurrence { get; init; } = "";
        public DateTime? SentAt { get; init; }
        public long? UserId { get; init; }
        public long FirstEventId => long.Parse(Occurrence.Split('.')[0], CultureInfo.InvariantCulture);
    }

    async Task<int> SaidBefore(IncomingMail mail, CancellationToken ct) =>
        mail.Text.Length == 0
            ? 0
            : await db.FirstOrDefault<int>(
                SaidBeforeSql,
                new
                {
                    Address = mail.FromAddress,
                    mail.Text,
                    Since = clock.GetUtcNow().UtcDateTime.AddDays(-1),
                },
                ct
            );

    const string SaidBeforeSql = """
        SELECT COUNT(*)
        FROM ReceivedMails m
        JOIN TicketEvents e ON e.Id = m.EventId
        WHERE m.FromAddress = @Address AND m.ReceivedAt >= @Since AND e.Text = @Text
        """;

    const string KnownSql = "SELECT m.TicketId FROM ReceivedMails m WHERE m.MessageKey = @MessageKey AND m.TicketId IS NOT NULL";

    /// <summary>An open ticket that the sender opened by mail lately, whose subject this one answers.</summary>
    async Task<MailTicket?> Alike(IncomingMail mail, MailSender sender, CancellationToken ct)
    {
        if (mail.Title.Length == 0 || mail.Title == mail.Subject)
            return null; // no answer
        var since = clock.GetUtcNow().UtcDateTime - Lately;
        var lately = await db.Query<SubjectRow>(SubjectsSql, new { Address = mail.FromAddress, Since = since }, ct);
        var title = Folding.Fold(mail.Title);
        return lately.FirstOrDefault(row => Folding.Fold(SubjectMarks.TitleOf(row.Subject)) == title) is { } alike
            ? await Ticket(alike.TicketId, sender, mail.FromAddress, false, ct)
            : null;
    }

    const string SubjectsSql = """
        SELECT m.Subject, m.TicketId
        FROM ReceivedMails m
        JOIN Tickets t ON t.Id = m.TicketId
        WHERE m.FromAddress = @Address AND m.ReceivedAt >= @Since AND m.State = 'opened' AND t.Status <> 'closed'
        ORDER BY m.Id DESC
        """;

    /// <summary>A ticket, or where it goes on since it was merged; null when there is none.</summary>
    async Task<MailTicket?> Ticket(long number, MailSender sender, string address, bool isAnswerToUs, CancellationToken ct)
    {
        TicketFactRow? row;
        var steps = 0;
        while ((row = await db.FirstOrDefault<TicketFactRow>(TicketSql, new { Id = number }, ct)) is { MergedIntoId: { } into })
            if (++steps > MostMerges)
                return null;
            else
                number = into;
        if (row is null)
            return null;
        var concerned = new
        {
            TicketId = row.Id,
            sender.UserId,
            sender.PersonId,
            Address = address,
        };
        return new()
        {
            Number = row.Id,
            MemberId = row.MemberId,
            Status = row.Status,
            IsSenders = await db.FirstOrDefault<int>(ConcernedSql, concerned, ct) > 0,
            IsAnswerToUs = isAnswerToUs,
        };
    }

    const int MostMerges = 20;

    const string TicketSql = "SELECT t.Id, t.MemberId, t.Status, t.MergedIntoId FROM Tickets t WHERE t.Id = @Id";

    const string ConcernedSql = """
        SELECT COUNT(*) FROM (
            SELECT t.Id FROM Tickets t
            WHERE t.Id = @TicketId
              AND (t.RequesterUserId = @UserId OR t.CreatedByUserId = @UserId OR t.RequesterPersonId = @PersonId)
            UNION ALL
            SELECT o.TicketId AS Id FROM TicketObservers o WHERE o.TicketId = @TicketId AND o.PersonId = @PersonId
            UNION ALL
            SELECT m.TicketId AS Id FROM ReceivedMails m WHERE m.TicketId = @TicketId AND m.FromAddress = @Address AND m.State = 'opened'
        ) c
        """;

    sealed record UserRow
    {
        public long Id { get; init; }
        public string Role { get; init; } = "";
        public long? MemberId { get; init; }
    }

    sealed record PersonRow
    {
        public long Id { get; init; }
        public long MemberId { get; init; }
    }

    sealed record DomainRow
    {
        public string Domain { get; init; } = "";
        public long MemberId { get; init; }
    }

    sealed record SubjectRow
    {
        public string Subject { get; init; } = "";
        public long TicketId { get; init; }
    }

    sealed record TicketFactRow
    {
        public long Id { get; init; }
        public long MemberId { get; init; }
        public string Status { get; init; } = "";
        public long? MergedIntoId { get; init; }
    }
}
