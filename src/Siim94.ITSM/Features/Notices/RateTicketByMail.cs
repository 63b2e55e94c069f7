using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>
/// Whoever asked says how content they are, with the link of a mail and without an account, once a ticket. Refused when the link is none of
/// ours, or when somebody else asks by now.
/// </summary>
[Requires(Permission.ManageJobs)]
public sealed record RateTicketByMail : ICommand<Unit>
{
    /// <summary>What the link carries.</summary>
    public string? Token { get; set; }

    /// <summary>1 not at all … 5 very.</summary>
    public int? Score { get; set; }

    public string? Comment { get; set; }
}

sealed class RateTicketByMailValidator : AbstractValidator<RateTicketByMail>
{
    public RateTicketByMailValidator()
    {
        RuleFor(r => r.Score)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .WithMessage(_ => CommonWords.FieldMissing)
            .InclusiveBetween(RateTicket.Worst, RateTicket.Best)
            .WithMessage(_ => Tickets.Words.ScoreOutOfRange);
        RuleFor(r => r.Comment).Paragraphs(4_000);
    }
}

/// <summary>Has the keys that links are sealed with ready, before the transaction.</summary>
sealed class OpenedMailRating(MailRatingLinks links) : IPreparation<RateTicketByMail>
{
    public Task Prepare(RateTicketByMail request, CancellationToken ct)
    {
        links.Open(request.Token);
        return Task.CompletedTask;
    }
}

sealed class RateTicketByMailHandler(MailRatingLinks links, TicketReader tickets, TicketSatisfactions satisfactions, Db db)
    : IRequestHandler<RateTicketByMail, Unit>
{
    public async Task<Unit> Handle(RateTicketByMail request, CancellationToken ct)
    {
        var reader = links.Open(request.Token) ?? throw NoticeErrors.LinkUnknown();
        if (await db.FirstOrDefault<string>(RequesterSql, reader, ct) is not { } name)
            throw TicketErrors.RatedByRequester();
        var ticket = await tickets.RowToChange(reader.Ticket, ct);
        await satisfactions.Add(ticket, request.Score!.Value, request.Comment, reader.UserId, reader.UserId is null ? name : null, ct);
        return Unit.Value;
    }

    // Agents of the product rate nothing, whatever they ask for.
    const string RequesterSql = """
        SELECT COALESCE(p.Name, u.DisplayName)
        FROM Tickets t
        LEFT JOIN People p ON p.Id = @PersonId
        LEFT JOIN Users u ON u.Id = @UserId
        WHERE t.Id = @Ticket AND (u.Id IS NULL OR u.MemberId IS NOT NULL)
          AND (t.RequesterUserId = u.Id OR t.RequesterPersonId = COALESCE(p.MergedIntoId, p.Id))
        """;
}
