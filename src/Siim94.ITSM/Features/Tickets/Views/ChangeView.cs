using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes a saved view of tickets. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ChangeView : ViewFields, ICommand<ViewDetails>
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeViewValidator : AbstractValidator<ChangeView>
{
    public ChangeViewValidator() => Include(new ViewFieldsValidator());
}

sealed class ChangeViewHandler(TicketShelf shelf, ViewCatalog views, TicketReader tickets) : IRequestHandler<ChangeView, ViewDetails>
{
    public async Task<ViewDetails> Handle(ChangeView request, CancellationToken ct)
    {
        var number = ViewCatalog.NumberOf(request.Id);
        await tickets.Check(request.Filter, "Filter.", ct);
        await shelf.Change(ShelfKind.View, number, request.Version, request, ViewContent.Of(request), ct);
        return await views.Get(request.Id, ct);
    }
}
