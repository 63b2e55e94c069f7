namespace Siim94.ITSM.Features.Tables;

/// <summary>Sums by row, column and measure, in what the measure is stored in; the unit comes last, so that totals are exact.</summary>
sealed class ReportAmounts
{
    readonly Dictionary<(string Row, string Column, MeasureColumn Measure), long> amounts = [];
    readonly Dictionary<string, IReadOnlyList<string>> rows = [];
    readonly HashSet<string> groups = [];

    /// <summary>Rows that have any amount, by key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Rows => rows;

    /// <summary>Keys of the column axis that have any amount.</summary>
    public IReadOnlyCollection<string> Groups => groups;

    public void Add(IReadOnlyList<string> rowKeys, string columnKey, MeasureColumn measure, long amount)
    {
        var row = string.Join(ReportRow.KeySeparator, rowKeys);
        rows[row] = rowKeys;
        groups.Add(columnKey);
        amounts[(row, columnKey, measure)] = amounts.GetValueOrDefault((row, columnKey, measure)) + amount;
    }

    /// <summary>A row, whether or not anything is added to it.</summary>
    public void AddRow(IReadOnlyList<string> rowKeys) => rows[string.Join(ReportRow.KeySeparator, rowKeys)] = rowKeys;

    public long? Of(string row, ReportColumn column) =>
        amounts.TryGetValue((row, column.Group, column.Measure), out var amount) ? amount : null;

    /// <summary>Null when none of the rows has an amount in the column.</summary>
    public long? Sum(IEnumerable<string> rowKeys, ReportColumn column)
    {
        long? sum = null;
        foreach (var row in rowKeys)
            if (Of(row, column) is { } amount)
                sum = (sum ?? 0) + amount;
        return sum;
    }
}

/// <summary>Puts sums in rows and columns: order, totals, shares, changes.</summary>
static class ReportLayout
{
    public static ComputedReport Arrange(ReportTable table, AxisKeys axes, Month from, Month to, ReportAmounts amounts)
    {
        var columns = Columns(table, axes, from, to, amounts.Groups);
        var amountColumns = columns.Where(column => column.Figure is Figure.Amount).ToList();
        IEnumerable<string> shown = amounts.Rows.Keys;
        if (table.IsLimitedToLastYear)
        {
            var current = amountColumns.Where(column => column.Group == amountColumns[^1].Group).ToList();
            shown = shown.Where(row => current.Any(column => amounts.Of(row, column) is not null));
        }

        var rowKeys = Ordered([.. shown], table, axes, amounts, amountColumns, 0).ToList();
        var noTotals = NoTotals(table);
        var totals = columns.ToDictionary(column => column.Key, column => noTotals is null ? amounts.Sum(rowKeys, column) : null);
        var labels = table.RowAxes.Select((axis, level) => axes.LabelsOf(axis, rowKeys.Select(key => amounts.Rows[key][level]))).ToList();
        var rows = rowKeys
            .Select(key => new ReportRow(
                amounts.Rows[key],
                [.. labels.Zip(amounts.Rows[key], (ofAxis, part) => ofAxis[part])],
                [.. columns.Index().Select(column => Cell(columns, column.Index, c => amounts.Of(key, c), totals))]
            ))
            .ToList();
        var totalCells = columns
            .Index()
            .Select(column => column.Item.Figure is Figure.Share ? null : Cell(columns, column.Index, c => totals[c.Key], totals));
        return new(
            table,
            columns,
            rows,
            [.. totalCells],
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

    static long? Cell(List<ReportColumn> columns, int index, Func<ReportColumn, long?> amountOf, Dictionary<string, long?> totals)
    {
        var column = columns[index];
        var amount = amountOf(column);
        switch (column.Figure)
        {
            case Figure.Amount:
                return amount is { } value ? MeasureUnits.ToMicros(column.Measure.Measure, value) : null;
            case Figure.RowTotal:
                var amounts = columns
                    .Where(c => c.Figure is Figure.Amount && c.Measure == column.Measure)
                    .Select(amountOf)
                    .OfType<long>()
                    .ToList();
                return amounts.Count > 0 ? MeasureUnits.ToMicros(column.Measure.Measure, amounts.Sum()) : null;
            case Figure.Share:
                return amount is { } part && totals[column.Key] is > 0 and var total ? ReportNumbers.ShareMicros(part, total) : null;
            default:
                // A blank year is a year without any line: nothing can have changed to or from it.
                var earlier = columns[..index]
                    .LastOrDefault(c => c.Figure is Figure.Amount && c.Measure == column.Measure && c.Group != column.Group);
                if (amount is not { } now || earlier is null || amountOf(earlier) is not { } before)
                    return null;
                if (column.Figure is Figure.Change)
                    return MeasureUnits.ToMicros(column.Measure.Measure, now) - MeasureUnits.ToMicros(column.Measure.Measure, before);
                return before > 0 ? ReportNumbers.ShareMicros(now - before, before) : null;
        }
    }

    static List<ReportColumn> Columns(ReportTable table, AxisKeys axes, Month from, Month to, IReadOnlyCollection<string> present)
    {
        List<string> groups = table.ColumnAxis switch
        {
            null => [""],
            { } axis when AxisKeys.IsTime(axis) => [.. AxisKeys.KeysBetween(axis, from, to)],
            Axis.Department => [.. axes.KeysOf(Axis.Department), .. present.Where(key => key.Length == 0)],
            { } axis => [.. present.OrderBy(key => axes.RankOf(axis, key))],
        };
        var labels = table.ColumnAxis is { } labelled ? axes.LabelsOf(labelled, groups) : new Dictionary<string, string> { [""] = "" };
        var columns = new List<ReportColumn>();
        foreach (var (index, group) in groups.Index())
        {
            var label = labels[group];
            foreach (var measure in table.Measures)
            {
                var amount = new ReportColumn(
                    KeyOf(table.ColumnAxis is null ? null : group, measure),
                    LabelOf(label, measure),
                    measure,
                    group
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
                table.Measures.Select(measure => new ReportColumn(
                    KeyOf(ReportColumn.TotalKey, measure),
                    LabelOf(CommonWords.Total, measure),
                    measure,
                    "",
                    Figure.RowTotal
                ))
            );
        // Shares stand together on the right.
        if (table.HasShares)
            columns.AddRange(
                columns
                    .Where(column => column.Figure is Figure.Amount)
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
    static IEnumerable<string> Ordered(
        List<string> rows,
        ReportTable table,
        AxisKeys axes,
        ReportAmounts amounts,
        List<ReportColumn> columns,
        int level
    )
    {
        if (level == table.RowAxes.Count)
            return rows;
        var axis = table.RowAxes[level];
        var groups = rows.GroupBy(row => amounts.Rows[row][level]).Select(group => (group.Key, Rows: group.ToList())).ToList();
        IEnumerable<(string Key, List<string> Rows)> ordered = table.Order switch
        {
            _ when AxisKeys.IsTime(axis) => groups.OrderBy(group => axes.RankOf(axis, group.Key)),
            RowOrder.ByName => groups
                .OrderBy(group => group.Key.Length == 0)
                .ThenBy(group => axes.LabelOf(axis, group.Key), FrenchOrder)
                .ThenBy(group => group.Key, StringComparer.Ordinal),
            RowOrder.AsListed => groups.OrderBy(group => axes.RankOf(axis, group.Key)).ThenBy(group => group.Key, FrenchOrder),
            _ => ByValue(groups, amounts, columns),
        };
        return ordered.SelectMany(group => Ordered(group.Rows, table, axes, amounts, columns, level + 1));
    }

    static readonly StringComparer FrenchOrder = StringComparer.Create(new("fr-FR"), ignoreCase: true);

    static IEnumerable<(string Key, List<string> Rows)> ByValue(
        List<(string Key, List<string> Rows)> groups,
        ReportAmounts amounts,
        List<ReportColumn> columns
    )
    {
        var sums = groups.ToDictionary(
            group => group.Key,
            group => columns.Select(column => amounts.Sum(group.Rows, column) ?? -1).Reverse().ToList()
        );
        IOrderedEnumerable<(string Key, List<string> Rows)>? ordered = null;
        for (var column = 0; column < columns.Count; column++)
        {
            var index = column;
            ordered = ordered?.ThenByDescending(group => sums[group.Key][index])
                ?? groups.OrderByDescending(group => sums[group.Key][index]);
        }
        return ordered?.ThenBy(group => group.Key, StringComparer.Ordinal) ?? groups.OrderBy(group => group.Key, StringComparer.Ordinal);
    }

    /// <summary>Why the rows of a table must not be added up; null when they may.</summary>
    static string? NoTotals(ReportTable table)
    {
        if (table.Measures.Any(measure => measure.Measure is Measure.KeyFigures))
            return Words.NoTotalOfUnits;
        if (table.IsEntered)
            return null;
        var twice = table.RowAxes.Where(axis => CountsTwice(table, axis)).ToList();
        return twice.Count == 0 ? null : string.Format(Words.NoTotalTwice, string.Join(", ", twice.Select(AxisWords.Name)));
    }

    /// <summary>Likewise for its columns.</summary>
    static string? NoRowTotals(ReportTable table)
    {
        if (table.Measures.Any(measure => measure.Measure is Measure.KeyFigures))
            return Words.NoTotalOfUnits;
        return table.ColumnAxis is { } axis && CountsTwice(table, axis) ? string.Format(Words.NoRowTotal, AxisWords.Name(axis)) : null;
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
            Measure.Hours or Measure.TravelHours => (long)
                Math.Round(amount * (decimal)WorkDay.MicrosPerUnit / MinutesPerHour, MidpointRounding.AwayFromZero),
            _ => amount * WorkDay.MicrosPerUnit,
        };
}
