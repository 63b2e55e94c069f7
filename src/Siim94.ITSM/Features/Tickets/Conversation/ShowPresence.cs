using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Says that a page of the sender shows a ticket, until it says so no longer: colleagues see who else looks at it or answers.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ShowPresence : ICommand<Unit>
{
    public long Number { get; set; }

    /// <summary>What names the page among all that are open.</summary>
    public string PageKey { get; set; } = "";

    /// <summary>Something is being typed on it.</summary>
    public bool IsAnswering { get; set; }

    public static string NewPageKey() => Guid.NewGuid().ToString("N");

    /// <summary>How often a page says so.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    /// <summary>A page that has said nothing for so long shows the ticket no longer: it may miss one turn.</summary>
    public static readonly TimeSpan Lasts = Pace * 2.5;
}

sealed class ShowPresenceValidator : AbstractValidator<ShowPresence>
{
    public ShowPresenceValidator() => RuleFor(p => p.PageKey).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(40);
}

sealed class ShowPresenceHandler(Db db, TicketReader reader, CurrentUser user, TimeProvider clock) : IRequestHandler<ShowPresence, Unit>
{
    public async Task<Unit> Handle(ShowPresence request, CancellationToken ct)
    {
        var ticket = await reader.Row(request.Number, ct);
        var now = clock.GetUtcNow();
        await db.Execute(ForgetPresencesSql, new { Before = (now - ShowPresence.Lasts).UtcDateTime }, ct);
        var presence = new
        {
            request.PageKey,
            TicketId = ticket.Id,
            user.UserId,
            request.IsAnswering,
            SeenAt = now.UtcDateTime,
            ChangedAtMs = now.ToUnixTimeMilliseconds(),
        };
        if (await db.Execute(RenewPresenceSql, presence, ct) == 0)
            await db.Execute(InsertPresenceSql, presence, ct);
        return Unit.Value;
    }

    const string ForgetPresencesSql = "DELETE FROM TicketPresences WHERE SeenAt < @Before";

    // To go on as before is no news.
    const string RenewPresenceSql = """
        UPDATE TicketPresences
        SET ChangedAtMs = CASE WHEN TicketId = @TicketId AND IsAnswering = @IsAnswering THEN ChangedAtMs ELSE @ChangedAtMs END,
            TicketId = @TicketId, IsAnswering = @IsAnswering, SeenAt = @SeenAt
        WHERE PageKey = @PageKey AND UserId = @UserId
        """;

    const string InsertPresenceSql = """
        INSERT INTO TicketPresences (PageKey, TicketId, UserId, IsAnswering, SeenAt, ChangedAtMs)
        VALUES (@PageKey, @TicketId, @UserId, @IsAnswering, @SeenAt, @ChangedAtMs)
        """;
}
