using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

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

sealed class GetPivotLinesValidator : PivotQuestionValidator<GetPivotLines>
{
    public GetPivotLinesValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, Page<ReportFact>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(q => q.After).Must(after => after is null || DayKey.TryParse(after, out _)).WithMessage(_ => CommonWords.AfterInvalid);
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
