using System.Text.Json;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Tables;

/// <summary>A table of the report over a range of years; by default the last year with anything in it, beside the year before.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetReport : IQuery<Report>
{
    public const int MostYears = 20;

    public string Id { get; init; } = "";

    /// <summary>First year.</summary>
    public int? From { get; init; }

    /// <summary>Last year.</summary>
    public int? To { get; init; }

    /// <summary>
    /// <c>now</c> or <c>then</c>: what rows are called, and whether successions tie them together; the table's own choice when left blank.
    /// </summary>
    public string? Names { get; init; }

    /// <inheritdoc cref="ReportTable.NamesAt"/>
    public DateTime? NamesAt { get; init; }
}

/// <summary>
/// A table as its readers see it. <c>value</c> is exact to six decimals, null for a blank; <c>text</c> is as printed in French, and says of
/// a key figure's blank that it is missing.
/// </summary>
public sealed record Report(
    string Id,
    string Title,
    string Section,
    string Unit,
    int Decimals,
    IReadOnlyList<ReportHeading> Columns,
    IReadOnlyList<ReportLine> Rows,
    IReadOnlyList<ReportCell> Totals,
    IReadOnlyList<string> Notes,
    Freshness Freshness
)
{
    /// <summary>What the rows are, one name per axis.</summary>
    public IReadOnlyList<string> RowHeadings { get; init; } = [];

    /// <summary>Lines stand behind its figures; entered ones have none.</summary>
    public bool HasLines { get; init; } = true;

    /// <summary>What its figures are restricted to, an axis each: <c>Service : SI</c>.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The picture beside the table: <c>bars</c>, <c>lines</c>, <c>sparklines</c> or <c>none</c>.</summary>
    public string Chart { get; init; } = "bars";
}

public sealed record ReportHeading(string Key, string Label)
{
    /// <summary>Decimals that its figures are printed with.</summary>
    public int Decimals { get; init; }
}

public sealed record ReportLine(string Key, string Label, IReadOnlyList<ReportCell> Cells)
{
    /// <summary>One per axis of the rows; <c>label</c> is all of them.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [Label];
}

public sealed record ReportCell(decimal? Value, string Text);

sealed class GetReportValidator : AbstractValidator<GetReport>
{
    public GetReportValidator()
    {
        RuleFor(r => r.From).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(r => r.To).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(r => r.To)
            .Must((report, to) => report.From is null || to is null || report.From <= to)
            .WithMessage(_ => Words.YearsReversed);
        RuleFor(r => r.To)
            .Must((report, to) => report.From is null || to is null || to - report.From < GetReport.MostYears)
            .WithMessage(_ => Words.TooManyYears);
        RuleFor(r => r.Names).NameMode();
    }
}

sealed class GetReportHandler(TableCatalog tables, ReportEngine engine, ReportPrinter printer) : IRequestHandler<GetReport, Report>
{
    public async Task<Report> Handle(GetReport request, CancellationToken ct)
    {
        var table = (await tables.Get(request.Id, ct)).Named(request.Names) with { NamesAt = request.NamesAt };
        var (from, to) = await YearRange.Of(engine, table, request.From, request.To, ct);
        return await printer.Print(table, new(from, 1), new(to, 12), ct);
    }
}

/// <summary>Computes a table and prints it as its readers see it, with what must be said of it.</summary>
sealed class ReportPrinter(ReportEngine engine, GroupNotes groups, AllocationNotes allocations, RollupStatus status)
{
    public async Task<Report> Print(ReportTable table, Month from, Month to, CancellationToken ct)
    {
        var computed = await engine.Compute(table, from, to, ct);
        var report = Print(computed, await status.Freshness(ct));
        return report with
        {
            Notes = [.. report.Notes, .. await groups.Of(table, from.Year, to.Year, ct), .. await allocations.Of(computed, from, to, ct)],
        };
    }

    static Report Print(ComputedReport computed, Freshness freshness) =>
        new(
            computed.Table.Id,
            computed.Table.Title.ToString(),
            computed.Table.Section,
            computed.Table.Unit,
            computed.Table.Measures.Max(measure => measure.Decimals),
            [.. computed.Columns.Select(column => new ReportHeading(column.Key, column.Label) { Decimals = column.Decimals })],
            [
                .. computed.Rows.Select(row => new ReportLine(
                    row.Key,
                    row.Label,
                    [
                        .. row.CellMicros.Zip(computed.Columns, (micros, column) =>
                            Cell(micros, column, computed.Gaps.GetValueOrDefault((row.Key, column.Key), ""))
                        ),
                    ]
                )
                {
                    Labels = row.Labels,
                }),
            ],
            [.. computed.TotalMicros.Zip(computed.Columns, (micros, column) => Cell(micros, column, ""))],
            [
                .. computed.NoTotals is { } why ? [why] : RoundingNotes.Of(computed),
                .. computed.NoRowTotals is { } whyNot ? [whyNot] : (string[])[],
                .. computed.NameNotes,
                .. computed.Remarks,
            ],
            freshness
        )
        {
            RowHeadings = [.. computed.Table.RowAxes.Select(AxisWords.Name)],
            HasLines = !computed.Table.IsEntered,
            Filters = computed.Filters,
            Chart = JsonNamingPolicy.CamelCase.ConvertName($"{computed.Table.Chart}"),
        };

    static ReportCell Cell(long? micros, ReportColumn column, string gap) =>
        micros is { } amount ? new(ReportNumbers.ToUnits(amount), ReportNumbers.Text(amount, DecimalsOf(amount, column))) : new(null, gap);

    // Figures of many units stand in one column: whole ones are printed whole.
    static int DecimalsOf(long micros, ReportColumn column) =>
        column is { Measure.Measure: Measure.KeyFigures, Figure: Figure.Amount or Figure.Change } && micros % WorkDay.MicrosPerUnit == 0
            ? 0
            : column.Decimals;
}

/// <summary>The years of a table when the reader did not say.</summary>
static class YearRange
{
    public static async Task<(int From, int To)> Of(ReportEngine engine, ReportTable table, int? from, int? to, CancellationToken ct)
    {
        if (to is null)
        {
            var years = await engine.Years(ct);
            to = Math.Max(from ?? 0, years.Count > 0 ? years[^1] : from ?? 2017);
        }
        return (from ?? (table.ColumnAxis is Axis.Year ? to.Value - 1 : to.Value), to.Value);
    }
}

/// <summary>What a table says under itself where its printed rows do not add up to its printed total.</summary>
static class RoundingNotes
{
    public static IReadOnlyList<string> Of(ComputedReport computed)
    {
        var gaps = computed
            .Columns.Index()
            .Where(column => column.Item.Figure is Figure.Amount && computed.TotalMicros[column.Index] is not null)
            .Select(column =>
                (column.Item.Label, column.Item.Measure.Decimals, Gap: GapOf(computed, column.Index, column.Item.Measure.Decimals))
            )
            .Where(column => column.Gap != 0)
            .ToList();
        return gaps.Count == 0
            ? []
            :
            [
                string.Format(
                    Words.RoundingGap,
                    string.Join(
                        ", ",
                        gaps.Select(gap => $"{gap.Label} : {ReportNumbers.Text((long)(gap.Gap * WorkDay.MicrosPerUnit), gap.Decimals)}")
                    )
                ),
            ];
    }

    static decimal GapOf(ComputedReport computed, int column, int decimals) =>
        ReportNumbers.Round(computed.TotalMicros[column]!.Value, decimals)
        - computed.Rows.Sum(row => row.CellMicros[column] is { } cell ? ReportNumbers.Round(cell, decimals) : 0);
}
