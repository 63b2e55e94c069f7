using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Writes tickets of the present with everything that became of them, at the time it did: many at once, as imports do.</summary>
/// <returns>Their numbers, in their order.</returns>
[Requires(Permission.ManageAccounts)]
public sealed record LogPresentTickets(IReadOnlyList<PresentTicket> Tickets) : ICommand<IReadOnlyList<long>>;

sealed class LogPresentTicketsHandler(Db db, TicketResolver resolver, ReferentialLookup codes, DirtyDays dirtyDays)
    : IRequestHandler<LogPresentTickets, IReadOnlyList<long>>
{
    public async Task<IReadOnlyList<long>> Handle(LogPresentTickets request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var users = await db.Query<UserRow>(UsersSql, null, ct);
        var byAgent = users.Where(user => user.AgentId is not null).ToDictionary(user => user.AgentId!.Value, user => user.Id);
        var byMember = users
            .Where(user => user.Role == nameof(Role.MemberContact))
            .ToDictionary(user => user.MemberId!.Value, user => user.Id);

        var tickets = new List<(TicketRow Row, List<EventRow> Events)>();
        foreach (var ticket in request.Tickets)
            tickets.Add(await Written(ticket));
        await dirtyDays.Mark(TicketRollUp.Name, tickets.SelectMany(ticket => ticket.Row.EventDays), ct);
        var after = await db.FirstOrDefault<long?>(LastTicketSql, null, ct) ?? 0;
        await db.InsertAll(InsertTicketSql, tickets.Select(ticket => ticket.Row), ct);
        var numbers = await db.Query<long>(TicketsAfterSql, new { After = after }, ct);
        await TicketWords.Add(db, tickets.Zip(numbers, (ticket, number) => ticket.Row with { Id = number }), ct);
        await db.InsertAll(
            TicketEvents.InsertEventSql,
            tickets.Zip(numbers).SelectMany(pair => pair.First.Events.Select(step => step with { TicketId = pair.Second })),
            ct
        );
        return numbers;

        async Task<(TicketRow, List<EventRow>)> Written(PresentTicket ticket)
        {
            var openedAt = ticket.Opening.OpenedAt!.Value.UtcDateTime;
            var row = await resolver.Resolve(ticket.Opening, null, Paris.DayOf(openedAt), ct) with
            {
                Status = TicketStatus.New,
                OpenedAt = openedAt,
                OpenedOn = Paris.DayOf(openedAt),
                Version = 1,
            };
            row = row with { CreatedByUserId = AuthorOf(ticket.Steps[0], row) };
            var events = new List<EventRow>();
            foreach (var step in ticket.Steps)
            {
                var before = row;
                row = After(step, row, all);
                var isFollowUp = step.Kind == TicketEventKind.FollowUp;
                events.Add(
                    new()
                    {
                        At = Paris.ToUtc(step.At),
                        UserId = AuthorOf(step, row),
                        Kind = step.Kind,
                        FromStatus = isFollowUp || step.Kind == TicketEventKind.Open ? null : before.Status,
                        ToStatus = isFollowUp ? null : row.Status,
                        Text = step.Text,
                        IsPrivate = step.IsPrivate,
                    }
                );
            }
            return (row, events);
        }

        // Whoever asked, where they have an account; otherwise the member's contact.
        long? AuthorOf(PresentStep step, TicketRow row) =>
            step.Agent is { } agent
                ? Found(byAgent, all.Agents.Find(agent)[0].Id)
                : row.RequesterUserId ?? Found(byMember, all.Members[row.MemberId].ParentId ?? row.MemberId);
    }

    static long? Found(Dictionary<long, long> users, long id) => users.TryGetValue(id, out var user) ? user : null;

    /// <exception cref="Refusal">The ticket cannot go there from where it is.</exception>
    static TicketRow After(PresentStep step, TicketRow row, ReferentialData all)
    {
        var at = Paris.ToUtc(step.At);
        var after = step.Kind switch
        {
            TicketEventKind.Open or TicketEventKind.FollowUp => row,
            TicketEventKind.TakeCharge => row.Taken(all.Agents.Find(step.Agent!)[0], at),
            TicketEventKind.Plan => row.PlannedFor(step.PlannedOn!.Value),
            TicketEventKind.Hold => row.OnHold(),
            TicketEventKind.Resolve => row.Resolved(step.Text, at),
            TicketEventKind.Close => row.Closed(at),
            TicketEventKind.Reopen => row.Reopened(),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "Not a step of the present."),
        };
        if (after == row)
            return row;
        var next = step.Kind == TicketEventKind.Reopen ? TicketStatus.New : after.Status;
        if (!TicketStatus.CanBecome(row.Status, next))
            throw TicketErrors.CannotBecome(row.Status, next);
        return after with { PlannedOn = after.Status == TicketStatus.Planned ? after.PlannedOn : null, Version = row.Version + 1 };
    }

    const string UsersSql = "SELECT u.Id, u.AgentId, u.MemberId, u.Role FROM Users u";
    const string LastTicketSql = "SELECT MAX(t.Id) FROM Tickets t";
    const string TicketsAfterSql = "SELECT t.Id FROM Tickets t WHERE t.Id > @After ORDER BY t.Id";

    const string InsertTicketSql = """
        INSERT INTO Tickets (Title, Description, MemberId, RequesterName, RequesterUserId, Channel, Type, Urgency, Impact, Priority, Status,
            ApplicationId, DomainId, AssignedAgentId, AssignedTeamId, OpenedAt, OpenedOn, TakenInChargeAt, TakenInChargeOn, PlannedOn,
            ResolvedAt, ResolvedOn, ClosedAt, ClosedOn, Solution, CreatedByUserId, Version)
        VALUES (@Title, @Description, @MemberId, @RequesterName, @RequesterUserId, @Channel, @Type, @Urgency, @Impact, @Priority, @Status,
            @ApplicationId, @DomainId, @AssignedAgentId, @AssignedTeamId, @OpenedAt, @OpenedOn, @TakenInChargeAt, @TakenInChargeOn,
            @PlannedOn, @ResolvedAt, @ResolvedOn, @ClosedAt, @ClosedOn, @Solution, @CreatedByUserId, @Version)
        """;

    sealed record UserRow
    {
        public long Id { get; init; }
        public long? AgentId { get; init; }
        public long? MemberId { get; init; }
        public string Role { get; init; } = "";
    }

    sealed record EventRow
    {
        public long TicketId { get; init; }
        public DateTime At { get; init; }
        public long? UserId { get; init; }
        public string Kind { get; init; } = "";
        public string? FromStatus { get; init; }
        public string? ToStatus { get; init; }
        public string? Text { get; init; }
        public bool IsPrivate { get; init; }
    }
}
