using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Siim94.ITSM.Features.Mailboxes;

namespace Siim94.ITSM.Tests.Support;

/// <summary>A real IMAP server, Debian's dovecot-imapd, with one mailbox in a folder of its own.</summary>
sealed class ImapServerProcess : IAsyncDisposable
{
    const string Dovecot = "/usr/sbin/dovecot";

    public const string User = "support@siim94.example",
        Password = "secret-du-serveur";

    readonly string folder = Directory.CreateTempSubdirectory("itsm-imap-").FullName;
    readonly Process process;
    int delivered;

    ImapServerProcess(int port)
    {
        Port = port;
        // It serves nobody as root, and hands over to the accounts that its package brings.
        var isRoot = Environment.UserName == "root";
        var (account, login, service) = isRoot
            ? ("mail", "dovenull", "dovecot")
            : (Environment.UserName, Environment.UserName, Environment.UserName);
        const UnixFileMode all = (UnixFileMode)0b111_111_111;
        foreach (var part in (string[])["", "mail", "mail/cur", "mail/new", "mail/tmp"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, part), all);
        }
        File.WriteAllText(
            Path.Combine(folder, "dovecot.conf"),
            $$"""
            protocols = imap
            base_dir = {{folder}}/run
            state_dir = {{folder}}/state
            log_path = {{folder}}/log
            ssl = no
            disable_plaintext_auth = no
            listen = 127.0.0.1
            mail_location = maildir:{{folder}}/mail
            default_internal_user = {{service}}
            default_login_user = {{login}}
            default_internal_group = {{service}}
            mail_uid = {{account}}
            mail_gid = {{account}}
            first_valid_uid = 0
            first_valid_gid = 0
            passdb {
              driver = static
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = uid={{account}} gid={{account}} home={{folder}}
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{port}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }
            """
        );
        process = Process.Start(
            new ProcessStartInfo(Dovecot, ["-F", "-c", Path.Combine(folder, "dovecot.conf")])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
    }

    public int Port { get; }

    string NewMail => Path.Combine(folder, "mail", "new");

    /// <summary>A server that runs. The test is skipped on a machine that has none.</summary>
    public static async Task<ImapServerProcess> Start()
    {
        if (!File.Exists(Dovecot))
            Assert.Ignore("No IMAP server on this machine: install Debian's dovecot-imapd to run these tests.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = new ImapServerProcess(port);
        for (
            var deadline = Stopwatch.StartNew();
            deadline.Elapsed < TimeSpan.FromSeconds(60) && !server.process.HasExited;
            await Task.Delay(50)
        )
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException)
            {
                // not listening yet
            }
        }
        Assert.Fail($"The IMAP server did not start: {server.Log}");
        return server;
    }

    public string Log => File.Exists(Path.Combine(folder, "log")) ? File.ReadAllText(Path.Combine(folder, "log")) : "";

    /// <summary>Puts a message into the mailbox, whole or not at all.</summary>
    public void Deliver(byte[] message)
    {
        var name = $"{1_489_000_000 + delivered}.{++delivered}.test";
        var written = Path.Combine(folder, "mail", "tmp", name);
        File.WriteAllBytes(written, message);
        File.Move(written, Path.Combine(NewMail, name));
    }

    /// <summary>What opens it.</summary>
    public AddMailbox Mailbox =>
        new()
        {
            Name = "Support",
            Address = User,
            Host = "127.0.0.1",
            Port = Port,
            Security = MailboxSecurity.None,
            Password = Password,
        };

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
