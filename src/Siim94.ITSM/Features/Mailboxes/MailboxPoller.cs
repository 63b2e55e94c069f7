using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// Fetches what has come into the mailboxes. Each message is kept before it is marked as read, and before anything is made of it.
/// </summary>
sealed class MailboxPoller(Dispatcher dispatcher, MailIntake intake, ILogger<MailboxPoller> log)
{
    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);

    /// <param name="ct">Stops the fetching.</param>
    /// <param name="only">Row of a mailbox: no other is read.</param>
    public async Task Run(CancellationToken ct, long? only = null)
    {
        var mailboxes = await dispatcher.Send(new ListMailboxesToPoll(), UserIdentity.System, ct: ct);
        foreach (var access in mailboxes.Where(access => only is null || access.Mailbox.Id == only))
        {
            string? problem = null;
            try
            {
                await Fetch(access, ct);
            }
            catch (Exception error) when (MailConnection.IsAtFault(error))
            {
                problem = MailboxProblem.Of(error);
                log.LogWarning("Mailbox {Id} could not be read, {Problem}: {Message}", access.Mailbox.Id, problem, error.Message);
            }
            await dispatcher.Send(new ReportPoll(access.Mailbox.Id, problem), UserIdentity.System, ct: ct);
        }
        // Those that a crash left behind are handled with the others.
        await intake.Run(ct);
    }

    async Task Fetch(MailboxAccess access, CancellationToken ct)
    {
        var mailbox = access.Mailbox;
        using var client = new ImapClient { Timeout = (int)LongestStep.TotalMilliseconds };
        await client.ConnectAsync(mailbox.Host, mailbox.Port, ProtectionOf(mailbox.Security), ct);
        await client.AuthenticateAsync(mailbox.UserName, access.Password, ct);
        var folder = mailbox.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
            ? client.Inbox!
            : await client.GetFolderAsync(mailbox.Folder, ct);
        await folder.OpenAsync(FolderAccess.ReadWrite, ct);
        var found = await folder.SearchAsync(SoughtIn(mailbox, folder.UidValidity), ct);
        // « All behind the last one » finds the last one when there is none behind it.
        var after = mailbox.UidValidity == folder.UidValidity ? mailbox.LastUid : 0;
        var uids = found.Where(uid => uid.Id > after).ToList();
        foreach (
            var summary in (await folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, ct)).OrderBy(s =>
                s.UniqueId
            )
        )
        {
            var mail = await Fetch(folder, summary, ct);
            await dispatcher.Send(new RecordMail(mailbox.Id, folder.UidValidity, summary.UniqueId.Id, mail), UserIdentity.System, ct: ct);
            await folder.AddFlagsAsync(summary.UniqueId, MessageFlags.Seen, silent: true, ct);
        }
        await client.DisconnectAsync(quit: true, ct);
    }

    /// <summary>What is behind the last message kept; the first time, what nobody has read.</summary>
    static SearchQuery SoughtIn(MailboxRow mailbox, uint uidValidity) =>
        mailbox.UidValidity is null ? SearchQuery.NotSeen
        : mailbox.UidValidity == uidValidity && mailbox.LastUid < uint.MaxValue
            ? SearchQuery.Uids(new UniqueIdRange(new UniqueId((uint)mailbox.LastUid + 1), UniqueId.MaxValue))
        : SearchQuery.All;

    static async Task<ReceivedMail> Fetch(IMailFolder folder, IMessageSummary summary, CancellationToken ct)
    {
        if (summary.Size > ReceivedMail.MostBytes)
        {
            var headers = await folder.GetHeadersAsync(summary.UniqueId, ct);
            using var written = new MemoryStream();
            await headers.WriteToAsync(written, ct);
            return ReceivedMail.Of(written.ToArray(), null);
        }
        await using var stream = await folder.GetStreamAsync(summary.UniqueId, ct);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, ct);
        return ReceivedMail.Of(content.ToArray(), content.ToArray());
    }

    static SecureSocketOptions ProtectionOf(string security) =>
        security switch
        {
            MailboxSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailboxSecurity.StartTls => SecureSocketOptions.StartTls,
            MailboxSecurity.None => SecureSocketOptions.None,
            _ => throw new ArgumentOutOfRangeException(nameof(security), security, "Not a protection."),
        };
}
