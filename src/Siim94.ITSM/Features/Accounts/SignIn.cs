using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Checks a login and password. A failure is an answer, not a refusal: its count must be kept.</summary>
[ForAnyone]
public sealed record SignIn : ICommand<SignInOutcome>
{
    public string? Login { get; set; }
    public string? Password { get; set; }
}

/// <param name="UserId">Who signed in; null when nobody did.</param>
/// <param name="SecurityStamp">For the cookie.</param>
/// <param name="DisplayName">For the screen.</param>
/// <param name="IsPasswordTemporary">A password of one's own must be chosen first.</param>
/// <param name="LockedUntilAt">The account is locked until then, after repeated failures.</param>
public sealed record SignInOutcome(
    long? UserId,
    string? SecurityStamp,
    string? DisplayName,
    bool IsPasswordTemporary,
    DateTime? LockedUntilAt
);

sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(s => s.Login).NotEmpty().WithMessage(_ => Words.LoginMissing).Line(100);
        RuleFor(s => s.Password).NotEmpty().WithMessage(_ => Words.PasswordMissing).MaximumLength(PasswordRules.MaximumLength);
    }
}

sealed class SignInHandler(Db db, Passwords passwords, TimeProvider clock, ILogger<SignInHandler> log)
    : IRequestHandler<SignIn, SignInOutcome>
{
    const int FailuresBeforeLock = 5;
    static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(15);
    static readonly SignInOutcome Failed = new(null, null, null, false, null);

    public async Task<SignInOutcome> Handle(SignIn request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var login = new { FoldedLogin = request.Login!.Trim().ToLowerInvariant() };
        await db.Execute(LockUserSql, login, ct); // guesses at the same instant count one by one
        var user = await db.FirstOrDefault<CredentialRow>(CredentialSql, login, ct);
        if (user is null)
        {
            passwords.PretendToVerify(request.Password!); // an unknown login takes as long as a known one
            log.LogInformation("Sign-in refused: unknown login"); // not which: people type their password there
            return Failed;
        }
        if (user.LockedUntilAt > now)
        {
            passwords.PretendToVerify(request.Password!);
            log.LogInformation("Sign-in refused: account {UserId} is locked", user.Id);
            return Failed with { LockedUntilAt = user.LockedUntilAt };
        }

        var verdict = passwords.Verify(user.PasswordHash, request.Password!);
        if (verdict is PasswordVerificationResult.Failed || user.IsDisabled)
        {
            var failures = user.FailedSignIns + 1;
            DateTime? lockedUntil = failures >= FailuresBeforeLock ? now + LockDuration : null;
            await db.Execute(
                CountSignInSql,
                new
                {
                    user.Id,
                    FailedSignIns = lockedUntil is null ? failures : 0,
                    LockedUntilAt = lockedUntil,
                },
                ct
            );
            if (lockedUntil is null)
                log.LogInformation("Sign-in refused: wrong password for account {UserId}", user.Id);
            else
                log.LogWarning("Account {UserId} locked after {Failures} failed sign-ins", user.Id, failures);
            return Failed with { LockedUntilAt = lockedUntil };
        }
        if (user.FailedSignIns > 0)
            await db.Execute(
                CountSignInSql,
                new
                {
                    user.Id,
                    FailedSignIns = 0,
                    LockedUntilAt = (DateTime?)null,
                },
                ct
            );
        log.LogInformation("Account {UserId} signed in", user.Id);
        return new(user.Id, user.SecurityStamp, user.DisplayName, user.IsPasswordTemporary, null);
    }

    const string LockUserSql = "UPDATE Users SET FailedSignIns = FailedSignIns WHERE FoldedLogin = @FoldedLogin";

    const string CredentialSql = """
        SELECT u.Id, u.DisplayName, u.PasswordHash, u.IsPasswordTemporary, u.IsDisabled, u.FailedSignIns, u.LockedUntilAt, u.SecurityStamp
        FROM Users u
        WHERE u.FoldedLogin = @FoldedLogin
        """;

    const string CountSignInSql = "UPDATE Users SET FailedSignIns = @FailedSignIns, LockedUntilAt = @LockedUntilAt WHERE Id = @Id";

    sealed record CredentialRow
    {
        public long Id { get; init; }
        public string DisplayName { get; init; } = "";
        public string PasswordHash { get; init; } = "";
        public bool IsPasswordTemporary { get; init; }
        public bool IsDisabled { get; init; }
        public int FailedSignIns { get; init; }
        public DateTime? LockedUntilAt { get; init; }
        public string SecurityStamp { get; init; } = "";
    }
}
