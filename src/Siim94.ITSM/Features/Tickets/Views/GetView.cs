using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>One view of tickets.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetView(string Id) : IQuery<ViewDetails>;

sealed class GetViewHandler(ViewCatalog views) : IRequestHandler<GetView, ViewDetails>
{
    public Task<ViewDetails> Handle(GetView request, CancellationToken ct) => views.Get(request.Id, ct);
}
