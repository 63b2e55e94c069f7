using System.Collections.Concurrent;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// The rows of roll-ups in memory, month by month and at the revision they were read for. What changes, here or on another instance, has
/// another revision: nothing is told to forget.
/// </summary>
sealed class RollupCache
{
    readonly ConcurrentDictionary<(RollUpTable Table, int YearMonth), (long Revision, MonthRows Rows)> months = new();
    readonly ConcurrentDictionary<(RollUpTable Table, int YearMonth), (long Revision, bool HasAnything)> contents = new();

    /// <summary>Rows of a table are loaded by one reader at a time.</summary>
    public SharedWork<RollUpTable> Loading { get; } = new();

    public MonthRows? Find(RollUpTable table, int yearMonth, long revision) =>
        months.TryGetValue((table, yearMonth), out var known) && known.Revision == revision ? known.Rows : null;

    public void Keep(RollUpTable table, int yearMonth, long revision, MonthRows rows) =>
        months.AddOrUpdate((table, yearMonth), (revision, rows), (_, known) => known.Revision > revision ? known : (revision, rows));

    /// <summary>Whether a month has anything; null when nobody has looked.</summary>
    public bool? HasAnything(RollUpTable table, int yearMonth, long revision) =>
        contents.TryGetValue((table, yearMonth), out var known) && known.Revision == revision ? known.HasAnything : null;

    public void KeepContents(RollUpTable table, int yearMonth, long revision, bool hasAnything) =>
        contents[(table, yearMonth)] = (revision, hasAnything);
}

/// <summary>Rows of one month, column by column.</summary>
/// <param name="Keys">For each key column, what each row holds: a number, or that of a text in <see cref="RollupTexts"/>.</param>
/// <param name="Sums">For each column that is added up, what each row adds.</param>
sealed record MonthRows(long[][] Keys, long[][] Sums)
{
    /// <summary>A key column that a row leaves blank.</summary>
    public const long Blank = long.MinValue;
}

/// <summary>A group and its sum.</summary>
/// <param name="Keys">Its values in the columns asked for: numbers, texts or null; the month where time was asked for.</param>
/// <param name="Amount">What is added up.</param>
/// <param name="Count">Of how many.</param>
sealed record RollupSum(IReadOnlyList<object?> Keys, long Amount, long Count);

/// <summary>Numbers in place of the few texts that rows hold: sources, channels, kinds.</summary>
static class RollupTexts
{
    static readonly Lock Adding = new();
    static readonly ConcurrentDictionary<string, long> Numbers = new();
    static volatile string[] texts = [];

    public static long NumberOf(string text)
    {
        if (Numbers.TryGetValue(text, out var number))
            return number;
        lock (Adding)
            return Numbers.GetOrAdd(text, added =>
            {
                texts = [.. texts, added];
                return texts.Length - 1;
            });
    }

    public static string Of(long number) => texts[number];
}
