using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Changes a scheduled report. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ReadReports)]
public sealed record ChangeReportSchedule : ReportScheduleFields, ICommand<ReportScheduleDetails>
{
    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeReportScheduleValidator : AbstractValidator<ChangeReportSchedule>
{
    public ChangeReportScheduleValidator() => Include(new ReportScheduleFieldsValidator());
}

sealed class ChangeReportScheduleHandler(ReportScheduleStore schedules, Db db, Audit audit)
    : IRequestHandler<ChangeReportSchedule, ReportScheduleDetails>
{
    public async Task<ReportScheduleDetails> Handle(ChangeReportSchedule request, CancellationToken ct)
    {
        var before = await schedules.GetOwn(request.Id, ct);
        var recipients = await schedules.RecipientsOf(request, ct);
        var row = schedules.RowOf(request) with { Id = request.Id, Version = request.Version };
        if (await db.Execute(UpdateScheduleSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        // What was due by the old timing has been sent, or is about to be; the new one counts from now.
        if (row.Timing != before.Timing)
            await db.Execute(RestartScheduleSql, row, ct);
        await schedules.RemoveRecipients(request.Id, ct);
        await schedules.AddRecipients(request.Id, recipients, ct);
        await audit.Record("report-schedule", request.Id, "change", before, request, ct);
        return await schedules.Get(request.Id, ct);
    }

    const string UpdateScheduleSql = """
        UPDATE ReportSchedules
        SET Title = @Title, Content = @Content, TableCode = @TableCode, Period = @Period, Format = @Format, Frequency = @Frequency,
            Weekday = @Weekday, DayOfMonth = @DayOfMonth, Hour = @Hour, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    const string RestartScheduleSql = "UPDATE ReportSchedules SET ActiveSinceAt = @ActiveSinceAt WHERE Id = @Id";
}
