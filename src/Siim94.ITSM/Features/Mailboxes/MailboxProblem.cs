using System.Net.Sockets;
using MailKit;
using MailKit.Security;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Why a mailbox could not be read; what the server said to that is in the log.</summary>
static class MailboxProblem
{
    /// <summary>No such server, or no word from it.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>No secure line: an unknown certificate, or another protection than the server's.</summary>
    public const string NotSecure = "not-secure";

    /// <summary>The server knows no such user with that password.</summary>
    public const string Refused = "refused";

    /// <summary>The mailbox has no such folder.</summary>
    public const string NoFolder = "no-folder";

    /// <summary>The server answered what nobody expects.</summary>
    public const string Failed = "failed";

    public static string Of(Exception error) =>
        error switch
        {
            SslHandshakeException or NotSupportedException => NotSecure,
            AuthenticationException or ServiceNotAuthenticatedException => Refused,
            FolderNotFoundException => NoFolder,
            IOException or SocketException or TimeoutException or ServiceNotConnectedException => Unreachable,
            _ => Failed,
        };

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string problem) =>
        problem switch
        {
            Unreachable => Words.ProblemUnreachable,
            NotSecure => Words.ProblemNotSecure,
            Refused => Words.ProblemRefused,
            NoFolder => Words.ProblemNoFolder,
            Failed => Words.ProblemFailed,
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a problem of a mailbox."),
        };
}
