using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Tests.Features.Attachments;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Files over HTTP: in as a body or a form, out as something to save, and kept once they are acknowledged.</summary>
sealed class AttachmentApiTests
{
    const string Password = "une-phrase-de-passe";

    [Test]
    public async Task Files_go_in_and_out_and_survive_a_kill()
    {
        using var database = TestDatabase.Missing();
        var product = await ProductProcess.Start(database);
        try
        {
            JsonElement kept;
            var content = new byte[3_000_000];
            new Random(94).NextBytes(content);
            content[0] = 0;
            using (var admin = await product.FirstSignIn(Password))
            {
                await TakesBodiesAndForms(admin);
                await ShowsSmallPictures(admin);
                await RefusesWhatItMust(admin);
                await NeverShowsAPage(admin);
                kept = await Json(await admin.PostAsync("/api/v1/attachments?fileName=x.bin", new ByteArrayContent(content)));
                await product.Kill(); // it was acknowledged
            }
            await product.DisposeAsync();
            product = await ProductProcess.Start(database);
            using var reader = await product.SignIn("admin", Password);
            Assert.That(await reader.GetByteArrayAsync($"/api/v1/attachments/{kept.GetProperty("id")}"), Is.EqualTo(content));

            var (code, _, errors) = await ProductProcess.Run(database, "backup", "--to", Path.Combine(database.Folder, "copie.db"));
            if (!TestDatabase.IsOnSqlServer)
            {
                Assert.That(code, Is.Zero, errors);
                await using var copy = new Db(new SqliteDialect(Path.Combine(database.Folder, "copie.db")));
                Assert.That(
                    await copy.FirstOrDefault<long>("SELECT COUNT(*) FROM FileContents WHERE SizeBytes = 3000000", null, default),
                    Is.EqualTo(1)
                );
            }
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    static async Task TakesBodiesAndForms(HttpClient admin)
    {
        var body = await Json(await admin.PostAsync("/api/v1/attachments?fileName=note.txt", new ByteArrayContent(Files.Text())));
        Assert.That(
            (body.GetProperty("name").GetString(), body.GetProperty("size").GetInt64(), body.GetProperty("type").GetString()),
            Is.EqualTo(("note.txt", 7L, "text/plain"))
        );
        Assert.That(body.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Files.Text()))));

        using var form = new MultipartFormDataContent { { new ByteArrayContent(Files.Png), "file", "été.png" } };
        var sent = await Json(await admin.PostAsync("/api/v1/attachments", form));
        Assert.That((sent.GetProperty("name").GetString(), sent.GetProperty("type").GetString()), Is.EqualTo(("été.png", "image/png")));

        // The same key has one effect.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var again = new HttpRequestMessage(HttpMethod.Post, "/api/v1/attachments?fileName=cle.txt")
            {
                Content = new ByteArrayContent(Files.Text()),
                Headers = { { "Idempotency-Key", "fichier-1" } },
            };
            Assert.That(
                (await Json(await admin.SendAsync(again))).GetProperty("id").GetInt64(),
                Is.EqualTo(sent.GetProperty("id").GetInt64() + 1)
            );
        }
    }

    static async Task ShowsSmallPictures(HttpClient admin)
    {
        var picture = await Json(await admin.PostAsync("/api/v1/attachments?fileName=a.png", new ByteArrayContent(Files.Png)));
        var address = $"/api/v1/attachments/{picture.GetProperty("id")}/thumbnail";
        Assert.That((await admin.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var kept = await admin.PostAsync(address, new ByteArrayContent(Files.Jpeg));
        Assert.That(kept.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        var shown = await admin.GetAsync(address);
        Assert.That(shown.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(shown.Headers.CacheControl!.Private);
        Assert.That(shown.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(await shown.Content.ReadAsByteArrayAsync(), Is.EqualTo(Files.Jpeg));
    }

    static async Task RefusesWhatItMust(HttpClient admin)
    {
        await Refused(422, "fileName", "/api/v1/attachments", new ByteArrayContent(Files.Text()));
        await Refused(422, "file", "/api/v1/attachments?fileName=a.txt", new ByteArrayContent([]));
        await Refused(422, "file", "/api/v1/attachments?fileName=a.exe", new ByteArrayContent(Files.Text()));
        await Refused(413, null, "/api/v1/attachments?fileName=a.bin", new ByteArrayContent(new byte[NewFile.MostBytes + 1]));
        await Refused(413, null, "/api/v1/attachments?fileName=a.bin", new ByteArrayContent(new byte[NewFile.MostBytes + 1024 * 1024]));
        await Refused(404, null, "/api/v1/tickets/999999/attachments", JsonContent.Create(new { attachment = 1 }));
        var form = new ByteArrayContent("--abc\r\nno end"u8.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=abc");
        await Refused(422, "file", "/api/v1/attachments?fileName=a.txt", form);
        var begun = new ByteArrayContent("--abc\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\nno end"u8.ToArray());
        begun.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=abc");
        await Refused(422, "file", "/api/v1/attachments", begun);
        using var two = new MultipartFormDataContent
        {
            { new ByteArrayContent(Files.Text()), "file", "un.txt" },
            { new StringContent("x"), "note" },
            { new ByteArrayContent(Files.Text()), "file", "deux.txt" },
        };
        await Refused(422, "file", "/api/v1/attachments", two);
        Assert.That((await admin.GetAsync("/api/v1/attachments/999999")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        async Task Refused(int status, string? field, string path, HttpContent body)
        {
            var answer = await admin.PostAsync(path, body);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
            if (field is not null)
                Assert.That(
                    JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name),
                    Is.EqualTo(new[] { field })
                );
        }
    }

    static async Task NeverShowsAPage(HttpClient admin)
    {
        var page = await Json(
            await admin.PostAsync(
                "/api/v1/attachments?fileName=été.html",
                new ByteArrayContent(Files.Text("<html><script>alert(1)</script>"))
            )
        );
        Assert.That(page.GetProperty("type").GetString(), Is.EqualTo("text/html"));
        using var answer = await admin.GetAsync($"/api/v1/attachments/{page.GetProperty("id")}");
        Assert.That(answer.Content.Headers.ContentType, Is.EqualTo(new MediaTypeHeaderValue("application/octet-stream")));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.That((disposition.DispositionType, disposition.FileNameStar), Is.EqualTo(("attachment", "été.html")));
        Assert.That(answer.Content.Headers.ContentLength, Is.EqualTo(page.GetProperty("size").GetInt64()));
    }

    static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
