using System.Reflection;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Reports;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Fills an empty database with the demo years, through the same requests as everybody's input.</summary>
sealed class DemoBuilder(Dispatcher dispatcher)
{
    static readonly int[] Years = [2014, 2015, 2016, 2017];

    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="ct">Stops between two months.</param>
    /// <returns>Ledger lines written.</returns>
    public async Task<int> Build(IProgress<double> progress, CancellationToken ct = default)
    {
        var reference = Seed("reference.json");
        var plan = DemoPlan.Build(PublishedFile.Parse(Seed("published-tables.json")), reference);
        await dispatcher.Send(new ImportReference(), UserIdentity.System, ct: ct);
        await dispatcher.Send(new AddDemoPeople(plan), UserIdentity.System, ct: ct);
        var referentials = await dispatcher.Send(new GetReferentials(), UserIdentity.System, ct: ct);
        var agents = DemoPeople.Agents(referentials.Teams);

        var months = Years.SelectMany(year => MonthsOf(new DemoYear(plan, year, agents, referentials))).ToList();
        var lines = 0;
        foreach (var (index, month) in months.Index())
        {
            lines += await dispatcher.Send(month, UserIdentity.System, ct: ct);
            progress.Report((index + 1) / (months.Count + 1.0));
        }
        while ((await dispatcher.Send(new RollUp(), UserIdentity.System, ct: ct)).Pending > 0) { }
        progress.Report(1);
        return lines;
    }

    static IEnumerable<LogDemoMonth> MonthsOf(DemoYear year)
    {
        var entries = year.Entries().ToLookup(entry => entry.Day!.Value.Month);
        return Enumerable.Range(1, 12).Select(month => new LogDemoMonth([.. entries[month]]));
    }

    static byte[] Seed(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"db/seed/{name}")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
