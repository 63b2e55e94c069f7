using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes what is opened again and again, and when. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.AssignTickets)]
public sealed record ChangeRecurrentTicket : RecurrentTicketFields, ICommand<RecurrentTicketDetails>
{
    public ChangeRecurrentTicket() { }

    internal ChangeRecurrentTicket(RecurrentTicketFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeRecurrentTicketValidator : AbstractValidator<ChangeRecurrentTicket>
{
    public ChangeRecurrentTicketValidator() => Include(new RecurrentTicketFieldsValidator());
}

sealed class ChangeRecurrentTicketHandler(RecurrentTicketShelf shelf) : IRequestHandler<ChangeRecurrentTicket, RecurrentTicketDetails>
{
    public Task<RecurrentTicketDetails> Handle(ChangeRecurrentTicket request, CancellationToken ct) =>
        shelf.Change(request.Id, request.Version, request, ct);
}
