using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Checks a login and password. Refused when they do not fit, and while repeated failures make their source wait.</summary>
/// <remarks>No command: it writes before and after it checks the password, and holds no lock meanwhile.</remarks>
[ForAnyone]
public sealed record SignIn : IRequest<SignedIn>
{
    public string? Login { get; set; }
    public string? Password { get; set; }

    /// <summary>Where the attempt comes from.</summary>
    [JsonIgnore]
    public string Address { get; set; } = "";

    /// <summary>What an earlier sign-in has left on the device; null on a new one.</summary>
    [JsonIgnore]
    public string? Device { get; set; }
}

/// <param name="UserId">Who signed in.</param>
/// <param name="SecurityStamp">For the cookie.</param>
/// <param name="DisplayName">For the screen.</param>
/// <param name="IsPasswordTemporary">A password of one's own must be chosen first.</param>
/// <param name="Device">What the device is known by next time; null leaves it as it is.</param>
public sealed record SignedIn(long UserId, string SecurityStamp, string DisplayName, bool IsPasswordTemporary, string? Device);

sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(s => s.Login).NotEmpty().WithMessage(_ => Words.LoginMissing).Line(100);
        RuleFor(s => s.Password).NotEmpty().WithMessage(_ => Words.PasswordMissing).AtMost(PasswordRules.MaximumLength);
    }
}

sealed class SignInHandler(Db db, Passwords passwords, KnownDevices devices, SignInDelays delays, ILogger<SignInHandler> log)
    : IRequestHandler<SignIn, SignedIn>
{
    public async Task<SignedIn> Handle(SignIn request, CancellationToken ct)
    {
        var login = KeyText.Of(request.Login!).ToLowerInvariant();
        var user = await db.FirstOrDefault<CredentialRow>(CredentialSql, new { FoldedLogin = login }, ct);
        var device = devices.Open(request.Device);
        var attempt =
            user is null ? SignInAttempt.OfUnknown(login, request.Address)
            : device is not null && device.UserIds.Contains(user.Id) ? SignInAttempt.OfDevice(user.Id, device.Id)
            : SignInAttempt.OfAddress(user.Id, request.Address);

        // An unknown login takes as long as a known one, and a disabled account fails as a wrong password does.
        var hash = user is { IsDisabled: false } ? user.PasswordHash : null;
        var isRight = await passwords.Verify(hash, request.Password!, attempt, delays, ct);
        if (user is null || !isRight)
        {
            // Not which login: people type their password there.
            log.LogInformation("Sign-in to account {UserId} refused", user?.Id);
            throw AccountErrors.SignInFailed();
        }
        await delays.Forget(attempt, ct);
        log.LogInformation("Account {UserId} signed in", user.Id);
        return new(user.Id, user.SecurityStamp, user.DisplayName, user.IsPasswordTemporary, devices.Remember(device, user.Id));
    }

    const string CredentialSql = """
        SELECT u.Id, u.DisplayName, u.PasswordHash, u.IsPasswordTemporary, u.IsDisabled, u.SecurityStamp
        FROM Users u
        WHERE u.FoldedLogin = @FoldedLogin
        """;

    sealed record CredentialRow
    {
        public long Id { get; init; }
        public string DisplayName { get; init; } = "";
        public string PasswordHash { get; init; } = "";
        public bool IsPasswordTemporary { get; init; }
        public bool IsDisabled { get; init; }
        public string SecurityStamp { get; init; } = "";
    }
}
