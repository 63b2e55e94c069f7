using System.Globalization;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;

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
sealed class ReportEngine(
    Db db,
    ReferentialCache cache,
    CurrentUser user,
    EnteredTables entered,
    CoverageTables coverage,
    RollupReader rollups,
    KeptTables kept,
    TimeProvider clock
)
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
        if (table.IsOfCoverage)
            return await coverage.Compute(table, axes, from, to, ct);
        return await Question(table, axes, from, to, ct) is { } question
            ? await kept.Get(question, () => Count(table, axes, from, to, ct), ct)
            : await Count(table, axes, from, to, ct);
    }

    async Task<ComputedReport> Count(ReportTable table, AxisKeys axes, Month from, Month to, CancellationToken ct)
    {
        var amounts = new ReportAmounts(table);
        var ofSources = new Dictionary<FactSource, IReadOnlyList<CellSum>>();
        foreach (var (measure, column) in table.Measures.Index())
        foreach (var (rowKey, columnKey, amount, count) in await Cells(column.Measure))
            amounts.Add(rowKey, columnKey, measure, amount, count);
        return ReportLayout.Arrange(table, axes, from, to, amounts);

        async Task<IEnumerable<CellSum>> Cells(Measure measure)
        {
            if (measure.IsLevel())
                return await Levels(table, measure, axes, from, to, ct);
            if (!measure.IsQuantile())
                return await Sums(table, measure, axes, from, to, ct);
            // The median and what nine in ten do not exceed are of the same amounts.
            var source = FactSource.Of(measure);
            if (!ofSources.TryGetValue(source, out var cells))
                ofSources[source] = cells = [.. await Sums(table, measure, axes, from, to, ct)];
            return cells;
        }
    }

    /// <summary>
    /// All that a table depends on: what it is, who reads it, and the state of names and roll-ups. Null for one that is computed each time:
    /// it reads facts, or is of a request that writes, which may be undone.
    /// </summary>
    async Task<string?> Question(ReportTable table, AxisKeys axes, Month from, Month to, CancellationToken ct)
    {
        if (db.IsInTransaction)
            return null;
        var states = new List<string>();
        foreach (var measure in table.Measures.Select(column => column.Measure))
        {
            // Medians are taken from tickets, as they stood when these were last rolled up.
            if (measure.IsQuantile())
                states.Add($"{await rollups.Newest(TicketRollUp.Table, from, to, ct)}");
            else if (RolledUp(table, measure) is { } source)
                states.Add(await source.State(rollups, db, measure.IsLevel() ? FirstMonth : from, to, ct));
            else
                return null;
        }
        return string.Join(
            ' ',
            [
                table.Id,
                table.Title,
                table.Section,
                table.Unit,
                table.Chart,
                from,
                to,
                Paris.Today(clock),
                CultureInfo.CurrentUICulture.Name,
                user.MemberScope is { } scope ? string.Join(',', scope.Order()) : "all",
                axes.ReferentialRevision,
                $"{table.Names} {table.NamesAt:O} {table.Order} {table.ColumnAxis} {table.HasShares} {table.HasRowTotals}",
                $"{table.HasChanges} {table.HasBlankRows} {table.IsLimitedToLastYear} {table.IsPartial}",
                .. states,
                .. table.Measures,
                .. table.RowAxes,
                .. table.Filters.Select(filter => $"{filter.Key}={string.Join(',', filter.Value)}"),
            ]
        );
    }

    /// <summary>What a measure's sums come from; null where only the facts carry what the table is cut and selected by.</summary>
    static ReportSource? RolledUp(ReportTable table, Measure measure)
    {
        var axes = KeyAxes(table);
        var source = FactSource.Of(measure);
        return axes.Any(AxisKeys.IsFinerThanMonth) || axes.Any(axis => source.IsLinked(AxisKeys.ColumnOf(axis)))
            ? null
            : ReportSource.Of(measure, axes.Concat(table.Filters.Keys).Select(AxisKeys.ColumnOf));
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
    ) => [.. (await Sums(table, measure, axes, FirstMonth, LastMonth, ct, factId)).Select(sum => (sum.Row, sum.Column, sum.Amount))];

    static readonly Month FirstMonth = new(2000, 1),
        LastMonth = new(2100, 12);

    /// <summary>
    /// How things stand at the end of each period of a table, or of its range: all that came in and went out since the beginning. A period
    /// that has not begun has no figure.
    /// </summary>
    async Task<IEnumerable<CellSum>> Levels(ReportTable table, Measure measure, AxisKeys axes, Month from, Month to, CancellationToken ct)
    {
        var times = KeyAxes(table).Where(AxisKeys.IsTime).ToList();
        var grain = times.Any(AxisKeys.IsFinerThanMonth) ? Axis.Day : Axis.Month;
        IReadOnlyList<Axis> rows = [.. table.RowAxes.Select(axis => AxisKeys.IsTime(axis) ? grain : axis)];
        var changes = await Sums(
            table with
            {
                RowAxes = times.Count == 0 ? [.. rows, grain] : rows,
                ColumnAxis = table.ColumnAxis is { } columns && AxisKeys.IsTime(columns) ? grain : table.ColumnAxis,
            },
            measure,
            axes,
            FirstMonth,
            to,
            ct
        );
        var place = table.RowAxes.Index().Where(axis => AxisKeys.IsTime(axis.Item)).Select(axis => (int?)axis.Index).FirstOrDefault();
        if (times.Count == 0)
            place = rows.Count;
        var periods = Periods(times.Count == 0 ? null : times[0], from, to);
        return changes
            .GroupBy(change => string.Join(ReportRow.KeySeparator, At(change, "").Row.Append(At(change, "").Column)))
            .SelectMany(cell => AtEnds([.. cell.OrderBy(DayOf)]));

        DateOnly DayOf(CellSum change) => AxisKeys.DaysOf(grain, place is { } row ? change.Row[row] : change.Column).From;

        // The same cell in another period; a table without an axis of time has none.
        CellSum At(CellSum change, string period)
        {
            if (place is not { } level)
                return change with { Column = period };
            var before = change.Row.Take(level);
            return change with { Row = times.Count == 0 ? [.. before] : [.. before, period, .. change.Row.Skip(level + 1)] };
        }

        IEnumerable<CellSum> AtEnds(List<CellSum> cell)
        {
            var (next, level) = (0, 0L);
            foreach (var (period, last) in periods)
            {
                for (; next < cell.Count && DayOf(cell[next]) <= last; next++)
                    level += cell[next].Amount;
                if (next > 0)
                    yield return At(cell[0], period) with
                    {
                        Amount = level,
                        Count = 1,
                    };
            }
        }
    }

    /// <summary>Periods that have begun, each with its last day.</summary>
    List<(string Key, DateOnly LastDay)> Periods(Axis? time, Month from, Month to) =>
        time is not { } axis
            ? [("", to.LastDay)]
            :
            [
                .. AxisKeys
                    .KeysBetween(axis, from, to)
                    .Select(key => (Key: key, Days: AxisKeys.DaysOf(axis, key)))
                    .Where(period => period.Days.From <= Paris.Today(clock))
                    .Select(period => (period.Key, period.Days.To)),
            ];

    static IReadOnlyList<Axis> KeyAxes(ReportTable table) =>
        table.ColumnAxis is { } columnAxis ? [.. table.RowAxes, columnAxis] : table.RowAxes;

    /// <summary>Sums of a measure by row and column, in what it is stored in and in no order; of one fact, or of all.</summary>
    public async Task<IEnumerable<CellSum>> Sums(
        ReportTable table,
        Measure measure,
        AxisKeys axes,
        Month from,
        Month to,
        CancellationToken ct,
        long? factId = null
    )
    {
        var keyAxes = KeyAxes(table);
        List<string> columns = [.. keyAxes.Select(AxisKeys.ColumnOf).Distinct()];
        int[] places = [.. keyAxes.Select(axis => columns.IndexOf(AxisKeys.ColumnOf(axis)))];
        var source = FactSource.Of(measure);
        var selection = Selection(table, measure, axes, from, to);
        if (factId is null && RolledUp(table, measure) is { } rolledUp)
            return (await rolledUp.Sum(rollups, db, columns, selection, from, to, ct)).Select(row =>
                Keyed(column => row.Keys[column], row.Amount, row.Count)
            );

        var (conditions, parameters) = selection.Where(source);
        if (factId is { } id)
        {
            conditions.Add(source.IdWhere);
            parameters["FactId"] = id;
        }
        if (measure.IsQuantile())
            return (await db.Query<SumRow>(source.AmountsSql(columns, conditions, db.Dialect), parameters, ct)).Select(row =>
                Keyed(row.Value, Convert.ToInt64(row.Value(columns.Count), CultureInfo.InvariantCulture), row.Facts)
            );
        if (!columns.Any(source.IsLinked))
            return (await db.Query<SumRow>(source.SumSql(columns, conditions, db.Dialect), parameters, ct)).Select(row =>
                Keyed(row.Value, row.Amount, row.Facts)
            );

        // A fact has several values there, and two of them may be of one group: it counts in it once.
        var facts = await db.Query<SumRow>(source.SumSql([.. columns, FactSource.IdColumn], conditions, db.Dialect), parameters, ct);
        return facts
            .Select(row => (Keyed: Keyed(row.Value, row.Amount, row.Facts), Fact: row.Value(columns.Count)))
            .DistinctBy(row => (string.Join(ReportRow.KeySeparator, row.Keyed.Row), row.Keyed.Column, row.Fact))
            .Select(row => row.Keyed);

        CellSum Keyed(Func<int, object?> value, long amount, long count)
        {
            var row = new string[table.RowAxes.Count];
            for (var level = 0; level < row.Length; level++)
                row[level] = axes.KeyOf(keyAxes[level], value(places[level]));
            return new(row, table.ColumnAxis is { } axis ? axes.KeyOf(axis, value(places[^1])) : "", amount, count);
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
                ["From"] = measure.IsLevel() ? FirstMonth.FirstDay : from.FirstDay,
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

/// <summary>A sum in a cell of a table.</summary>
/// <param name="Row">Key on each row axis.</param>
/// <param name="Column">Key on the column axis; blank where there is none.</param>
/// <param name="Amount">In what the measure is stored in.</param>
/// <param name="Count">Of how many lines.</param>
readonly record struct CellSum(IReadOnlyList<string> Row, string Column, long Amount, long Count);
