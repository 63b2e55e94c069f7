using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>The product is killed while it fetches and handles mail, again and again: each message becomes one ticket.</summary>
[Parallelizable] // most of its time it waits for a product that comes up again
sealed class MailCrashTests
{
    const string Password = "une-phrase-de-passe";
    const int Mails = 60,
        MostKills = 8;

    [Test]
    public async Task Each_mail_is_handled_once_wherever_the_process_dies()
    {
        await using var server = await ImapServerProcess.Start();
        using var database = TestDatabase.Missing();
        var product = await ProductProcess.Start(database);
        var random = new Random(94);
        try
        {
            string poll;
            using (var admin = await product.FirstSignIn(Password))
            {
                var mailbox = await admin.PostAsJsonAsync(
                    "/api/v1/mailboxes",
                    new
                    {
                        name = "Support",
                        address = ImapServerProcess.User,
                        host = "127.0.0.1",
                        port = server.Port,
                        security = "none",
                        password = ImapServerProcess.Password,
                    }
                );
                Assert.That(mailbox.StatusCode, Is.EqualTo(HttpStatusCode.Created));
                Assert.That(await mailbox.Content.ReadAsStringAsync(), Does.Not.Contain(ImapServerProcess.Password));
                poll = $"{mailbox.Headers.Location}/poll";
                var domain = new { domain = "ville-arcueil.fr", member = "ARCUEIL" };
                Assert.That((await admin.PostAsJsonAsync("/api/v1/mail/domains", domain)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            }
            for (var number = 1; number <= Mails; number++)
                server.Deliver(
                    Encoding.UTF8.GetBytes(
                        $"From: Jeanne {number} <j{number}@ville-arcueil.fr>\nSubject: Demande {number}\nMessage-ID: <{number}@x.fr>\n\nx\n"
                    )
                );

            var kills = 0;
            for (; kills < MostKills; kills++)
            {
                using var client = await product.SignIn("admin", Password);
                var polling = client.PostAsync(poll, null);
                if (await Task.WhenAny(polling, Task.Delay(random.Next(30, 400))) == polling)
                {
                    var mailbox = await (await polling).Content.ReadFromJsonAsync<JsonElement>();
                    Assert.That(mailbox.GetProperty("problem").GetString(), Is.Null);
                    break; // all that was left went through in one go
                }
                await product.Kill();
                await polling.ContinueWith(_ => { }, TaskScheduler.Default);
                await product.DisposeAsync();
                product = await ProductProcess.Start(database);
            }
            Assert.That(kills, Is.GreaterThan(2), "it was killed in the middle");

            using var reader = await product.SignIn("admin", Password);
            Assert.That((await reader.PostAsync(poll, null)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await reader.PostAsync(poll, null)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(
                (await Items(reader, "/api/v1/tickets?limit=500")).Select(ticket => ticket.GetProperty("title").GetString()),
                Is.EquivalentTo(Enumerable.Range(1, Mails).Select(number => $"Demande {number}"))
            );
            Assert.That(
                (await Items(reader, "/api/v1/mail/inbox?limit=500")).Select(mail => mail.GetProperty("state").GetString()),
                Has.Exactly(Mails).Items.And.All.EqualTo("opened")
            );
            Assert.That(await Items(reader, "/api/v1/people?q=jeanne&limit=500"), Has.Exactly(Mails).Items);
        }
        finally
        {
            await product.DisposeAsync();
        }
    }

    static async Task<IEnumerable<JsonElement>> Items(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray();
}
