namespace Siim94.ITSM.Features.Tables;

/// <summary>What a table says under itself where its printed rows do not add up to its printed total.</summary>
static class RoundingNotes
{
    public static IReadOnlyList<string> Of(ComputedReport computed)
    {
        var gaps = computed
            .Columns.Index()
            .Where(column =>
                column.Item.Figure is Figure.Amount
                && column.Item.Measure.Measure.AddsUp()
                && computed.TotalMicros[column.Index] is not null
            )
            .Select(column =>
                (column.Item.Label, column.Item.Measure.Decimals, Gap: GapOf(computed, column.Index, column.Item.Measure.Decimals))
            )
            .Where(column => column.Gap != 0)
            .ToList();
        return gaps.Count == 0
            ? []
            :
            [
                string.Format(
                    Words.RoundingGap,
                    string.Join(
                        ", ",
                        gaps.Select(gap => string.Format(CommonWords.Labelled, gap.Label, ReportNumbers.Text(gap.Gap, gap.Decimals)))
                    )
                ),
            ];
    }

    static long GapOf(ComputedReport computed, int column, int decimals)
    {
        var gap = ReportNumbers.Round(computed.TotalMicros[column]!.Value, decimals);
        foreach (var row in computed.Rows)
            if (row.CellMicros[column] is { } cell)
                gap -= ReportNumbers.Round(cell, decimals);
        return gap;
    }
}
