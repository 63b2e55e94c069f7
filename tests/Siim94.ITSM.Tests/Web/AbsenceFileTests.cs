using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Absences as files over HTTP: who is told the kind reads it, the others that somebody is absent, in every format.</summary>
sealed class AbsenceFileTests
{
    const string Password = "une-phrase-de-passe",
        Api = "/api/v1/";

    [Test]
    public async Task Every_format_tells_the_kind_to_whom_it_concerns_and_no_one_else()
    {
        using var database = TestDatabase.Missing();
        await using var product = await ProductProcess.Start(database);
        using var admin = await product.FirstSignIn(Password);
        using var stranger = await product.SignUp(admin, "Technician", Password);
        await Post(
            admin,
            "agents",
            new
            {
                code = "AGENT-1",
                name = "Anne Martin",
                team = "SI",
                from = "2014-01-01",
            }
        );
        await Post(
            admin,
            "absences",
            new
            {
                agent = "AGENT-1",
                kind = "MALADIE",
                from = "2018-03-05",
                to = "2018-03-06",
                toHalf = "morning",
                note = "Grippe",
            }
        );

        var machine = (await admin.GetStringAsync($"{Api}absences.csv?dialect=machine")).Split("\r\n");
        Assert.That(machine[0], Is.EqualTo("agent,team,kind,from,to,fromHalf,toHalf,status,note"));
        Assert.That(machine[1], Is.EqualTo("AGENT-1,SI,MALADIE,2018-03-05,2018-03-06,morning,morning,approved,Grippe"));
        var calendar = await admin.GetAsync($"{Api}absences.ics?from=2018-03-01&to=2018-03-31");
        Assert.That(calendar.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/calendar"));
        var events = await calendar.Content.ReadAsStringAsync();
        Assert.That(events, Does.Contain("SUMMARY:Anne Martin : Maladie").And.Contains("DTSTART:20180305T080000Z"));

        foreach (var format in (string[])["csv", "xlsx", "ics"])
        {
            var told = await stranger.GetByteArrayAsync($"{Api}absences.{format}");
            var text = format == "xlsx" ? TextOf(told) : Encoding.UTF8.GetString(told);
            Assert.That(text, Does.Contain("Anne Martin").And.Contains("Absent"), format);
            Assert.That(text, Does.Not.Contain("Maladie").And.Not.Contains("MALADIE").And.Not.Contains("Grippe"), format);
        }
        Assert.That(await stranger.GetStringAsync($"{Api}absences.csv?kind=MALADIE"), Does.Not.Contain("Anne"), "nor by asking");
        Assert.That((await admin.GetAsync($"{Api}absences.ics?agent=AGENT-2")).StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));

        // What goes out as a calendar comes in as one.
        var id = (await admin.GetFromJsonAsync<JsonElement>($"{Api}absences")).GetProperty("items")[0].GetProperty("id").GetInt64();
        var deletion = new HttpRequestMessage(HttpMethod.Delete, $"{Api}absences/{id}");
        deletion.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.That((await admin.SendAsync(deletion)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        var upload = await admin.PostAsync($"{Api}imports?kind=absences&fileName=absences.ics", new StringContent(events));
        var import = await Answer(upload, HttpStatusCode.Created);
        var address = $"{Api}imports/{import.GetProperty("id").GetInt64()}";
        var preview = await admin.GetFromJsonAsync<JsonElement>($"{address}/preview");
        Assert.That(preview.GetProperty("lines")[0].GetRawText(), Does.Contain("Anne Martin").And.Contains("Maladie"));
    }

    static string TextOf(byte[] workbook)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        return string.Concat(
            archive.Entries.Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            })
        );
    }

    static async Task Post(HttpClient client, string address, object body) =>
        await Answer(await client.PostAsJsonAsync(Api + address, body), HttpStatusCode.Created);

    static async Task<JsonElement> Answer(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), text);
        return JsonDocument.Parse(text).RootElement;
    }
}
