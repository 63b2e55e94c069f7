using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>One's own address.</summary>
[Requires(Permission.ReadOwnAccount)]
public sealed record GetOwnContact : IQuery<Contact>;

sealed class GetOwnContactHandler(ContactStore contacts, CurrentUser user) : IRequestHandler<GetOwnContact, Contact>
{
    public Task<Contact> Handle(GetOwnContact request, CancellationToken ct) => contacts.Get(user.UserId, ct);
}
