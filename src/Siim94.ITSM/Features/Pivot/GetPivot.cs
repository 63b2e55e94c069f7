using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>What every question about a pivot says: which, and over which years or months.</summary>
public abstract record PivotQuestion
{
    public PivotDefinition Definition { get; init; } = new();

    /// <summary>
    /// First year <c>2016</c> or month <c>2016-03</c>; by default the year before the last, or the last where there are no columns of
    /// years.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Last year or month; by default the last year with anything in it.</summary>
    public string? To { get; init; }
}

/// <summary>Any figures, cut by any axes, for those who may see them.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetPivot : PivotQuestion, IQuery<Report>;

/// <summary>The facts behind a figure of a pivot: same filters, same rights; they add up to it.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetPivotLines : PivotQuestion, IQuery<ReportLines>
{
    /// <summary>Key of the row; all rows without it.</summary>
    public string? Row { get; init; }

    /// <summary>Key of the column; all columns without it.</summary>
    public string? Column { get; init; }

    public string? After { get; init; }
    public int Limit { get; init; } = Page<ReportFact>.DefaultLimit;
}

abstract class PivotQuestionValidator<T> : AbstractValidator<T>
    where T : PivotQuestion
{
    protected PivotQuestionValidator()
    {
        RuleFor(q => q.Definition).NotNull().SetValidator(new PivotDefinitionValidator()).OverridePropertyName("");
        RuleFor(q => q.From).Must(PivotPeriod.IsBlankOrPeriod).WithMessage(_ => Words.PeriodShape);
        RuleFor(q => q.To).Must(PivotPeriod.IsBlankOrPeriod).WithMessage(_ => Words.PeriodShape);
        RuleFor(q => q.To)
            .Must(
                (q, text) =>
                    PivotPeriod.Parse(q.From) is not { } from
                    || PivotPeriod.Parse(text) is not { } to
                    || (from.First.YearMonth <= to.Last.YearMonth && to.Last.Year - from.First.Year < GetReport.MostYears)
            )
            .WithMessage(_ => Words.PeriodReversed);
    }
}

sealed class GetPivotValidator : PivotQuestionValidator<GetPivot>;

sealed class GetPivotLinesValidator : PivotQuestionValidator<GetPivotLines>
{
    public GetPivotLinesValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, Page<ReportFact>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
        RuleFor(q => q.After).Must(after => after is null || EntryKey.TryParse(after, out _)).WithMessage(_ => TimeWords.AfterInvalid);
    }
}

sealed class GetPivotHandler(PivotTables tables, ReportEngine engine, ReportPrinter printer) : IRequestHandler<GetPivot, Report>
{
    public async Task<Report> Handle(GetPivot question, CancellationToken ct)
    {
        var table = await tables.Resolve(question.Definition, ct);
        var (from, to) = await PivotPeriod.Of(question.From, question.To, table, engine, ct);
        return await printer.Print(table, from, to, ct);
    }
}

sealed class GetPivotLinesHandler(PivotTables tables, ReportEngine engine, ReportLinesReader reader)
    : IRequestHandler<GetPivotLines, ReportLines>
{
    public async Task<ReportLines> Handle(GetPivotLines question, CancellationToken ct)
    {
        var table = await tables.Resolve(question.Definition, ct);
        var (from, to) = await PivotPeriod.Of(question.From, question.To, table, engine, ct);
        return await reader.Read(table, from, to, new(question.Row, question.Column, question.After, question.Limit), ct);
    }
}
