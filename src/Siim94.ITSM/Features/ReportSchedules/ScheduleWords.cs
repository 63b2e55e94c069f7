using System.Globalization;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Schedules in the reader's language.</summary>
static class ScheduleWords
{
    /// <summary>« chaque lundi à 8 h », « le 31 de chaque mois à 8 h ».</summary>
    public static string When(ReportScheduleDetails schedule) =>
        schedule.Frequency == Frequency.Weekly
            ? string.Format(Words.EveryWeek, Weekday(schedule.Weekday ?? 1), schedule.Hour)
            : string.Format(Words.EveryMonth, schedule.DayOfMonth, schedule.Hour);

    public static string Weekday(int number) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName((DayOfWeek)(number % 7));

    public static string Content(string content) =>
        content switch
        {
            ReportContent.Table => Words.ContentTable,
            ReportContent.Document => Words.ContentDocument,
            ReportContent.Workbook => Words.ContentWorkbook,
            _ => throw new ArgumentOutOfRangeException(nameof(content), content, "Not a content of reports."),
        };

    public static string Period(string period) =>
        period switch
        {
            SchedulePeriod.LastMonth => Words.PeriodLastMonth,
            SchedulePeriod.LastQuarter => Words.PeriodLastQuarter,
            SchedulePeriod.LastYear => Words.PeriodLastYear,
            SchedulePeriod.YearToDate => Words.PeriodYearToDate,
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a period of reports."),
        };

    public static string FrequencyName(string frequency) =>
        frequency switch
        {
            Frequency.Weekly => Words.Weekly,
            Frequency.Monthly => Words.Monthly,
            _ => throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "Not a frequency."),
        };
}
