using System.Globalization;
using FluentValidation;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Reads the facts behind a figure of any table.</summary>
sealed class ReportLinesReader(ReportEngine engine, ReferentialCache cache, Db db, CurrentUser user, FactKinds kinds)
{
    public async Task<ReportLines> Read(ReportTable table, Month from, Month to, LinesOfCell cell, CancellationToken ct)
    {
        var axes = await engine.Axes(table, ct);
        var computed = await engine.Compute(table, from, to, ct);
        var column = cell.Column is null ? null : computed.Columns.Named("Column", cell.Column);
        var row = cell.Row is null ? null : computed.Rows.Named("Row", cell.Row);
        var measure = column?.Measure ?? table.Measures[0];
        var title = string.Join(
            " – ",
            new[] { table.Title.ToString(), row?.Label, column?.Label }.OfType<string>().Where(part => part.Length > 0)
        );
        IReadOnlyList<string> filters = [.. computed.Filters, .. FiltersOf(table, row, column)];
        if (measure.Measure.IsOfCoverage())
            throw RequestErrors.NotFound();
        if (!measure.Measure.HasLines())
            return KeyFigureLines(title, table, from, to, computed, row, column, filters);

        var source = FactSource.Of(measure.Measure);
        var selection = engine.Selection(table, measure.Measure, axes, from, to);
        if (row is not null)
        {
            foreach (var (axis, key) in table.RowAxes.Zip(row.Keys))
                Narrow(axis, key);
        }
        else if (table.IsLimitedToLastYear)
        {
            selection.Conditions.Add(
                ColumnCondition.In(
                    AxisKeys.ColumnOf(table.RowAxes[0]),
                    axes.ValuesOf(table.RowAxes[0], computed.Rows.Select(r => r.Keys[0]))
                )
            );
        }
        if (column is { Figure: not Figure.RowTotal } && table.ColumnAxis is { } columnAxis)
            Narrow(columnAxis, column.Group);

        var (where, parameters) = selection.Where(source);
        var total = await Total(measure.Measure, source, where, parameters, ct);
        if (cell.After is not null)
        {
            DayKey.TryParse(cell.After, out var after);
            parameters["AfterDay"] = after.Day;
            parameters["AfterId"] = after.Id;
            where.Add(FactSource.AfterWhereSql);
        }
        parameters["Take"] = cell.Limit + 1;
        var rows = await db.Query<FactRow>(source.ListSql(where, db.Dialect), parameters, ct);
        var all = await cache.Read(db, ct);
        var page = Page<FactRow>.Of(rows, cell.Limit, fact => new DayKey(fact.Day, fact.Id).ToString());
        return new(
            title,
            [.. page.Items.Select(fact => FactOf(fact, source, measure.Measure, all, table.Names))],
            page.Next,
            new(total is { } micros ? ReportNumbers.ToUnits(micros) : null, ReportNumbers.Text(total, measure.Decimals)),
            (DateOnly)parameters["From"],
            (DateOnly)parameters["To"],
            filters
        );

        void Narrow(Axis axis, string key)
        {
            if (AxisKeys.IsTime(axis))
            {
                var (first, last) = AxisKeys.DaysOf(axis, key);
                // What is open at the end of a day was opened at any time before.
                if (!measure.Measure.IsLevel())
                    selection.Parameters["From"] = Later((DateOnly)selection.Parameters["From"], first);
                selection.Parameters["To"] = Earlier((DateOnly)selection.Parameters["To"], last);
                return;
            }
            var name = AxisKeys.ColumnOf(axis);
            selection.Conditions.Add(key.Length == 0 ? ColumnCondition.Blank(name) : ColumnCondition.In(name, axes.ValuesOf(axis, key)));
        }
    }

    /// <summary>What the lines give together: their sum, mean or quantile; null without any.</summary>
    async Task<long?> Total(
        Measure measure,
        FactSource source,
        IReadOnlyList<string> where,
        Dictionary<string, object> parameters,
        CancellationToken ct
    )
    {
        var tally = new Tally(measure);
        if (measure.IsQuantile())
            foreach (var row in await db.Query<SumRow>(source.AmountsSql([], where, db.Dialect), parameters, ct))
                tally.Add(Convert.ToInt64(row.Key0, CultureInfo.InvariantCulture), row.Facts);
        else if (await db.FirstOrDefault<SumRow>(source.SumSql([], where, db.Dialect), parameters, ct) is { } sum)
            tally.Add(sum.Amount, sum.Facts);
        return tally.Count == 0 ? null : tally.Micros;
    }

    /// <summary>The row and the column whose lines they are, in words; times are in the period.</summary>
    static IEnumerable<string> FiltersOf(ReportTable table, ReportRow? row, ReportColumn? column)
    {
        foreach (var (axis, label) in table.RowAxes.Zip(row?.Labels ?? []))
            if (!AxisKeys.IsTime(axis))
                yield return string.Format(Words.FilterOf, AxisWords.Name(axis), label);
        if (column is { Figure: not Figure.RowTotal } && table.ColumnAxis is { } columnAxis && !AxisKeys.IsTime(columnAxis))
            yield return string.Format(Words.FilterOf, AxisWords.Name(columnAxis), column.Label);
    }

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    // A value that somebody entered has no line below it: it is its own line.
    static ReportLines KeyFigureLines(
        string title,
        ReportTable table,
        Month from,
        Month to,
        ComputedReport computed,
        ReportRow? row,
        ReportColumn? column,
        IReadOnlyList<string> filters
    )
    {
        var facts = new List<ReportFact>();
        foreach (var r in computed.Rows.Where(r => row is null || r == row))
        foreach (
            var (index, c) in computed
                .Columns.Index()
                .Where(c => c.Item.Figure is Figure.Amount && (column is null || c.Item.Group == column.Group))
        )
            if (r.CellMicros[index] is { } micros)
                facts.Add(
                    new()
                    {
                        Kind = "key-figure",
                        KindName = Words.KeyFigure,
                        Day = table.ColumnAxis is { } axis ? AxisKeys.DaysOf(axis, c.Group).From : from.FirstDay,
                        Value = ReportNumbers.ToUnits(micros),
                        Text = r.Label,
                    }
                );
        var sum = row is not null && column is not null ? facts.Sum(fact => fact.Value) : (decimal?)null;
        return new(
            title,
            facts,
            null,
            new(sum, sum is { } value ? ReportNumbers.Text((long)(value * WorkDay.MicrosPerUnit), column!.Decimals) : ""),
            from.FirstDay,
            to.LastDay,
            filters
        );
    }

    ReportFact FactOf(FactRow row, FactSource source, Measure measure, ReferentialData all, NameMode names)
    {
        var kind = row.Source == FactSource.Allocated ? null : kinds.Find(source.Kind);
        return new()
        {
            Kind = kind?.Code ?? FactSource.Allocated,
            KindName = kind?.Name() ?? Words.SourceAllocation,
            Page = kind?.Path is { } path ? $"{path}{row.Subject}" : null,
            Id = row.Subject,
            Day = row.Day,
            Value = ReportNumbers.ToUnits(Tally.MicrosOf(measure, row.Amount)),
            Agent = user.Can(Permission.ReadAgents) ? NameOf(all.Agents, row.AgentId) : null,
            Activity = NameOf(all.Activities, row.SubActivityId ?? row.ActivityId),
            Domain = NameOf(all.Domains, row.DomainId),
            Application = NameOf(all.Applications, row.ApplicationId),
            Project = NameOf(all.Projects, row.ProjectId),
            Member = NameOf(all.Members, row.MemberId),
            Text = row.Text,
            Source = row.Source,
        };

        // A line always says the row that it was logged on: in the row of a successor one sees which it comes from.
        string? NameOf<T>(ReferentialSet<T> set, long? id)
            where T : ReferentialRow =>
            id is not { } value ? null
            : names is NameMode.Then ? set[value].NameOn(row.Day)
            : set[value].Name;
    }

    sealed record FactRow
    {
        public long Id { get; init; }

        /// <summary>What the line is about, as its kind numbers them.</summary>
        public long Subject { get; init; }
        public DateOnly Day { get; init; }
        public long Amount { get; init; }
        public long? AgentId { get; init; }
        public long? ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public long? DomainId { get; init; }
        public long? ApplicationId { get; init; }
        public long? ProjectId { get; init; }
        public long? MemberId { get; init; }
        public string? Text { get; init; }
        public string? Source { get; init; }
    }
}
