using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// The facts behind a figure: same filters, same rights; they add up to it. Without a row or a column, those of the whole column or row.
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record GetReportLines : IQuery<ReportLines>
{
    public string Id { get; init; } = "";

    /// <summary>Key of the row.</summary>
    public string? Row { get; init; }

    /// <summary>Key of the column.</summary>
    public string? Column { get; init; }

    /// <inheritdoc cref="GetReport.From"/>
    public int? From { get; init; }

    /// <inheritdoc cref="GetReport.To"/>
    public int? To { get; init; }

    /// <inheritdoc cref="GetReport.Names"/>
    public string? Names { get; init; }

    public string? After { get; init; }
    public int Limit { get; init; } = Page<ReportFact>.DefaultLimit;
}

/// <param name="Sum">What all lines add up to, on every page.</param>
/// <param name="Title">The table, row and column they are behind.</param>
/// <param name="From">First day that lines may be of.</param>
/// <param name="To">Last one.</param>
/// <param name="Filters">What else they were selected by, in words.</param>
public sealed record ReportLines(
    string Title,
    IReadOnlyList<ReportFact> Items,
    string? Next,
    ReportCell Sum,
    DateOnly From,
    DateOnly To,
    IReadOnlyList<string> Filters
);

/// <summary>A line behind a figure.</summary>
public sealed record ReportFact
{
    /// <summary>
    /// <c>time-entry</c>, <c>ticket</c>, <c>intervention</c>, <c>training-session</c>, <c>attendance</c> or <c>allocated</c>.
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>The kind in the reader's language.</summary>
    [JsonIgnore]
    public string KindName { get; init; } = "";

    /// <summary>Where the line is shown on a page of its own; null where it has none.</summary>
    [JsonIgnore]
    public string? Page { get; init; }

    /// <summary>Number of the ticket, id of the intervention …</summary>
    public long Id { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>What it adds to the figure, in the table's unit.</summary>
    public decimal Value { get; init; }

    /// <summary>Null for those who do not see who of the staff does what.</summary>
    public string? Agent { get; init; }
    public string? Activity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    /// <summary>Note, title or summary.</summary>
    public string? Text { get; init; }

    public string? Source { get; init; }
}

sealed class GetReportLinesValidator : AbstractValidator<GetReportLines>
{
    public GetReportLinesValidator()
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, Page<ReportFact>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(r => r.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
        RuleFor(r => r.To)
            .Must((report, to) => report.From is null || to is null || (report.From <= to && to - report.From < GetReport.MostYears))
            .WithMessage(_ => Words.YearsReversed);
        RuleFor(r => r.From).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(r => r.To).InclusiveBetween(2000, 2100).WithMessage(_ => Words.YearOutOfRange);
        RuleFor(r => r.Names).NameMode();
    }
}

sealed class GetReportLinesHandler(TableCatalog tables, ReportEngine engine, ReportLinesReader reader)
    : IRequestHandler<GetReportLines, ReportLines>
{
    public async Task<ReportLines> Handle(GetReportLines request, CancellationToken ct)
    {
        var table = (await tables.Get(request.Id, ct)).Named(request.Names);
        var (from, to) = await Range(table, request, ct);
        return await reader.Read(table, new(from, 1), new(to, 12), new(request.Row, request.Column, request.After, request.Limit), ct);
    }

    // A column names its year; the years asked for matter only where rows depend on them.
    async Task<(int From, int To)> Range(ReportTable table, GetReportLines request, CancellationToken ct)
    {
        if (
            request.From is null
            && request.To is null
            && request.Column is { Length: >= 4 } key
            && int.TryParse(key[..4], out var year)
            && year is >= 2000 and <= 2100
        )
            return (year, year);
        return await YearRange.Of(engine, table, request.From, request.To, ct);
    }
}

/// <param name="Row">Key of a row; null for all.</param>
/// <param name="Column">Key of a column; null for all.</param>
sealed record LinesOfCell(string? Row, string? Column, string? After, int Limit);
