namespace Siim94.ITSM.Features.Tables;

/// <summary>What must be said of figures that do not simply add up.</summary>
static class ReportNotes
{
    public static IEnumerable<string> Of(ReportTable table)
    {
        if (table.Measures.Any(measure => measure.Measure.IsQuantile()))
            yield return Words.DelayNote;
        if (table.Measures.Any(measure => measure.Measure.IsLevel()) && table.RowAxes.Any(AxisKeys.IsTime))
            yield return Words.NoTotalOfLevels;
    }
}
