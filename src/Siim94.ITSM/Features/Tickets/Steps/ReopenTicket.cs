using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Opens a resolved ticket again; staff open closed ones too.</summary>
[Requires(Permission.OpenTickets)]
public sealed record ReopenTicket : TicketStep
{
    /// <summary>What is still wrong.</summary>
    public string? Reason { get; set; }

    /// <summary>Whoever asked for it by mail, with an account; the sender without it.</summary>
    [JsonIgnore]
    public long? AskedByUserId { get; set; }

    /// <summary>The same without an account: their name.</summary>
    [JsonIgnore]
    public string? AskedByName { get; set; }
}

sealed class ReopenTicketValidator : AbstractValidator<ReopenTicket>
{
    public ReopenTicketValidator() => RuleFor(r => r.Reason).Paragraphs(4000);
}

sealed class ReopenTicketHandler(TicketSteps steps, CurrentUser user) : IRequestHandler<ReopenTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ReopenTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.New, ct);
        if (row.Status == TicketStatus.Closed && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.ClosedForMembers();
        return await steps.End(
            row,
            row.Reopened(),
            TicketEventKind.Reopen,
            TicketSteps.TextOf(step.Reason),
            at,
            ct,
            author: (step.AskedByUserId ?? user.AuthorId, step.AskedByName)
        );
    }
}
