using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Views of tickets that one may use: the product's, then one's own and those that are shared, by name.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListViews : IQuery<Page<ViewDetails>>;

sealed class ListViewsHandler(ViewCatalog views) : IRequestHandler<ListViews, Page<ViewDetails>>
{
    public async Task<Page<ViewDetails>> Handle(ListViews request, CancellationToken ct) => new(await views.List(ct), null);
}
