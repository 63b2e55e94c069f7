using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Puts a view of tickets into one's menu, or takes it out.</summary>
[Requires(Permission.ReadTickets)]
public sealed record PinView(string Id, bool IsPinned) : ICommand<ViewDetails>;

sealed class PinViewHandler(ViewCatalog views) : IRequestHandler<PinView, ViewDetails>
{
    public async Task<ViewDetails> Handle(PinView request, CancellationToken ct)
    {
        var view = await views.Get(request.Id, ct);
        await views.Pin(view.Id, request.IsPinned, ct);
        return view with { IsPinned = request.IsPinned };
    }
}
