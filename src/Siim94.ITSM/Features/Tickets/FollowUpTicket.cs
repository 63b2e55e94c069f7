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

sealed class FollowUpTicketHandler(Db db, TicketReader reader, CurrentUser user, TimeProvider clock)
    : IRequestHandler<FollowUpTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(FollowUpTicket request, CancellationToken ct)
    {
        var row = await reader.Row(request.Number, ct);
        if (request.IsPrivate && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.StaffOnly();
        await db.Execute(
            TicketEvents.InsertEventSql,
            new
            {
                TicketId = row.Id,
                At = clock.GetUtcNow().UtcDateTime,
                UserId = user.AuthorId,
                Kind = TicketEventKind.FollowUp,
                FromStatus = (string?)null,
                ToStatus = (string?)null,
                Text = request.Text!.Trim(),
                request.IsPrivate,
            },
            ct
        );
        return await reader.Get(row.Id, ct);
    }
}
