using System.Runtime.CompilerServices;
using System.Text.Json;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Computes a table and prints it as its readers see it, with what must be said of it.</summary>
sealed class ReportPrinter(ReportEngine engine, GroupNotes groups, AllocationNotes allocations, RollupStatus status)
{
    // A table that is kept is printed once.
    static readonly ConditionalWeakTable<ComputedReport, Report> Printed = [];

    public async Task<Report> Print(ReportTable table, Month from, Month to, CancellationToken ct)
    {
        // Asked first: a figure is never older than it says.
        var freshness = await status.Freshness(ct);
        var computed = await engine.Compute(table, from, to, ct);
        var report = Printed.GetValue(computed, Print);
        return report with
        {
            Freshness = freshness,
            Notes = [.. report.Notes, .. await groups.Of(table, from.Year, to.Year, ct), .. await allocations.Of(computed, from, to, ct)],
        };
    }

    // How fresh it is, whoever asks is told.
    static Report Print(ComputedReport computed) =>
        new(
            computed.Table.Id,
            computed.Table.Title.ToString(),
            computed.Table.Section,
            computed.Table.Unit,
            computed.Table.Measures.Max(measure => measure.Decimals),
            [.. computed.Columns.Select(column => new ReportHeading(column.Key, column.Label) { Decimals = column.Decimals })],
            [
                .. computed.Rows.Select(
                    (row, place) =>
                        new ReportLine(
                            row.Key,
                            row.Label,
                            [
                                .. computed.Columns.Select(
                                    (column, index) =>
                                        Cell(row.CellMicros[index], column, computed.Gaps.GetValueOrDefault((place, index), ""))
                                ),
                            ]
                        )
                        {
                            Labels = row.Labels,
                        }
                ),
            ],
            [.. computed.TotalMicros.Zip(computed.Columns, (micros, column) => Cell(micros, column, ""))],
            [
                .. computed.NoTotals is { } why ? [why] : RoundingNotes.Of(computed),
                .. computed.NoRowTotals is { } whyNot ? [whyNot] : (string[])[],
                .. computed.NameNotes,
                .. ReportNotes.Of(computed.Table),
                .. computed.Remarks,
            ],
            new(null, 0)
        )
        {
            RowHeadings = [.. computed.Table.RowAxes.Select(AxisWords.Name)],
            HasLines = computed.Table.HasLines,
            Filters = computed.Filters,
            Chart = JsonNamingPolicy.CamelCase.ConvertName($"{computed.Table.Chart}"),
        };

    static ReportCell Cell(long? micros, ReportColumn column, string gap) =>
        micros is { } amount ? new(ReportNumbers.ToUnits(amount), ReportNumbers.Text(amount, DecimalsOf(amount, column))) : new(null, gap);

    // Figures of many units stand in one column: whole ones are printed whole.
    static int DecimalsOf(long micros, ReportColumn column) =>
        column is { Measure.Measure: Measure.KeyFigures, Figure: Figure.Amount or Figure.Change } && micros % WorkDay.MicrosPerUnit == 0
            ? 0
            : column.Decimals;
}
