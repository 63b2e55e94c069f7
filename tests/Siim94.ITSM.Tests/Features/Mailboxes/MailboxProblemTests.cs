using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Siim94.ITSM.Features.Mailboxes;

namespace Siim94.ITSM.Tests.Features.Mailboxes;

sealed class MailboxProblemTests
{
    static readonly TestCaseData<Exception, string>[] Faults =
    [
        new(new SocketException((int)SocketError.HostNotFound), MailboxProblem.Unreachable),
        new(new TimeoutException(), MailboxProblem.Unreachable),
        new(new IOException("reset"), MailboxProblem.Unreachable),
        new(new SslHandshakeException("no"), MailboxProblem.NotSecure),
        new(new NotSupportedException("The IMAP server does not support the STARTTLS extension."), MailboxProblem.NotSecure),
        new(new AuthenticationException("no"), MailboxProblem.Refused),
        new(new FolderNotFoundException("Support"), MailboxProblem.NoFolder),
        new(new ImapProtocolException("?"), MailboxProblem.Failed),
    ];

    [TestCaseSource(nameof(Faults))]
    public void Says_in_the_words_of_the_reader_what_went_wrong(Exception error, string problem)
    {
        Assert.That(MailboxProblem.Of(error), Is.EqualTo(problem));
        Assert.That(MailboxProblem.NameOf(problem), Is.Not.EqualTo(problem).And.EndWith("."));
    }
}
