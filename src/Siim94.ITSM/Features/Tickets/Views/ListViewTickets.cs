using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets of a view, in its order, by page; which ones is for the reader's own rights to say.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListViewTickets(string Id, string? After, int? Limit) : IQuery<Page<TicketLine>>;

sealed class ListViewTicketsValidator : AbstractValidator<ListViewTickets>
{
    public ListViewTicketsValidator() =>
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TicketLine>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
}

sealed class ListViewTicketsHandler(ViewCatalog views, TicketReader tickets) : IRequestHandler<ListViewTickets, Page<TicketLine>>
{
    public async Task<Page<TicketLine>> Handle(ListViewTickets request, CancellationToken ct)
    {
        var view = await views.Get(request.Id, ct);
        // The view may have been changed since the page before: then its order is another one.
        if (request.After is not null && TicketSort.Parse(view.Order)!.Read(request.After) is null)
            throw Refusal.Field("After", "ticket.after-unknown", CommonWords.AfterUnknown);
        return await tickets.List(
            new(view.Filter)
            {
                Sort = view.Order,
                After = request.After,
                Limit = request.Limit,
            },
            ct
        );
    }
}
