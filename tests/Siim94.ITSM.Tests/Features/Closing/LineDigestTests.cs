using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.Closing;

/// <summary>
/// Whatever single value of whatever single line is changed behind the product's back, the digests of its month are no longer what they
/// were.
/// </summary>
sealed class LineDigestTests
{
    static readonly Period February = new(2017, 2);
    static readonly string[] Tables =
    [
        "TimeEntries",
        "Tickets",
        "Interventions",
        "HotlineShifts",
        "TrainingSessions",
        "InterventionAgents",
        "InterventionTickets",
        "TrainingSessionTrainers",
        "TrainingSessionAttendances",
        "KeyFigureValues",
        "Allocations",
        "AllocationSources",
        "AllocationShares",
    ];

    // What may still happen to a ticket after a closing, or is no figure: see LineDigests.
    static readonly string[] FreeColumns =
    [
        "Tickets.Description",
        "Tickets.PlannedOn",
        "Tickets.RequesterName",
        "Tickets.RequesterUserId",
        "Tickets.Status",
        "Tickets.AssignedAgentId",
        "Tickets.AssignedTeamId",
        "Tickets.Solution",
        "Tickets.RequesterPersonId",
        "Tickets.AssignedGroupId",
        "Tickets.CategoryId",
        "Tickets.SiteId",
        "Tickets.SupportLevel",
        "Tickets.MergedIntoId",
        "Tickets.Version",
        "Tickets.TakeChargeMinutes", // computed from the instants, which are in the digest
        "Tickets.ResolutionMinutes",
        "Tickets.TitleKey", // computed from the title, which is
        "Tickets.RequesterKey",
        "Tickets.UpdatedAt", // follow from steps, changes and lines
        "Tickets.UpdatedInSightAt",
        "Tickets.LoggedMinutes",
        "TrainingSessions.TitleKey", // computed from the title, which is in the digest
        "Allocations.MicroDays",
        "Allocations.ProposedAt",
        "Allocations.ProposedByUserId",
        "Allocations.DecidedAt",
        "Allocations.DecidedByUserId",
        "Allocations.Reason",
        "Allocations.ReplacedById",
    ];

    [Test]
    public async Task Any_change_of_a_single_value_of_a_single_line_changes_them()
    {
        await using var app = await TestApp.Start();
        await Fill(app);
        var before = await Digests(app, null);
        Assert.That(before.Where(line => line.LineCount == 0).Select(line => line.Fact), Is.Empty, "every kind of line is there");

        var columns = new List<(string Table, string Column)>();
        foreach (var table in Tables)
            columns.AddRange(
                await app.Query(async db =>
                    ((IDictionary<string, object?>)(await db.Query<dynamic>($"SELECT * FROM {table}", null, default))[0])
                        .Keys.Select(column => (table, column))
                        .ToList()
                )
            );
        // SQL Server lets nobody change an identity.
        var isFixed = app.Dialect is SqlServerDialect;
        var tampered = columns.Where(c => !FreeColumns.Contains($"{c.Table}.{c.Column}") && !(isFixed && c.Column == "Id")).ToList();
        Assert.That(tampered, Has.Count.GreaterThan(70));

        // Every column at least once, then at random.
        foreach (var (table, column) in tampered)
            await Check(table, column, 0);
        await Gen.Select(Gen.Int[0, tampered.Count - 1], Gen.Int[0, 1000])
            .SampleAsync(sample => Check(tampered[sample.Item1].Table, tampered[sample.Item1].Column, sample.Item2), iter: 60, threads: 1);

        async Task Check(string table, string column, int row) =>
            Assert.That(await Digests(app, db => Tamper(db, table, column, row)), Is.Not.EqualTo(before), $"{table}.{column}, row {row}");
    }

    [Test]
    public async Task A_line_that_disappears_changes_them()
    {
        await using var app = await TestApp.Start();
        await Fill(app);
        var before = await Digests(app, null);
        foreach (var table in Tables)
            Assert.That(
                await Digests(app, async db =>
                    await db.Execute($"DELETE FROM {table} WHERE {Where(await Row(db, table, 1))}", KeyOf(await Row(db, table, 1)), default)
                ),
                Is.Not.EqualTo(before),
                table
            );
    }

    [Test]
    public async Task They_are_the_same_however_often_they_are_computed_and_do_not_depend_on_other_months()
    {
        await using var app = await TestApp.Start();
        await Fill(app);
        var before = await Digests(app, null);
        await app.Send(Line(app.Clock.GetUtcNow().Day, await app.AnAgent(), new(2017, 3, 1)));
        Assert.That(await Digests(app, null), Is.EqualTo(before));
    }

    [Test]
    public async Task They_do_not_depend_on_the_size_of_the_pages_read()
    {
        await using var app = await TestApp.Start();
        await Fill(app);
        var agent = await app.AnAgent();
        for (var note = 0; note < 5; note++)
            await app.Send(Line(note, agent, new(2017, 2, 7)));
        var before = await Digests(app, null);
        foreach (var size in new[] { 1, 2, 3 })
            Assert.That(
                await app.Query(db =>
                    new LineDigests(db, app.Services.GetRequiredService<FactKinds>()) { PageSize = size }.Of(February, default)
                ),
                Is.EqualTo(before),
                $"{size}"
            );
    }

    static LogTime Line(int note, string agent, DateOnly day) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = 0.25m,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "FINANCES",
            Note = $"n° {note}",
            Confirm = true,
        };

    static async Task Fill(TestApp app)
    {
        var (agent, second) = (await app.AnAgent(), await app.AnAgent());
        var tickets = new List<long>();
        await app.Query(db => db.Execute("DELETE FROM KeyFigureValues", null, default)); // of other years
        var figures = await app.Query(db => db.Query<string>("SELECT Code FROM KeyFigures ORDER BY Id", null, default));
        foreach (var code in figures.Take(3))
            await app.Send(
                new SetKeyFigureValue
                {
                    Code = code,
                    Period = "2017-02",
                    Value = 12,
                    Note = "relevé",
                }
            );
        for (var day = 1; day <= 3; day++)
        {
            var on = new DateOnly(2017, 2, 5 + day);
            await app.Send(Line(day, agent, on));
            var opened = on.ToDateTime(new(9, 0), DateTimeKind.Utc);
            var ticket = await app.Send(
                new OpenTicket
                {
                    Title = "Imprimante",
                    Member = "ARCUEIL",
                    OpenedAt = opened,
                }
            );
            await app.Send(
                new TakeTicketInCharge
                {
                    Number = ticket.Number,
                    Agent = agent,
                    At = opened.AddHours(1),
                }
            );
            await app.Send(new ResolveTicket { Number = ticket.Number, At = opened.AddHours(2) });
            await app.Send(new CloseTicket { Number = ticket.Number, At = opened.AddHours(3) });
            tickets.Add(ticket.Number);
            await app.Send(
                new LogIntervention
                {
                    Kind = "onsite",
                    Agents = [agent, second],
                    Member = "ARCUEIL",
                    Tickets = [.. tickets],
                    Day = on,
                    Quantity = 0.25m,
                    Unit = "d",
                    Summary = "Postes",
                    Confirm = true,
                }
            );
            await app.Send(
                new LogHotlineShift
                {
                    Agent = agent,
                    Day = on,
                    Quantity = 0.25m,
                    Unit = "d",
                    Confirm = true,
                }
            );
            await app.Send(
                new LogTrainingSession
                {
                    Category = "BUREAUTIQUE",
                    StartsOn = on,
                    Days = 0.25m,
                    Trainers = [agent, second],
                    Attendances = [new() { Member = "ARCUEIL", People = 3 }, new() { Member = "IVRY", People = 2 }],
                    Confirm = true,
                }
            );
        }
        await Allocate(app);
    }

    static async Task Allocate(TestApp app)
    {
        await app.Send(
            new AddAllocationKey
            {
                Code = "TICKETS",
                Name = "Tickets",
                Measure = "ticketsOpened",
                ValidFrom = new(2014, 1, 1),
            }
        );
        await app.Send(
            new AddAllocationPot
            {
                Code = "HOTLINE",
                Name = "Permanence",
                Key = "TICKETS",
                Activities = ["ASSIST-HOTLINE"],
                Takes = ["nobody"],
            }
        );
        var proposed = await app.Send(new ProposeAllocation { Pot = "HOTLINE", Period = "2017-02" });
        await app.Send(new AcceptAllocation { Id = proposed.Id });
    }

    /// <summary>The digests after a change that is then undone.</summary>
    static Task<IReadOnlyList<LineDigest>> Digests(TestApp app, Func<Db, Task>? tamper) =>
        app.Query(async db =>
        {
            await using var transaction = await db.Begin(default);
            if (app.Dialect is SqliteDialect)
                await db.Execute("PRAGMA defer_foreign_keys = ON", null, default);
            else
                foreach (var table in Tables.Append("TicketEvents"))
                    await db.Execute($"ALTER TABLE {table} NOCHECK CONSTRAINT ALL", null, default);
            if (tamper is not null)
                await tamper(db);
            return await new LineDigests(db, app.Services.GetRequiredService<FactKinds>()).Of(February, default);
        });

    static async Task Tamper(Db db, string table, string column, int pick)
    {
        var row = await Row(db, table, pick);
        object? value = row[column] switch
        {
            _ when column.EndsWith("On", StringComparison.Ordinal) => new DateOnly(2017, 2, 20 + pick % 5),
            _ when column.EndsWith("At", StringComparison.Ordinal) => new DateTime(2017, 2, 20, pick % 24, 0, 0, DateTimeKind.Utc),
            string text => text + "x",
            long number => number + 1_000 + pick,
            int number => number + 1_000 + pick,
            null when column.EndsWith("Id", StringComparison.Ordinal) || column == "ImportRow" => 1_000L + pick,
            null => "x",
            var other => throw new InvalidOperationException($"{table}.{column}: {other.GetType()}"),
        };
        var parameters = new Dictionary<string, object?>(KeyOf(row)) { ["NewValue"] = value };
        var changed = await db.Execute($"UPDATE {table} SET {column} = @NewValue WHERE {Where(row)}", parameters, default);
        Assert.That(changed, Is.EqualTo(1), $"{table}.{column}");
    }

    static async Task<IDictionary<string, object?>> Row(Db db, string table, int pick)
    {
        var rows = await db.Query<dynamic>($"SELECT * FROM {table}", null, default);
        return (IDictionary<string, object?>)rows[pick % rows.Count];
    }

    static string Where(IDictionary<string, object?> row) =>
        string.Join(" AND ", KeyOf(row).Keys.Select(column => $"{column} = @{column}"));

    static Dictionary<string, object?> KeyOf(IDictionary<string, object?> row) =>
        row.Where(value => row.ContainsKey("Id") ? value.Key == "Id" : value.Key.EndsWith("Id", StringComparison.Ordinal)).ToDictionary();
}
