using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Chooses another password with the link that was mailed: once, within the hour. Sessions and tokens of the account end. Refused when the
/// link is used, over or none.
/// </summary>
[ForAnyone]
public sealed record ChooseForgottenPassword : ICommand<Unit>
{
    /// <summary>What the link carries.</summary>
    public string? Token { get; set; }

    public string? NewPassword { get; set; }
}

sealed class ChooseForgottenPasswordValidator : AbstractValidator<ChooseForgottenPassword>
{
    const int LongestToken = 1_000;

    public ChooseForgottenPasswordValidator()
    {
        RuleFor(c => c.Token).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(LongestToken);
        RuleFor(c => c.NewPassword).NewPassword();
    }
}

/// <summary>Opens the link and hashes the password, before the transaction.</summary>
sealed class ForgottenPassword(Db db, PasswordResetLinks links, Passwords passwords, TimeProvider clock)
    : IPreparation<ChooseForgottenPassword>
{
    public long ResetId { get; private set; }
    public string Hash { get; private set; } = "";

    // Only who brings a link that is good makes the product hash.
    public async Task Prepare(ChooseForgottenPassword request, CancellationToken ct)
    {
        var login = await LoginOf(request.Token, ct);
        ResetId = links.Open(request.Token)!.Value;
        if (PasswordRules.Tells(request.NewPassword!, login))
            throw Refusal.Field("NewPassword", "account.password-tells-login", Words.PasswordTellsLogin);
        Hash = await passwords.Hash(request.NewPassword!, ct);
    }

    /// <exception cref="Refusal">The link is used, over or none.</exception>
    public async Task<string> LoginOf(string? token, CancellationToken ct) =>
        links.Open(token) is { } id
        && await db.FirstOrDefault<string>(LoginSql, new { Id = id, Now = clock.GetUtcNow().UtcDateTime }, ct) is { } login
            ? login
            : throw AccountErrors.ResetLinkOver();

    const string LoginSql = """
        SELECT u.Login
        FROM PasswordResets r
        JOIN Users u ON u.Id = r.UserId
        WHERE r.Id = @Id AND r.UsedAt IS NULL AND r.EndsAt > @Now AND u.IsDisabled = 0
        """;
}

sealed class ChooseForgottenPasswordHandler(
    Db db,
    ForgottenPassword chosen,
    SignInDelays delays,
    UserSessions sessions,
    TimeProvider clock,
    Audit audit
) : IRequestHandler<ChooseForgottenPassword, Unit>
{
    public async Task<Unit> Handle(ChooseForgottenPassword request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Execute(UseSql, new { Id = chosen.ResetId, Now = now }, ct) == 0)
            throw AccountErrors.ResetLinkOver(); // used meanwhile
        var userId = await db.FirstOrDefault<long>(UserSql, new { Id = chosen.ResetId }, ct);
        await db.Execute(
            ResetSql,
            new
            {
                Id = userId,
                PasswordHash = chosen.Hash,
                SecurityStamp = Passwords.NewSecurityStamp(),
            },
            ct
        );
        await db.Execute(UseOthersSql, new { UserId = userId, Now = now }, ct);
        await delays.ForgetAll(userId, ct);
        await sessions.ForgetAll(userId, ct);
        await AccountTokens.RevokeAll(db, userId, clock, ct);
        await audit.Record("account", userId, "recover-password", null, null, ct);
        return Unit.Value;
    }

    const string UseSql = "UPDATE PasswordResets SET UsedAt = @Now WHERE Id = @Id AND UsedAt IS NULL AND EndsAt > @Now";
    const string UserSql = "SELECT r.UserId FROM PasswordResets r WHERE r.Id = @Id";
    const string UseOthersSql = "UPDATE PasswordResets SET UsedAt = @Now WHERE UserId = @UserId AND UsedAt IS NULL";

    const string ResetSql = """
        UPDATE Users
        SET PasswordHash = @PasswordHash, SecurityStamp = @SecurityStamp, IsPasswordTemporary = 0, Version = Version + 1
        WHERE Id = @Id
        """;
}
