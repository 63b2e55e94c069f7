using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Tables;

/// <summary>A computed table: exact amounts in millionths of the measure's unit. A missing cell is a blank: no line at all.</summary>
/// <param name="TotalMicros">By column; null where nothing adds up.</param>
/// <param name="NoTotals">Why rows must not be added up; null when they may.</param>
/// <param name="NoRowTotals">Why columns must not, where the table asks for it; null when they may.</param>
/// <param name="NameNotes">What its rows count besides what their names say.</param>
/// <param name="Filters">What its lines were selected by, for people.</param>
sealed record ComputedReport(
    ReportTable Table,
    IReadOnlyList<ReportColumn> Columns,
    IReadOnlyList<ReportRow> Rows,
    IReadOnlyList<long?> TotalMicros,
    string? NoTotals,
    string? NoRowTotals,
    IReadOnlyList<string> NameNotes,
    IReadOnlyList<string> Filters
)
{
    /// <summary>Blank cells of entered figures that say why they are blank, by places of row and column.</summary>
    public IReadOnlyDictionary<(int Row, int Column), string> Gaps { get; init; } = new Dictionary<(int Row, int Column), string>();

    /// <summary>What the table says under itself of entered figures: gaps, sources, notes.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>What a column shows of its measure.</summary>
enum Figure
{
    Amount,
    RowTotal,
    Share,
    Change,
    ChangePercent,
}

/// <param name="Key"><c>2017</c>, <c>2017.days</c>, <c>2017.share</c>, <c>2017-03</c> or a code.</param>
/// <param name="Group">Key on the column axis; blank where there is none.</param>
/// <param name="Place">Where the amount that it shows is among those of a row; that of the first group for a row total.</param>
sealed record ReportColumn(string Key, string Label, MeasureColumn Measure, string Group, int Place, Figure Figure = Figure.Amount)
{
    /// <summary>Key of the column of row totals; <c>total.days</c> where there are several measures.</summary>
    public const string TotalKey = "total";

    public int Decimals => Figure is Figure.Share or Figure.ChangePercent ? 1 : Measure.Decimals;
}

/// <param name="Keys">Key on each row axis.</param>
sealed record ReportRow(IReadOnlyList<string> Keys, IReadOnlyList<string> Labels, IReadOnlyList<long?> CellMicros)
{
    public string Key { get; } = string.Join(KeySeparator, Keys);
    public string Label { get; } = string.Join(" › ", Labels);

    public const char KeySeparator = '|';
}

/// <summary>
/// Computes any table for one reader, from the roll-ups where they carry its axes and from the facts where they do not: rows outside the
/// reader's reach are not read.
/// </summary>
sealed class ReportEngine(Db db, ReferentialCache cache, CurrentUser user, EnteredTables entered, RollupReader rollups, TimeProvider clock)
{
    /// <inheritdoc cref="RollupReader.Years"/>
    public Task<IReadOnlyList<int>> Years(CancellationToken ct) => rollups.Years(ct);

    public Task<ComputedReport> Compute(ReportTable table, int fromYear, int toYear, CancellationToken ct) =>
        Compute(table, new Month(fromYear, 1), new Month(toYear, 12), ct);

    public async Task<ComputedReport> Compute(ReportTable table, Month from, Month to, CancellationToken ct)
    {
        var axes = await Axes(table, ct, from, to);
        if (table.IsEntered)
            return await entered.Compute(table, axes, from, to, ct);
        var amounts = new ReportAmounts();
        foreach (var (measure, column) in table.Measures.Index())
        foreach (var (rowKey, columnKey, amount) in await Amounts(table, column.Measure, axes, from, to, ct))
            amounts.Add(rowKey, columnKey, measure, amount);
        return ReportLayout.Arrange(table, axes, from, to, amounts);
    }

    /// <param name="table">Says what rows are called.</param>
    /// <param name="ct">Cancels the look-up.</param>
    /// <param name="from">First month whose names count, where names of then do; those of today without it.</param>
    /// <param name="to">Last month.</param>
    public async Task<AxisKeys> Axes(ReportTable table, CancellationToken ct, Month? from = null, Month? to = null) =>
        new(
            await cache.Read(db, ct),
            table.IsEntered ? await db.Query<KeyFigureName>(KeyFigureNamesSql, null, ct) : [],
            new(table.Names, table.NamesAt, from?.FirstDay, to?.LastDay)
        );

    const string KeyFigureNamesSql = """
        SELECT k.Id, k.Code, k.Name, k.GroupName, k.Unit, k.Kind, k.DomainId, k.DepartmentId, k.Grade, k.IsMonthly, k.ClosedOn
        FROM KeyFigures k
        ORDER BY k.GroupName, k.Id
        """;

    /// <summary>The rows and columns of a table that one fact counts in; none when it does not, or is out of reach.</summary>
    public async Task<IReadOnlyList<(IReadOnlyList<string> Row, string Column, long Amount)>> PlacesOf(
        ReportTable table,
        Measure measure,
        AxisKeys axes,
        long factId,
        CancellationToken ct
    ) => [.. await Amounts(table, measure, axes, FirstMonth, LastMonth, ct, factId)];

    static readonly Month FirstMonth = new(2000, 1),
        LastMonth = new(2100, 12);

    /// <summary>Sums of a measure by row and column, in what it is stored in and in no order; of one fact, or of all.</summary>
    public async Task<IEnumerable<(IReadOnlyList<string> Row, string Column, long Amount)>> Amounts(
        ReportTable table,
        Measure measure,
        AxisKeys axes,
        Month from,
        Month to,
        CancellationToken ct,
        long? factId = null
    )
    {
        IReadOnlyList<Axis> keyAxes = table.ColumnAxis is { } columnAxis ? [.. table.RowAxes, columnAxis] : table.RowAxes;
        List<string> columns = [.. keyAxes.Select(AxisKeys.ColumnOf).Distinct()];
        int[] places = [.. keyAxes.Select(axis => columns.IndexOf(AxisKeys.ColumnOf(axis)))];
        var source = FactSource.Of(measure);
        var selection = Selection(table, measure, axes, from, to);
        string[] carried = [.. columns, .. table.Filters.Keys.Select(AxisKeys.ColumnOf)];
        if (
            factId is null
            && !columns.Any(source.IsLinked)
            && !keyAxes.Any(AxisKeys.IsFinerThanMonth)
            && ReportSource.Of(measure, carried) is { } rolledUp
        )
            return (await rolledUp.Sum(rollups, db, columns, selection, from, to, ct)).Select(row =>
                Keyed(column => row.Keys[column], row.Amount)
            );

        var (conditions, parameters) = selection.Where(source);
        if (factId is { } id)
        {
            conditions.Add(FactSource.IdWhereSql);
            parameters["FactId"] = id;
        }
        if (!columns.Any(source.IsLinked))
            return (await db.Query<SumRow>(source.SumSql(columns, conditions, db.Dialect), parameters, ct)).Select(row =>
                Keyed(row.Value, row.Amount)
            );

        // A fact has several values there, and two of them may be of one group: it counts in it once.
        var facts = await db.Query<SumRow>(source.SumSql([.. columns, FactSource.IdColumn], conditions, db.Dialect), parameters, ct);
        return facts
            .Select(row => (Keyed: Keyed(row.Value, row.Amount), Fact: row.Value(columns.Count)))
            .DistinctBy(row => (string.Join(ReportRow.KeySeparator, row.Keyed.Row), row.Keyed.Column, row.Fact))
            .Select(row => row.Keyed);

        (IReadOnlyList<string> Row, string Column, long Amount) Keyed(Func<int, object?> value, long amount)
        {
            var row = new string[table.RowAxes.Count];
            for (var level = 0; level < row.Length; level++)
                row[level] = axes.KeyOf(keyAxes[level], value(places[level]));
            return (row, table.ColumnAxis is { } axis ? axes.KeyOf(axis, value(places[^1])) : "", amount);
        }
    }

    /// <summary>Selects a table's lines, in roll-ups and facts alike.</summary>
    public TableSelection Selection(ReportTable table, Measure measure, AxisKeys axes, Month from, Month to)
    {
        var source = FactSource.Of(measure);
        var today = Paris.Today(clock);
        var selection = new TableSelection(
            [.. table.Filters.Select(filter => ConditionOf(axes, filter.Key, filter.Value))],
            new()
            {
                ["FromMonth"] = from.YearMonth,
                ["ToMonth"] = to.YearMonth,
                ["From"] = from.FirstDay,
                ["To"] = to.LastDay < today ? to.LastDay : today, // what is planned is not done
                ["Dash"] = FactSource.Dash,
                ["ReaderSeesAll"] = user.SeesAllMembers ? 1 : 0,
                ["ReaderMemberIds"] = user.MemberScope ?? [],
            }
        );
        if (!table.HasBlankRows)
            selection.Conditions.AddRange(RowColumns(table).Select(ColumnCondition.NotBlank));
        if (user.MemberScope is { } scope)
            selection.Conditions.Add(
                source.Has("MemberId") && !source.IsLinked("MemberId") ? ColumnCondition.In("MemberId", scope) : ColumnCondition.Nothing
            );
        return selection;
    }

    /// <summary>A blank among the codes stands for lines without a value.</summary>
    static ColumnCondition ConditionOf(AxisKeys axes, Axis axis, IReadOnlyList<string> codes)
    {
        var column = AxisKeys.ColumnOf(axis);
        List<string> filled = [.. codes.Where(code => code.Length > 0)];
        return (filled.Count == 0 ? ColumnCondition.Blank(column) : ColumnCondition.In(column, axes.ValuesOf(axis, filled))) with
        {
            TakesBlank = filled.Count < codes.Count,
        };
    }

    static IEnumerable<string> RowColumns(ReportTable table) =>
        table.RowAxes.Where(axis => !AxisKeys.IsTime(axis)).Select(AxisKeys.ColumnOf).Distinct();
}
