using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Mails that were kept and not handled yet, in the order in which they came.</summary>
[Requires(Permission.ManageJobs)]
public sealed record ListMailsToHandle : IQuery<IReadOnlyList<long>>;

sealed class ListMailsToHandleHandler(Db db) : IRequestHandler<ListMailsToHandle, IReadOnlyList<long>>
{
    // The next run goes on.
    const int Most = 200;

    public Task<IReadOnlyList<long>> Handle(ListMailsToHandle request, CancellationToken ct) =>
        db.Query<long>(WaitingSql + db.Dialect.FirstRows, new { State = MailState.Received, Take = Most }, ct);

    const string WaitingSql = "SELECT m.Id FROM ReceivedMails m WHERE m.State = @State ORDER BY m.Id";
}
