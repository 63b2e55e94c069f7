using System.Globalization;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>Scheduled reports to take away, as their list shows them.</summary>
static class ReportScheduleFile
{
    public static ListFile<ReportScheduleDetails> Of(Api api) =>
        new("envois", Shell.Words.ReportSchedules, Columns, after =>
            api.Send(
                new ListReportSchedules
                {
                    After = after is null ? null : long.Parse(after, CultureInfo.InvariantCulture),
                    Limit = Page<object>.MaximumLimit,
                }
            )
        );

    static IReadOnlyList<ListColumn<ReportScheduleDetails>> Columns(bool areCodes) =>
        [
            new(CommonWords.Title, "title", schedule => SheetCell.Of(schedule.Title)),
            new(CommonWords.When, "frequency", schedule => SheetCell.Of(areCodes ? schedule.Frequency : ScheduleWords.When(schedule))),
            new(ReportSchedules.Words.NextTime, "nextDueAt", schedule =>
                schedule.NextDueAt is { } next ? SheetCell.OfInstant(Paris.ToLocal(next)) : default
            ),
            new(ReportSchedules.Words.RecipientsLabel, "recipients", schedule =>
                SheetCell.Of(string.Join(", ", schedule.Recipients.Select(recipient => areCodes ? recipient.Login : recipient.Name)))
            ),
            new(ReportSchedules.Words.Owner, "owner", schedule => SheetCell.Of(schedule.OwnerName)),
        ];
}
