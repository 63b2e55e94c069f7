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
