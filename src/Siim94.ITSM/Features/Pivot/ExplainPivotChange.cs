using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>
/// What made the difference between a figure of a pivot and the one in the column of time before it: by project, application, agent, member
/// …
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record ExplainPivotChange : PivotQuestion, IQuery<ChangeExplained>
{
    /// <summary>Key of the row.</summary>
    public string? Row { get; init; }

    /// <summary>Key of the later column.</summary>
    public string? Column { get; init; }

    /// <summary>Key of the column it is compared with; by default the one before it.</summary>
    public string? Before { get; init; }
}

sealed class ExplainPivotChangeValidator : PivotQuestionValidator<ExplainPivotChange>
{
    public ExplainPivotChangeValidator() => RuleFor(q => q.Column).NotEmpty().WithMessage(_ => Words.ColumnMissing);
}

sealed class ExplainPivotChangeHandler(PivotTables tables, ReportEngine engine, ChangeReader reader)
    : IRequestHandler<ExplainPivotChange, ChangeExplained>
{
    public async Task<ChangeExplained> Handle(ExplainPivotChange question, CancellationToken ct)
    {
        var table = await tables.Resolve(question.Definition, ct);
        var (from, to) = await PivotPeriod.Of(question.From, question.To, table, engine, ct);
        return await reader.Read(table, from, to, question.Row, question.Column!, question.Before, ct);
    }
}
