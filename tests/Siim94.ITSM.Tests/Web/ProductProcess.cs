using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Web;

/// <summary>The product as a process of its own, as it is served, on the engine that the suite runs on.</summary>
sealed partial class ProductProcess : IAsyncDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> complaints = [];
    readonly TaskCompletionSource<string> oneTimePassword = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ProductProcess(TestDatabase database, string address, string[] wrapper)
    {
        Address = address;
        process = Launch(database, wrapper, "serve", "--urls", address);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && Password().Match(line.Data) is { Success: true } match)
                oneTimePassword.TrySetResult(match.Groups[1].Value);
        };
        process.ErrorDataReceived += (_, line) => complaints.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The language of the terminal, whoever runs the tests.</summary>
    public const string French = "fr_FR.UTF-8";

    static Process Launch(TestDatabase database, string[] wrapper, string command, params string[] options)
    {
        string[] words = [.. wrapper, "dotnet", typeof(CommandLine).Assembly.Location, command, "--data", database.Folder, .. options];
        return Process.Start(
            new ProcessStartInfo(words[0], words[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["ConnectionStrings__SqlServer"] = database.ServerConnection ?? "", ["LC_ALL"] = French },
            }
        )!;
    }

    /// <summary>A command that ends by itself: its exit code and what it has said.</summary>
    public static Task<(int Code, string Output, string Errors)> Run(TestDatabase database, string command, params string[] options) =>
        ToEnd(Launch(database, [], command, options));

    /// <summary>The executable with these words and no others.</summary>
    public static Task<(int Code, string Output, string Errors)> RunBare(params string[] words) => RunIn(French, words);

    /// <summary>The executable on a terminal of this language: <c>en_US.UTF-8</c>.</summary>
    public static Task<(int Code, string Output, string Errors)> RunIn(string language, params string[] words) =>
        ToEnd(
            Process.Start(
                new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. words])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    Environment = { ["LC_ALL"] = language },
                }
            )!
        );

    static async Task<(int Code, string Output, string Errors)> ToEnd(Process started)
    {
        using var process = started;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    public string Address { get; }

    Task<string> OneTimePassword => oneTimePassword.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <param name="database">Where its data are.</param>
    /// <param name="wrapper">A command that starts the product: what it may do is less then.</param>
    public static async Task<ProductProcess> Start(TestDatabase database, params string[] wrapper)
    {
        var product = new ProductProcess(database, $"http://127.0.0.1:{FreePort()}", wrapper);
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 900; attempt++, await Task.Delay(100))
        {
            try
            {
                if ((await client.GetAsync($"{product.Address}/health/ready")).StatusCode == HttpStatusCode.OK)
                    return product;
            }
            catch (HttpRequestException) when (!product.process.HasExited)
            {
                // not listening yet
            }
            catch (HttpRequestException)
            {
                // What it has said last may still be on its way.
                await product.process.WaitForExitAsync();
                throw new InvalidOperationException($"The product stopped: {string.Join(Environment.NewLine, product.complaints)}");
            }
        }
        throw new TimeoutException("The product did not get ready.");
    }

    /// <summary>A signed-in client; nothing is retried and no redirect followed.</summary>
    public async Task<HttpClient> SignIn(string login, string password)
    {
        var client = Anonymous();
        Assert.That(
            (await client.PostAsJsonAsync("/api/v1/session", new { login, password })).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent)
        );
        return client;
    }

    /// <summary>Signs in with what an empty database prints once, finds every other door closed, and chooses a password.</summary>
    public async Task<HttpClient> FirstSignIn(string password)
    {
        var oneTime = await OneTimePassword;
        var admin = await SignIn("admin", oneTime);
        Assert.That(
            (await admin.GetAsync("/api/v1/members")).StatusCode,
            Is.EqualTo(HttpStatusCode.Forbidden),
            "a temporary password opens nothing else"
        );
        Assert.That(
            (await admin.PutAsJsonAsync("/api/v1/session/password", new { currentPassword = oneTime, newPassword = password })).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent)
        );
        return admin;
    }

    /// <summary>Opens an account of a role and signs in with a password of its own.</summary>
    public async Task<HttpClient> SignUp(HttpClient admin, string role, string password, string? member = null)
    {
        var login = $"{role}{member}";
        var answer = await admin.PostAsJsonAsync(
            "/api/v1/accounts",
            new
            {
                login,
                displayName = role,
                role,
                member,
            }
        );
        var oneTime = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("oneTimePassword").GetString()!;
        var client = await SignIn(login, oneTime);
        Assert.That(
            (await client.PutAsJsonAsync("/api/v1/session/password", new { currentPassword = oneTime, newPassword = password })).StatusCode,
            Is.EqualTo(HttpStatusCode.NoContent)
        );
        return client;
    }

    /// <summary>A program with cookies: it says by a header that no page of another site has made it call.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { CookieContainer = new(), AllowAutoRedirect = false })
        {
            BaseAddress = new(Address),
            DefaultRequestHeaders = { { "X-Requested-With", nameof(ProductProcess) } },
        };

    /// <summary>SIGKILL: nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
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
