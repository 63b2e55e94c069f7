using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// What the link to get no more mail of a ticket carries: the ticket and whom it was written to, sealed. It is good as long as the mail is
/// kept, however often it is followed, and lets do nothing else.
/// </summary>
sealed class MailLeaveLinks(IDataProtectionProvider protection)
{
    public const string Path = "/desabonnement",
        Parameter = "jeton";

    readonly IDataProtector protector = protection.CreateProtector("mail-leave");

    /// <summary>From <c>/</c> on.</summary>
    public string PathOf(MailReader reader) => $"{Path}?{Parameter}={reader.SealedBy(protector)}";

    /// <summary>Whom a token was written for; null when it was not written here.</summary>
    public MailReader? Open(string? token) => MailReader.OpenedBy(protector, token);
}

/// <summary>Whom mail about a ticket goes to.</summary>
/// <param name="Ticket">Its number.</param>
/// <param name="PersonId">Row of People; null for an account that is none of the directory's.</param>
/// <param name="UserId">Row of Users; null without an account.</param>
sealed record MailReader(long Ticket, long? PersonId, long? UserId)
{
    const char Separator = '.';

    /// <summary>What a link carries of it.</summary>
    public string SealedBy(IDataProtector protector) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{Ticket}{Separator}{PersonId}{Separator}{UserId}"));

    /// <returns>Null when it was sealed by another.</returns>
    public static MailReader? OpenedBy(IDataProtector protector, string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            var parts = protector.Unprotect(token).Split(Separator);
            return new(long.Parse(parts[0], CultureInfo.InvariantCulture), IdOf(parts[1]), IdOf(parts[2]));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static long? IdOf(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
