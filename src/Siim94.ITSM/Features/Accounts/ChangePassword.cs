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
        RuleFor(c => c.CurrentPassword).NotEmpty().WithMessage(_ => Words.PasswordMissing).AtMost(PasswordRules.MaximumLength);
        RuleFor(c => c.NewPassword).NewPassword().NotEqual(c => c.CurrentPassword).WithMessage(_ => Words.PasswordUnchanged);
    }
}

sealed class ChangePasswordHandler(Db db, CurrentUser user, PasswordChange change, UserSessions sessions, Audit audit)
    : IRequestHandler<ChangePassword, SignedIn>
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
        await sessions.ForgetAll(user.UserId, ct);
        await audit.Record("account", user.UserId, "change-password", null, null, ct);
        return new(user.UserId, stamp, user.DisplayName, false, null);
    }

    const string UpdatePasswordSql = """
        UPDATE Users
        SET PasswordHash = @PasswordHash, SecurityStamp = @SecurityStamp, IsPasswordTemporary = 0, Version = Version + 1
        WHERE Id = @Id AND PasswordHash = @Before
        """;
}
