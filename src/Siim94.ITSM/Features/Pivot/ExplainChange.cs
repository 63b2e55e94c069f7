using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Reports;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>What made the difference between a figure of a pivot and the one in the column of time before it: by project, application, agent, member …</summary>
[Requires(Permission.ReadReports)]
public sealed record ExplainPivotChange : PivotQuestion, IQuery<ChangeExplained>
{
    /// <summary>Key of the row.</summary>
    public string? Row { get; init; }

    /// <summary>Key of the later column.</summary>
    public string? Column { get; init; }
}

/// <summary>Like <see cref="ExplainPivotChange"/>, for a table of the report or a saved one.</summary>
[Requires(Permission.ReadReports)]
public sealed record ExplainChange : IQuery<ChangeExplained>
{
    public string Id { get; init; } = "";
    public string? Row { get; init; }

    /// <summary>Key of the later year's column.</summary>
    public string? Column { get; init; }

    /// <inheritdoc cref="GetReport.Names"/>
    public string? Names { get; init; }
}

/// <summary>A difference and its parts; on every axis the parts add up to it.</summary>
/// <param name="Title">Table, row, and the two columns compared.</param>
/// <param name="Unit">What the figures are numbers of.</param>
public sealed record ChangeExplained(string Title, string Unit, ChangeFigures Figures, IReadOnlyList<ChangeByAxis> Axes);

/// <summary>Before, after and the difference; exact to six decimals, and as printed.</summary>
public sealed record ChangeFigures(decimal Before, decimal After, decimal Change, string BeforeText, string AfterText, string ChangeText);

/// <param name="Axis">Code of the axis.</param>
/// <param name="Parts">Largest differences first; the small ones together at the end, with no key.</param>
public sealed record ChangeByAxis(string Axis, string Label, IReadOnlyList<ChangePart> Parts);

/// <param name="Key">Null for what is left together.</param>
public sealed record ChangePart(string? Key, string Label, ChangeFigures Figures);

sealed class ExplainPivotChangeValidator : PivotQuestionValidator<ExplainPivotChange>
{
    public ExplainPivotChangeValidator() => RuleFor(q => q.Column).NotEmpty().WithMessage(_ => Words.ColumnMissing);
}

sealed class ExplainChangeValidator : AbstractValidator<ExplainChange>
{
    public ExplainChangeValidator()
    {
        RuleFor(q => q.Column).NotEmpty().WithMessage(_ => Words.ColumnMissing);
        RuleFor(q => q.Names).NameMode();
    }
}

sealed class ExplainPivotChangeHandler(PivotTables tables, ReportEngine engine, ChangeReader reader) : IRequestHandler<ExplainPivotChange, ChangeExplained>
{
    public async Task<ChangeExplained> Handle(ExplainPivotChange question, CancellationToken ct)
    {
        var table = await tables.Resolve(question.Definition, ct);
        var (from, to) = await PivotPeriod.Of(question, table, engine, ct);
        return await reader.Read(table, from, to, question.Row, question.Column!, ct);
    }
}

sealed class ExplainChangeHandler(TableCatalog catalog, ChangeReader reader) : IRequestHandler<ExplainChange, ChangeExplained>
{
    public async Task<ChangeExplained> Handle(ExplainChange question, CancellationToken ct)
    {
        var table = (await catalog.Get(question.Id, ct)).Named(question.Names);
        if (PivotPeriod.Parse(question.Column!.Split('.')[0]) is not { } period) throw ReferentialErrors.Unknown("Column", question.Column!);
        // A table limited to the rows of its last year has them whatever year they are compared with.
        return await reader.Read(table with { IsLimitedToLastYear = false }, period.First with { Year = period.First.Year - 1 }, period.Last, question.Row, question.Column!, ct);
    }
}

/// <summary>Cuts a difference by every other axis that the measure carries.</summary>
sealed class ChangeReader(ReportEngine engine, CurrentUser user)
{
    const int MostParts = 8;

    static readonly Axis[] Candidates = [Axis.Project, Axis.Application, Axis.Agent, Axis.Member, Axis.Domain, Axis.Activity, Axis.SubActivity, Axis.Team, Axis.Site, Axis.TrainingCategory, Axis.InterventionKind, Axis.Channel, Axis.TicketType, Axis.Source];

    public async Task<ChangeExplained> Read(ReportTable table, Month from, Month to, string? rowKey, string columnKey, CancellationToken ct)
    {
        if (table.ColumnAxis is not { } time || !AxisValues.IsTime(time) || table.RowAxes.Any(AxisValues.IsTime)) throw Refusal.Field("Columns", "change.needs-time", Words.ChangesNeedTime);
        var axes = await engine.Axes(table, ct);
        var computed = await engine.Compute(table, from, to, ct);
        var after = computed.Columns.FirstOrDefault(c => c.Key == columnKey) ?? throw ReferentialErrors.Unknown("Column", columnKey);
        var before = computed.Columns.LastOrDefault(c => c.Measure == after.Measure && string.CompareOrdinal(c.Group, after.Group) < 0) ?? throw Refusal.Field("Column", "change.first", Words.NothingBefore);
        var row = computed.Rows.FirstOrDefault(r => r.Key == rowKey) ?? throw ReferentialErrors.Unknown("Row", rowKey ?? "");
        if (after.Measure.Measure.IsEntered()) throw Refusal.Field("Measures", "change.key-figures", Words.NoParts);

        var source = FactSource.Of(after.Measure.Measure);
        var filters = new Dictionary<Axis, IReadOnlyList<string>>(table.Filters);
        foreach (var (axis, key) in table.RowAxes.Zip(row.Keys)) filters[axis] = [key];
        var narrowed = table with { Measures = [after.Measure with { Suffix = null }], Filters = filters, HasShares = false, HasChanges = false, HasBlankRows = true, IsLimitedToLastYear = false, Order = RowOrder.AsListed };

        var parts = new List<ChangeByAxis>();
        foreach (var axis in Candidates.Where(axis => !table.RowAxes.Contains(axis)))
        {
            if (!PivotCodes.Carries(after.Measure.Measure, axis) || source.IsLinked(AxisValues.ColumnOf(axis)) || (axis is Axis.Agent && !user.Can(Permission.ReadAgents))) continue;
            var cut = await engine.Compute(narrowed with { RowAxes = [axis] }, MonthOf(time, before.Group).First, MonthOf(time, after.Group).Last, ct);
            var (b, a) = (Index(cut, before.Group), Index(cut, after.Group));
            var changes = cut.Rows.Select(r => (Key: (string?)r.Key, r.Label, Before: r.CellMicros[b] ?? 0, After: r.CellMicros[a] ?? 0)).Where(part => part.Before != part.After)
                .OrderByDescending(part => Math.Abs(part.After - part.Before)).ThenBy(part => part.Key, StringComparer.Ordinal).ToList();
            if (changes.Count == 0 || changes is [{ Key: "" }]) continue;
            if (changes.Count > MostParts)
            {
                var rest = changes.Skip(MostParts - 1).ToList();
                changes = [.. changes.Take(MostParts - 1), (null, string.Format(Words.OtherParts, rest.Count), rest.Sum(part => part.Before), rest.Sum(part => part.After))];
            }
            parts.Add(new(PivotCodes.Of(axis), AxisWords.Name(axis), [.. changes.Select(part => new ChangePart(part.Key, part.Label, Figures(part.Before, part.After, after.Decimals)))]));
        }

        var figures = Figures(row.CellMicros[PlaceOf(computed, before)] ?? 0, row.CellMicros[PlaceOf(computed, after)] ?? 0, after.Decimals);
        var title = string.Join(" – ", new[] { table.Title.ToString(), row.Label, $"{axes.LabelOf(time, before.Group)} → {axes.LabelOf(time, after.Group)}" });
        return new(title, MeasureWords.Short(after.Measure.Measure), figures, parts);
    }

    static (Month First, Month Last) MonthOf(Axis time, string key)
    {
        var (first, last) = AxisValues.DaysOf(time, key);
        return (new(first.Year, first.Month), new(last.Year, last.Month));
    }

    static int PlaceOf(ComputedReport computed, ReportColumn column) => computed.Columns.Index().First(c => c.Item == column).Index;
    static int Index(ComputedReport cut, string group) => cut.Columns.Index().First(column => column.Item.Group == group).Index;

    static ChangeFigures Figures(long before, long after, int decimals) => new(
        ReportNumbers.ToUnits(before), ReportNumbers.ToUnits(after), ReportNumbers.ToUnits(after - before),
        ReportNumbers.Text(before, decimals), ReportNumbers.Text(after, decimals), (after > before ? "+" : "") + ReportNumbers.Text(after - before, decimals));
}
