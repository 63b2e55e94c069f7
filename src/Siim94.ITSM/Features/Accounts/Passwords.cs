using System.Security.Cryptography;
using FluentValidation;
using Microsoft.AspNetCore.Identity;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>ASP.NET Core's hasher (PBKDF2 with HMAC-SHA512), without the rest of its identity system.</summary>
sealed class Passwords
{
    readonly PasswordHasher<object> hasher = new();
    readonly Lazy<string> decoy;

    public Passwords() => decoy = new(() => Hash(Guid.NewGuid().ToString()));

    public string Hash(string password) => hasher.HashPassword(this, password);

    public PasswordVerificationResult Verify(string hash, string password) => hasher.VerifyHashedPassword(this, hash, password);

    public void PretendToVerify(string password) => Verify(decoy.Value, password);

    /// <summary>A password for one use: 80 random bits in letters that cannot be mistaken for one another.</summary>
    public static string OneTime() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);

    public static string NewSecurityStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>What a password must be: long rather than complicated (OWASP ASVS 2.1).</summary>
static class PasswordRules
{
    public const int MinimumLength = 12,
        MaximumLength = 128;

    // aaaaaaaaaaaa, 121212121212: long, and among the first that anybody tries.
    const int FewestDifferent = 5;

    public static IRuleBuilderOptions<T, string?> NewPassword<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty()
            .WithMessage(_ => Words.PasswordMissing)
            .MinimumLength(MinimumLength)
            .WithMessage(_ => Words.PasswordTooShort)
            .MaximumLength(MaximumLength)
            .WithMessage(_ => Words.PasswordTooLong)
            .Must(password => (password ?? "").Distinct().Count() >= FewestDifferent)
            .WithMessage(_ => Words.PasswordTooPlain);

    /// <summary>Whether a password says who it belongs to.</summary>
    public static bool Tells(string password, string login) => password.Contains(login, StringComparison.OrdinalIgnoreCase);
}
