using Microsoft.AspNetCore.DataProtection;

namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// What the link to say how content one is carries: the ticket and whom it was written to, sealed. It lets do that, once, and nothing else.
/// </summary>
sealed class MailRatingLinks(IDataProtectionProvider protection)
{
    public const string Path = "/satisfaction",
        Parameter = "jeton",
        Score = "note",
        Comment = "mot";

    readonly IDataProtector protector = protection.CreateProtector("mail-rating");

    /// <summary>From <c>/</c> on.</summary>
    public string PathOf(MailReader reader) => $"{Path}?{Parameter}={reader.SealedBy(protector)}";

    /// <summary>Whom a token was written for; null when it was not written here.</summary>
    public MailReader? Open(string? token) => MailReader.OpenedBy(protector, token);
}
