using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Leaves a mail whose content the rules of input refuse to somebody's decision.</summary>
[Requires(Permission.ManageJobs)]
sealed record PutMailAside(long Id) : ICommand<Unit>;

sealed class PutMailAsideHandler(Db db, TimeProvider clock) : IRequestHandler<PutMailAside, Unit>
{
    public async Task<Unit> Handle(PutMailAside request, CancellationToken ct)
    {
        var mail = new
        {
            request.Id,
            Now = clock.GetUtcNow().UtcDateTime,
            MailState.Received,
            MailState.Quarantined,
            MailReason.Refused,
        };
        await db.Execute(PutAsideSql, mail, ct);
        return Unit.Value;
    }

    const string PutAsideSql =
        "UPDATE ReceivedMails SET State = @Quarantined, Reason = @Refused, HandledAt = @Now WHERE Id = @Id AND State = @Received";
}
