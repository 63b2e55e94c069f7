using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// What a link to choose another password carries: the row that it is for, sealed. Nothing of it is kept, so nothing can be read from the
/// database; the row says until when and how often it is good.
/// </summary>
sealed class PasswordResetLinks(IDataProtectionProvider protection)
{
    public const string Path = "/connexion/mot-de-passe",
        Parameter = "jeton";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    readonly IDataProtector protector = protection.CreateProtector("password-reset");

    public string TokenOf(long resetId) => protector.Protect(resetId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The row of a token; null when it was not written here.</summary>
    public long? Open(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            return long.Parse(protector.Unprotect(token), CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
