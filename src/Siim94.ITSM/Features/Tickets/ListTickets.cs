using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Tickets, newest first unless sorted otherwise, by page.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListTickets : TicketFilter, IQuery<Page<TicketLine>>
{
    public ListTickets() { }

    internal ListTickets(TicketFilter filter)
        : base(filter) { }

    /// <summary>
    /// <c>number</c>, <c>openedAt</c>, <c>age</c>, <c>priority</c>, <c>status</c>, <c>title</c>, <c>member</c>, <c>requester</c>,
    /// <c>assignee</c>, <c>group</c>, <c>category</c>, <c>site</c>, <c>application</c>, <c>domain</c>, <c>type</c>, <c>channel</c> or
    /// <c>plannedOn</c>; downwards with a minus; up to three, comma between them. The newest first without it.
    /// </summary>
    public string? Sort { get; init; }

    /// <summary>What the page before said as <c>next</c>, in the same order.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }
}

sealed class ListTicketsValidator : AbstractValidator<ListTickets>
{
    public ListTicketsValidator()
    {
        Include(new TicketFilterValidator());
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TicketLine>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
        RuleFor(l => l.Sort)
            .Must(sort => TicketSort.Parse(sort) is not null)
            .WithMessage(_ => string.Format(CommonWords.SortUnknown, string.Join(", ", TicketSort.Names)));
        RuleFor(l => l.After)
            .Must((list, after) => after is null || TicketSort.Parse(list.Sort)?.Read(after) is not null)
            .WithMessage(_ => CommonWords.AfterUnknown);
    }
}

sealed class ListTicketsHandler(TicketReader reader) : IRequestHandler<ListTickets, Page<TicketLine>>
{
    public Task<Page<TicketLine>> Handle(ListTickets request, CancellationToken ct) => reader.List(request, ct);
}
