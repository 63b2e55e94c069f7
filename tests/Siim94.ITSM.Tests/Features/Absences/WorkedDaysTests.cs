using CsCheck;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Absences;

/// <summary>What coverage says was worked, whether from memory or not, against the lines themselves.</summary>
sealed class WorkedDaysTests
{
    static readonly DateOnly First = new(2017, 1, 10),
        Last = new(2017, 3, 10);

    TestApp app = null!;
    string[] agents = [];
    UserIdentity manager;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agents = [await app.AnAgent(), await app.AnAgent(), await app.AnAgent()];
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static TEntry Entry<TEntry>(TEntry entry, string agent, DateOnly day, int minutes)
        where TEntry : TimeEntryFields
    {
        (entry.Agent, entry.Day, entry.Quantity, entry.Unit, entry.Confirm) = (agent, day, minutes, "min", true);
        (entry.Activity, entry.SubActivity, entry.Domain) = ("SI-MCO", "Suivi d'application", "RH");
        return entry;
    }

    Task<TimeEntryDetails> Log(string agent, DateOnly day, int minutes) => app.SendAs(manager, Entry(new LogTime(), agent, day, minutes));

    Task<TimeEntryDetails> Move(TimeEntryDetails line, DateOnly day) =>
        app.SendAs(manager, Entry(new ChangeTimeEntry { Id = line.Id, Version = line.Version }, line.Agent, day, 60));

    async Task<Dictionary<(string Agent, DateOnly Day), long>> Told() =>
        (await app.SendAs(manager, new GetCoverage { From = First, To = Last }))
            .Rows.SelectMany(row => row.Days.Where(day => day.WorkedMinutes > 0).Select(day => (row.Agent, day.Day, day.WorkedMinutes)))
            .ToDictionary(day => (day.Agent, day.Day), day => day.WorkedMinutes);

    static readonly Gen<(int Choice, int Which, int Shift)[]> Steps = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[0, 2],
        Gen.Int[0, Last.DayNumber - First.DayNumber]
    ).Array[20];

    [Test]
    public Task Are_those_of_the_lines_after_every_step()
    {
        var lines = new List<TimeEntryDetails>();
        return Steps.SampleAsync(
            async steps =>
            {
                foreach (var (choice, which, shift) in steps)
                {
                    await Step(lines, choice, agents[which], First.AddDays(shift), shift);
                    var expected = lines.GroupBy(line => (line.Agent, line.Day)).ToDictionary(day => day.Key, day => 60L * day.Count());
                    Assert.That(await Told(), Is.EquivalentTo(expected));
                    Assert.That(await Told(), Is.EquivalentTo(expected), "and from memory");
                }
            },
            iter: 4,
            threads: 1
        );
    }

    async Task Step(List<TimeEntryDetails> lines, int choice, string agent, DateOnly day, int which)
    {
        if (choice > 6)
            await app.RollUp();
        else if (choice < 4 || lines.Count == 0)
            lines.Add(await Log(agent, day, 60));
        else if (choice < 6)
            lines[which % lines.Count] = await Move(lines[which % lines.Count], day);
        else
        {
            await app.SendAs(manager, new DeleteTimeEntry(lines[0].Id, lines[0].Version));
            lines.RemoveAt(0);
        }
    }

    [Test]
    public async Task Are_those_of_one_instant_while_lines_move_and_are_rolled_up()
    {
        var moving = await Task.WhenAll(agents.Select(agent => Log(agent, First, 60)));
        await app.RollUp();
        using var moved = new CancellationTokenSource();
        // Each on a thread of its own: nothing that reads a file in process ever waits.
        var readers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(ReadUntilMoved)));
        try
        {
            await Task.WhenAll(moving.Select((line, index) => Task.Run(() => MoveAbout(line, index))));
        }
        finally
        {
            await moved.CancelAsync();
        }
        await readers;

        async Task ReadUntilMoved()
        {
            while (!moved.IsCancellationRequested)
                Assert.That((await Told()).Values.Sum(), Is.EqualTo(60 * agents.Length), "each line once");
        }

        async Task MoveAbout(TimeEntryDetails line, int index)
        {
            for (var step = 1; step <= 20; step++)
            {
                line = await Move(line, First.AddDays((37 * step + index) % (Last.DayNumber - First.DayNumber)));
                if (index == 0)
                    await app.Send(new RollUp());
            }
        }
    }
}
