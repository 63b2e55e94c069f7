namespace Siim94.ITSM.Features.Mail;

/// <summary>Where a message stands.</summary>
static class MailMessageState
{
    /// <summary>Waits for its turn, or for the next attempt.</summary>
    public const string Queued = "queued";

    /// <summary>Is being written and brought to the server; nothing has been handed over yet.</summary>
    public const string Preparing = "preparing";

    /// <summary>Is being handed over: a crash from here on leaves unknown whether the server took it.</summary>
    public const string Sending = "sending";

    /// <summary>The server has taken it.</summary>
    public const string Sent = "sent";

    /// <summary>Given up.</summary>
    public const string Failed = "failed";

    /// <summary>The server may have it: not sent again unless somebody asks.</summary>
    public const string Unknown = "unknown";

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string state) =>
        state switch
        {
            Queued => Words.StateQueued,
            Preparing or Sending => Words.StateSending,
            Sent => Words.StateSent,
            Failed => Words.StateFailed,
            Unknown => Words.StateUnknown,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of mail."),
        };
}
