using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>How many tickets are in each state, with the filters of <see cref="ListTickets"/>.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountTickets : IQuery<IReadOnlyDictionary<string, int>>
{
    public string? Member { get; init; }
    public string? Q { get; init; }
}

sealed class CountTicketsValidator : AbstractValidator<CountTickets>
{
    public CountTicketsValidator() => RuleFor(c => c.Q).Line(200);
}

sealed class CountTicketsHandler(TicketReader reader) : IRequestHandler<CountTickets, IReadOnlyDictionary<string, int>>
{
    public Task<IReadOnlyDictionary<string, int>> Handle(CountTickets request, CancellationToken ct) => reader.Count(request, ct);
}
