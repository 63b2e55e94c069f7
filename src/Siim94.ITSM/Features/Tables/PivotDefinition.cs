using System.Text.Json;
using FluentValidation;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// What somebody wants to see, in words of the API: <c>tickets-opened</c> by <c>member</c> and <c>month</c>. Saved as it is; a built-in
/// table has one too.
/// </summary>
public sealed record PivotDefinition
{
    public const int MostMeasures = 6,
        MostCodes = 200,
        MostDecimals = 6;

    /// <summary><c>days</c>, <c>hours</c>, <c>tickets-opened</c> …</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    /// <summary>One to three axes: <c>member</c>, <c>sub-activity</c> …</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>An axis; one column a measure when left blank.</summary>
    public string? Columns { get; init; }

    /// <summary>By axis, codes one of which a line must have; a blank one stands for lines without a value.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Of days and hours; counts have none. One when left blank.</summary>
    public int? Decimals { get; init; }

    /// <summary><c>value</c> (default), <c>name</c> or <c>listed</c>.</summary>
    public string? Order { get; init; }

    /// <summary>Adds each column's shares of its total.</summary>
    public bool Shares { get; init; }

    /// <summary>Adds each row's total over the columns.</summary>
    public bool RowTotals { get; init; }

    /// <summary>Adds to each year, quarter or month what changed since the one before.</summary>
    public bool Changes { get; init; }

    /// <summary>Lines without a value on a row axis have a row of their own.</summary>
    public bool Blanks { get; init; }

    /// <summary>Only rows with lines in the last column.</summary>
    public bool LastColumnOnly { get; init; }

    /// <summary><c>bars</c> (default), <c>lines</c>, <c>sparklines</c> or <c>none</c>.</summary>
    public string? Chart { get; init; }

    /// <summary><c>now</c> (default) or <c>then</c>: what rows are called, and whether successions tie them together.</summary>
    public string? Names { get; init; }

    /// <summary>
    /// Year <c>2016</c> or month <c>2016-03</c> that a saved table opens with in the pivot; the report of a year shows its own.
    /// </summary>
    public string? From { get; init; }

    /// <inheritdoc cref="From"/>
    public string? To { get; init; }

    /// <summary>The definition of a table, built-in or saved.</summary>
    internal static PivotDefinition Of(ReportTable table) =>
        new()
        {
            Measures = [.. table.Measures.Select(measure => PivotCodes.Of(measure.Measure))],
            Rows = [.. table.RowAxes.Select(PivotCodes.Of)],
            Columns = table.ColumnAxis is { } axis ? PivotCodes.Of(axis) : null,
            Filters = table.Filters.ToDictionary(filter => PivotCodes.Of(filter.Key), filter => filter.Value),
            Decimals = table.Measures.Max(measure => measure.Decimals),
            Order = table.Order switch
            {
                RowOrder.ByName => "name",
                RowOrder.AsListed => "listed",
                RowOrder.ByValue => "value",
                var order => throw new ArgumentOutOfRangeException(nameof(table), order, "Not an order of rows."),
            },
            Shares = table.HasShares,
            RowTotals = table.HasRowTotals,
            Changes = table.HasChanges,
            Blanks = table.HasBlankRows,
            LastColumnOnly = table.IsLimitedToLastYear,
            Chart = PivotCodes.Of(table.Chart),
            Names = NameModes.Code(table.Names),
        };

    /// <summary>The table that a valid definition defines.</summary>
    internal ReportTable ToTable(string id, string? title = null, string section = "")
    {
        var measures = Measures.Select(code => PivotCodes.Measure(code)!.Value).ToList();
        var rows = Rows.Select(code => PivotCodes.Axis(code)!.Value).ToList();
        var columns = string.IsNullOrEmpty(Columns) ? (Axis?)null : PivotCodes.Axis(Columns);
        title ??= PivotWords.Title(measures, rows, columns);
        return new()
        {
            Id = id,
            Section = section,
            Title = new(title, title),
            Unit = string.Join(", ", measures.Select(PivotCodes.Of)),
            Measures =
            [
                .. measures.Select(measure => new MeasureColumn(
                    measure,
                    PivotCodes.HasDecimals(measure) ? Decimals ?? 1 : 0,
                    measures.Count > 1 || columns is null ? PivotCodes.Of(measure) : null
                )),
            ],
            RowAxes = rows,
            ColumnAxis = columns,
            Filters = Filters
                .Where(filter => filter.Value.Count > 0)
                .ToDictionary(filter => PivotCodes.Axis(filter.Key)!.Value, filter => filter.Value),
            Order = Order switch
            {
                "name" => RowOrder.ByName,
                "listed" => RowOrder.AsListed,
                _ => RowOrder.ByValue,
            },
            HasShares = Shares,
            HasRowTotals = RowTotals && columns is not null,
            HasChanges = Changes,
            HasBlankRows = Blanks,
            IsLimitedToLastYear = LastColumnOnly,
            IsPartial = !Blanks,
            Chart = Chart switch
            {
                "lines" => ChartKind.Lines,
                "none" => ChartKind.None,
                "sparklines" => ChartKind.Sparklines,
                _ => ChartKind.Bars,
            },
            Names = NameModes.Parse(Names),
        };
    }
}

/// <summary>Measures and axes as the API spells them.</summary>
static class PivotCodes
{
    static readonly Dictionary<string, Measure> Measures = Enum.GetValues<Measure>().ToDictionary(Of);
    static readonly Dictionary<string, Axis> Axes = Enum.GetValues<Axis>().ToDictionary(Of);

    public static IReadOnlyCollection<string> AllMeasures => Measures.Keys;
    public static IReadOnlyCollection<string> AllAxes => Axes.Keys;

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");

    public static Measure? Measure(string? code) => code is not null && Measures.TryGetValue(code, out var measure) ? measure : null;

    public static Axis? Axis(string? code) => code is not null && Axes.TryGetValue(code, out var axis) ? axis : null;

    public static bool HasDecimals(Measure measure) =>
        measure
            is Tables.Measure.Days
                or Tables.Measure.AllocatedDays
                or Tables.Measure.DaysWithAllocation
                or Tables.Measure.Hours
                or Tables.Measure.TravelHours
                or Tables.Measure.SessionDays
                or Tables.Measure.TrainerDays
                or Tables.Measure.PreparationDays
                or Tables.Measure.KeyFigures
                or Tables.Measure.Staff
                or Tables.Measure.FirstLineShare
                or Tables.Measure.TakeChargeMedian
                or Tables.Measure.TakeChargeP90
                or Tables.Measure.ResolutionMedian
                or Tables.Measure.ResolutionP90
                or Tables.Measure.Satisfaction
                or Tables.Measure.ExpectedHours
                or Tables.Measure.WorkedHours
                or Tables.Measure.AbsentHours
                or Tables.Measure.MissingHours
                or Tables.Measure.ExcessHours;

    /// <summary>Whether what a measure counts carries an axis.</summary>
    public static bool Carries(Measure measure, Axis axis) =>
        measure switch
        {
            Tables.Measure.KeyFigures => axis
                is Tables.Axis.KeyFigure
                    or Tables.Axis.KeyFigureGroup
                    or Tables.Axis.KeyFigureKind
                    or Tables.Axis.Domain
                    or Tables.Axis.UpperDomain
                    or Tables.Axis.Year
                    or Tables.Axis.Month,
            Tables.Measure.Staff => axis is Tables.Axis.Department or Tables.Axis.Grade or Tables.Axis.Year or Tables.Axis.Month,
            _ when measure.IsOfCoverage() => CoverageTables.Carries(axis),
            _ => axis is not (Tables.Axis.KeyFigure or Tables.Axis.KeyFigureGroup or Tables.Axis.KeyFigureKind or Tables.Axis.Grade)
                && FactSource.Of(measure).Has(AxisKeys.ColumnOf(axis)),
        };
}

/// <summary>Names of pivots in the reader's language.</summary>
static class PivotWords
{
    /// <summary>« jours, tickets ouverts par adhérent et activité, par année ».</summary>
    public static string Title(IReadOnlyList<Measure> measures, IReadOnlyList<Axis> rows, Axis? columns)
    {
        var what = string.Join(", ", measures.Select(MeasureWords.Short));
        var by = string.Join(
            ", ",
            rows.Select(AxisWords.Name).Concat(columns is { } axis ? [AxisWords.Name(axis)] : []).Select(name => name.ToLowerInvariant())
        );
        return string.Format(Words.TitleOf, char.ToUpperInvariant(what[0]) + what[1..], by);
    }
}

sealed class PivotDefinitionValidator : AbstractValidator<PivotDefinition>
{
    public PivotDefinitionValidator()
    {
        RuleFor(d => d.Measures)
            .Must(measures =>
                measures is { Count: >= 1 and <= PivotDefinition.MostMeasures } && measures.Distinct().Count() == measures.Count
            )
            .WithMessage(_ => Words.MeasuresCount);
        RuleForEach(d => d.Measures)
            .Must(code => PivotCodes.Measure(code) is not null)
            .OverridePropertyName("Measures")
            .WithMessage((_, code) => string.Format(Words.MeasureUnknown, code, string.Join(", ", PivotCodes.AllMeasures)));
        RuleFor(d => d.Rows)
            .Must(rows => rows is { Count: >= 1 and <= ReportTable.MostRowAxes } && rows.Distinct().Count() == rows.Count)
            .WithMessage(_ => Words.RowsCount);
        RuleForEach(d => d.Rows)
            .Must(code => PivotCodes.Axis(code) is not null)
            .OverridePropertyName("Rows")
            .WithMessage((_, code) => AxisUnknown(code));
        RuleFor(d => d.Columns)
            .Must(code => string.IsNullOrEmpty(code) || PivotCodes.Axis(code) is not null)
            .WithMessage((_, code) => AxisUnknown(code));
        RuleFor(d => d.Columns)
            .Must(code => PivotCodes.Axis(code) is not { } axis || !AxisKeys.IsOpen(axis))
            .WithMessage((_, code) => string.Format(Words.OpenAxisColumns, AxisWords.Name(PivotCodes.Axis(code)!.Value)));
        RuleFor(d => d.Columns)
            .Must((d, code) => string.IsNullOrEmpty(code) || !d.Rows.Contains(code))
            .When(d => d.Rows is not null)
            .WithMessage(_ => Words.AxisTwice);
        RuleFor(d => d.Decimals).InclusiveBetween(0, PivotDefinition.MostDecimals).WithMessage(_ => Words.DecimalsOutOfRange);
        RuleFor(d => d.Order).Must(order => order is null or "value" or "name" or "listed").WithMessage(_ => Words.OrderUnknown);
        RuleFor(d => d.From).Must(PivotPeriod.IsBlankOrPeriod).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(d => d.To).Must(PivotPeriod.IsBlankOrPeriod).WithMessage(_ => CommonWords.PeriodShape);
        RuleFor(d => d.Chart)
            .Must(chart => chart is null or "bars" or "lines" or "none" or "sparklines")
            .WithMessage(_ => Words.ChartUnknown);
        RuleFor(d => d.Names).NameMode();
        RuleFor(d => d.Changes)
            .Must((d, changes) => !changes || PivotCodes.Axis(d.Columns) is { } axis && AxisKeys.IsTime(axis))
            .WithMessage(_ => Words.ChangesNeedTime);
        RuleFor(d => d.Filters)
            .Must(filters =>
                filters is not null && filters.All(filter => PivotCodes.Axis(filter.Key) is { } axis && !AxisKeys.IsTime(axis))
            )
            .WithMessage(d =>
                string.Format(
                    Words.FilterUnknown,
                    string.Join(", ", d.Filters?.Keys.Where(code => PivotCodes.Axis(code) is not { } axis || AxisKeys.IsTime(axis)) ?? [])
                )
            );
        RuleFor(d => d.Filters)
            .Must(filters =>
                filters is null
                || filters.Values.All(codes => codes is { Count: <= PivotDefinition.MostCodes } && codes.All(code => code is not null))
            )
            .WithMessage(_ => Words.TooManyCodes);
        RuleFor(d => d).Custom(Fit).When(IsSpelledRight);
    }

    static bool IsSpelledRight(PivotDefinition definition) =>
        definition.Measures is not null
        && definition.Rows is not null
        && definition.Filters is not null
        && definition.Measures.All(code => PivotCodes.Measure(code) is not null)
        && definition
            .Rows.Concat(definition.Filters.Keys)
            .Concat(string.IsNullOrEmpty(definition.Columns) ? [] : [definition.Columns])
            .All(code => PivotCodes.Axis(code) is not null);

    /// <summary>Every measure must carry every axis asked for.</summary>
    static void Fit(PivotDefinition definition, ValidationContext<PivotDefinition> context)
    {
        foreach (var measure in definition.Measures.Select(code => PivotCodes.Measure(code)!.Value))
        {
            Check(measure, "Rows", definition.Rows);
            Check(measure, "Columns", string.IsNullOrEmpty(definition.Columns) ? [] : [definition.Columns]);
            Check(measure, "Filters", definition.Filters.Keys);
        }
        if (definition.Measures.Select(code => PivotCodes.Measure(code)!.Value.IsOfCoverage()).Distinct().Count() > 1)
            context.AddFailure("Measures", Words.CoverageAlone);
        if (
            definition.Measures.Any(code => PivotCodes.Measure(code)!.Value.IsLevel())
            && definition.Rows.Append(definition.Columns).Count(code => PivotCodes.Axis(code) is { } axis && AxisKeys.IsTime(axis)) > 1
        )
            context.AddFailure("Rows", Words.LevelOfOneTime);
        if (!definition.Measures.Any(code => PivotCodes.Measure(code)!.Value.IsEntered()))
            return;
        if (definition.Measures.Count > 1)
            context.AddFailure("Measures", Words.KeyFiguresAlone);
        var axes = definition.Rows.Append(definition.Columns).Select(PivotCodes.Axis).ToList();
        // Values of two years, or of two figures, are never added up.
        if (!axes.Contains(Axis.Year) && !axes.Contains(Axis.Month))
            context.AddFailure("Columns", Words.KeyFiguresByPeriod);
        if (definition.Measures.Contains(PivotCodes.Of(Measure.KeyFigures)) && !axes.Contains(Axis.KeyFigure))
            context.AddFailure("Rows", Words.KeyFiguresByFigure);

        void Check(Measure measure, string field, IEnumerable<string> codes)
        {
            foreach (var axis in codes.Select(code => PivotCodes.Axis(code)!.Value).Where(axis => !PivotCodes.Carries(measure, axis)))
                context.AddFailure(field, string.Format(Words.NotCarried, MeasureWords.Short(measure), AxisWords.Name(axis)));
        }
    }

    static string AxisUnknown(string? code) => string.Format(Words.AxisUnknown, code, string.Join(", ", PivotCodes.AllAxes));
}
