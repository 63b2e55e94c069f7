using FluentValidation;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>Cuts a difference by every other axis that the measure carries.</summary>
sealed class ChangeReader(ReportEngine engine, CurrentUser user)
{
    const int MostParts = 8;

    static readonly Axis[] Candidates =
    [
        Axis.Project,
        Axis.Application,
        Axis.Agent,
        Axis.Member,
        Axis.Domain,
        Axis.Activity,
        Axis.SubActivity,
        Axis.Team,
        Axis.Site,
        Axis.TrainingCategory,
        Axis.InterventionKind,
        Axis.Channel,
        Axis.Category,
        Axis.Group,
        Axis.TicketType,
        Axis.Source,
    ];

    public async Task<ChangeExplained> Read(
        ReportTable table,
        Month from,
        Month to,
        string? rowKey,
        string columnKey,
        string? beforeKey,
        CancellationToken ct
    )
    {
        if (table.ColumnAxis is not { } time || !AxisKeys.IsTime(time) || table.RowAxes.Any(AxisKeys.IsTime))
            throw Refusal.Field("Columns", "change.needs-time", Words.ChangesNeedTime);
        var axes = await engine.Axes(table, ct, from, to);
        var computed = await engine.Compute(table, from, to, ct);
        var amounts = computed.Columns.Where(c => c.Figure is Figure.Amount).ToList();
        var after = amounts.Named("Column", columnKey);
        var earlier = amounts.Where(c => c.Measure == after.Measure && string.CompareOrdinal(c.Group, after.Group) < 0).ToList();
        if (earlier.Count == 0)
            throw Refusal.Field("Column", "change.first", Words.NothingBefore);
        var before = beforeKey is null ? earlier[^1] : earlier.Named("Before", beforeKey);
        if (!after.Measure.Measure.HasLines())
            throw Refusal.Field("Measures", "change.key-figures", Words.NoParts);
        // Parts of a median do not add up to it, and what is open at two ends of a period is not what came in between.
        if (!after.Measure.Measure.AddsUp() || after.Measure.Measure.IsLevel())
            throw Refusal.Field("Measures", "change.no-parts", Words.NoPartsOfFigure);
        if (rowKey is null && computed.NoTotals is { } why)
            throw Refusal.Field("Row", "change.no-total", why);
        var row = rowKey is null ? null : computed.Rows.Named("Row", rowKey);
        var cells = row?.CellMicros ?? computed.TotalMicros;
        var figures = Figures(cells[PlaceOf(computed, before)] ?? 0, cells[PlaceOf(computed, after)] ?? 0, after.Decimals);
        var unit = MeasureWords.Unit(after.Measure.Measure);
        var what = row?.Label ?? CommonWords.Total;

        return new(
            string.Join(
                " – ",
                new[] { table.Title.ToString(), what, $"{axes.LabelOf(time, before.Group)} → {axes.LabelOf(time, after.Group)}" }
            ),
            MeasureWords.Short(after.Measure.Measure),
            string.Format(
                Words.ChangeSentence,
                what,
                $"{figures.ChangeText} {unit}",
                axes.LabelOf(time, before.Group),
                $"{figures.BeforeText} {unit}",
                axes.LabelOf(time, after.Group),
                $"{figures.AfterText} {unit}"
            ),
            figures,
            Heading(before),
            [.. earlier.Select(Heading)],
            await Parts(
                row is null ? table : table.NarrowedTo(row),
                axes,
                row is null ? [.. computed.Rows.Select(r => r.Key)] : [row.Key],
                before,
                after,
                figures,
                ct
            )
        );
    }

    static ReportHeading Heading(ReportColumn column) => new(column.Key, column.Label) { Decimals = column.Decimals };

    /// <summary>The difference of some rows together, axis by axis.</summary>
    async Task<IReadOnlyList<ChangeByAxis>> Parts(
        ReportTable table,
        AxisKeys axes,
        HashSet<string> rows,
        ReportColumn before,
        ReportColumn after,
        ChangeFigures whole,
        CancellationToken ct
    )
    {
        var (time, measure) = (table.ColumnAxis!.Value, after.Measure.Measure);
        var (from, to) = (MonthsOf(time, before.Group).First, MonthsOf(time, after.Group).Last);
        var source = FactSource.Of(measure);
        var parts = new List<ChangeByAxis>();
        foreach (var axis in Candidates.Where(axis => !table.RowAxes.Contains(axis)))
        {
            if (
                !PivotCodes.Carries(measure, axis)
                || source.IsLinked(AxisKeys.ColumnOf(axis))
                || (axis is Axis.Agent && !user.Can(Permission.ReadAgents))
            )
                continue;
            var sums = new Dictionary<string, (long Before, long After)>();
            // Lines without a value on this axis are a part too; those of other rows are not.
            foreach (
                var (keys, column, amount, _) in await engine.Sums(
                    table with
                    {
                        RowAxes = [.. table.RowAxes, axis],
                        HasBlankRows = true,
                    },
                    measure,
                    axes,
                    from,
                    to,
                    ct
                )
            )
            {
                if (
                    (column != before.Group && column != after.Group)
                    || !rows.Contains(string.Join(ReportRow.KeySeparator, keys.SkipLast(1)))
                )
                    continue;
                var sum = sums.GetValueOrDefault(keys[^1]);
                sums[keys[^1]] = column == before.Group ? (sum.Before + amount, sum.After) : (sum.Before, sum.After + amount);
            }
            var labels = axes.LabelsOf(axis, sums.Keys);
            var changes = sums.Select(sum =>
                    (
                        Key: (string?)sum.Key,
                        Label: labels[sum.Key],
                        Before: MeasureUnits.ToMicros(measure, sum.Value.Before),
                        After: MeasureUnits.ToMicros(measure, sum.Value.After)
                    )
                )
                .Where(part => part.Before != part.After)
                .OrderByDescending(part => Math.Abs(part.After - part.Before))
                .ThenBy(part => part.Key, StringComparer.Ordinal)
                .ToList();
            if (changes.Count == 0 || changes is [{ Key: "" }])
                continue;
            if (changes.Count > MostParts)
            {
                var rest = changes.Skip(MostParts - 1).ToList();
                changes =
                [
                    .. changes.Take(MostParts - 1),
                    (null, string.Format(Words.OtherParts, rest.Count), rest.Sum(part => part.Before), rest.Sum(part => part.After)),
                ];
            }
            parts.Add(
                InWords(
                    axis,
                    [.. changes.Select(part => new ChangePart(part.Key, part.Label, Figures(part.Before, part.After, after.Decimals)))],
                    whole,
                    MeasureWords.Unit(measure)
                )
            );
        }
        // An axis with one part says again what the difference is; it says at least whose, where no other axis tells more.
        return parts.Any(axis => axis.Parts.Count > 1) ? [.. parts.Where(axis => axis.Parts.Count > 1)] : parts;
    }

    static ChangeByAxis InWords(Axis axis, IReadOnlyList<ChangePart> parts, ChangeFigures whole, string unit) =>
        new(
            PivotCodes.Of(axis),
            AxisWords.Name(axis),
            string.Format(
                Words.PartsSentence,
                $"{whole.ChangeText} {unit}",
                AxisWords.Name(axis).ToLowerInvariant(),
                string.Join(", ", parts.Select(part => $"{part.Figures.ChangeText} {unit} {part.Label}"))
            ),
            parts
        );

    static (Month First, Month Last) MonthsOf(Axis time, string key)
    {
        var (first, last) = AxisKeys.DaysOf(time, key);
        return (new(first.Year, first.Month), new(last.Year, last.Month));
    }

    static int PlaceOf(ComputedReport computed, ReportColumn column) => computed.Columns.Index().First(c => c.Item == column).Index;

    static ChangeFigures Figures(long before, long after, int decimals) =>
        new(
            ReportNumbers.ToUnits(before),
            ReportNumbers.ToUnits(after),
            ReportNumbers.ToUnits(after - before),
            ReportNumbers.Text(before, decimals),
            ReportNumbers.Text(after, decimals),
            (after > before ? "+" : "") + ReportNumbers.Text(after - before, decimals)
        );
}
