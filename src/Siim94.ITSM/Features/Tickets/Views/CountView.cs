using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>How many tickets a view shows its reader.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountView(string Id) : IQuery<ViewCount>;

/// <param name="Id">That of the view.</param>
/// <param name="Count">As many as its list has.</param>
public sealed record ViewCount(string Id, int Count);

sealed class CountViewHandler(ViewCatalog views, TicketReader tickets) : IRequestHandler<CountView, ViewCount>
{
    public async Task<ViewCount> Handle(CountView request, CancellationToken ct)
    {
        var view = await views.Get(request.Id, ct);
        return new(view.Id, await tickets.Count(view.Filter, ct));
    }
}
