using System.Net.Sockets;
using MailKit;
using MailKit.Security;

namespace Siim94.ITSM.Features.Mail;

/// <summary>What goes wrong between the product and a mail server.</summary>
static class MailConnection
{
    /// <summary>Whether the server or the way to it is at fault, so that it may go well later; anything else is ours.</summary>
    public static bool IsAtFault(Exception error) =>
        error
            is IOException
                or SocketException
                or TimeoutException
                or ProtocolException
                or CommandException
                or SslHandshakeException
                or AuthenticationException
                or NotSupportedException
                or FolderNotFoundException
                or ServiceNotConnectedException
                or ServiceNotAuthenticatedException;
}
