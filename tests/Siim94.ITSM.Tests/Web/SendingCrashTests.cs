using System.Diagnostics;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Web;

/// <summary>The product is killed while it sends mail: nothing leaves twice, and of what nobody knows, somebody is told.</summary>
[Parallelizable] // most of its time it waits for a product that comes up again
sealed class SendingCrashTests
{
    const int Mails = 40,
        Kills = 2;

    // The job runs every minute.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Test]
    public async Task Each_mail_leaves_once_wherever_the_process_dies()
    {
        await using var server = await MailServerProcess.Start();
        await using var app = await TestApp.Start();
        app.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        for (var number = 1; number <= Mails; number++)
        {
            var person = await app.Send(
                new AddPerson
                {
                    Name = $"Jeanne {number}",
                    Member = "ARCUEIL",
                    Emails = [$"j{number}@ville-arcueil.example"],
                }
            );
            await app.Send(
                new OpenTicket
                {
                    Title = $"Demande {number}",
                    Member = "ARCUEIL",
                    RequesterId = person.Id,
                }
            );
        }
        for (var kill = 0; kill <= Kills; kill++)
        {
            var before = server.Messages.Count;
            await using var product = await Product(app, server);
            if (kill == 0)
            {
                await Until(async () => await Count(app, MailMessageState.Queued) == Mails);
                await app.Query(db => db.Execute("UPDATE MailMessages SET NextAttemptAt = DueAt", null, default)); // the burst is over
            }
            if (kill < Kills)
            {
                await Until(() => Task.FromResult(server.Messages.Count >= before + 3));
                await product.Kill();
                // As after a quarter of an hour: whoever had them is dead.
                await app.Query(db =>
                    db.Execute(
                        "UPDATE MailMessages SET ClaimedAt = @LongAgo WHERE ClaimedAt IS NOT NULL",
                        new { LongAgo = DateTime.UtcNow.AddHours(-1) },
                        default
                    )
                );
            }
            else
                await Until(async () => await Count(app, MailMessageState.Sent) + await Count(app, MailMessageState.Unknown) == Mails);
        }
        var taken = server.Messages;
        Assert.That(taken.Select(mail => mail.MessageId), Is.Unique);
        var unknown = await Count(app, MailMessageState.Unknown);
        Assert.That(unknown, Is.LessThanOrEqualTo(Kills), "one was in the hands of each that was killed");
        Assert.That(taken, Has.Count.InRange(Mails - unknown, Mails), "what was said to be sent has arrived");
        TestContext.Out.WriteLine($"{taken.Count} of {Mails} arrived, {unknown} nobody knows of, after {Kills} kills");
    }

    static Task<ProductProcess> Product(TestApp app, MailServerProcess server) =>
        ProductProcess.Start(
            app.Database,
            "env",
            "Mail__Host=127.0.0.1",
            $"Mail__Port={server.Port}",
            "Mail__Security=None",
            "Mail__From=SIIM 94 <support@siim94.example>",
            "Mail__PublicAddress=https://itsm.siim94.example/"
        );

    static Task<int> Count(TestApp app, string state) =>
        app.Query(db =>
            db.FirstOrDefault<int>("SELECT COUNT(*) FROM MailMessages m WHERE m.State = @State", new { State = state }, default)
        );

    static async Task Until(Func<Task<bool>> isSo)
    {
        for (var waited = Stopwatch.StartNew(); !await isSo(); await Task.Delay(20))
            Assert.That(waited.Elapsed, Is.LessThan(Patience));
    }
}
