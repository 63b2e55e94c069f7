using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>Like <see cref="ExplainPivotChange"/>, for a table of the report or a saved one.</summary>
[Requires(Permission.ReadReports)]
public sealed record ExplainChange : IQuery<ChangeExplained>
{
    public string Id { get; init; } = "";
    public string? Row { get; init; }

    /// <summary>Key of the later year's column.</summary>
    public string? Column { get; init; }

    /// <summary>Key of the year's column it is compared with; by default the year before.</summary>
    public string? Before { get; init; }

    /// <inheritdoc cref="GetReport.Names"/>
    public string? Names { get; init; }
}

/// <summary>A difference and its parts; on every axis the parts add up to it.</summary>
/// <param name="Title">Table, row, and the two columns compared.</param>
/// <param name="Unit">What the figures are numbers of.</param>
/// <param name="Sentence">The difference in words: <c>Arcueil : +20 j de 2016 (132 j) à 2017 (152 j).</c></param>
/// <param name="Before">The column compared with.</param>
/// <param name="Columns">Every column it could be compared with.</param>
public sealed record ChangeExplained(
    string Title,
    string Unit,
    string Sentence,
    ChangeFigures Figures,
    ReportHeading Before,
    IReadOnlyList<ReportHeading> Columns,
    IReadOnlyList<ChangeByAxis> Axes
);

/// <summary>Before, after and the difference; exact to six decimals, and as printed.</summary>
public sealed record ChangeFigures(decimal Before, decimal After, decimal Change, string BeforeText, string AfterText, string ChangeText);

/// <param name="Axis">Code of the axis.</param>
/// <param name="Sentence">Its parts in words: <c>+20 j par projet : +14 j Portail, +8 j (aucun), -2 j les 3 autres ensemble.</c></param>
/// <param name="Parts">Largest differences first; the small ones together at the end, with no key.</param>
public sealed record ChangeByAxis(string Axis, string Label, string Sentence, IReadOnlyList<ChangePart> Parts);

/// <param name="Key">Null for what is left together.</param>
public sealed record ChangePart(string? Key, string Label, ChangeFigures Figures);

sealed class ExplainChangeValidator : AbstractValidator<ExplainChange>
{
    public ExplainChangeValidator()
    {
        RuleFor(q => q.Column).NotEmpty().WithMessage(_ => Words.ColumnMissing);
        RuleFor(q => q.Names).NameMode();
    }
}

sealed class ExplainChangeHandler(TableCatalog catalog, ReportEngine engine, ChangeReader reader)
    : IRequestHandler<ExplainChange, ChangeExplained>
{
    public async Task<ChangeExplained> Handle(ExplainChange question, CancellationToken ct)
    {
        var table = (await catalog.Get(question.Id, ct)).Named(question.Names);
        if (PivotPeriod.Parse(question.Column!.Split('.')[0]) is not { } period)
            throw ReferentialErrors.Unknown("Column", question.Column!);
        var earliest = (await engine.Years(ct)).FirstOrDefault(period.Last.Year);
        var first = Math.Max(Math.Min(earliest, period.First.Year - 1), period.First.Year - GetReport.MostYears);
        // A table limited to the rows of its last year has them whatever year they are compared with.
        return await reader.Read(
            table with
            {
                IsLimitedToLastYear = false,
            },
            period.First with
            {
                Year = first,
            },
            period.Last,
            question.Row,
            question.Column!,
            question.Before,
            ct
        );
    }
}
