using System.Text.Json;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>The tables, and the published figures, that one line feeds.</summary>
/// <param name="Kind"><c>time-entry</c>, <c>ticket</c>, <c>intervention</c>, <c>training-session</c> or <c>attendance</c>.</param>
[Requires(Permission.ReadReports)]
public sealed record TraceFact(string Kind, long Id) : IQuery<FactTrace>;

/// <param name="Figures">In the order of the catalogue: the report's tables, then saved ones.</param>
public sealed record FactTrace(string Kind, long Id, IReadOnlyList<FedFigure> Figures);

/// <summary>A figure that a line is part of.</summary>
public sealed record FedFigure
{
    public string Table { get; init; } = "";
    public string Title { get; init; } = "";
    public int Year { get; init; }
    public string Row { get; init; } = "";
    public string RowLabel { get; init; } = "";
    public string Column { get; init; } = "";
    public string ColumnLabel { get; init; } = "";

    /// <summary>What the line adds to it, in the table's unit.</summary>
    public decimal Value { get; init; }

    /// <summary>The figure as the year's closed edition prints it; null where none does.</summary>
    public string? PublishedText { get; init; }

    /// <summary>Number of that edition.</summary>
    public int? Edition { get; init; }
}

sealed class TraceFactHandler(TableCatalog catalog, ReportEngine engine, CurrentUser user, Db db) : IRequestHandler<TraceFact, FactTrace>
{
    public async Task<FactTrace> Handle(TraceFact request, CancellationToken ct)
    {
        if (!await IsThere(request, ct))
            throw RequestErrors.NotFound();
        var figures = new List<FedFigure>();
        foreach (var table in await catalog.All(ct))
        {
            var axes = await engine.Axes(table, ct);
            foreach (
                var measure in table.Measures.Where(measure =>
                    measure.Measure.HasLines() && !measure.Measure.IsLevel() && FactSource.Of(measure.Measure).Kind == request.Kind
                )
            )
            foreach (
                var (row, column, amount) in await engine.PlacesOf(
                    table with
                    {
                        ColumnAxis = table.ColumnAxis ?? Axis.Year,
                    },
                    measure.Measure,
                    axes,
                    request.Id,
                    ct
                )
            )
                figures.Add(await Figure(table, axes, measure, row, column, amount, request, ct));
        }
        return new(request.Kind, request.Id, await WithPublished(figures, ct));
    }

    /// <summary>Whether the reader may see the line: it counts in some year of the plainest table of its measure.</summary>
    async Task<bool> IsThere(TraceFact request, CancellationToken ct)
    {
        foreach (
            var measure in Enum.GetValues<Measure>().Where(measure => measure.HasLines() && FactSource.Of(measure).Kind == request.Kind)
        )
        {
            var plain = new ReportTable
            {
                Id = PivotTables.PivotId,
                Section = "",
                Title = new("", ""),
                Unit = "",
                Measures = [new(measure, 0)],
                RowAxes = [Axis.Year],
                ColumnAxis = null,
            };
            if ((await engine.PlacesOf(plain, measure, await engine.Axes(plain, ct), request.Id, ct)).Count > 0)
                return true;
        }
        return false;
    }

    async Task<FedFigure> Figure(
        ReportTable table,
        AxisKeys axes,
        MeasureColumn measure,
        IReadOnlyList<string> row,
        string column,
        long amount,
        TraceFact request,
        CancellationToken ct
    ) =>
        new()
        {
            Table = table.Id,
            Title = table.Title.ToString(),
            Year =
                table.ColumnAxis is { } axis && AxisKeys.IsTime(axis)
                    ? AxisKeys.DaysOf(axis, column).From.Year
                    : await YearOf(measure.Measure, request, ct),
            Row = string.Join(ReportRow.KeySeparator, row),
            RowLabel = string.Join(" › ", table.RowAxes.Zip(row, axes.LabelOf)),
            Column = string.Join('.', new[] { table.ColumnAxis is null ? null : column, measure.Suffix }.OfType<string>()),
            ColumnLabel = table.ColumnAxis is { } labelled ? axes.LabelOf(labelled, column) : MeasureWords.Short(measure.Measure),
            Value = ReportNumbers.ToUnits(Tally.MicrosOf(measure.Measure, amount)),
        };

    async Task<int> YearOf(Measure measure, TraceFact request, CancellationToken ct)
    {
        var byYear = new ReportTable
        {
            Id = PivotTables.PivotId,
            Section = "",
            Title = new("", ""),
            Unit = "",
            Measures = [new(measure, 0)],
            RowAxes = [Axis.Year],
            ColumnAxis = null,
        };
        return int.Parse(
            (await engine.PlacesOf(byYear, measure, await engine.Axes(byYear, ct), request.Id, ct))[0].Row[0],
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    /// <summary>
    /// Adds what the edition of a year that is closed now prints: its lines are those of the ledger. Not for people of a member: it prints
    /// everybody's.
    /// </summary>
    async Task<IReadOnlyList<FedFigure>> WithPublished(List<FedFigure> figures, CancellationToken ct)
    {
        if (figures.Count == 0 || !user.SeesAllMembers)
            return figures;
        var printed = (
            await db.Query<PrintedRow>(
                PrintedSql,
                new { Codes = figures.Select(figure => figure.Table).Distinct(), Years = figures.Select(figure => figure.Year).Distinct() },
                ct
            )
        ).ToDictionary(
            row => (row.Code, row.Period),
            row => (row.Number, Report: JsonSerializer.Deserialize<Report>(row.TableJson, JsonSerializerOptions.Web)!)
        );
        return
        [
            .. figures.Select(figure =>
                printed.TryGetValue((figure.Table, figure.Year), out var edition) && TextOf(edition.Report, figure) is { } text
                    ? figure with
                    {
                        PublishedText = text,
                        Edition = edition.Number,
                    }
                    : figure
            ),
        ];
    }

    static string? TextOf(Report report, FedFigure figure)
    {
        var column = report.Columns.Index().Where(c => c.Item.Key == figure.Column).Select(c => (int?)c.Index).FirstOrDefault();
        return column is { } place ? report.Rows.FirstOrDefault(row => row.Key == figure.Row)?.Cells[place].Text : null;
    }

    const string PrintedSql = """
        SELECT t.Code, e.Period, e.Number, t.TableJson
        FROM EditionTables t
        JOIN Editions e ON e.Id = t.EditionId
        JOIN ClosedPeriods p ON p.Id = e.ClosedPeriodId
        WHERE p.ReopenedAt IS NULL AND t.Code IN @Codes AND e.Period IN @Years
        """;

    sealed record PrintedRow
    {
        public string Code { get; init; } = "";
        public int Period { get; init; }
        public int Number { get; init; }
        public string TableJson { get; init; } = "";
    }
}
