using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Whoever asked says how content they are, once a ticket, when it is solved; a contact of the member, where nobody with an account
/// asked. Refused to everybody else, and to those who work for the organisation.
/// </summary>
[Requires(Permission.OpenTickets)]
public sealed record RateTicket : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>1 not at all … 5 very.</summary>
    public int? Score { get; set; }

    public string? Comment { get; set; }

    internal const int Worst = 1,
        Best = 5;
}

sealed class RateTicketValidator : AbstractValidator<RateTicket>
{
    public RateTicketValidator()
    {
        RuleFor(r => r.Score)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(RateTicket.Worst, RateTicket.Best)
            .WithMessage(_ => Words.ScoreOutOfRange);
        RuleFor(r => r.Comment).Paragraphs(4_000);
    }
}

sealed class RateTicketHandler(TicketReader reader, TicketSatisfactions satisfactions, CurrentUser user)
    : IRequestHandler<RateTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(RateTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        if (!ticket.IsTheirsToRate(user))
            throw TicketErrors.RatedByRequester();
        await satisfactions.Add(ticket, request.Score!.Value, request.Comment, user.UserId, null, ct);
        return await reader.Get(ticket.Id, ct);
    }
}
