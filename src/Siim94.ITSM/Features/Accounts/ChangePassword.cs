using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Changes one's own password; every other session of the account ends.</summary>
[Requires(Permission.ChangeOwnPassword)]
public sealed record ChangePassword : ICommand<SignInOutcome>
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

sealed class ChangePasswordHandler(Db db, CurrentUser user, Passwords passwords, Audit audit)
    : IRequestHandler<ChangePassword, SignInOutcome>
{
    public async Task<SignInOutcome> Handle(ChangePassword request, CancellationToken ct)
    {
        if (PasswordRules.Tells(request.NewPassword!, user.Login))
            throw Refusal.Field("NewPassword", "account.password-tells-login", Words.PasswordTellsLogin);
        var hash = await db.FirstOrDefault<string>(PasswordSql, new { Id = user.UserId }, ct) ?? throw RequestErrors.NotFound();
        if (passwords.Verify(hash, request.CurrentPassword!) is PasswordVerificationResult.Failed)
            throw Refusal.Field("CurrentPassword", "account.wrong-password", Words.WrongPassword);

        var stamp = Passwords.NewSecurityStamp();
        await db.Execute(
            UpdatePasswordSql,
            new
            {
                Id = user.UserId,
                PasswordHash = passwords.Hash(request.NewPassword!),
                SecurityStamp = stamp,
            },
            ct
        );
        await audit.Record("account", user.UserId, "change-password", null, null, ct);
        return new(user.UserId, stamp, user.DisplayName, false, null);
    }

    const string PasswordSql = "SELECT u.PasswordHash FROM Users u WHERE u.Id = @Id";

    const string UpdatePasswordSql = """
        UPDATE Users
        SET PasswordHash = @PasswordHash, SecurityStamp = @SecurityStamp, IsPasswordTemporary = 0, Version = Version + 1
        WHERE Id = @Id
        """;
}
