using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Has a ticket opened again and again, by the calendar.</summary>
[Requires(Permission.AssignTickets)]
public sealed record AddRecurrentTicket : RecurrentTicketFields, ICommand<RecurrentTicketDetails>
{
    public AddRecurrentTicket() { }

    internal AddRecurrentTicket(RecurrentTicketFields fields)
        : base(fields) { }
}

sealed class AddRecurrentTicketValidator : AbstractValidator<AddRecurrentTicket>
{
    public AddRecurrentTicketValidator() => Include(new RecurrentTicketFieldsValidator());
}

sealed class AddRecurrentTicketHandler(RecurrentTicketShelf shelf) : IRequestHandler<AddRecurrentTicket, RecurrentTicketDetails>
{
    public Task<RecurrentTicketDetails> Handle(AddRecurrentTicket request, CancellationToken ct) => shelf.Add(request, ct);
}
