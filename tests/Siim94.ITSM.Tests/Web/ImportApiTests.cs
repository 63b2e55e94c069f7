using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Imports over HTTP: files of any size in, an ordinary job behind, and a process that is killed in the middle.</summary>
[Parallelizable] // most of its time it waits for a dead job to be missed
sealed class ImportApiTests
{
    const string Password = "une-phrase-de-passe",
        Headings = "Agent;Date;Durée;Activité;Domaine;Note\n";
    const int Lines = 6_000;

    static string Rows(int count, string note) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(line =>
                    $"AGENT-1;{new DateOnly(2016, 1, 1).AddDays(line / 100):dd'/'MM'/'yyyy};1 min;SI-DOMAINE;FINANCES;{note} {line}\n"
                )
        );

    [Test]
    public async Task A_file_goes_all_the_way_and_survives_a_kill()
    {
        using var database = TestDatabase.Missing();
        var product = await ProductProcess.Start(database);
        long id;
        try
        {
            using (var admin = await product.FirstSignIn(Password))
            {
                Assert.That(
                    (
                        await admin.PostAsJsonAsync(
                            "/api/v1/agents",
                            new
                            {
                                code = "AGENT-1",
                                name = "Agent 1",
                                team = "SI",
                                from = "2014-01-01",
                            }
                        )
                    ).StatusCode,
                    Is.EqualTo(HttpStatusCode.Created)
                );
                await RefusesBadUploads(admin);
                await TakesAFormAndMoreThanAnyOtherBody(admin);

                id = await Upload(
                    admin,
                    new StringContent(Headings + Rows(Lines, "tuée"), Encoding.UTF8, "application/octet-stream"),
                    "lignes.csv"
                );
                Assert.That((await admin.PostAsync($"/api/v1/imports/{id}/check", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
                Assert.That((await Wait(admin, id, "checking")).GetProperty("rowsAccepted").GetInt32(), Is.EqualTo(Lines));
                Assert.That((await admin.PostAsync($"/api/v1/imports/{id}/commit", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
                await product.Kill(); // while the job writes, or just before, or just after
            }
            await product.DisposeAsync();
            product = await ProductProcess.Start(database);

            using var reader = await product.SignIn("admin", Password);
            var import = await Wait(reader, id, "importing");
            Assert.That(import.GetProperty("state").GetString(), Is.EqualTo("imported"), $"{import}");
            Assert.That(await Count(reader), Is.EqualTo(Lines), "every line once");
            Assert.That((await reader.PostAsync($"/api/v1/imports/{id}/undo", null)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That((await Wait(reader, id, "undoing")).GetProperty("state").GetString(), Is.EqualTo("undone"));
            Assert.That(await Count(reader), Is.Zero);
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    static async Task RefusesBadUploads(HttpClient admin)
    {
        await Refused(HttpStatusCode.UnprocessableEntity, "kind", "/api/v1/imports?kind=planets&fileName=x.csv", new ByteArrayContent([1]));
        await Refused(HttpStatusCode.UnprocessableEntity, "fileName", "/api/v1/imports?kind=tickets", new ByteArrayContent([1]));
        await Refused(HttpStatusCode.UnprocessableEntity, "file", "/api/v1/imports?kind=tickets&fileName=x.csv", new ByteArrayContent([]));
        var form = new ByteArrayContent(Encoding.ASCII.GetBytes("--abc\r\nno end"));
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=abc");
        await Refused(HttpStatusCode.UnprocessableEntity, "file", "/api/v1/imports?kind=tickets&fileName=x.csv", form);
        Assert.That(
            (await admin.GetFromJsonAsync<JsonElement>("/api/v1/imports"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(import => import.GetProperty("state").GetString()),
            Is.All.EqualTo("cancelled")
        );

        async Task Refused(HttpStatusCode status, string field, string path, HttpContent body)
        {
            var answer = await admin.PostAsync(path, body);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(status), text);
            Assert.That(
                JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name),
                Has.Some.EqualTo(field),
                text
            );
        }
    }

    static async Task TakesAFormAndMoreThanAnyOtherBody(HttpClient admin)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Headings + Rows(3_500, new string('x', 900))), "file", "grand.csv" },
        };
        var id = await Upload(admin, form, null);
        var import = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
        Assert.That(
            (import.GetProperty("fileName").GetString(), import.GetProperty("fileBytes").GetInt64() > 3_000_000),
            Is.EqualTo(("grand.csv", true))
        );
        var preview = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}/preview");
        Assert.That(preview.GetProperty("columns").GetArrayLength(), Is.EqualTo(6));
        var bad = await admin.PostAsJsonAsync($"/api/v1/imports/{id}/check", new { mapping = new { columns = new { agent = 1 } } });
        Assert.That(bad.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), await bad.Content.ReadAsStringAsync());
        Assert.That((await admin.PostAsync($"/api/v1/imports/{id}/cancel", null)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await admin.GetStringAsync($"/api/v1/imports/{id}/problems.csv")).Split('\n')[0], Does.Contain(";"));
    }

    static async Task<long> Upload(HttpClient client, HttpContent content, string? fileName)
    {
        var answer = await client.PostAsync(
            $"/api/v1/imports?kind=time-entries{(fileName is null ? "" : $"&fileName={fileName}")}",
            content
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    // A job that died is missed after a minute.
    static async Task<JsonElement> Wait(HttpClient client, long id, string state)
    {
        for (var deadline = DateTime.UtcNow.AddMinutes(5); ; await Task.Delay(100))
        {
            var import = await client.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
            if (import.GetProperty("state").GetString() != state || DateTime.UtcNow > deadline)
                return import;
        }
    }

    static async Task<int> Count(HttpClient client)
    {
        var (count, after) = (0, "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/time-entries?limit=500{after}");
            count += page.GetProperty("items").GetArrayLength();
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        } while (after is not null);
        return count;
    }
}
