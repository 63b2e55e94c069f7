namespace Siim94.ITSM.Features.Accounts;

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
