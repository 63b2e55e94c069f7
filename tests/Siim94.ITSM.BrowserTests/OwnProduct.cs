using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.BrowserTests;

/// <summary>An empty product of a test's own, which it may kill and start again on the same data and address.</summary>
sealed class OwnProduct : IAsyncDisposable
{
    public const string Password = "une phrase pour l'essai";

    readonly string folder = Directory.CreateTempSubdirectory("itsm-own-").FullName;
    readonly TaskCompletionSource<string> oneTimePassword = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Process process = null!;

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>Password that the product prints for its administrator when its data is new.</summary>
    public Task<string> OneTimePassword => oneTimePassword.Task.WaitAsync(TimeSpan.FromMinutes(1));

    string environment = "Production";

    public static async Task<OwnProduct> Start(string environment = "Production")
    {
        var product = new OwnProduct { environment = environment };
        await product.StartAgain();
        return product;
    }

    /// <summary>The demo as it is when nobody has used it yet, in a product that may be killed.</summary>
    public static async Task<OwnProduct> StartOnDemo()
    {
        var product = new OwnProduct();
        File.Copy(Demo.AsBuilt, Path.Combine(product.folder, "itsm.db"));
        await product.StartAgain();
        return product;
    }

    public async Task StartAgain()
    {
        process = Process.Start(
            new ProcessStartInfo("dotnet", [ProductPath, "serve", "--data", folder, "--urls", Address])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment },
            }
        )!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && Regex.Match(line.Data, "usage unique (\\S+)") is { Success: true } match)
                oneTimePassword.TrySetResult(match.Groups[1].Value);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        for (var deadline = DateTime.UtcNow.AddMinutes(2); ; await Task.Delay(200))
        {
            try
            {
                if ((await client.GetAsync($"{Address}/health/live")).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < deadline && !process.HasExited)
            {
                // not listening yet
            }
        }
    }

    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    static string ProductPath =>
        typeof(OwnProduct).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Product").Value!;

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
