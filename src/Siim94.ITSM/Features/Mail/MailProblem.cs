namespace Siim94.ITSM.Features.Mail;

/// <summary>Why a message was not sent, or not yet.</summary>
static class MailProblem
{
    /// <summary>The recipient has no mail address.</summary>
    public const string NoAddress = "no-address";

    /// <summary>The recipient may not see what it tells.</summary>
    public const string NoAccess = "no-access";

    /// <summary>It could not be written.</summary>
    public const string NotComputed = "not-computed";

    /// <summary>No word from the server, and nothing handed over.</summary>
    public const string ServerUnreachable = "server-unreachable";

    /// <summary>The server said no.</summary>
    public const string Refused = "refused";

    /// <summary>The line broke, or the product stopped, while it was handed over.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string problem) =>
        problem switch
        {
            NoAddress => Words.ProblemNoAddress,
            NoAccess => Words.ProblemNoAccess,
            NotComputed => Words.ProblemNotComputed,
            ServerUnreachable => Words.ProblemServerUnreachable,
            Refused => Words.ProblemRefused,
            Interrupted => Words.ProblemInterrupted,
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a problem of mail."),
        };
}
