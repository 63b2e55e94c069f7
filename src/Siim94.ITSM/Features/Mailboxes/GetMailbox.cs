using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>One mailbox; its password is not told.</summary>
[Requires(Permission.ManageSettings)]
public sealed record GetMailbox(long Id) : IQuery<MailboxDetails>;

sealed class GetMailboxHandler(MailboxStore store) : IRequestHandler<GetMailbox, MailboxDetails>
{
    public Task<MailboxDetails> Handle(GetMailbox request, CancellationToken ct) => store.Get(request.Id, ct);
}
