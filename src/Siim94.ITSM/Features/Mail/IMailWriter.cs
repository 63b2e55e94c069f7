namespace Siim94.ITSM.Features.Mail;

/// <summary>
/// How one kind of mail is written. A feature registers one for each kind that it puts into the <see cref="Outbox"/>; the outbox knows no
/// feature.
/// </summary>
interface IMailWriter
{
    /// <summary>Name of the kind, in <c>MailMessages.Kind</c>: it never changes once mail of it has been queued.</summary>
    string Kind { get; }

    /// <summary>
    /// Writes the mail at the moment it leaves, in the recipient's language, which is that of the thread. What the mail tells is asked of
    /// the
    /// pipeline as the recipient, who is told what they may see and nothing else.
    /// </summary>
    /// <remarks>
    /// It may be written several times, by several machines at once, and then be sent once or not at all: writing changes nothing.
    /// </remarks>
    /// <exception cref="Refusal">
    /// The recipient may not see it, or no longer: it is given up. Any other failure, and one that passes, is tried again.
    /// </exception>
    Task<MailContent> Write(ClaimedMail mail, CancellationToken ct);
}
