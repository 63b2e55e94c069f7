using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Changes one's own password; every other session of the account ends.</summary>
[Requires(Permission.ChangeOwnPassword)]
public sealed record ChangePassword : ICommand<SignedIn>
{
    public string? CurrentPassword { get; set; }
    public string? NewPassword { get; set; }
}

sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(c => c.CurrentPassword).NotEmpty().WithMessage(_ => Words.PasswordMissing).MaximumLength(PasswordRules.MaximumLength);
        RuleFor(c => c.NewPassword).NewPassword().NotEqual(c => c.CurrentPassword).WithMessage(_ => Words.PasswordUnchanged);
    }
}

/// <summary>Checks the current password and hashes the new one.</summary>
sealed class PasswordChange(Db db, CurrentUser user, Passwords passwords, SignInDelays delays) : IPreparation<ChangePassword>
{
    /// <summary>Hash of the current password, which was the right one.</summary>
    public string Checked { get; private set; } = "";

    public string New { get; private set; } = "";

    public async Task Prepare(ChangePassword request, CancellationToken ct)
    {
        if (PasswordRules.Tells(request.NewPassword!, user.Login))
            throw Refusal.Field("NewPassword", "account.password-tells-login", Words.PasswordTellsLogin);
        Checked = await db.FirstOrDefault<string>(PasswordSql, new { Id = user.UserId }, ct) ?? throw RequestErrors.NotFound();
        // Whoever finds a browser open does not guess without end either.
        var attempt = SignInAttempt.OfSession(user.UserId);
        if (!await passwords.Verify(Checked, request.CurrentPassword!, attempt, delays, ct))
            throw Refusal.Field("CurrentPassword", "account.wrong-password", Words.WrongPassword);
        await delays.Forget(attempt, ct);
        New = await passwords.Hash(request.NewPassword!, ct);
    }

    const string PasswordSql = "SELECT u.PasswordHash FROM Users u WHERE u.Id = @Id";
}

sealed class ChangePasswordHandler(Db db, CurrentUser user, PasswordChange change, Audit audit) : IRequestHandler<ChangePassword, SignedIn>
{
    public async Task<SignedIn> Handle(ChangePassword request, CancellationToken ct)
    {
        var stamp = Passwords.NewSecurityStamp();
        var row = new
        {
            Id = user.UserId,
            Before = change.Checked,
            PasswordHash = change.New,
            SecurityStamp = stamp,
        };
        if (await db.Execute(UpdatePasswordSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("account", user.UserId, "change-password", null, null, ct);
        return new(user.UserId, stamp, user.DisplayName, false, null);
    }

    const string UpdatePasswordSql = """
        UPDATE Users
        SET PasswordHash = @PasswordHash, SecurityStamp = @SecurityStamp, IsPasswordTemporary = 0, Version = Version + 1
        WHERE Id = @Id AND PasswordHash = @Before
        """;
}
