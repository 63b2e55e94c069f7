using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>How many tickets are in each state, with the filters of <see cref="ListTickets"/>.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountTickets : TicketFilter, IQuery<IReadOnlyDictionary<string, int>>
{
    public CountTickets() { }

    internal CountTickets(TicketFilter filter)
        : base(filter) { }
}

sealed class CountTicketsValidator : AbstractValidator<CountTickets>
{
    public CountTicketsValidator() => Include(new TicketFilterValidator());
}

sealed class CountTicketsHandler(TicketReader reader) : IRequestHandler<CountTickets, IReadOnlyDictionary<string, int>>
{
    public Task<IReadOnlyDictionary<string, int>> Handle(CountTickets request, CancellationToken ct) => reader.CountByStatus(request, ct);
}
