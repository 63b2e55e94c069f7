using MediatR;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Sends the report to oneself now, with one's own figures.</summary>
[Requires(Permission.ReadReports)]
public sealed record SendReportNow(long Id) : ICommand<ReportMessage>;

sealed class SendReportNowHandler(ReportScheduleStore schedules, Outbox outbox, ReportMessageReader messages, CurrentUser user, Audit audit)
    : IRequestHandler<SendReportNow, ReportMessage>
{
    public async Task<ReportMessage> Handle(SendReportNow request, CancellationToken ct)
    {
        await schedules.Get(request.Id, ct);
        var id = await outbox.AddAskedFor(ReportMail.Kind, request.Id, user.UserId, ct);
        await audit.Record("report-schedule", request.Id, "send-now", null, new { user.Login }, ct);
        return await messages.Get(id, ct);
    }
}
