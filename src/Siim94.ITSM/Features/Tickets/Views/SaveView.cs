using System.Globalization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Saves a view of tickets, for oneself, one's team or everybody who works on tickets.</summary>
[Requires(Permission.ReadTickets)]
public sealed record SaveView : ViewFields, ICommand<ViewDetails>;

sealed class SaveViewValidator : AbstractValidator<SaveView>
{
    public SaveViewValidator() => Include(new ViewFieldsValidator());
}

sealed class SaveViewHandler(TicketShelf shelf, ViewCatalog views, TicketReader tickets) : IRequestHandler<SaveView, ViewDetails>
{
    public async Task<ViewDetails> Handle(SaveView request, CancellationToken ct)
    {
        await tickets.Check(request.Filter, "Filter.", ct);
        var id = await shelf.Add(ShelfKind.View, request, ViewContent.Of(request), ct);
        return await views.Get(id.ToString(CultureInfo.InvariantCulture), ct);
    }
}
