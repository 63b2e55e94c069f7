namespace Siim94.ITSM.Features.Accounts;

/// <summary>Every way in which accounts refuse.</summary>
static class AccountErrors
{
    /// <remarks>
    /// One answer for an unknown login, a wrong password and a disabled account: which logins exist is nobody's business.
    /// </remarks>
    public static Refusal SignInFailed() => new(401, "account.wrong-credentials", Words.WrongCredentials);

    public static Refusal TriedTooOften(TimeSpan wait) =>
        new(429, "account.tried-too-often", string.Format(Words.TriedTooOften, TextOf(wait))) { RetryAfter = wait };

    public static Refusal NoMail() => new(409, "account.no-mail", Words.NoMail);

    /// <remarks>One answer for a link that is used, over or none.</remarks>
    public static Refusal ResetLinkOver() => new(409, "account.reset-link-over", Words.ResetLinkOver);

    static string TextOf(TimeSpan wait) =>
        wait < TimeSpan.FromMinutes(2)
            ? string.Format(Words.Seconds, Math.Ceiling(wait.TotalSeconds))
            : string.Format(Words.Minutes, Math.Ceiling(wait.TotalMinutes));
}
