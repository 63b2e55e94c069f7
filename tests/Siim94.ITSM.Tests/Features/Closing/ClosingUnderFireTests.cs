using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Closing;

/// <summary>
/// While four clients write into a year, it is closed: what was acknowledged is in the frozen figures, what is not was refused.
/// </summary>
sealed class ClosingUnderFireTests
{
    const int Writers = 4,
        WritesBeforeClosing = 40;

    [Test]
    public async Task Every_write_is_in_the_frozen_figures_or_was_refused()
    {
        await using var app = await TestApp.Start();
        var agents = new List<string>();
        for (var writer = 0; writer < Writers; writer++)
            agents.Add(await app.AnAgent());
        var acknowledged = 0;
        var underWay = new TaskCompletionSource();

        var writers = agents
            .Select(agent => Task.Run(() => Write(app, agent, () =>
                    {
                        if (Interlocked.Increment(ref acknowledged) == WritesBeforeClosing)
                            underWay.SetResult();
                    })))
            .ToList();
        await underWay.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await app.Send(new ClosePeriod { Year = 2016, Confirm = true });
        var kept = (await Task.WhenAll(writers)).SelectMany(lines => lines).ToList();

        var edition = await app.Send(new GetEdition(2016, 1));
        Assert.That(edition.Lines.Where(line => line.Fact == "work").Sum(line => line.LineCount), Is.EqualTo(kept.Count));
        Assert.That(edition.Tables.Single(table => table.Table.Id == "si-domain").Table.Totals[^1].Value, Is.EqualTo(kept.Sum()));
        Assert.That(
            await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM TimeEntries", null, default)),
            Is.EqualTo(kept.Count)
        );
        Assert.That((await app.Send(new VerifyEdition(2016, 1))).IsEqual, Is.True);
        Assert.That(await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM PendingDays", null, default)), Is.Zero);
    }

    /// <summary>Logs, changes and deletes lines of one agent until refused.</summary>
    /// <returns>Days of the lines that were acknowledged and are still there.</returns>
    static async Task<List<decimal>> Write(TestApp app, string agent, Action done)
    {
        var lines = new List<TimeEntryDetails>();
        try
        {
            for (var write = 0; ; write++)
            {
                var entry = new LogTime
                {
                    Agent = agent,
                    Day = new DateOnly(2016, 1, 4).AddDays(write % 350),
                    Quantity = 0.25m,
                    Unit = "d",
                    Activity = "SI-DOMAINE",
                    Domain = "FINANCES",
                    Confirm = true,
                };
                if (write % 5 == 3)
                {
                    var changed = await app.Send(
                        new ChangeTimeEntry
                        {
                            Id = lines[^1].Id,
                            Version = lines[^1].Version,
                            Agent = agent,
                            Day = entry.Day,
                            Quantity = 0.5m,
                            Unit = "d",
                            Activity = entry.Activity,
                            Domain = "CULTURE",
                            Confirm = true,
                        }
                    );
                    lines[^1] = changed;
                }
                else if (write % 5 == 4)
                {
                    await app.Send(new DeleteTimeEntry(lines[0].Id, lines[0].Version));
                    lines.RemoveAt(0);
                }
                else
                {
                    lines.Add(await app.Send(entry));
                }
                done();
            }
        }
        catch (Refusal refusal) when (refusal.Code == "period.closed")
        {
            return [.. lines.Select(line => line.Days)];
        }
    }
}
