using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Schedules a report by mail: for oneself, or, with the right to edit reports, for others.</summary>
[Requires(Permission.ReadReports)]
public sealed record ScheduleReport : ReportScheduleFields, ICommand<ReportScheduleDetails>;

sealed class ScheduleReportValidator : AbstractValidator<ScheduleReport>
{
    public ScheduleReportValidator() => Include(new ReportScheduleFieldsValidator());
}

sealed class ScheduleReportHandler(ReportScheduleStore schedules, Db db, CurrentUser user, Audit audit)
    : IRequestHandler<ScheduleReport, ReportScheduleDetails>
{
    public async Task<ReportScheduleDetails> Handle(ScheduleReport request, CancellationToken ct)
    {
        var recipients = await schedules.RecipientsOf(request, ct);
        var id = await db.Insert(InsertScheduleSql, schedules.RowOf(request) with { OwnerUserId = user.UserId }, ct);
        await schedules.AddRecipients(id, recipients, ct);
        await audit.Record("report-schedule", id, "add", null, request, ct);
        return await schedules.Get(id, ct);
    }

    const string InsertScheduleSql = """
        INSERT INTO ReportSchedules (OwnerUserId, Title, Content, TableCode, Period, Format, Frequency, Weekday, DayOfMonth, Hour, IsActive,
            ActiveSinceAt, LastDueAt, Version)
        VALUES (@OwnerUserId, @Title, @Content, @TableCode, @Period, @Format, @Frequency, @Weekday, @DayOfMonth, @Hour, 1, @ActiveSinceAt,
            NULL, 1)
        """;
}
