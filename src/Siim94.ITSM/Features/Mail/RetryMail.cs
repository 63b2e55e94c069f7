using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>
/// Sends again what was given up, may not have arrived, or was put off by the server. Refused for what was not tried yet, or has left.
/// </summary>
[Requires(Permission.ManageSettings)]
public sealed record RetryMail(long Id) : ICommand<OutboxLine>;

sealed class RetryMailHandler(Db db, Outbox outbox, IMediator mediator, Audit audit) : IRequestHandler<RetryMail, OutboxLine>
{
    public async Task<OutboxLine> Handle(RetryMail request, CancellationToken ct)
    {
        if (!await outbox.Requeue(request.Id, ct))
            throw await db.FirstOrDefault<int>(CountSql, new { request.Id }, ct) == 0
                ? RequestErrors.NotFound()
                : new Refusal(409, "mail.not-failed", Words.NotFailed);
        await audit.Record("mail", request.Id, "resend", null, null, ct);
        return (await mediator.Send(new ListOutbox { After = request.Id + 1, Limit = 1 }, ct)).Items[0];
    }

    const string CountSql = "SELECT COUNT(*) FROM MailMessages m WHERE m.Id = @Id";
}
