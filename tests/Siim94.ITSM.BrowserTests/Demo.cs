using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>The demo, started once as its users start it, and a browser.</summary>
[SetUpFixture]
public sealed class Demo
{
    // The shell first: the others lay out a window with all its bars for every visitor, which takes longer than most pages.
    static readonly string[] BrowserPaths =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    static Process? product;
    static IPlaywright? playwright;

    /// <summary>The day it is for the product: another one than here for an hour or two around midnight.</summary>
    public static DateTime Today => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTime.UtcNow, "Europe/Paris").Date;

    public static IBrowser Browser { get; private set; } = null!;
    public static string Address { get; private set; } = "";

    static string folder = "";

    /// <summary>Its data as it was before the first test.</summary>
    public static string AsBuilt => Path.Combine(folder, "as-built.db");

    /// <summary>The process that serves it.</summary>
    public static int ProductId => product!.Id;

    [OneTimeSetUp]
    public async Task Start()
    {
        var executable = Environment.GetEnvironmentVariable("ITSM_TEST_BROWSER") ?? BrowserPaths.FirstOrDefault(File.Exists);
        if (executable is null)
            Assert.Ignore("No Chromium on this machine: install it, or set ITSM_TEST_BROWSER to its path, to run the page tests.");

        folder = Directory.CreateTempSubdirectory("itsm-browser-").FullName;
        Address = $"http://127.0.0.1:{FreePort()}";
        product = Process.Start(
            new ProcessStartInfo("dotnet", [ProductPath, "demo", "--data", folder, "--urls", Address])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        product.OutputDataReceived += (_, line) => TestContext.Progress.WriteLine(line.Data);
        product.ErrorDataReceived += (_, line) => TestContext.Progress.WriteLine(line.Data);
        product.BeginOutputReadLine();
        product.BeginErrorReadLine();

        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = executable,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
        await WaitUntilReady();
        using var backup = Process.Start("dotnet", [ProductPath, "backup", "--data", folder, "--to", AsBuilt]);
        await backup.WaitForExitAsync();
        Assert.That(backup.ExitCode, Is.Zero, "backup of the demo");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
        if (product is not null)
        {
            product.Kill(entireProcessTree: true);
            await product.WaitForExitAsync();
            product.Dispose();
        }
        if (folder.Length > 0)
            Directory.Delete(folder, recursive: true);
    }

    static string ProductPath =>
        typeof(Demo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Product").Value!;

    static async Task WaitUntilReady()
    {
        using var client = new HttpClient();
        for (var deadline = DateTime.UtcNow.AddMinutes(3); ; await Task.Delay(300))
        {
            try
            {
                if ((await client.GetAsync($"{Address}/connexion")).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < deadline && product is { HasExited: false })
            {
                // not listening yet
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
