namespace Siim94.ITSM.Features.Mail;

/// <summary>What a mail says and carries.</summary>
/// <param name="Subject">Without the product's tag, which every mail gets.</param>
/// <param name="Plain">The text, for those who read no HTML.</param>
/// <param name="Html">The same as a whole HTML document, its texts encoded.</param>
sealed record MailContent(string Subject, string Plain, string Html)
{
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <summary>A file that a mail carries.</summary>
/// <param name="ContentType">Media type: <c>text/csv</c>.</param>
/// <param name="Content">Read from its beginning, and closed once the mail has left.</param>
sealed record MailAttachment(string Name, string ContentType, Stream Content);
