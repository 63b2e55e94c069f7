using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.FigureImpact;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.RollUps;

/// <summary>Tables from rows kept in memory, beside a naive recount of the lines.</summary>
sealed class RollupCacheTests
{
    static readonly string[] Members = ["ARCUEIL", "IVRY", "GENTILLY"];

    TestApp app = null!;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        app.Clock.SetUtcNow(new(2017, 7, 3, 9, 0, 0, TimeSpan.Zero));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Shows_to_each_reader_what_a_recount_of_their_lines_gives_while_others_write()
    {
        var agents = new[] { await app.AnAgent(), await app.AnAgent(), await app.AnAgent() };
        var readers = new (UserIdentity User, string? Member)[]
        {
            (await app.AUser(Role.Manager), null),
            (await app.AUser(Role.MemberContact, "ARCUEIL"), "ARCUEIL"),
            (await app.AUser(Role.MemberContact, "IVRY"), "IVRY"),
        };
        var random = new Random(94);
        for (var round = 0; round < 12; round++)
        {
            var moves = agents.Select(agent => (Agent: agent, Seed: random.Next())).ToList();
            var writing = Task.WhenAll(moves.Select(move => Write(move.Agent, move.Seed)));
            // Readers and roll-ups among the writers: what they see in between must leave nothing behind.
            while (!writing.IsCompleted)
            {
                await app.Send(new RollUp());
                foreach (var (user, _) in readers)
                    await Days(user);
            }
            await writing;
            await app.RollUp();
            foreach (var (user, member) in readers)
                Assert.That(await Days(user), Is.EqualTo(await Recount(member)), $"round {round}, {member ?? "everybody"}");
        }
    }

    [Test]
    public async Task Forgets_what_a_preview_has_seen()
    {
        var manager = await app.AUser(Role.Manager);
        await app.Send(Line(await app.AnAgent(), new(2017, 3, 6), "IVRY", 1));
        await app.RollUp();
        var before = await Days(manager);
        await app.Send(Line(await app.AnAgent(), new(2017, 3, 7), "ARCUEIL", 1));
        // It rolls that line up, and undoes it.
        await app.Send(
            new PreviewImpact(
                new RenameReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Name = "Lecture",
                    Version = 1,
                }
            )
        );
        Assert.That(await Days(manager), Is.EqualTo(before));
        // The revision of the preview, with another line in it.
        await app.Send(Line(await app.AnAgent(), new(2017, 3, 8), "GENTILLY", 0.5m));
        await app.RollUp();
        Assert.That(await Days(manager), Is.EqualTo(await Recount(null)));
    }

    [Test]
    public async Task Reads_again_what_another_instance_has_rolled_up()
    {
        var manager = await app.AUser(Role.Manager);
        await app.Send(Line(await app.AnAgent(), new(2017, 3, 6), "IVRY", 1));
        await app.RollUp();
        await Days(manager);
        await app.Send(Line(await app.AnAgent(), new(2017, 3, 7), "IVRY", 1));
        await using var other = new ServiceCollection()
            .AddLogging()
            .AddProduct(app.Dialect)
            .AddSingleton<TimeProvider>(app.Clock)
            .BuildServiceProvider();
        await other.GetRequiredService<Dispatcher>().Send(new RollUp(), UserIdentity.System);
        Assert.That(await Days(manager), Is.EqualTo(await Recount(null)));
    }

    async Task Write(string agent, int seed)
    {
        var random = new Random(seed);
        for (var line = 0; line < 6; line++)
        {
            var day = new DateOnly(2017, 1, 2).AddDays(random.Next(70));
            var entry = await app.Send(Line(agent, day, Members[random.Next(3)], 0.25m));
            if (random.Next(3) == 0)
                await app.Send(
                    new ChangeTimeEntry
                    {
                        Id = entry.Id,
                        Version = entry.Version,
                        Agent = agent,
                        Day = day.AddDays(31),
                        Quantity = 0.5m,
                        Unit = "d",
                        Activity = "SI-DOMAINE",
                        Domain = "FINANCES",
                        Member = Members[random.Next(3)],
                        Confirm = true,
                    }
                );
            else if (random.Next(4) == 0)
                await app.Send(new DeleteTimeEntry(entry.Id, entry.Version));
        }
    }

    static LogTime Line(string agent, DateOnly day, string member, decimal quantity) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = quantity,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "FINANCES",
            Member = member,
            Confirm = true,
        };

    /// <summary>Quarters of a day by member and month, as the pivot shows them.</summary>
    async Task<List<string>> Days(UserIdentity reader)
    {
        var report = await app.SendAs(
            reader,
            new GetPivot
            {
                Definition = new()
                {
                    Measures = ["days"],
                    Rows = ["member"],
                    Columns = "month",
                    Decimals = 2,
                },
                From = "2017-01",
                To = "2017-06",
            }
        );
        return
        [
            .. report
                .Rows.SelectMany(row => row.Cells.Zip(report.Columns, (cell, column) => (row.Key, Month: column.Key, cell.Value)))
                .Where(cell => cell.Value is not (null or 0))
                .Select(cell => $"{cell.Key} {cell.Month} {cell.Value * 4:0}")
                .Order(StringComparer.Ordinal),
        ];
    }

    async Task<List<string>> Recount(string? member)
    {
        var lines = await app.Query(db =>
            db.Query<CountedLine>(
                "SELECT e.WorkedOn, m.Code, e.MicroDays FROM TimeEntries e JOIN Members m ON m.Id = e.MemberId",
                null,
                default
            )
        );
        return
        [
            .. lines
                .Where(line => member is null || line.Code == member)
                .GroupBy(line => (line.Code, Month: $"{line.WorkedOn:yyyy-MM}"))
                .Select(group => $"{group.Key.Code} {group.Key.Month} {group.Sum(line => line.MicroDays) / 250_000}")
                .Order(StringComparer.Ordinal),
        ];
    }

    sealed record CountedLine
    {
        public DateOnly WorkedOn { get; init; }
        public string Code { get; init; } = "";
        public long MicroDays { get; init; }
    }
}
