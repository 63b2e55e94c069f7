namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Where a mail that came in stands.</summary>
static class MailState
{
    /// <summary>Kept, and not looked at yet.</summary>
    public const string Received = "received";

    /// <summary>It has opened a ticket.</summary>
    public const string Opened = "opened";

    /// <summary>It was added to a ticket.</summary>
    public const string Answered = "answered";

    /// <summary>No person wrote it: it is counted, and nothing else.</summary>
    public const string Counted = "counted";

    /// <summary>Somebody decides.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>Somebody has decided that it is nothing.</summary>
    public const string Discarded = "discarded";

    public static readonly IReadOnlyList<string> All = [Received, Opened, Answered, Counted, Quarantined, Discarded];

    /// <summary>Those of mails that people wrote, as far as one knows: what bounces may hold a link to somebody's account.</summary>
    public static readonly IReadOnlyList<string> WrittenByPeople = [Opened, Answered, Quarantined, Discarded];

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string state) =>
        state switch
        {
            Received => Words.StateReceived,
            Opened => Words.StateOpened,
            Answered => Words.StateAnswered,
            Counted => Words.StateCounted,
            Quarantined => Words.StateQuarantined,
            Discarded => Words.StateDiscarded,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a mail."),
        };
}

/// <summary>Why a mail that came in is in its state.</summary>
static class MailReason
{
    public const string AutomaticReply = "automatic-reply",
        Bounce = "bounce",
        Receipt = "receipt",
        Bulk = "bulk",
        OwnMail = "own-mail",
        NoSender = "no-sender",
        UnknownSender = "unknown-sender",
        NoMember = "no-member",
        TooMany = "too-many",
        TooLarge = "too-large",
        Refused = "refused";

    public static readonly IReadOnlyList<string> All =
    [
        AutomaticReply,
        Bounce,
        Receipt,
        Bulk,
        OwnMail,
        NoSender,
        UnknownSender,
        NoMember,
        TooMany,
        TooLarge,
        Refused,
    ];

    public static string Of(AutomaticMail kind) =>
        kind switch
        {
            AutomaticMail.Reply => AutomaticReply,
            AutomaticMail.Bounce => Bounce,
            AutomaticMail.Receipt => Receipt,
            AutomaticMail.Bulk => Bulk,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing to be explained."),
        };

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string reason) =>
        reason switch
        {
            AutomaticReply => Words.ReasonAutomaticReply,
            Bounce => Words.ReasonBounce,
            Receipt => Words.ReasonReceipt,
            Bulk => Words.ReasonBulk,
            OwnMail => Words.ReasonOwnMail,
            NoSender => Words.ReasonNoSender,
            UnknownSender => Words.ReasonUnknownSender,
            NoMember => Words.ReasonNoMember,
            TooMany => Words.ReasonTooMany,
            TooLarge => Words.ReasonTooLarge,
            Refused => Words.ReasonRefused,
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
        };
}
