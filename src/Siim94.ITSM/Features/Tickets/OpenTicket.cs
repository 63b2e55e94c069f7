using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Opens a ticket for a member. Earlier the same day only for those who work on tickets, earlier still for those who import history, never
/// in the future.
/// </summary>
[Requires(Permission.OpenTickets)]
public sealed record OpenTicket : TicketFields, ICommand<TicketDetails>
{
    /// <summary>When it was opened, in Paris time unless it says its offset; now when left blank.</summary>
    public DateTimeOffset? OpenedAt { get; set; }
}

sealed class OpenTicketValidator : AbstractValidator<OpenTicket>
{
    static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public OpenTicketValidator()
    {
        Include(new TicketFieldsValidator());
        RuleFor(t => t.OpenedAt).GreaterThanOrEqualTo(Earliest).WithMessage(_ => Words.TooLongAgo);
    }
}

sealed class OpenTicketHandler(
    TicketResolver resolver,
    TicketReader reader,
    Db db,
    CurrentUser user,
    TimeProvider clock,
    FactChanges changes
) : IRequestHandler<OpenTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(OpenTicket request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var openedAt = resolver.OpenedAt(request.OpenedAt?.UtcDateTime, now);
        var row = await resolver.Resolve(request, null, Paris.DayOf(openedAt), ct) with
        {
            Status = TicketStatus.New,
            OpenedAt = openedAt,
            OpenedOn = Paris.DayOf(openedAt),
            CreatedByUserId = user.AuthorId,
        };
        var number = (
            await changes.Write(
                TicketRollUp.RollUp,
                [],
                [row.OpenedOn],
                async () => [await db.Insert(InsertTicketSql, row, ct)],
                ct,
                _ => nameof(request.OpenedAt)
            )
        )[0];
        await TicketWords.Add(db, [row with { Id = number }], ct);
        await db.Execute(
            TicketEvents.InsertEventSql,
            new
            {
                TicketId = number,
                At = openedAt,
                UserId = user.AuthorId,
                Kind = TicketEventKind.Open,
                FromStatus = (string?)null,
                ToStatus = TicketStatus.New,
                Text = (string?)null,
                IsPrivate = false,
            },
            ct
        );
        return await reader.Get(number, ct);
    }

    const string InsertTicketSql = """
        INSERT INTO Tickets (Title, Description, MemberId, RequesterName, RequesterUserId, Channel, Type, Urgency, Impact, Priority, Status,
            ApplicationId, DomainId, OpenedAt, OpenedOn, CreatedByUserId, Version)
        VALUES (@Title, @Description, @MemberId, @RequesterName, @RequesterUserId, @Channel, @Type, @Urgency, @Impact, @Priority, @Status,
            @ApplicationId, @DomainId, @OpenedAt, @OpenedOn, @CreatedByUserId, 1)
        """;
}
