using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.MemberYears;

/// <summary>The lines of a member's year, as its workbook lists them.</summary>
static class MemberLines
{
    public static readonly Measure[] Measures = [Measure.Days, Measure.TicketsOpened, Measure.Visits, Measure.PeopleTrained];

    public static GetPivotLines Of(string member, int year, Measure measure, string? after) =>
        new()
        {
            Definition = new()
            {
                Measures = [PivotCodes.Of(measure)],
                Rows = ["member-group"],
                Columns = "year",
                Filters = new Dictionary<string, IReadOnlyList<string>> { ["member-group"] = [member] },
            },
            From = $"{year}",
            To = $"{year}",
            After = after,
            Limit = Page<ReportFact>.MaximumLimit,
        };
}
