using System.Security.Cryptography;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>ASP.NET Core's hasher (PBKDF2 with HMAC-SHA512), without the rest of its identity system.</summary>
/// <remarks>A password takes a tenth of a second of a processor, whoever sends it: half of the processors hash, the others serve.</remarks>
sealed class Passwords
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    readonly PasswordHasher<object> hasher;
    readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    readonly Lazy<string> decoy;

    public Passwords(IOptions<PasswordHasherOptions> options)
    {
        hasher = new(options);
        decoy = new(() => hasher.HashPassword(this, Guid.NewGuid().ToString()));
    }

    /// <exception cref="Refusal">429: too many others hash.</exception>
    public Task<string> Hash(string password, CancellationToken ct) =>
        InTurn(() => Task.FromResult(hasher.HashPassword(this, password)), ct);

    /// <summary>Checks a password, unless it is too early for that; a failure is counted before the turn of the next begins.</summary>
    /// <param name="hash">What the password must fit; null takes as long, and never fits.</param>
    /// <param name="password">What was entered.</param>
    /// <param name="attempt">Where it comes from.</param>
    /// <param name="delays">Counts the failures.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <exception cref="Refusal">429: this source must wait, or too many others hash.</exception>
    public Task<bool> Verify(string? hash, string password, SignInAttempt attempt, SignInDelays delays, CancellationToken ct) =>
        InTurn(
            async () =>
            {
                await delays.Check(attempt, ct);
                var fits = hasher.VerifyHashedPassword(this, hash ?? decoy.Value, password) is not PasswordVerificationResult.Failed;
                if (fits && hash is not null)
                    return true;
                await delays.Count(attempt, ct);
                return false;
            },
            ct
        );

    async Task<T> InTurn<T>(Func<Task<T>> work, CancellationToken ct)
    {
        if (!await turns.WaitAsync(LongestWait, ct))
            throw AccountErrors.TriedTooOften(LongestWait);
        try
        {
            return await work();
        }
        finally
        {
            turns.Release();
        }
    }

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

/// <summary>The one-time password of a command that gives one.</summary>
sealed class OneTimePassword(Passwords passwords) : IPreparation<AddAccount>, IPreparation<ResetPassword>
{
    public string Text { get; } = Passwords.OneTime();
    public string Hash { get; private set; } = "";

    public Task Prepare(AddAccount request, CancellationToken ct) => Prepare(ct);

    public Task Prepare(ResetPassword request, CancellationToken ct) => Prepare(ct);

    async Task Prepare(CancellationToken ct) => Hash = await passwords.Hash(Text, ct);
}
