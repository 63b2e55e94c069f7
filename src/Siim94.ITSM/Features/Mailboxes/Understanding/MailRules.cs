using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Who sent a mail, as far as the product knows them.</summary>
sealed record MailSender
{
    /// <summary>One of our own mailboxes, or what the product sends as.</summary>
    public bool IsOurselves { get; init; }

    /// <summary>Account; null for none.</summary>
    public long? UserId { get; init; }

    public bool IsStaff { get; init; }

    /// <summary>Row of the directory; null for none.</summary>
    public long? PersonId { get; init; }

    /// <summary>Of the account, the person or the domain of the address; null when nobody knows.</summary>
    public long? MemberId { get; init; }

    /// <summary>Mails from the same address in the last hour.</summary>
    public int MailsLately { get; init; }
}

/// <summary>A ticket that a mail may be about.</summary>
sealed record MailTicket
{
    public long Number { get; init; }
    public long MemberId { get; init; }
    public string Status { get; init; } = "";

    /// <summary>The sender asks for it, observes it or opened it.</summary>
    public bool IsSenders { get; init; }

    /// <summary>The mail answers one that the product sent: nobody guesses its id.</summary>
    public bool IsAnswerToUs { get; init; }

    /// <summary>What the mail answers told of a note among staff.</summary>
    public bool IsAmongStaff { get; init; }
}

/// <summary>What is known beside the mail.</summary>
sealed record MailFacts
{
    public required MailSender Sender { get; init; }

    /// <summary>Found by the ids of the messages that it answers.</summary>
    public MailTicket? Answered { get; init; }

    /// <summary>Found by the mark in its subject.</summary>
    public MailTicket? Marked { get; init; }

    /// <summary>How often the sender wrote the very same on what is answered, today: programs that answer each other do.</summary>
    public int SaidBefore { get; init; }

    /// <summary>An open one of the sender's, lately, with the same title.</summary>
    public MailTicket? Alike { get; init; }

    /// <summary>Of the mailbox; null for none.</summary>
    public long? DefaultMemberId { get; init; }

    /// <summary>The mailbox takes mail of people whom nobody knows.</summary>
    public bool IsForAnyone { get; init; }
}

/// <summary>What becomes of a mail.</summary>
/// <param name="State">One of <see cref="MailState"/>.</param>
/// <param name="Reason">One of <see cref="MailReason"/>; null when nothing is to be explained.</param>
sealed record MailDecision(string State, string? Reason = null)
{
    /// <summary>The ticket that it is added to, or that the new one goes on from.</summary>
    public long? Ticket { get; init; }

    /// <summary>Of the new ticket.</summary>
    public long? MemberId { get; init; }

    public bool Reopens { get; init; }

    /// <summary>It is a note among staff, as what it answers.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>A confirmation may be sent: a person waits for it.</summary>
    public bool IsConfirmed { get; init; }
}

/// <summary>Decides what becomes of a mail, from what it says and what is known beside it.</summary>
static class MailRules
{
    /// <summary>More mails of one sender in an hour are not confirmed any more: two programs that confirm each other stop there.</summary>
    public const int MostConfirmed = 5;

    /// <summary>More are put aside: no person writes so many.</summary>
    public const int MostTaken = 30;

    /// <summary>The same again is what a program says.</summary>
    public const int MostAlike = 2;

    public static MailDecision Decide(IncomingMail mail, MailFacts facts)
    {
        if (mail.FromAddress.Length == 0)
            return new(MailState.Quarantined, MailReason.NoSender);
        if (facts.Sender.IsOurselves)
            return new(MailState.Counted, MailReason.OwnMail);
        var ticket = TicketOf(mail, facts);
        if (mail.Automatic is AutomaticMail.Reply or AutomaticMail.Bounce or AutomaticMail.Receipt)
            return new(MailState.Counted, MailReason.Of(mail.Automatic.Value)) { Ticket = ticket?.Number };
        if (facts.Sender.MailsLately >= MostTaken)
            return new(MailState.Quarantined, MailReason.TooMany) { Ticket = ticket?.Number };
        if (ticket is not null && facts.SaidBefore >= MostAlike)
            return new(MailState.Counted, MailReason.Of(AutomaticMail.Reply)) { Ticket = ticket.Number };
        if (ticket is not null && !(ticket.Status == TicketStatus.Closed && GoesOn(mail, facts)))
            return new(MailState.Answered)
            {
                Ticket = ticket.Number,
                Reopens = ticket.Status == TicketStatus.Resolved && GoesOn(mail, facts),
                IsPrivate = ticket == facts.Answered && ticket.IsAmongStaff,
            };
        return Opens(mail, facts, ticket);
    }

    /// <summary>Something is still wrong: neither thanks nor a colleague's answer.</summary>
    static bool GoesOn(IncomingMail mail, MailFacts facts) => !mail.IsThanks && !facts.Sender.IsStaff && mail.Automatic is null;

    static MailDecision Opens(IncomingMail mail, MailFacts facts, MailTicket? closed)
    {
        var sender = facts.Sender;
        var isKnown = sender.UserId is not null || sender.MemberId is not null || closed is not null;
        if (mail.Automatic is AutomaticMail.Bulk)
            return new(MailState.Quarantined, MailReason.Bulk);
        if (!isKnown && !facts.IsForAnyone)
            return new(MailState.Quarantined, MailReason.UnknownSender);
        return (closed?.MemberId ?? sender.MemberId ?? facts.DefaultMemberId) is { } memberId
            ? new(MailState.Opened)
            {
                Ticket = closed?.Number,
                MemberId = memberId,
                IsConfirmed = mail.Automatic is null && sender.MailsLately < MostConfirmed,
            }
            : new(MailState.Quarantined, MailReason.NoMember);
    }

    /// <summary>What a mail is about: what it answers, else what its subject names, else what the sender wrote of lately.</summary>
    static MailTicket? TicketOf(IncomingMail mail, MailFacts facts) =>
        facts.Answered is { } answered && (IsTrusted(facts.Sender, answered) || MayWriteOn(facts.Sender, answered)) ? answered
        : facts.Marked is { } marked && MayWriteOn(facts.Sender, marked) ? marked
        : mail.Automatic is null ? facts.Alike
        : null;

    // What was told among staff is answered by staff: whoever else has the mail has it from them.
    static bool IsTrusted(MailSender sender, MailTicket answered) => answered.IsAnswerToUs && (!answered.IsAmongStaff || sender.IsStaff);

    // Whoever guesses a number writes on no ticket of another member.
    static bool MayWriteOn(MailSender sender, MailTicket ticket) =>
        sender.IsStaff || ticket.IsSenders || (sender.MemberId is { } memberId && memberId == ticket.MemberId);
}
