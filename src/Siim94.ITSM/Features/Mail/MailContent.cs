namespace Siim94.ITSM.Features.Mail;

/// <summary>What a mail says and carries.</summary>
/// <param name="Subject">Without its tag.</param>
/// <param name="Plain">The text, for those who read no HTML.</param>
/// <param name="Html">The same as a whole HTML document, its texts encoded.</param>
sealed record MailContent(string Subject, string Plain, string Html)
{
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Before the subject: the product's, or that of a ticket.</summary>
    public string Tag { get; init; } = "[SIIM]";

    /// <summary>Where answers go; null when nobody reads them.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Where the reader chooses to get none of it any more; null when there is no such place.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>A mail program may post there on its own, when its reader says so (RFC 8058).</summary>
    public bool IsLeftWithOneClick { get; init; }

    /// <summary>What programs put mails together by; null when it stands alone.</summary>
    public string? Thread { get; init; }
}

/// <summary>A file that a mail carries.</summary>
/// <param name="ContentType">Media type: <c>text/csv</c>.</param>
/// <param name="Content">Read from its beginning, and closed once the mail has left.</param>
sealed record MailAttachment(string Name, string ContentType, Stream Content);
