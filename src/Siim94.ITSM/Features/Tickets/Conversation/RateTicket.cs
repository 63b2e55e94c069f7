using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Whoever asked says how content they are, once a ticket, when it is solved. Refused to those who work for the organisation.
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

sealed class RateTicketHandler(
    TicketReader reader,
    TicketSatisfactions satisfactions,
    TicketFigures figures,
    Db db,
    CurrentUser user,
    TimeProvider clock
) : IRequestHandler<RateTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(RateTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        if (user.SeesAllMembers)
            throw TicketErrors.RatedByRequester();
        if (ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed))
            throw TicketErrors.NotYetSolved();
        if (await satisfactions.Of(ticket.Id, ct) is not null)
            throw TicketErrors.AlreadyRated();
        var at = clock.GetUtcNow().UtcDateTime;
        var rating = new
        {
            TicketId = ticket.Id,
            request.Score,
            Comment = TicketSteps.TextOf(request.Comment),
            user.UserId,
            At = at,
            RatedOn = Paris.DayOf(at),
        };
        await figures.Write(ticket, ticket, [rating.RatedOn], () => db.Execute(InsertSatisfactionSql, rating, ct), ct);
        await TicketEvents.Add(
            db,
            new()
            {
                TicketId = ticket.Id,
                At = rating.At,
                UserId = user.AuthorId,
                Kind = TicketEventKind.Rate,
                Text = rating.Comment is null
                    ? $"{request.Score}/{RateTicket.Best}"
                    : $"{request.Score}/{RateTicket.Best}\n\n{rating.Comment}",
            },
            ct
        );
        return await reader.Get(ticket.Id, ct);
    }

    internal const string InsertSatisfactionSql = """
        INSERT INTO TicketSatisfactions (TicketId, Score, Comment, UserId, At, RatedOn)
        VALUES (@TicketId, @Score, @Comment, @UserId, @At, @RatedOn)
        """;
}
