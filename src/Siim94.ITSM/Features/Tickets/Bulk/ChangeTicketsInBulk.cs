using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Changes many tickets at once, or says what that would do to each of them.</summary>
/// <remarks>
/// One transaction. Each ticket is changed by the requests that change it alone, and keeps their history; one that refuses is told of, and
/// nothing of it is written, while the others are changed. A preview does the same, and undoes it.
/// </remarks>
[Requires(Permission.WorkOnTickets)]
public sealed record ChangeTicketsInBulk : ICommand<BulkOfTickets>
{
    public const int MostTickets = 500;

    /// <summary>Their numbers; null for those of the filter.</summary>
    public IReadOnlyList<long>? Tickets { get; set; }

    /// <summary>Which tickets, when their numbers are not said.</summary>
    public TicketFilter? Filter { get; set; }

    public TicketChanges Changes { get; set; } = new();

    /// <summary>Nothing is to be kept.</summary>
    public bool Preview { get; set; }
}

/// <summary>What a change did to many tickets, or would do.</summary>
/// <param name="IsPreview">Nothing of it was kept.</param>
/// <param name="Changed">Tickets that are other ones afterwards.</param>
/// <param name="Unchanged">Tickets that were so already.</param>
/// <param name="Refused">Tickets that cannot be changed so.</param>
/// <param name="Tickets">Each of them, by number.</param>
public sealed record BulkOfTickets(bool IsPreview, int Changed, int Unchanged, int Refused, IReadOnlyList<TicketInBulk> Tickets);

/// <summary>What becomes of one of many tickets.</summary>
public sealed record TicketInBulk
{
    public long Number { get; init; }

    /// <summary>Null for a ticket that is not there, or not for the sender.</summary>
    public string? Title { get; init; }

    /// <summary><c>changed</c>, <c>unchanged</c> or <c>refused</c>.</summary>
    public string Outcome { get; init; } = "";

    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>Why it was refused, for programs; null when it was not.</summary>
    public string? Code { get; init; }

    /// <summary>Why it was refused, for people.</summary>
    public string? Reason { get; init; }

    public const string IsChanged = "changed",
        IsUnchanged = "unchanged",
        IsRefused = "refused";
}

sealed class ChangeTicketsInBulkValidator : AbstractValidator<ChangeTicketsInBulk>
{
    public ChangeTicketsInBulkValidator()
    {
        RuleFor(b => b.Tickets)
            .Must((bulk, tickets) => tickets is null != bulk.Filter is null)
            .WithMessage(_ => Words.TicketsOrFilter)
            .Must(tickets => tickets is null or { Count: > 0 and <= ChangeTicketsInBulk.MostTickets })
            .WithMessage(_ => string.Format(Words.TooManyTickets, ChangeTicketsInBulk.MostTickets));
        RuleFor(b => b.Filter!).SetValidator(new TicketFilterValidator()).When(b => b.Filter is not null);
        RuleFor(b => b.Changes).NotNull().WithMessage(_ => CommonWords.FieldMissing).SetValidator(new TicketChangesValidator());
    }
}

sealed class ChangeTicketsInBulkHandler(Db db, TicketReader reader, TicketChanger changer)
    : IRequestHandler<ChangeTicketsInBulk, BulkOfTickets>
{
    public async Task<BulkOfTickets> Handle(ChangeTicketsInBulk request, CancellationToken ct)
    {
        await changer.Check(request.Changes, "Changes.", ct);
        var tickets = new List<TicketInBulk>();
        foreach (var number in await Numbers(request, ct))
            await db.Part(async () =>
            {
                var ticket = await Change(number, request.Changes, ct);
                tickets.Add(ticket);
                return ticket.Outcome == TicketInBulk.IsChanged && !request.Preview;
            });
        var counts = tickets.CountBy(ticket => ticket.Outcome).ToDictionary();
        return new(
            request.Preview,
            counts.GetValueOrDefault(TicketInBulk.IsChanged),
            counts.GetValueOrDefault(TicketInBulk.IsUnchanged),
            counts.GetValueOrDefault(TicketInBulk.IsRefused),
            tickets
        );
    }

    async Task<IEnumerable<long>> Numbers(ChangeTicketsInBulk request, CancellationToken ct)
    {
        if (request.Tickets is { } stated)
            return stated.Distinct().Order();
        await reader.Check(request.Filter!, "Filter.", ct);
        var page = await reader.List(new(request.Filter!) { Sort = "number", Limit = ChangeTicketsInBulk.MostTickets }, ct);
        return page.Next is null
            ? page.Items.Select(ticket => ticket.Number)
            : throw Refusal.Field("Filter", "ticket.too-many", string.Format(Words.TooManyTickets, ChangeTicketsInBulk.MostTickets));
    }

    async Task<TicketInBulk> Change(long number, TicketChanges changes, CancellationToken ct)
    {
        var title = (string?)null;
        try
        {
            title = (await reader.Row(number, ct)).Title;
            var (_, changed) = await changer.Apply(number, changes, ct);
            return new()
            {
                Number = number,
                Title = title,
                Outcome = changed.Count > 0 ? TicketInBulk.IsChanged : TicketInBulk.IsUnchanged,
                Changes = changed,
            };
        }
        catch (Refusal refusal)
        {
            return new()
            {
                Number = number,
                Title = title,
                Outcome = TicketInBulk.IsRefused,
                Code = refusal.Code,
                Reason = refusal.Errors.Count == 0 ? refusal.Message : refusal.Errors.First().Value[0],
            };
        }
    }
}
