using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Mailboxes that are read now, with what opens them: for the job alone.</summary>
[Requires(Permission.ManageJobs)]
sealed record ListMailboxesToPoll : IQuery<IReadOnlyList<MailboxAccess>>;

sealed class ListMailboxesToPollHandler(MailboxStore store) : IRequestHandler<ListMailboxesToPoll, IReadOnlyList<MailboxAccess>>
{
    public Task<IReadOnlyList<MailboxAccess>> Handle(ListMailboxesToPoll request, CancellationToken ct) => store.ToPoll(ct);
}
