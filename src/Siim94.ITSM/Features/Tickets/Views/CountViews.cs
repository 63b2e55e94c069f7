using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The views in one's menu, and how many tickets each shows, counted all at once.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountViews : IQuery<IReadOnlyList<PinnedView>>;

/// <param name="Count">Null for a view that names what is not there any more.</param>
public sealed record PinnedView(string Id, string Name, int? Count);

sealed class CountViewsHandler(ViewCatalog views, TicketReader tickets) : IRequestHandler<CountViews, IReadOnlyList<PinnedView>>
{
    public async Task<IReadOnlyList<PinnedView>> Handle(CountViews request, CancellationToken ct)
    {
        var pinned = (await views.List(ct)).Where(view => view.IsPinned).Take(Most).ToList();
        var counts = await tickets.CountEach([.. pinned.Select(view => view.Filter)], ct);
        return [.. pinned.Zip(counts, (view, count) => new PinnedView(view.Id, view.Name, count))];
    }

    // A menu of more is not read.
    const int Most = 20;
}
