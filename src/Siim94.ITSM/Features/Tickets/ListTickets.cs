using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets, newest first, by page.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListTickets : IQuery<Page<TicketLine>>
{
    /// <summary>One of the six states, or <c>open</c> for all that is neither resolved nor closed.</summary>
    public string? Status { get; init; }

    public string? Member { get; init; }

    /// <summary>
    /// Words of the title, description or requester or their beginnings, all of them, in any order, accents and case ignored: behind a
    /// sign begins another word (<c>123</c> finds <c>GLPI-123</c>). Or a number, <c>#12</c> for that one only.
    /// </summary>
    public string? Q { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListTicketsValidator : AbstractValidator<ListTickets>
{
    public const string Open = "open";

    public ListTicketsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TicketLine>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Status)
            .Must(status => status is null or Open || TicketStatus.All.Contains(status))
            .WithMessage(_ => Words.StatusUnknown);
        RuleFor(l => l.Q).Line(200);
    }
}

sealed class ListTicketsHandler(TicketReader reader) : IRequestHandler<ListTickets, Page<TicketLine>>
{
    public Task<Page<TicketLine>> Handle(ListTickets request, CancellationToken ct) => reader.List(request, ct);
}
