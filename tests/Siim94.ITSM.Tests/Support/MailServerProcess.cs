using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Tests.Support;

/// <summary>A real SMTP server, Debian's python3-aiosmtpd, that keeps what it takes in a folder.</summary>
sealed class MailServerProcess : IAsyncDisposable
{
    const string Python = "/usr/bin/python3";

    // refuse@… does not exist, later@… is busy, hangup@… loses the line once it has taken the message and before it says so.
    const string Postman = """
        from aiosmtpd.handlers import Mailbox

        class Postman(Mailbox):
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("refuse"):
                    return "550 5.1.1 No such mailbox"
                if address.startswith("later"):
                    return "451 4.3.0 Busy"
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, session, envelope):
                answer = await super().handle_DATA(server, session, envelope)
                if envelope.rcpt_tos[0].startswith("hangup"):
                    server.transport.abort()
                return answer
        """;

    readonly string folder = Directory.CreateTempSubdirectory("itsm-mail-").FullName;
    Process? process;

    MailServerProcess(int port) => Port = port;

    public int Port { get; }

    /// <summary>Settings of a product that sends through it.</summary>
    public void Configure(MailSettings mail) =>
        (mail.Host, mail.Port, mail.Security, mail.From, mail.PublicAddress) = (
            "127.0.0.1",
            Port,
            MailSecurity.None,
            "SIIM 94 <bilans@siim94.example>",
            "https://itsm.siim94.example/"
        );

    /// <summary>Messages taken so far, in the order in which they came.</summary>
    public IReadOnlyList<MimeMessage> Messages =>
        Directory.Exists(Path.Combine(folder, "mail", "new"))
            ? [.. Directory.EnumerateFiles(Path.Combine(folder, "mail", "new")).OrderBy(TakenAt).Select(file => MimeMessage.Load(file))]
            : [];

    // A file's name begins with seconds.MmicrosecondsPprocess; the microseconds of its second are not padded.
    static (long Seconds, int Microseconds) TakenAt(string file)
    {
        var parts = Path.GetFileName(file).Split('.', 'M', 'P');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public IReadOnlyList<string?> Subjects => [.. Messages.Select(mail => mail.Subject)];

    /// <summary>Room for a server that is not there yet. The test is skipped on a machine that has none.</summary>
    public static async Task<MailServerProcess> Down()
    {
        await Require();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(((IPEndPoint)listener.LocalEndpoint).Port);
    }

    public static async Task<MailServerProcess> Start()
    {
        var server = await Down();
        await server.Up();
        return server;
    }

    public async Task Up()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "postman.py"), Postman);
        process = Process.Start(
            new ProcessStartInfo(
                Python,
                ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", "-c", "postman.Postman", Path.Combine(folder, "mail")]
            )
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited; await Task.Delay(50))
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                // not listening yet
            }
        }
        Assert.Fail("The mail server did not start.");
    }

    static async Task Require()
    {
        if (File.Exists(Python))
        {
            using var question = Process.Start(new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
            await question.WaitForExitAsync();
            if (question.ExitCode == 0)
                return;
        }
        Assert.Ignore("No SMTP server on this machine: install Debian's python3-aiosmtpd to run the mail tests.");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }
}
