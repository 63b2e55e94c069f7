using System.Globalization;
using System.Runtime.InteropServices;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Adds up the rows of roll-ups for one request, in memory.</summary>
/// <remarks>
/// A request that writes reads for itself alone: the revisions that it sees may be undone, and given to other sums.
/// </remarks>
sealed class RollupReader(Db db, FactKinds kinds, RollupCache cache)
{
    /// <summary>Most columns that sums are grouped by: four rows and a column of a table.</summary>
    const int MostKeys = 5;

    // Roll-ups that follow each other closely do not keep a reader from an answer: one month may then be newer than the next.
    const int MostTries = 5;

    // No two states of one transaction have a revision in common.
    readonly RollupCache own = new();

    Dictionary<(string RollUp, int YearMonth), long>? revisions;

    /// <param name="table">The roll-up's table.</param>
    /// <param name="keys">Columns to group by; null for the month.</param>
    /// <param name="sum">Column added up.</param>
    /// <param name="count">Column that says whether a group holds anything.</param>
    /// <param name="conditions">What columns must hold.</param>
    /// <param name="from">First month.</param>
    /// <param name="to">Last month.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Groups that hold anything, in no order.</returns>
    public async Task<IReadOnlyList<RollupSum>> Sum(
        RollUpTable table,
        IReadOnlyList<string?> keys,
        string sum,
        string count,
        IReadOnlyList<ColumnCondition> conditions,
        Month from,
        Month to,
        CancellationToken ct
    )
    {
        var kept = db.IsInTransaction ? own : cache;
        for (var attempt = 1; ; attempt++)
        {
            var current = revisions = db.IsInTransaction || revisions is null ? await Revisions(ct) : revisions;
            var newest = Newest(current, table, from, to);
            var (months, isLoaded) = await Read(table, kept, current, from, to, ct);
            if (isLoaded && !db.IsInTransaction)
                revisions = await Revisions(ct);
            // What was read after a roll-up may not go with what was read before it.
            var isSettled = Newest(revisions, table, from, to) == newest;
            if (isSettled || attempt == MostTries)
                return Add(table, months, keys, sum, count, conditions);
        }
    }

    /// <summary>Years that have anything in any roll-up, oldest first.</summary>
    public async Task<IReadOnlyList<int>> Years(CancellationToken ct)
    {
        var current = await Revisions(ct);
        var years = new SortedSet<int>();
        foreach (var table in kinds.RollUps.SelectMany(rollUp => rollUp.Tables))
        {
            if (await db.FirstOrDefault<MonthRange>(table.MonthsSql, null, ct) is not { FirstMonth: { } first, LastMonth: { } last })
                continue;
            foreach (var year in Month.Between(new(first / 100, first % 100), new(last / 100, last % 100)).GroupBy(month => month.Year))
                if (!years.Contains(year.Key) && await HasAnything(table, current, [.. year], ct))
                    years.Add(year.Key);
        }
        return [.. years];
    }

    /// <summary>Whether any of some months has anything; one that is known to have is asked first.</summary>
    async Task<bool> HasAnything(RollUpTable table, Dictionary<(string, int), long> revisions, List<Month> months, CancellationToken ct)
    {
        var kept = db.IsInTransaction ? own : cache;
        if (months.Any(month => kept.HasAnything(table, month.YearMonth, RevisionOf(revisions, table, month)) is true))
            return true;
        foreach (var month in months)
        {
            var revision = RevisionOf(revisions, table, month);
            if (kept.HasAnything(table, month.YearMonth, revision) is false)
                continue;
            var hasAnything = await db.FirstOrDefault<int?>(table.AnythingSql, new { month.YearMonth }, ct) is not null;
            kept.KeepContents(table, month.YearMonth, revision, hasAnything);
            if (hasAnything)
                return true;
        }
        return false;
    }

    async Task<Dictionary<(string RollUp, int YearMonth), long>> Revisions(CancellationToken ct) =>
        (await db.Query<MonthRevision>(RevisionsSql, null, ct)).ToDictionary(row => (row.RollUp, row.YearMonth), row => row.Revision);

    const string RevisionsSql = "SELECT m.RollUp, m.YearMonth, m.Revision FROM RollupMonths m";

    // Months that have not changed since revisions are kept have none: they are of the first.
    long RevisionOf(Dictionary<(string, int), long> revisions, RollUpTable table, Month month) =>
        revisions.GetValueOrDefault((kinds.RollUpOf(table).Name, month.YearMonth));

    /// <inheritdoc cref="Newest(Dictionary{ValueTuple{string, int}, long}, RollUpTable, Month, Month)"/>
    public async Task<long> Newest(RollUpTable table, Month from, Month to, CancellationToken ct) =>
        Newest(revisions ??= await Revisions(ct), table, from, to);

    /// <summary>Tells states of a range apart: whatever changes in it gets a higher revision.</summary>
    long Newest(Dictionary<(string, int), long> revisions, RollUpTable table, Month from, Month to) =>
        Month.Between(from, to).Max(month => RevisionOf(revisions, table, month));

    /// <summary>Rows month by month, from memory where they are there.</summary>
    async Task<(List<(int YearMonth, MonthRows Rows)> Months, bool IsLoaded)> Read(
        RollUpTable table,
        RollupCache kept,
        Dictionary<(string, int), long> revisions,
        Month from,
        Month to,
        CancellationToken ct
    )
    {
        if (Complete() is { } known)
            return (known, false);
        return (db.IsInTransaction ? await LoadMissing() : await kept.Loading.Get(table, Complete, LoadMissing, ct), true);

        List<(int, MonthRows)>? Complete()
        {
            var found = Found();
            return found.TrueForAll(month => month.Rows is not null)
                ? [.. found.Select(month => (month.Month.YearMonth, month.Rows!))]
                : null;
        }

        async Task<List<(int, MonthRows)>> LoadMissing()
        {
            var found = Found();
            List<Month> missing = [.. found.Where(month => month.Rows is null).Select(month => month.Month)];
            // None, when another reader has just loaded them.
            var loaded = missing.Count == 0 ? [] : await Load(table, missing[0], missing[^1], ct);
            foreach (var month in missing)
                kept.Keep(table, month.YearMonth, RevisionOf(revisions, table, month), loaded[month.YearMonth]);
            return [.. found.Select(month => (month.Month.YearMonth, month.Rows ?? loaded[month.Month.YearMonth]))];
        }

        List<(Month Month, MonthRows? Rows)> Found() =>
            [
                .. Month
                    .Between(from, to)
                    .Select(month => (Month: month, Revision: RevisionOf(revisions, table, month)))
                    .Select(month =>
                        (
                            month.Month,
                            kept.Find(table, month.Month.YearMonth, month.Revision)
                                ?? cache.Find(table, month.Month.YearMonth, month.Revision)
                        )
                    ),
            ];
    }

    async Task<Dictionary<int, MonthRows>> Load(RollUpTable table, Month from, Month to, CancellationToken ct)
    {
        var rows = Month.Between(from, to).ToDictionary(month => month.YearMonth, _ => new List<long[]>());
        var columns = table.Keys.Count + table.Sums.Count;
        await db.Read(
            table.RowsBetweenSql,
            new { From = from.YearMonth, To = to.YearMonth },
            row =>
            {
                var values = new long[columns];
                for (var column = 0; column < columns; column++)
                    values[column] =
                        row.IsDBNull(column + 1) ? MonthRows.Blank
                        : column < table.Keys.Count && table.TextKeys.Contains(table.Keys[column])
                            ? RollupTexts.NumberOf(row.GetString(column + 1))
                        : Convert.ToInt64(row.GetValue(column + 1), CultureInfo.InvariantCulture);
                rows[row.GetInt32(0)].Add(values);
            },
            ct
        );
        return rows.ToDictionary(month => month.Key, month => ByColumn(table, month.Value));
    }

    static MonthRows ByColumn(RollUpTable table, List<long[]> rows) =>
        new(
            [.. table.Keys.Select((_, column) => rows.Select(row => row[column]).ToArray())],
            [.. table.Sums.Select((_, column) => rows.Select(row => row[table.Keys.Count + column]).ToArray())]
        );

    static IReadOnlyList<RollupSum> Add(
        RollUpTable table,
        List<(int YearMonth, MonthRows Rows)> months,
        IReadOnlyList<string?> keys,
        string sum,
        string count,
        IReadOnlyList<ColumnCondition> conditions
    )
    {
        int[] places = [.. keys.Select(key => key is null ? Time : table.PlaceOf(key))];
        var (sumPlace, countPlace) = (table.SumPlaceOf(sum), table.SumPlaceOf(count));
        (int Column, Func<long, bool> Holds)[] held =
        [
            .. conditions.Select(condition => (condition.IsNothing ? 0 : table.PlaceOf(condition.Column), condition.Holds())),
        ];
        var groups = new Dictionary<GroupKey, GroupSum>();
        Span<long> key = stackalloc long[MostKeys];
        foreach (var (yearMonth, rows) in months)
        {
            var (amounts, counts) = (rows.Sums[sumPlace], rows.Sums[countPlace]);
            for (var row = 0; row < amounts.Length; row++)
            {
                if (!Counts(rows, row, held))
                    continue;
                for (var index = 0; index < places.Length; index++)
                    key[index] = places[index] == Time ? yearMonth : rows.Keys[places[index]][row];
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, new(key[0], key[1], key[2], key[3], key[4]), out _);
                group.Amount += amounts[row];
                group.Count += counts[row];
            }
        }
        return
        [
            .. groups
                // What only goes out of a month has no count there, and is no nothing.
                .Where(group => group.Value is not { Count: 0, Amount: 0 })
                .Select(group => new RollupSum(
                    [.. places.Select((place, index) => Value(table, place, group.Key[index]))],
                    group.Value.Amount,
                    group.Value.Count
                )),
        ];
    }

    // Not a column of the rows: a month's rows are those of one month.
    const int Time = -1;

    static bool Counts(MonthRows rows, int row, (int Column, Func<long, bool> Holds)[] conditions)
    {
        foreach (var (column, holds) in conditions)
            if (!holds(rows.Keys[column][row]))
                return false;
        return true;
    }

    static object? Value(RollUpTable table, int place, long value) =>
        place == Time ? value
        : value == MonthRows.Blank ? null
        : table.TextKeys.Contains(table.Keys[place]) ? RollupTexts.Of(value)
        : value;

    sealed record MonthRange
    {
        public int? FirstMonth { get; init; }
        public int? LastMonth { get; init; }
    }

    sealed record MonthRevision
    {
        public string RollUp { get; init; } = "";
        public int YearMonth { get; init; }
        public long Revision { get; init; }
    }

    readonly record struct GroupKey(long First, long Second, long Third, long Fourth, long Fifth)
    {
        public long this[int place] =>
            place switch
            {
                0 => First,
                1 => Second,
                2 => Third,
                3 => Fourth,
                _ => Fifth,
            };
    }

    struct GroupSum
    {
        public long Amount,
            Count;
    }
}
