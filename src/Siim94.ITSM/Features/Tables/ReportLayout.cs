namespace Siim94.ITSM.Features.Tables;

/// <summary>Sums by row, column and measure, in what the measure is stored in; the unit comes last, so that totals are exact.</summary>
sealed class ReportAmounts(ReportTable table)
{
    readonly List<IReadOnlyList<string>> rows = [];
    readonly Dictionary<string, int> rowPlaces = [],
        groupPlaces = [];
    readonly List<(int Row, int Group, int Measure, long Amount, long Count)> amounts = [];

    /// <summary>Keys of the column axis that have any amount.</summary>
    public IReadOnlyCollection<string> Groups => groupPlaces.Keys;

    /// <param name="rowKeys">Key on each row axis.</param>
    /// <param name="group">Key on the column axis.</param>
    /// <param name="measure">Place of the measure among those of the table.</param>
    /// <param name="amount">What is added.</param>
    /// <param name="count">Of how many lines it is.</param>
    public void Add(IReadOnlyList<string> rowKeys, string group, int measure, long amount, long count = 1)
    {
        if (!groupPlaces.TryGetValue(group, out var place))
            groupPlaces[group] = place = groupPlaces.Count;
        amounts.Add((AddRow(rowKeys), place, measure, amount, count));
    }

    /// <summary>A row, whether or not anything is added to it.</summary>
    /// <returns>Its place.</returns>
    public int AddRow(IReadOnlyList<string> rowKeys)
    {
        var key = string.Join(ReportRow.KeySeparator, rowKeys);
        if (rowPlaces.TryGetValue(key, out var place))
            return place;
        rows.Add(rowKeys);
        return rowPlaces[key] = rows.Count - 1;
    }

    /// <summary>Every row over some groups: the measures of the first, then those of the next.</summary>
    public List<AmountRow> Over(IReadOnlyList<string> groups)
    {
        var measures = table.Measures.Count;
        var over = rows.ConvertAll(keys => new AmountRow(keys, new Tally?[groups.Count * measures]));
        var columns = new int?[groupPlaces.Count];
        foreach (var (index, group) in groups.Index())
            if (groupPlaces.TryGetValue(group, out var place))
                columns[place] = index * measures;
        foreach (var (row, group, measure, amount, count) in amounts)
            if (columns[group] is { } column)
                (over[row].Amounts[column + measure] ??= new(table.Measures[measure].Measure)).Add(amount, count);
        return over;
    }
}

/// <param name="Keys">Key on each row axis.</param>
/// <param name="Amounts">By <see cref="ReportColumn.Place"/>; null where there is no line.</param>
sealed record AmountRow(IReadOnlyList<string> Keys, Tally?[] Amounts);

/// <summary>What lines give together in the figure of a measure: their sum, their mean, or a quantile of them.</summary>
sealed class Tally(Measure measure)
{
    readonly List<(long Amount, long Count)> each = [];
    bool isSorted;

    /// <summary>Sum of the lines, in what the measure is stored in.</summary>
    public long Amount { get; private set; }

    /// <summary>How many lines there are.</summary>
    public long Count { get; private set; }

    /// <param name="amount">What some lines add up to; for a quantile, what each of them is.</param>
    /// <param name="count">How many they are.</param>
    public void Add(long amount, long count)
    {
        (Amount, Count) = (Amount + amount, Count + count);
        if (measure.IsQuantile())
            each.Add((amount, count));
        isSorted = false;
    }

    public void Add(Tally other)
    {
        (Amount, Count) = (Amount + other.Amount, Count + other.Count);
        each.AddRange(other.each);
        isSorted = false;
    }

    /// <summary>The figure in millionths of the measure's unit.</summary>
    public long Micros =>
        measure switch
        {
            Measure.TakeChargeMedian or Measure.ResolutionMedian => Median(),
            Measure.TakeChargeP90 or Measure.ResolutionP90 => MicrosOf(measure, AtRank((9 * Count + 9) / 10)),
            _ when measure.IsMean() => (long)Math.Round(MicrosOf(measure, Amount) / (decimal)Count, MidpointRounding.AwayFromZero),
            _ => MicrosOf(measure, Amount),
        };

    /// <summary>What one line, or the sum of some, is in millionths of the measure's unit.</summary>
    public static long MicrosOf(Measure measure, long amount) =>
        measure is Measure.FirstLineShare ? ReportNumbers.ShareMicros(amount, 1) : MeasureUnits.ToMicros(measure, amount);

    /// <summary>The middle one; half-way between the two of an even number.</summary>
    long Median()
    {
        var (lower, upper) = (AtRank((Count + 1) / 2), AtRank(Count / 2 + 1));
        return (long)Math.Round((MicrosOf(measure, lower) + (decimal)MicrosOf(measure, upper)) / 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>The nth smallest, from 1 on.</summary>
    long AtRank(long rank)
    {
        if (!isSorted)
        {
            each.Sort();
            isSorted = true;
        }
        var before = 0L;
        foreach (var (amount, count) in each)
            if ((before += count) >= rank)
                return amount;
        throw new ArgumentOutOfRangeException(nameof(rank), rank, "Fewer lines than that.");
    }
}

/// <summary>Puts sums in rows and columns: order, totals, shares, changes.</summary>
static class ReportLayout
{
    public static ComputedReport Arrange(ReportTable table, AxisKeys axes, Month from, Month to, ReportAmounts amounts)
    {
        var groups = Groups(table, axes, from, to, amounts.Groups);
        var columns = Columns(table, axes, groups);
        var shown = amounts.Over(groups);
        if (table.IsLimitedToLastYear)
            shown.RemoveAll(row => row.Amounts.TakeLast(table.Measures.Count).All(amount => amount is null));
        var ordered = Ordered(shown, table, axes, 0).ToList();
        var noTotals = NoTotals(table);
        var totals = Sum(noTotals is null ? ordered : [], table, groups.Count * table.Measures.Count);
        var labels = table.RowAxes.Select((axis, level) => axes.LabelsOf(axis, ordered.Select(row => row.Keys[level]))).ToList();
        var rows = ordered
            .Select(row => new ReportRow(
                row.Keys,
                [.. labels.Zip(row.Keys, (ofAxis, part) => ofAxis[part])],
                columns.ConvertAll(column => Cell(table, column, row.Amounts, totals))
            ))
            .ToList();
        return new(
            table,
            columns,
            rows,
            [.. columns.Select(column => HasTotal(table, column) ? Cell(table, column, totals, totals) : null)],
            noTotals,
            table.HasRowTotals ? NoRowTotals(table) : null,
            NameNotes(table, axes, rows),
            [
                .. table.Filters.Select(filter =>
                    string.Format(
                        Words.FilterOf,
                        AxisWords.Name(filter.Key),
                        string.Join(", ", filter.Value.Select(code => axes.LabelOf(filter.Key, code)))
                    )
                ),
            ]
        );
    }

    static IReadOnlyList<string> NameNotes(ReportTable table, AxisKeys axes, List<ReportRow> rows) =>
        table.Names is NameMode.Then
            ? [Words.NamesOfThen]
            : [.. table.RowAxes.SelectMany((axis, level) => axes.NotesOn(axis, rows.Select(row => row.Keys[level]).Distinct()))];

    /// <summary>Column by column; null when none of the rows has an amount there.</summary>
    static Tally?[] Sum(IEnumerable<AmountRow> rows, ReportTable table, int columns)
    {
        var sums = new Tally?[columns];
        foreach (var row in rows)
            for (var column = 0; column < columns; column++)
                if (row.Amounts[column] is { } amount)
                    (sums[column] ??= new(table.Measures[column % table.Measures.Count].Measure)).Add(amount);
        return sums;
    }

    static long? Cell(ReportTable table, ReportColumn column, Tally?[] amounts, Tally?[] totals)
    {
        var measure = column.Measure.Measure;
        switch (column.Figure)
        {
            case Figure.Amount:
                return amounts[column.Place]?.Micros;
            case Figure.RowTotal:
                Tally? sum = null;
                for (var place = column.Place; place < amounts.Length; place += table.Measures.Count)
                    if (amounts[place] is { } part)
                        (sum ??= new(measure)).Add(part);
                return sum?.Micros;
            case Figure.Share:
                return amounts[column.Place] is { } share && totals[column.Place] is { Amount: > 0 } total
                    ? ReportNumbers.ShareMicros(share.Amount, total.Amount)
                    : null;
            default:
                // A blank year is a year without any line: nothing can have changed to or from it.
                if (amounts[column.Place] is not { } now || amounts[column.Place - table.Measures.Count] is not { } before)
                    return null;
                if (column.Figure is Figure.Change)
                    return now.Micros - before.Micros;
                var (from, to) = measure.AddsUp() ? (before.Amount, now.Amount) : (before.Micros, now.Micros);
                return from > 0 ? ReportNumbers.ShareMicros(to - from, from) : null;
        }
    }

    static List<string> Groups(ReportTable table, AxisKeys axes, Month from, Month to, IReadOnlyCollection<string> present) =>
        table.ColumnAxis switch
        {
            null => [""],
            { } axis when AxisKeys.IsTime(axis) => [.. AxisKeys.KeysBetween(axis, from, to)],
            Axis.Department => [.. axes.KeysOf(Axis.Department), .. present.Where(key => key.Length == 0)],
            { } axis => [.. present.OrderBy(key => axes.RankOf(axis, key))],
        };

    static List<ReportColumn> Columns(ReportTable table, AxisKeys axes, List<string> groups)
    {
        var labels = table.ColumnAxis is { } labelled ? axes.LabelsOf(labelled, groups) : new Dictionary<string, string> { [""] = "" };
        var columns = new List<ReportColumn>();
        foreach (var (index, group) in groups.Index())
        {
            var label = labels[group];
            foreach (var (place, measure) in table.Measures.Index())
            {
                var amount = new ReportColumn(
                    KeyOf(table.ColumnAxis is null ? null : group, measure),
                    LabelOf(label, measure),
                    measure,
                    group,
                    index * table.Measures.Count + place
                );
                columns.Add(amount);
                if (table.HasChanges && index > 0)
                {
                    columns.Add(
                        amount with
                        {
                            Key = $"{amount.Key}.change",
                            Label = string.Format(Words.ChangeOf, amount.Label),
                            Figure = Figure.Change,
                        }
                    );
                    columns.Add(
                        amount with
                        {
                            Key = $"{amount.Key}.change-percent",
                            Label = string.Format(Words.ChangePercentOf, amount.Label),
                            Figure = Figure.ChangePercent,
                        }
                    );
                }
            }
        }
        if (table.HasRowTotals && NoRowTotals(table) is null)
            columns.AddRange(
                table.Measures.Select(
                    (measure, place) =>
                        new ReportColumn(
                            KeyOf(ReportColumn.TotalKey, measure),
                            LabelOf(CommonWords.Total, measure),
                            measure,
                            "",
                            place,
                            Figure.RowTotal
                        )
                )
            );
        // Shares stand together on the right.
        if (table.HasShares)
            columns.AddRange(
                columns
                    .Where(column => column.Figure is Figure.Amount && column.Measure.Measure.AddsUp())
                    .ToList()
                    .Select(column => column with { Key = $"{column.Key}.share", Label = $"{column.Label} %", Figure = Figure.Share })
            );
        return columns;

        static string KeyOf(string? group, MeasureColumn measure) => string.Join('.', new[] { group, measure.Suffix }.OfType<string>());
        static string LabelOf(string label, MeasureColumn measure) =>
            string.Join(
                ' ',
                new[] { label, measure.Suffix is null && label.Length > 0 ? "" : MeasureWords.Short(measure.Measure) }.Where(part =>
                    part.Length > 0
                )
            );
    }

    /// <summary>Rows grouped by their first axis, groups in the table's order, then likewise inside each.</summary>
    static IEnumerable<AmountRow> Ordered(IReadOnlyList<AmountRow> rows, ReportTable table, AxisKeys axes, int level)
    {
        if (level == table.RowAxes.Count)
            return rows;
        var axis = table.RowAxes[level];
        var groups = rows.GroupBy(row => row.Keys[level]).Select(group => (group.Key, Rows: group.ToList())).ToList();
        IEnumerable<(string Key, List<AmountRow> Rows)> ordered = table.Order switch
        {
            _ when AxisKeys.IsTime(axis) => groups.OrderBy(group => axes.RankOf(axis, group.Key)),
            RowOrder.ByName => groups
                .OrderBy(group => group.Key.Length == 0)
                .ThenBy(group => axes.LabelOf(axis, group.Key), FrenchOrder)
                .ThenBy(group => group.Key, StringComparer.Ordinal),
            RowOrder.AsListed => groups.OrderBy(group => axes.RankOf(axis, group.Key)).ThenBy(group => group.Key, FrenchOrder),
            _ => groups
                .OrderBy(
                    group => Array.ConvertAll(Sum(group.Rows, table, group.Rows[0].Amounts.Length), amount => amount?.Micros),
                    LargestFirst
                )
                .ThenBy(group => group.Key, StringComparer.Ordinal),
        };
        return ordered.SelectMany(group => Ordered(group.Rows, table, axes, level + 1));
    }

    static readonly StringComparer FrenchOrder = StringComparer.Create(new("fr-FR"), ignoreCase: true);

    /// <summary>By the last column, then those before; a blank comes after zero.</summary>
    static readonly Comparer<long?[]> LargestFirst = Comparer<long?[]>.Create(
        (one, other) =>
        {
            for (var column = one.Length - 1; column >= 0; column--)
                if ((other[column] ?? -1).CompareTo(one[column] ?? -1) is not 0 and var order)
                    return order;
            return 0;
        }
    );

    static bool HasTotal(ReportTable table, ReportColumn column) =>
        column.Figure is not Figure.Share && !(column.Measure.Measure.IsLevel() && table.RowAxes.Any(AxisKeys.IsTime));

    /// <summary>Why the rows of a table must not be added up; null when they may.</summary>
    static string? NoTotals(ReportTable table)
    {
        if (table.Measures.Any(measure => measure.Measure is Measure.KeyFigures))
            return Words.NoTotalOfUnits;
        if (!table.HasLines)
            return null;
        var twice = table.RowAxes.Where(axis => CountsTwice(table, axis)).ToList();
        return twice.Count == 0 ? null : string.Format(Words.NoTotalTwice, string.Join(", ", twice.Select(AxisWords.Name)));
    }

    /// <summary>Likewise for its columns.</summary>
    static string? NoRowTotals(ReportTable table)
    {
        if (table.Measures.Any(measure => measure.Measure is Measure.KeyFigures))
            return Words.NoTotalOfUnits;
        if (table.Measures.Any(measure => measure.Measure.IsLevel()) && table.ColumnAxis is { } time && AxisKeys.IsTime(time))
            return Words.NoRowTotalOfLevels;
        return table is { HasLines: true, ColumnAxis: { } axis } && CountsTwice(table, axis)
            ? string.Format(Words.NoRowTotal, AxisWords.Name(axis))
            : null;
    }

    static bool CountsTwice(ReportTable table, Axis axis) =>
        table.Measures.Any(measure => FactSource.Of(measure.Measure).IsLinked(AxisKeys.ColumnOf(axis)));
}

/// <summary>From what a measure is stored in to millionths of its unit.</summary>
static class MeasureUnits
{
    const int MinutesPerHour = 60;

    public static long ToMicros(Measure measure, long amount) =>
        measure switch
        {
            Measure.Days
            or Measure.AllocatedDays
            or Measure.DaysWithAllocation
            or Measure.SessionDays
            or Measure.TrainerDays
            or Measure.PreparationDays
            or Measure.KeyFigures
            or Measure.Staff => amount,
            _ when measure.IsInHours() => (long)
                Math.Round(amount * (decimal)WorkDay.MicrosPerUnit / MinutesPerHour, MidpointRounding.AwayFromZero),
            _ => amount * WorkDay.MicrosPerUnit,
        };
}
