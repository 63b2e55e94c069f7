using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Reports;
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
        var (from, to) = await PivotPeriod.Of(question, table, engine, ct);
        return await printer.Print(table, from, to, ct);
    }
}

sealed class GetPivotLinesHandler(PivotTables tables, ReportEngine engine, ReportLinesReader reader)
    : IRequestHandler<GetPivotLines, ReportLines>
{
    public async Task<ReportLines> Handle(GetPivotLines question, CancellationToken ct)
    {
        var table = await tables.Resolve(question.Definition, ct);
        var (from, to) = await PivotPeriod.Of(question, table, engine, ct);
        return await reader.Read(table, from, to, new(question.Row, question.Column, question.After, question.Limit), ct);
    }
}

/// <summary>Turns definitions into tables, within the sender's reach.</summary>
sealed class PivotTables(ReportEngine engine, CurrentUser user)
{
    public const string PivotId = "pivot";

    /// <exception cref="Refusal">A code that the filters name is unknown, or the axis is not for the sender.</exception>
    public async Task<ReportTable> Resolve(PivotDefinition definition, CancellationToken ct)
    {
        var table = definition.ToTable(PivotId);
        RefuseAgents(table);
        var axes = await engine.Axes(table, ct);
        foreach (var (axis, codes) in table.Filters)
            if (codes.FirstOrDefault(code => !axes.Has(axis, code)) is { } unknown)
                throw ReferentialErrors.Unknown("Filters", $"{PivotCodes.Of(axis)}:{unknown}");
        return table;
    }

    /// <summary>People of a member do not see who of the staff does what.</summary>
    public void RefuseAgents(ReportTable table)
    {
        if (!MaySee(table))
            throw RequestErrors.NotAllowed();
    }

    public bool MaySee(ReportTable table) => user.Can(Permission.ReadAgents) || !NamesAgents(table);

    /// <summary>Only staff may see it.</summary>
    public static bool NamesAgents(ReportTable table) => Names(table).Contains(Axis.Agent);

    static IEnumerable<Axis> Names(ReportTable table) =>
        table.RowAxes.Concat(table.Filters.Keys).Concat(table.ColumnAxis is { } axis ? [axis] : []);
}

/// <summary>Years and months as people write them.</summary>
static class PivotPeriod
{
    /// <summary>The days of a leap year.</summary>
    const int MostColumns = 366;

    /// <summary>First and last month of <c>2016</c> or <c>2016-03</c>; null for anything else.</summary>
    public static (Month First, Month Last)? Parse(string? text)
    {
        if (text is null || KeyFigurePeriod.Parse(text) is not { } period)
            return null;
        return period > 9999 ? (new(period / 100, period % 100), new(period / 100, period % 100)) : (new(period, 1), new(period, 12));
    }

    public static bool IsBlankOrPeriod(string? text) => string.IsNullOrEmpty(text) || Parse(text) is not null;

    public static async Task<(Month From, Month To)> Of(
        PivotQuestion question,
        ReportTable table,
        ReportEngine engine,
        CancellationToken ct
    )
    {
        var (from, to) = (Parse(question.From)?.First, Parse(question.To)?.Last);
        if (to is null)
        {
            var years = await engine.Years(ct);
            to = new(Math.Max(from?.Year ?? 0, years.Count > 0 ? years[^1] : from?.Year ?? 2017), 12);
        }
        from ??= new(table.ColumnAxis is Axis.Year ? to.Value.Year - 1 : to.Value.Year, 1);
        if (
            table.ColumnAxis is { } axis
            && AxisValues.IsTime(axis)
            && AxisValues.KeysBetween(axis, from.Value, to.Value).Count() > MostColumns
        )
            throw Refusal.Field("Columns", "pivot.too-many-columns", string.Format(Words.TooManyColumns, MostColumns));
        return (from.Value, to.Value);
    }
}
