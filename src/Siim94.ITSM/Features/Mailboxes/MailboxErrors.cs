namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Every way in which mailboxes and what comes through them refuse.</summary>
static class MailboxErrors
{
    public static Refusal AddressTaken(string address) =>
        Refusal.Field("Address", "mailbox.address-taken", string.Format(Words.AddressTaken, address));

    public static Refusal PasswordMissing() => Refusal.Field("Password", "mailbox.password-missing", Words.PasswordMissing);

    public static Refusal NotWaiting(string state) =>
        new(409, "mail.not-waiting", string.Format(Words.NotWaiting, MailState.NameOf(state)));

    public static Refusal Forgotten() => new(409, "mail.forgotten", Words.MailForgotten);
}
