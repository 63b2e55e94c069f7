using CsCheck;
using Siim94.ITSM.Features.Reports;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Reports;

/// <summary>Whatever is written, changed, deleted and rolled up, by whom and in what order: once no mark is left, every roll-up equals a naive recomputation.</summary>
sealed class RollupPropertyTests
{
    static readonly string[] Domains = ["FINANCES", "CULTURE", "RESSOURCES-HUMAINES"];
    static readonly string[] Members = ["ARCUEIL", "IVRY", "MULTI"];

    enum Step { Log, Change, Delete, RollUp, InterruptedRollUp }

    static readonly Gen<(Step Step, int Day, int Quarters, int Domain, int Member, int Pick)> Steps = Gen.Select(
        Gen.Frequency((5, Gen.Const(Step.Log)), (2, Gen.Const(Step.Change)), (2, Gen.Const(Step.Delete)), (2, Gen.Const(Step.RollUp)), (2, Gen.Const(Step.InterruptedRollUp))),
        Gen.Int[0, 70], Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1000]);

    [Test]
    public async Task Equals_a_naive_recomputation_once_no_mark_is_left()
    {
        await using var app = await TestApp.Start();
        var agents = new[] { await app.AnAgent(), await app.AnAgent(), await app.AnAgent() };
        await Steps.Array[20, 40].SampleAsync(async steps =>
        {
            // Three writers at once, each with its own agent and a third of the steps.
            await Task.WhenAll(agents.Select((agent, index) => Run(app, agent, steps.Where((_, step) => step % agents.Length == index))));
            await app.RollUp();
            Assert.That(await RollupRows(app), Is.EqualTo(await NaiveRows(app)));
        }, iter: 25, threads: 1);
    }

    static async Task Run(TestApp app, string agent, IEnumerable<(Step Step, int Day, int Quarters, int Domain, int Member, int Pick)> steps)
    {
        foreach (var (step, day, quarters, domain, member, pick) in steps)
        {
            var entry = new LogTime
            {
                Agent = agent, Day = new DateOnly(2017, 2, 20).AddDays(day), Quantity = quarters * 0.25m, Unit = "d", Activity = "SI-DOMAINE", Domain = Domains[domain], Member = Members[member], Confirm = true,
            };
            try
            {
                switch (step)
                {
                    case Step.Log:
                        await app.Send(entry);
                        break;
                    case Step.Change when await Any(app, agent, pick) is { } changed:
                        await app.Send(new ChangeTimeEntry
                        {
                            Id = changed.Id, Version = changed.Version, Agent = agent, Day = entry.Day, Quantity = entry.Quantity, Unit = "d", Activity = entry.Activity, Domain = entry.Domain, Member = entry.Member, Confirm = true,
                        });
                        break;
                    case Step.Delete when await Any(app, agent, pick) is { } deleted:
                        await app.Send(new DeleteTimeEntry(deleted.Id, deleted.Version));
                        break;
                    case Step.RollUp:
                        await app.Send(new RollUp());
                        break;
                    case Step.InterruptedRollUp:
                        using (var interruption = new CancellationTokenSource(TimeSpan.FromMicroseconds(pick * 5)))
                            await app.SendAs(UserIdentity.System, new RollUp(), ct: interruption.Token);
                        break;
                }
            }
            catch (OperationCanceledException)
            {
                // interrupted on purpose: the next one repairs it
            }
            catch (Refusal refusal) when (refusal.Code == "time-entry.more-than-24-hours")
            {
                // a full day takes no more
            }
        }
    }

    static async Task<TimeEntryDetails?> Any(TestApp app, string agent, int pick)
    {
        var entries = (await app.Send(new ListTimeEntries { Agent = agent, Limit = 500 })).Items;
        return entries.Count == 0 ? null : entries[pick % entries.Count];
    }

    static Task<List<string>> RollupRows(TestApp app) => app.Query(async db =>
        (await db.Query<Sum>("SELECT YearMonth, DomainId, MemberId, EntryCount, Minutes, MicroDays FROM ReportWorkByMonth", null, default)).Select(sum => $"{sum}").Order(StringComparer.Ordinal).ToList());

    // No GROUP BY: lines read one by one and added in memory.
    static Task<List<string>> NaiveRows(TestApp app) => app.Query(async db =>
        (await db.Query<Line>("SELECT WorkedOn, DomainId, MemberId, Minutes, MicroDays FROM TimeEntries", null, default))
            .GroupBy(line => (Month: line.WorkedOn.Year * 100 + line.WorkedOn.Month, line.DomainId, line.MemberId))
            .Select(group => $"{new Sum { YearMonth = group.Key.Month, DomainId = group.Key.DomainId, MemberId = group.Key.MemberId, EntryCount = group.Count(), Minutes = group.Sum(l => l.Minutes), MicroDays = group.Sum(l => l.MicroDays) }}")
            .Order(StringComparer.Ordinal).ToList());

    sealed record Sum
    {
        public long YearMonth { get; init; }
        public long DomainId { get; init; }
        public long MemberId { get; init; }
        public long EntryCount { get; init; }
        public long Minutes { get; init; }
        public long MicroDays { get; init; }
    }

    sealed record Line
    {
        public DateOnly WorkedOn { get; init; }
        public long DomainId { get; init; }
        public long MemberId { get; init; }
        public long Minutes { get; init; }
        public long MicroDays { get; init; }
    }
}
