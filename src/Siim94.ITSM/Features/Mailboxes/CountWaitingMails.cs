using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>How many mails wait for somebody to decide.</summary>
[Requires(Permission.WorkOnTickets)]
sealed record CountWaitingMails : IQuery<int>;

sealed class CountWaitingMailsHandler(Db db) : IRequestHandler<CountWaitingMails, int>
{
    public Task<int> Handle(CountWaitingMails request, CancellationToken ct) =>
        db.FirstOrDefault<int>(CountSql, new { MailState.Quarantined }, ct);

    const string CountSql = "SELECT COUNT(*) FROM ReceivedMails m WHERE m.State = @Quarantined";
}
