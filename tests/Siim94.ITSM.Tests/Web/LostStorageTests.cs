using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Web;

/// <summary>
/// The folder of the data is full, gone, cut off or read-only while the product runs: programs are told 503 and when to try again, people
/// the same in words, readiness turns red, nothing acknowledged is lost, and all of it goes on once the folder is well.
/// </summary>
[Parallelizable] // each product is alone in its folder
sealed partial class LostStorageTests
{
    const string Password = "une-phrase-de-passe";

    [SetUp]
    public void Only_the_embedded_engine_has_a_folder()
    {
        if (TestDatabase.IsOnSqlServer)
            Assert.Ignore("A server keeps its files to itself.");
    }

    [Test]
    public async Task A_folder_that_is_gone_takes_nothing_and_serves_again_when_it_is_back()
    {
        using var database = TestDatabase.Missing();
        await using var product = await ProductProcess.Start(database);
        using var admin = await product.FirstSignIn(Password);
        await Told(admin, HttpStatusCode.Created);

        var away = $"{database.Folder}-away";
        Directory.Move(database.Folder, away);
        await Refuses(product, admin, "database.replaced");
        Directory.Move(away, database.Folder);
        await Serves(product, admin, tickets: 2);

        // A copy in the place of the file is not the file.
        var file = Path.Combine(database.Folder, "itsm.db");
        File.Move(file, $"{file}.away");
        File.Copy($"{file}.away", file);
        await Refuses(product, admin, "database.replaced");
        File.Move($"{file}.away", file, overwrite: true);
        await Serves(product, admin, tickets: 3);
    }

    [Test]
    public async Task A_page_that_cannot_be_read_says_so_in_words()
    {
        using var database = TestDatabase.Missing();
        await using var product = await ProductProcess.Start(database);
        using var admin = await product.FirstSignIn(Password);

        var file = Path.Combine(database.Folder, "itsm.db");
        using (var cut = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cut.SetLength(8192);
        await SaysInWords(await admin.GetAsync("/referentiels/key-figure"));
    }

    [Test]
    public async Task A_full_disk_takes_nothing_and_serves_again_when_there_is_room()
    {
        using var database = TestDatabase.Missing();
        using var disk = new SmallDisk(database.Folder, "24m");
        await using var product = await ProductProcess.Start(database);
        using var admin = await product.FirstSignIn(Password);
        await Told(admin, HttpStatusCode.Created);

        var filling = Path.Combine(database.Folder, "filling");
        Fill(filling);
        await Refuses(product, admin, "database.full");
        File.Delete(filling);
        await Serves(product, admin, tickets: 2);
    }

    [Test]
    public async Task A_demo_that_finds_no_room_says_so_and_leaves_nothing()
    {
        using var database = TestDatabase.Missing();
        using var disk = new SmallDisk(database.Folder, "3m");
        var (code, _, errors) = await ProductProcess.Run(database, "demo", "--urls", "http://127.0.0.1:0");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("plus de place").And.Not.Contain("   at "));
        Assert.That(Directory.EnumerateFileSystemEntries(database.Folder), Is.Empty);
    }

    [Test]
    public async Task What_a_read_only_folder_takes_is_kept_and_a_start_there_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Takes permissions of files.");
            return;
        }
        using var database = TestDatabase.Missing();
        var created = 0;
        await using (var product = await ProductProcess.Start(database, BoundByPermissions))
        {
            using var admin = await product.FirstSignIn(Password);
            Permit(database, UnixFileMode.UserRead);
            // What is open already may still be written to; several at once may open the file anew.
            for (var round = 0; round < 10; round++)
                foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Open(admin))))
                    if (answer.StatusCode == HttpStatusCode.Created)
                        created++;
                    else
                        await IsRefused(answer, "database.readonly");
        }
        Assert.That(
            () => ProductProcess.Start(database, BoundByPermissions),
            Throws.InvalidOperationException.With.Message.Contains("lecture seule")
        );

        Permit(database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var again = await ProductProcess.Start(database, BoundByPermissions);
        using var later = await again.SignIn("admin", Password);
        await Serves(again, later, tickets: created + 1);
    }

    // Root may write anywhere, unless it gives that up.
    static readonly string[] BoundByPermissions = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"]
        : [];

    [UnsupportedOSPlatform("windows")]
    static void Permit(TestDatabase database, UnixFileMode mode)
    {
        foreach (var file in Directory.EnumerateFiles(database.Folder))
            File.SetUnixFileMode(file, mode);
        File.SetUnixFileMode(database.Folder, mode | UnixFileMode.UserExecute);
    }

    static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // full
        }
    }

    static Task<HttpResponseMessage> Open(HttpClient client) =>
        client.PostAsJsonAsync("/api/v1/tickets", new { title = "Imprimante en panne", member = "ARCUEIL" });

    static async Task Told(HttpClient client, HttpStatusCode status)
    {
        using var answer = await Open(client);
        Assert.That(answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
    }

    static async Task Refuses(ProductProcess product, HttpClient admin, string code)
    {
        for (var attempt = 0; attempt < 3; attempt++)
            await IsRefused(await Open(admin), code);
        using var ready = await admin.GetAsync("/health/ready");
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        var said = await ready.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(said.GetProperty("reason").GetString(), Is.Not.Empty);
        Assert.That(
            said.GetProperty("status").GetString(),
            Is.EqualTo(code.Replace("database.", "database ", StringComparison.Ordinal)),
            "it is red for the same reason"
        );

        using var stranger = product.Anonymous();
        var form = await stranger.GetStringAsync("/connexion");
        await SaysInWords(
            await stranger.PostAsync(
                "/connexion",
                new FormUrlEncodedContent(
                    Hidden()
                        .Matches(form)
                        .Select(field => KeyValuePair.Create(field.Groups[1].Value, field.Groups[2].Value))
                        .Append(new("Form.Login", "admin"))
                        .Append(new("Form.Password", "une-autre-phrase"))
                )
            )
        );
    }

    static async Task IsRefused(HttpResponseMessage refused, string code)
    {
        using var answer = refused;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("type").GetString(), Is.EqualTo($"urn:siim94:{code}"));
        Assert.That(problem.GetProperty("title").GetString(), Does.Contain("base de données").Or.Contain("disque"));
    }

    static async Task SaysInWords(HttpResponseMessage page)
    {
        using var answer = page;
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), text);
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(Alert().Match(text).Groups[1].Value, Does.Contain("base de données").Or.Contain("disque"));
    }

    static async Task Serves(ProductProcess product, HttpClient admin, int tickets)
    {
        // Readiness looks again by itself; it is green before anybody writes.
        using (var ready = await admin.GetAsync("/health/ready"))
            Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK), await ready.Content.ReadAsStringAsync());
        await Told(admin, HttpStatusCode.Created);
        using var anew = await product.SignIn("admin", Password);
        var stored = await anew.GetFromJsonAsync<JsonElement>("/api/v1/tickets?limit=500");
        Assert.That(stored.GetProperty("items").GetArrayLength(), Is.EqualTo(tickets), "what was told is there, and nothing else");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("role=\"alert\">(.*?)</(?:div|p)>", RegexOptions.Singleline)]
    private static partial Regex Alert();

    /// <summary>A disk of a few megabytes in the place of a folder; skips the test where none may be mounted.</summary>
    sealed class SmallDisk : IDisposable
    {
        readonly string folder;

        public SmallDisk(string folder, string size)
        {
            this.folder = folder;
            if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder) != 0)
                Assert.Ignore("A small disk takes the right to mount one.");
        }

        public void Dispose() => Run("umount", folder);

        static int Run(string program, params string[] words)
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
