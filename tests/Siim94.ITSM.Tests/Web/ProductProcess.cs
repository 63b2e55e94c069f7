using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Web;

/// <summary>The product as a process of its own, on SQLite, as it is served.</summary>
sealed partial class ProductProcess : IAsyncDisposable
{
    readonly Process process;
    readonly TaskCompletionSource<string> oneTimePassword = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ProductProcess(string command, string folder, string address)
    {
        Address = address;
        process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, command, "--data", folder, "--urls", address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__SqlServer"] = "" },
        })!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && Password().Match(line.Data) is { Success: true } match) oneTimePassword.TrySetResult(match.Groups[1].Value);
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Address { get; }

    Task<string> OneTimePassword => oneTimePassword.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public static async Task<ProductProcess> Start(string folder, string command = "serve")
    {
        var product = new ProductProcess(command, folder, $"http://127.0.0.1:{FreePort()}");
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 900; attempt++, await Task.Delay(100))
        {
            try
            {
                if ((await client.GetAsync($"{product.Address}/health/ready")).StatusCode == HttpStatusCode.OK) return product;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
        throw new TimeoutException("The product did not get ready.");
    }

    /// <summary>A signed-in client; nothing is retried and no redirect followed.</summary>
    public async Task<HttpClient> SignIn(string login, string password)
    {
        var client = Anonymous();
        Assert.That((await client.PostAsJsonAsync("/api/v1/session", new { login, password })).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        return client;
    }

    /// <summary>Signs in with what an empty database prints once, finds every other door closed, and chooses a password.</summary>
    public async Task<HttpClient> FirstSignIn(string password)
    {
        var oneTime = await OneTimePassword;
        var admin = await SignIn("admin", oneTime);
        Assert.That((await admin.GetAsync("/api/v1/members")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "a temporary password opens nothing else");
        Assert.That((await admin.PutAsJsonAsync("/api/v1/session/password", new { currentPassword = oneTime, newPassword = password })).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        return admin;
    }

    public HttpClient Anonymous() => new(new SocketsHttpHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = new(Address) };

    /// <summary>SIGKILL: nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("usage unique (\\S+)")]
    private static partial Regex Password();
}
