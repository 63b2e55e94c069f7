using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Reflection;

namespace Siim94.ITSM.Benchmarks;

/// <summary>The demo as a process of its own, on a free port of this machine.</summary>
sealed class Product : IAsyncDisposable
{
    readonly Process process;

    Product(Process process, string address) => (this.process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Starts the product as it is served and waits until it is ready; where there is no database, builds the demo.</summary>
    /// <param name="folder">Where its database is, or is to be built.</param>
    /// <param name="published">Folder of a published product; the one that was built with these measures when null.</param>
    public static async Task<Product> Start(string folder, string? published = null)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var dll = published is null ? Dll : Path.Combine(published, "Siim94.ITSM.dll");
        var command = File.Exists(Path.Combine(folder, "itsm.db")) ? "serve" : "demo";
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [dll, command, "--data", folder, "--urls", address]) { RedirectStandardOutput = true }
        )!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        while (true)
        {
            await Task.Delay(20);
            if (process.HasExited)
                throw new InvalidOperationException("The product stopped.");
            try
            {
                if ((await client.GetAsync($"{address}/health/ready")).StatusCode == HttpStatusCode.OK)
                    return new(process, address);
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
    }

    /// <summary>A signed-in client.</summary>
    public async Task<HttpClient> SignIn(string login)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new() })
        {
            BaseAddress = new(Address),
            Timeout = TimeSpan.FromHours(1),
            DefaultRequestHeaders = { { "X-Requested-With", nameof(Product) } },
        };
        (await client.PostAsJsonAsync("/api/v1/session", new { login, password = "bilan-2017-demo" })).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Signed-in clients of one account, with one session.</summary>
    public async Task<IReadOnlyList<HttpClient>> SignIn(string login, int count)
    {
        var first = await SignIn(login);
        return [first, .. Enumerable.Range(1, count - 1).Select(_ => first)];
    }

    /// <summary>Memory that the process has now.</summary>
    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The most memory that it has had.</summary>
    public double PeakMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Processor time that it has had so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static string Dll =>
        typeof(Product).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Product").Value!;

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
