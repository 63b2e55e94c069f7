namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// Computes tables of key figures and staff: values as they were entered, and the gaps between them, which nothing fills in.
/// </summary>
sealed class EnteredTables(Db db, CurrentUser user, TimeProvider clock)
{
    // A year's column shows what was entered for the year, a month's what was entered for the month: neither is made from the other.
    public async Task<ComputedReport> Compute(ReportTable table, AxisKeys axes, Month from, Month to, CancellationToken ct)
    {
        var isMonthly = table.RowAxes.Append(table.ColumnAxis ?? Axis.Year).Contains(Axis.Month);
        var figures = axes.KeyFigures.Where(figure => IsWanted(figure, table, axes)).ToDictionary(figure => figure.Id);
        var values = (
            await db.Query<EnteredValueRow>(
                ValuesSql,
                new
                {
                    FromYear = from.Year,
                    ToYear = to.Year,
                    FromMonth = from.YearMonth,
                    ToMonth = to.YearMonth,
                },
                ct
            )
        ).Where(value => figures.ContainsKey(value.KeyFigureId)).ToList();
        var shown = values.Where(value => KeyFigurePeriod.IsMonth(value.Period) == isMonthly).ToList();

        var amounts = new ReportAmounts(table);
        foreach (var value in shown)
            amounts.Add(
                RowOf(figures[value.KeyFigureId], value.Period),
                table.ColumnAxis is { } axis ? KeyOf(axis, figures[value.KeyFigureId], value.Period) : "",
                0,
                value.ValueMicros
            );
        // A figure without any value is one long gap, not absent.
        if (!table.RowAxes.Any(AxisKeys.IsTime))
            foreach (var figure in figures.Values.Where(figure => figure.ClosedOn is not { } closed || closed > from.FirstDay))
                amounts.AddRow(RowOf(figure, 0));

        var computed = ReportLayout.Arrange(table, axes, from, to, amounts);
        Dictionary<(int, int), string> gaps =
            table.ColumnAxis is Axis.Year or Axis.Month && !table.RowAxes.Any(AxisKeys.IsTime)
                ? Gaps(computed, figures.Values.ToLookup(figure => string.Join(ReportRow.KeySeparator, RowOf(figure, 0))), values)
                : [];
        return computed with { Gaps = gaps, Remarks = [.. Missing(computed, gaps), .. Sources(shown), .. Notes(shown, figures)] };

        IReadOnlyList<string> RowOf(KeyFigureName figure, int period) => [.. table.RowAxes.Select(axis => KeyOf(axis, figure, period))];
        string KeyOf(Axis axis, KeyFigureName figure, int period) =>
            !AxisKeys.IsTime(axis)
                ? axes.KeyOf(axis, figure)
                : axes.KeyOf(axis, KeyFigurePeriod.IsMonth(period) ? period : period * 100 + 1);
    }

    const string ValuesSql = """
        SELECT v.KeyFigureId, v.Period, v.ValueMicros, v.Source, v.Note, v.Version
        FROM KeyFigureValues v
        WHERE v.Period BETWEEN @FromYear AND @ToYear OR v.Period BETWEEN @FromMonth AND @ToMonth
        ORDER BY v.KeyFigureId, v.Period
        """;

    /// <summary>Key figures belong to no member: people of one see none.</summary>
    bool IsWanted(KeyFigureName figure, ReportTable table, AxisKeys axes) =>
        user.SeesAllMembers
        && figure.Kind == KeyFigureKind.Staff == table.Measures[0].Measure is Measure.Staff
        && table.Filters.All(filter => filter.Value.Contains(axes.KeyOf(filter.Key, figure)))
        && (table.HasBlankRows || table.RowAxes.All(axis => AxisKeys.IsTime(axis) || axes.KeyOf(axis, figure).Length > 0));

    /// <summary>Blank cells of periods that are over: no value, or values of the months only.</summary>
    Dictionary<(int, int), string> Gaps(ComputedReport computed, ILookup<string, KeyFigureName> figuresOf, List<EnteredValueRow> values)
    {
        var today = Paris.Today(clock);
        var withMonths = values
            .Where(value => KeyFigurePeriod.IsMonth(value.Period))
            .Select(value => (value.KeyFigureId, value.Period / 100))
            .ToHashSet();
        var gaps = new Dictionary<(int, int), string>();
        foreach (var (place, row) in computed.Rows.Index())
        foreach (
            var (index, column) in computed
                .Columns.Index()
                .Where(column => column.Item.Figure is Figure.Amount && row.CellMicros[column.Index] is null)
        )
        {
            var period = KeyFigurePeriod.Parse(column.Group)!.Value;
            var isMonth = KeyFigurePeriod.IsMonth(period);
            var due = figuresOf[row.Key]
                .Where(figure => (!isMonth || figure.IsMonthly) && KeyFigurePeriod.IsDue(period, isMonth, figure.ClosedOn, today))
                .ToList();
            if (due.Count > 0)
                gaps[(place, index)] =
                    !isMonth && due.All(figure => withMonths.Contains((figure.Id, period))) ? Words.ByMonthOnly : Words.Gap;
        }
        return gaps;
    }

    static IEnumerable<string> Missing(ComputedReport computed, Dictionary<(int Row, int Column), string> gaps)
    {
        var missing =
            from row in computed.Rows.Index()
            let columns = computed
                .Columns.Where((_, column) => gaps.TryGetValue((row.Index, column), out var why) && why == Words.Gap)
                .Select(column => column.Label)
                .ToList()
            where columns.Count > 0
            select $"{row.Item.Label} ({string.Join(", ", columns)})";
        return Remark(Words.MissingValues, missing);
    }

    static IEnumerable<string> Sources(IEnumerable<EnteredValueRow> values) =>
        Remark(Words.ValueSources, values.Select(value => value.Source).OfType<string>().Distinct());

    static IEnumerable<string> Notes(IEnumerable<EnteredValueRow> values, Dictionary<long, KeyFigureName> figures) =>
        from value in values
        where value.Note is not null
        select string.Format(
            Words.ValueNote,
            figures[value.KeyFigureId].Name,
            KeyFigurePeriod.Label(KeyFigurePeriod.Text(value.Period)),
            value.Note
        );

    static IEnumerable<string> Remark(string words, IEnumerable<string> parts) =>
        string.Join(CommonWords.Semicolon, parts) is { Length: > 0 } text ? [string.Format(words, text)] : [];

    sealed record EnteredValueRow
    {
        public long KeyFigureId { get; init; }
        public int Period { get; init; }
        public long ValueMicros { get; init; }
        public string? Source { get; init; }
        public string? Note { get; init; }
    }
}
