using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

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
    public FollowUpTicketValidator() => RuleFor(f => f.Text).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(20_000);
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

/// <summary>What a step of a ticket's timeline was.</summary>
static class TicketEventKind
{
    public const string Open = "open",
        TakeCharge = "take-charge",
        Plan = "plan",
        Hold = "hold",
        Resolve = "resolve",
        Close = "close",
        Reopen = "reopen",
        FollowUp = "follow-up",
        Visit = "visit";

    public static readonly IReadOnlyList<string> All = [Open, TakeCharge, Plan, Hold, Resolve, Close, Reopen, FollowUp, Visit];

    public static string NameOf(string kind) =>
        kind switch
        {
            Open => Words.EventOpen,
            TakeCharge => Words.EventTakeCharge,
            Plan => Words.EventPlan,
            Hold => Words.EventHold,
            Resolve => Words.EventResolve,
            Close => Words.EventClose,
            Reopen => Words.EventReopen,
            FollowUp => Words.EventFollowUp,
            Visit => Words.EventVisit,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of step."),
        };
}

/// <summary>The timeline of tickets.</summary>
static class TicketEvents
{
    public const string InsertEventSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        VALUES (@TicketId, @At, @UserId, @Kind, @FromStatus, @ToStatus, @Text, @IsPrivate)
        """;
}
