using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Reports;

/// <summary>A computed table: exact amounts in millionths of the measure's unit. A missing cell is a blank: no line at all.</summary>
sealed record ComputedReport(ReportTable Table, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows, IReadOnlyList<long?> TotalMicros);

/// <param name="Key"><c>2017</c>, <c>2017.days</c>, <c>2017.share</c>, <c>2017-03</c> or a department's code.</param>
/// <param name="Group">Value of the column axis: a year, a month <c>201703</c> or a department's id.</param>
sealed record ReportColumn(string Key, string Label, MeasureColumn Measure, long Group, bool IsShare = false);

/// <param name="Ids">Ids that lines counted in this row carry on the row axis: several where a domain counts those below it.</param>
sealed record ReportRow(string Key, string Label, IReadOnlyList<long> Ids, IReadOnlyList<long?> CellMicros);

/// <summary>Computes any table from the roll-ups, for one reader: rows outside their reach are not read.</summary>
sealed class ReportEngine(Db db, ReferentialCache cache, CurrentUser user)
{
    /// <summary>Years that have anything in any roll-up, oldest first.</summary>
    public async Task<IReadOnlyList<int>> Years(CancellationToken ct) => await db.Query<int>(YearsSql, null, ct);

    const string YearsSql = """
        SELECT y.Year
        FROM (
            SELECT r.YearMonth / 100 AS Year FROM ReportWorkByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportTicketsByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportVisitsByMonth r GROUP BY r.YearMonth / 100
            UNION SELECT r.YearMonth / 100 AS Year FROM ReportTrainingByMonth r GROUP BY r.YearMonth / 100
        ) y
        ORDER BY y.Year
        """;

    public async Task<ComputedReport> Compute(ReportTable table, int fromYear, int toYear, CancellationToken ct)
    {
        var axes = new AxisIds(await cache.Read(db, ct));
        var columns = Columns(table, axes, fromYear, toYear);
        var amounts = new Dictionary<(long Row, string Column), long>();
        foreach (var measure in table.Measures)
        {
            var ofMeasure = columns.Where(column => column.Measure == measure && !column.IsShare).ToDictionary(column => column.Group);
            foreach (var sum in await Sums(table, measure.Measure, axes, fromYear, toYear, ct))
            {
                var group = table.ColumnAxis switch
                {
                    Axis.Year => sum.ColumnId / 100,
                    Axis.Department => axes.DepartmentOfTeam(sum.ColumnId),
                    _ => sum.ColumnId,
                };
                if (!ofMeasure.TryGetValue(group, out var column)) continue;
                var cell = (table.RowAxis is Axis.UpperDomain ? axes.UpperDomain(sum.RowId) : sum.RowId, column.Key);
                amounts[cell] = amounts.GetValueOrDefault(cell) + sum.Amount * ReportSource.Of(measure.Measure).MicrosPerUnit;
            }
        }
        return Arrange(table, axes, columns, amounts);
    }

    /// <summary>Conditions and parameters that select a table's lines, in roll-ups and facts alike.</summary>
    public static (IReadOnlyList<string> Conditions, Dictionary<string, object> Parameters) Selection(ReportTable table, AxisIds axes, CurrentUser user)
    {
        var ids = new Dictionary<string, IReadOnlyList<long>>();
        foreach (var (axis, code) in table.Filters)
        {
            if (axis is Axis.Department)
            {
                // A department's work: its teams, on its activities.
                ids["TeamId"] = axes.TeamsOf(code);
                ids["ActivityId"] = axes.ActivitiesOf(code);
            }
            else
            {
                ids[AxisIds.ColumnOf(axis)] = axes.Resolve(axis, code);
            }
        }
        var conditions = ids.Keys.Select(column => ReportSource.FilterWhereSql[column]).ToList();
        var parameters = ids.ToDictionary(filter => $"{filter.Key}s", filter => (object)filter.Value);
        if (user.MemberScope is not null)
        {
            var canBeScoped = table.Measures.All(measure => ReportSource.Of(measure.Measure).HasMembers);
            conditions.Add(canBeScoped ? ReportSource.ScopeWhereSql : ReportSource.NothingWhereSql);
            parameters["ScopeMemberIds"] = user.MemberScope;
        }
        return (conditions, parameters);
    }

    Task<IReadOnlyList<SumRow>> Sums(ReportTable table, Measure measure, AxisIds axes, int fromYear, int toYear, CancellationToken ct)
    {
        var single = table with { Measures = [new(measure, 0)] };
        var (conditions, parameters) = Selection(single, axes, user);
        parameters["From"] = fromYear * 100 + 1;
        parameters["To"] = toYear * 100 + 12;
        var column = table.ColumnAxis is Axis.Department ? "TeamId" : "YearMonth";
        return db.Query<SumRow>(ReportSource.Of(measure).SumSql(AxisIds.ColumnOf(table.RowAxis), column, conditions), parameters, ct);
    }

    static List<ReportColumn> Columns(ReportTable table, AxisIds axes, int fromYear, int toYear)
    {
        var years = Enumerable.Range(fromYear, toYear - fromYear + 1);
        IEnumerable<(string Key, string Label, long Group)> groups = table.ColumnAxis switch
        {
            Axis.Year => years.Select(year => ($"{year}", $"{year}", (long)year)),
            Axis.Month => years.SelectMany(year => Enumerable.Range(1, 12).Select(month => ($"{year}-{month:00}", $"{month:00}/{year}", (long)new Month(year, month).YearMonth))),
            Axis.Department => axes.Departments.Select(department => (department.Code, department.Name, department.Id)),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table.ColumnAxis, "Not a column axis."),
        };
        var columns = groups.SelectMany(group => table.Measures.Select(measure => measure.Suffix is null
            ? new ReportColumn(group.Key, group.Label, measure, group.Group)
            : new ReportColumn($"{group.Key}.{measure.Suffix}", $"{group.Label} {MeasureName(measure.Measure)}", measure, group.Group))).ToList();
        if (table.HasShares) columns.AddRange(columns.ToList().Select(column => column with { Key = $"{column.Key}.share", Label = $"{column.Label} %", IsShare = true }));
        return columns;
    }

    static string MeasureName(Measure measure) => measure is Measure.PeopleTrained ? Words.PeopleTrained : Words.Days;

    static ComputedReport Arrange(ReportTable table, AxisIds axes, List<ReportColumn> columns, Dictionary<(long Row, string Column), long> amounts)
    {
        var amountColumns = columns.Where(column => !column.IsShare).ToList();
        var lastGroup = amountColumns.Count > 0 ? amountColumns[^1].Group : 0;
        var rowIds = amounts.Keys.Select(cell => cell.Row).Distinct();
        if (table.IsLimitedToLastYear)
        {
            var current = amountColumns.Where(column => column.Group == lastGroup).Select(column => column.Key).ToHashSet();
            rowIds = amounts.Keys.Where(cell => current.Contains(cell.Column)).Select(cell => cell.Row).Distinct();
        }

        var shown = rowIds.ToList();
        var totals = amountColumns.ToDictionary(column => column.Key, column => Sum(shown, column.Key));
        var rows = shown.Select(id => new ReportRow(axes.KeyOf(table.RowAxis, id), axes.LabelOf(table.RowAxis, id), axes.LineIdsOf(table.RowAxis, id), [.. columns.Select(column => Cell(id, column))]));
        IEnumerable<ReportRow> ordered = table.Order switch
        {
            RowOrder.ByName => rows.OrderBy(row => row.Label, StringComparer.Create(new("fr-FR"), ignoreCase: true)),
            RowOrder.AsListed => rows.OrderBy(row => axes.RankOf(table.RowAxis, row.Ids[0])).ThenBy(row => row.Ids[0]),
            _ => ByValue(rows, amountColumns.Count),
        };
        return new(table, columns, [.. ordered], [.. columns.Select(column => column.IsShare ? null : totals[column.Key])]);

        long? Sum(List<long> ids, string column)
        {
            var cells = ids.Where(id => amounts.ContainsKey((id, column))).ToList();
            return cells.Count == 0 ? null : cells.Sum(id => amounts[(id, column)]);
        }

        long? Cell(long id, ReportColumn column)
        {
            if (!column.IsShare) return amounts.TryGetValue((id, column.Key), out var amount) ? amount : null;
            var of = column.Key[..^".share".Length];
            return amounts.TryGetValue((id, of), out var part) && totals[of] is > 0 and var total ? ReportNumbers.ShareMicros(part, total) : null;
        }
    }

    static IOrderedEnumerable<ReportRow> ByValue(IEnumerable<ReportRow> rows, int amountCount)
    {
        var ordered = rows.OrderByDescending(row => row.CellMicros[amountCount - 1] ?? -1);
        for (var column = amountCount - 2; column >= 0; column--)
        {
            var index = column;
            ordered = ordered.ThenByDescending(row => row.CellMicros[index] ?? -1);
        }
        return ordered.ThenBy(row => row.Key, StringComparer.Ordinal);
    }

    sealed record SumRow
    {
        public long RowId { get; init; }
        public long ColumnId { get; init; }
        public long Amount { get; init; }
    }
}
