using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Keeps a template of tickets, for oneself, one's team or everybody who works on tickets.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record AddTicketTemplate : TicketTemplateFields, ICommand<TicketTemplateDetails>
{
    public AddTicketTemplate() { }

    internal AddTicketTemplate(TicketTemplateFields fields)
        : base(fields) { }
}

sealed class AddTicketTemplateValidator : AbstractValidator<AddTicketTemplate>
{
    public AddTicketTemplateValidator() => Include(new TicketTemplateFieldsValidator());
}

sealed class AddTicketTemplateHandler(TicketTemplateShelf shelf) : IRequestHandler<AddTicketTemplate, TicketTemplateDetails>
{
    public Task<TicketTemplateDetails> Handle(AddTicketTemplate request, CancellationToken ct) => shelf.Add(request, ct);
}
