using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Adds a follow-up to a ticket; a private one is for staff only.</summary>
[Requires(Permission.OpenTickets)]
public sealed record FollowUpTicket : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }
    public string? Text { get; set; }
    public bool IsPrivate { get; set; }
}

sealed class FollowUpTicketValidator : AbstractValidator<FollowUpTicket>
{
    public FollowUpTicketValidator() => RuleFor(f => f.Text).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(20_000);
}

sealed class FollowUpTicketHandler(TicketReader reader, TicketMessages messages) : IRequestHandler<FollowUpTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(FollowUpTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        await messages.Add(ticket, request.Text!, request.IsPrivate, ct);
        return await reader.Get(ticket.Id, ct);
    }
}
