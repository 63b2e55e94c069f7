using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>Open pages are told of what is written, whoever writes it, and the database is left alone while there are none.</summary>
sealed class LiveChangesTests
{
    TestApp app = null!;
    int told;

    [SetUp]
    public async Task Start() => (app, told) = (await TestApp.Start(), 0);

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    LiveChanges Changes => app.Services.GetRequiredService<LiveChanges>();

    IDisposable Watch(string topic) => Changes.Watch([topic], () => Interlocked.Increment(ref told));

    /// <summary>Lets seconds go by until something was told, or for some of them.</summary>
    async Task<int> Seconds(int most, int until = int.MaxValue)
    {
        for (var second = 0; second < most && told < until; second++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            app.Clock.Advance(LiveChanges.Pace);
        }
        return told;
    }

    // The clock stands still meanwhile: what takes long is the machine's work, not a wait of the product.
    static async Task Eventually(Func<bool> isSo)
    {
        for (var wait = 0; wait < 50 && !isSo(); wait++)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    [Test]
    public async Task A_page_is_told_once_of_what_others_write()
    {
        using var watching = Watch(TicketLive.Topic);
        await Seconds(2);
        var ticket = await app.ATicket();
        Assert.That(await Seconds(20, until: 1), Is.EqualTo(1));
        await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = "Autre titre",
                Member = "ARCUEIL",
            }
        );
        Assert.That(await Seconds(20, until: 2), Is.EqualTo(2), "a change that is no step");
        Assert.That(await Seconds(3), Is.EqualTo(2), "nothing more was written");
    }

    [Test]
    public async Task A_page_is_told_of_what_another_instance_writes()
    {
        using var watching = Watch(TicketLive.Topic);
        await Seconds(2);
        await using var other = new ServiceCollection()
            .AddLogging()
            .AddProduct(app.Database.AnotherDialect())
            .AddSingleton<TimeProvider>(app.Clock)
            .BuildServiceProvider();
        await other.GetRequiredService<Dispatcher>().Send(new OpenTicket { Title = "Ailleurs", Member = "IVRY" }, UserIdentity.System);
        for (var second = 0; second < 2 && told == 0; second++)
        {
            app.Clock.Advance(LiveChanges.Pace);
            await Eventually(() => told > 0);
        }
        Assert.That((told, LiveChanges.Pace), Is.EqualTo((1, TimeSpan.FromSeconds(1))), "by the second look after it was written");
    }

    [Test]
    public async Task A_page_is_told_of_what_it_watches_only()
    {
        using var watching = Watch(FigureLive.Topic);
        await Seconds(2);
        await app.ATicket();
        Assert.That(await Seconds(5), Is.Zero, "no figure has moved yet");
        await app.RollUp();
        Assert.That(await Seconds(20, until: 1), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_written_while_nobody_watched_is_told_to_the_next_one()
    {
        Watch(TicketLive.Topic).Dispose();
        await Seconds(3);
        Assert.That(told, Is.Zero);
        await app.ATicket();
        using var watching = Watch(TicketLive.Topic);
        Assert.That(await Seconds(20, until: 1), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_has_left_is_told_nothing()
    {
        using (Watch(TicketLive.Topic))
            await Seconds(2);
        await app.ATicket();
        Assert.That(await Seconds(3), Is.Zero);
    }

    [Test]
    public async Task Each_is_told_in_the_language_of_its_own()
    {
        var spoken = new ConcurrentDictionary<string, string>();
        using var english = WatchIn("en-GB");
        using var french = WatchIn("fr-FR");
        await Seconds(2);
        await app.ATicket();
        await Seconds(20, until: 2);
        Assert.That(spoken, Is.EquivalentTo(new Dictionary<string, string> { ["en-GB"] = "en-GB", ["fr-FR"] = "fr-FR" }));

        IDisposable WatchIn(string culture)
        {
            var before = CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                return Changes.Watch([TicketLive.Topic], () =>
                {
                    spoken[culture] = CultureInfo.CurrentUICulture.Name;
                    Interlocked.Increment(ref told);
                });
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }
    }
}
