using FluentValidation;
using Siim94.ITSM.Features.Documents;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>What a report is made of, and as which file it may be sent.</summary>
static class ReportContent
{
    public const string Table = "table",
        Workbook = "workbook",
        Document = "document";
    public const string Xlsx = ExportFormat.Xlsx,
        Csv = "csv",
        Docx = ExportFormat.Docx;

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Formats = new Dictionary<string, IReadOnlyList<string>>
    {
        [Table] = [Xlsx, Csv],
        [Document] = [Docx],
        [Workbook] = [Xlsx],
    };
}

/// <summary>A report that is sent by mail, as its owner describes it.</summary>
public record ReportScheduleFields
{
    public const int MostRecipients = 100;

    /// <summary>Subject of the mail.</summary>
    public string? Title { get; set; }

    /// <summary>A <c>table</c>, or the report of the year as a <c>document</c> or a <c>workbook</c>.</summary>
    public string? Content { get; set; }

    /// <summary>Id of the table, built-in or saved.</summary>
    public string? Table { get; set; }

    /// <summary>
    /// <c>year-to-date</c>, <c>last-month</c>, <c>last-quarter</c> or <c>last-year</c>, from the day it is sent; the report of the year
    /// takes whole years only.
    /// </summary>
    public string? Period { get; set; }

    /// <summary><c>xlsx</c> or <c>csv</c> of a table, <c>docx</c> of a document, <c>xlsx</c> of a workbook.</summary>
    public string? Format { get; set; }

    /// <summary><c>weekly</c> or <c>monthly</c>.</summary>
    public string? Frequency { get; set; }

    /// <summary>1 (Monday) to 7, for a weekly one.</summary>
    public int? Weekday { get; set; }

    /// <summary>1 to 31, for a monthly one; the last day in months that are shorter.</summary>
    public int? DayOfMonth { get; set; }

    /// <summary>Hour of the day in Paris.</summary>
    public int? Hour { get; set; }

    /// <summary>Logins of those who get it, each with the figures of their own rights; the sender alone when left blank.</summary>
    public IReadOnlyList<string> Recipients { get; set; } = [];
}

sealed class ReportScheduleFieldsValidator : AbstractValidator<ReportScheduleFields>
{
    public ReportScheduleFieldsValidator()
    {
        RuleFor(s => s.Title).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(s => s.Content)
            .Must(content => content is not null && ReportContent.Formats.ContainsKey(content))
            .WithMessage(_ => OneOf(ReportContent.Formats.Keys));
        RuleFor(s => s.Table).NotEmpty().When(s => s.Content == ReportContent.Table).WithMessage(_ => Words.TableMissing).Line(100);
        RuleFor(s => s.Table).Empty().When(s => s.Content != ReportContent.Table).WithMessage(_ => Words.TableNotAsked);
        RuleFor(s => s.Period)
            .Must((s, period) => period is not null && PeriodsOf(s).Contains(period))
            .WithMessage(s => OneOf(PeriodsOf(s)));
        RuleFor(s => s.Format)
            .Must((s, format) => format is not null && FormatsOf(s).Contains(format))
            .WithMessage(s => OneOf(FormatsOf(s)));
        RuleFor(s => s.Frequency)
            .Must(frequency => frequency is not null && Frequency.All.Contains(frequency))
            .WithMessage(_ => OneOf(Frequency.All));
        RuleFor(s => s.Weekday)
            .Must(day => day is >= 1 and <= 7)
            .When(s => s.Frequency == Frequency.Weekly)
            .WithMessage(_ => Words.WeekdayOutOfRange);
        RuleFor(s => s.Weekday).Null().When(s => s.Frequency == Frequency.Monthly).WithMessage(_ => Words.WeekdayNotAsked);
        RuleFor(s => s.DayOfMonth)
            .Must(day => day is >= 1 and <= 31)
            .When(s => s.Frequency == Frequency.Monthly)
            .WithMessage(_ => Words.DayOfMonthOutOfRange);
        RuleFor(s => s.DayOfMonth).Null().When(s => s.Frequency == Frequency.Weekly).WithMessage(_ => Words.DayOfMonthNotAsked);
        RuleFor(s => s.Hour).Must(hour => hour is >= 0 and <= 23).WithMessage(_ => Words.HourOutOfRange);
        RuleFor(s => s.Recipients)
            .Must(recipients =>
                recipients is { Count: <= ReportScheduleFields.MostRecipients }
                && recipients.All(login => login is { Length: > 0 and <= 100 })
            )
            .WithMessage(_ => Words.TooManyRecipients);
    }

    static IReadOnlyList<string> PeriodsOf(ReportScheduleFields fields) =>
        fields.Content == ReportContent.Table ? SchedulePeriod.All : SchedulePeriod.Years;

    static IReadOnlyList<string> FormatsOf(ReportScheduleFields fields) =>
        ReportContent.Formats.GetValueOrDefault(fields.Content ?? "", [ReportContent.Xlsx]);

    static string OneOf(IEnumerable<string> codes) => string.Format(Words.OneOf, string.Join(", ", codes));
}
