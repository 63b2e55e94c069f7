using System.Collections.Concurrent;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// Tables that were lately computed: a median is taken from every ticket of its period, a large pivot adds up the rows of many months. Each
/// is kept under all that it depends on, so that nothing is told to forget.
/// </summary>
sealed class KeptTables
{
    // The tables of some years' reports, or a dozen large pivots: some twenty megabytes.
    const int MostCells = 300_000;

    readonly ConcurrentDictionary<string, ComputedReport> kept = new();
    readonly SharedWork<string> work = new();
    int cells;

    /// <summary>The table that answers a question; computed for the first who asks, while others who ask the same wait for it.</summary>
    public Task<ComputedReport> Get(string question, Func<Task<ComputedReport>> compute, CancellationToken ct) =>
        work.Get(
            question,
            () => kept.GetValueOrDefault(question),
            async () =>
            {
                var report = await compute();
                Keep(question, report);
                return report;
            },
            ct
        );

    void Keep(string question, ComputedReport report)
    {
        // A table without cells takes room, too.
        var size = (report.Rows.Count + 1) * (report.Columns.Count + 1);
        if (Interlocked.Add(ref cells, size) > MostCells)
        {
            kept.Clear();
            cells = size;
        }
        kept[question] = report;
    }
}
