using System.Diagnostics;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Siim94.ITSM.Features.Mail;

/// <summary>Hands one message to the mail server, and knows whether the server took it.</summary>
sealed class MailServer(IOptions<MailSettings> settings)
{
    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);

    /// <param name="mail">What to send.</param>
    /// <param name="begin">Asked once the server is ready, just before it is given anything: false when it must not be.</param>
    /// <param name="ct">Stops the connecting; a message that is being handed over is not cut off.</param>
    /// <returns>What became of it; null when <paramref name="begin"/> said no.</returns>
    public async Task<Delivery?> Send(MimeMessage mail, Func<Task<bool>> begin, CancellationToken ct)
    {
        using var client = new SmtpClient { Timeout = (int)LongestStep.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Value.Host, settings.Value.Port, Protection, ct);
            if (settings.Value.UserName.Length > 0)
                await client.AuthenticateAsync(settings.Value.UserName, settings.Value.Password, ct);
        }
        catch (Exception error) when (MailConnection.IsAtFault(error))
        {
            return new(DeliveryOutcome.TryLater, MailProblem.ServerUnreachable, error.Message);
        }
        if (!await begin())
            return null;
        var delivery = await HandOver(client, mail);
        await Leave(client);
        return delivery;
    }

    static async Task<Delivery> HandOver(SmtpClient client, MimeMessage mail)
    {
        var progress = new Progress();
        try
        {
            await client.SendAsync(mail, CancellationToken.None, progress);
            return new(DeliveryOutcome.Sent);
        }
        catch (SmtpCommandException refused)
        {
            // The server has answered: what it did not take it does not have. From 500 on it never will.
            return new(
                (int)refused.StatusCode >= 500 ? DeliveryOutcome.GiveUp : DeliveryOutcome.TryLater,
                MailProblem.Refused,
                refused.Message
            );
        }
        catch (Exception error) when (MailConnection.IsAtFault(error))
        {
            return progress.HasBegun
                ? new(DeliveryOutcome.Unknown, MailProblem.Interrupted, error.Message)
                : new(DeliveryOutcome.TryLater, MailProblem.ServerUnreachable, error.Message);
        }
    }

    static async Task Leave(SmtpClient client)
    {
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception error) when (MailConnection.IsAtFault(error))
        {
            // what had to be said has been said
        }
    }

    SecureSocketOptions Protection =>
        settings.Value.Security switch
        {
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => throw new UnreachableException(),
        };

    /// <summary>Whether any of the message itself has left.</summary>
    sealed class Progress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
