using MediatR;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Sends a message again that failed, or that may not have arrived. Refused for any other.</summary>
[Requires(Permission.ReadReports)]
public sealed record ResendReportMessage(long Id) : ICommand<ReportMessage>;

sealed class ResendReportMessageHandler(
    ReportScheduleStore schedules,
    ReportMessageReader messages,
    Outbox outbox,
    CurrentUser user,
    Audit audit
) : IRequestHandler<ResendReportMessage, ReportMessage>
{
    public async Task<ReportMessage> Handle(ResendReportMessage request, CancellationToken ct)
    {
        var (scheduleId, userId) = await messages.PlaceOf(request.Id, ct);
        if (!(await schedules.Get(scheduleId, ct)).IsOwn && userId != user.UserId)
            throw RequestErrors.NotFound();
        var before = await messages.Get(request.Id, ct);
        if (!await outbox.Requeue(request.Id, ct))
            throw new Refusal(409, "report-message.not-failed", Words.NotFailed);
        await audit.Record("report-schedule", scheduleId, "resend", before, null, ct);
        return await messages.Get(request.Id, ct);
    }
}
