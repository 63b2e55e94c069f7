using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes a template of tickets. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ChangeTicketTemplate : TicketTemplateFields, ICommand<TicketTemplateDetails>
{
    public ChangeTicketTemplate() { }

    internal ChangeTicketTemplate(TicketTemplateFields fields)
        : base(fields) { }

    [JsonIgnore]
    public long Id { get; set; }

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeTicketTemplateValidator : AbstractValidator<ChangeTicketTemplate>
{
    public ChangeTicketTemplateValidator() => Include(new TicketTemplateFieldsValidator());
}

sealed class ChangeTicketTemplateHandler(TicketTemplateShelf shelf) : IRequestHandler<ChangeTicketTemplate, TicketTemplateDetails>
{
    public Task<TicketTemplateDetails> Handle(ChangeTicketTemplate request, CancellationToken ct) =>
        shelf.Change(request.Id, request.Version, request, ct);
}
