using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Pages and JSON go packed to who takes them so, and say the same; what is to be saved goes as it is.</summary>
sealed class PackedAnswerTests
{
    TestDatabase database = null!;
    ProductProcess product = null!;
    HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        database = TestDatabase.Missing();
        product = await ProductProcess.Start(database);
        admin = await product.FirstSignIn("une-phrase-de-passe");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        admin.Dispose();
        await product.DisposeAsync();
        database.Dispose();
    }

    [TestCase("/aide", "br, gzip", "br", "text/html")]
    [TestCase("/aide", "gzip", "gzip", "text/html")]
    [TestCase("/introuvable/ici", "gzip", "gzip", "text/html")]
    [TestCase("/api/v1/members", "br", "br", "application/json")]
    [TestCase("/api/v1/members/NULLE-PART", "gzip", "gzip", "application/problem+json")]
    [TestCase("/openapi/v1.json", "gzip", "gzip", "application/json")]
    public async Task Packs_pages_and_JSON(string path, string accepted, string encoding, string mediaType)
    {
        using var plain = await Ask(path, null);
        using var packed = await Ask(path, accepted);
        Assert.That(plain.Content.Headers.ContentEncoding, Is.Empty);
        Assert.That(packed.StatusCode, Is.EqualTo(plain.StatusCode));
        Assert.That(packed.Content.Headers.ContentEncoding, Is.EqualTo(new[] { encoding }));
        Assert.That(packed.Headers.Vary, Does.Contain("Accept-Encoding"));
        Assert.That(packed.Content.Headers.ContentType?.MediaType, Is.EqualTo(mediaType));

        var bytes = await packed.Content.ReadAsByteArrayAsync();
        var (said, expected) = (Unpacked(bytes, encoding), await plain.Content.ReadAsStringAsync());
        if (mediaType == "text/html") // what Blazor keeps for itself around it is sealed anew each time
            Assert.That((TextOf(said), said.Contains("</html>", StringComparison.Ordinal)), Is.EqualTo((TextOf(expected), true)));
        else if (mediaType == "application/json")
            Assert.That(said, Is.EqualTo(expected));
        if (said.Length > 1024) // few words take more than they give back
            Assert.That(bytes, Has.Length.LessThan(Encoding.UTF8.GetByteCount(said) / 2));
    }

    static string TextOf(string page) =>
        page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];

    /// <summary>PackedAnswers: the length of what another site asks for tells nothing.</summary>
    [TestCase("cross-site", false)]
    [TestCase("same-site", false)]
    [TestCase("same-origin", true)]
    [TestCase("none", true)]
    public async Task Packs_nothing_that_another_site_asks_for(string site, bool isPacked)
    {
        using var answer = await Ask("/aide", "br, gzip", site);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentEncoding, Has.Count.EqualTo(isPacked ? 1 : 0));
    }

    [Test]
    public async Task Sends_files_as_they_are()
    {
        var content = Encoding.UTF8.GetBytes($"[{string.Join(",", Enumerable.Repeat("\"IVRY\"", 2000))}]");
        using var kept = await admin.PostAsync("/api/v1/attachments?fileName=villes.json", new ByteArrayContent(content));
        var id = JsonSerializer.Deserialize<JsonElement>(await kept.Content.ReadAsStringAsync()).GetProperty("id");
        using var file = await Ask($"/api/v1/attachments/{id}", "br, gzip");
        Assert.That(file.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
        Assert.That(file.Content.Headers.ContentEncoding, Is.Empty);
        Assert.That(file.Content.Headers.ContentLength, Is.EqualTo(content.Length));
        Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(content));
    }

    [Test]
    public async Task Packs_no_script_twice()
    {
        using var script = await Ask("/kit.js", "gzip");
        var bytes = await script.Content.ReadAsByteArrayAsync();
        var text = script.Content.Headers.ContentEncoding.Count == 0 ? Encoding.UTF8.GetString(bytes) : Unpacked(bytes, "gzip");
        Assert.That(script.Content.Headers.ContentEncoding, Has.Count.LessThanOrEqualTo(1));
        Assert.That(text, Does.Contain("function"));
    }

    async Task<HttpResponseMessage> Ask(string path, string? accepted, string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (site is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        return await admin.SendAsync(request);
    }

    static string Unpacked(byte[] content, string encoding)
    {
        using var packed = new MemoryStream(content);
        using Stream plain =
            encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
