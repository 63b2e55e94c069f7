using MediatR;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>Mailboxes that tickets come from, by name; their passwords are not told.</summary>
[Requires(Permission.ManageSettings)]
public sealed record ListMailboxes : IQuery<Mailboxes>;

public sealed record Mailboxes(IReadOnlyList<MailboxDetails> Items);

sealed class ListMailboxesHandler(MailboxStore store) : IRequestHandler<ListMailboxes, Mailboxes>
{
    public async Task<Mailboxes> Handle(ListMailboxes request, CancellationToken ct) => new(await store.All(ct));
}
