using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Writes tickets of the present with everything that became of them, at the time it did: many at once, as imports do.</summary>
/// <returns>Their numbers, in their order.</returns>
[Requires(Permission.ManageAccounts)]
public sealed record LogPresentTickets(IReadOnlyList<PresentTicket> Tickets) : ICommand<IReadOnlyList<long>>;

sealed class LogPresentTicketsHandler(Db db, TicketResolver resolver, ReferentialLookup codes, DirtyDays dirtyDays, TimeProvider clock)
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

        var tickets = new List<Written>();
        foreach (var ticket in request.Tickets)
            tickets.Add(await Write(ticket));
        await dirtyDays.Mark(TicketRollUp.Name, tickets.SelectMany(ticket => ticket.Days), ct);
        var after = await db.FirstOrDefault<long?>(LastTicketSql, null, ct) ?? 0;
        await db.InsertAll(InsertTicketSql, tickets.Select(ticket => ticket.Row), ct);
        var numbers = await db.Query<long>(TicketsAfterSql, new { After = after }, ct);
        await db.InsertAll(
            TicketEvents.InsertEventSql,
            tickets.Zip(numbers).SelectMany(pair => pair.First.Events.Select(step => step with { TicketId = pair.Second })),
            ct
        );
        await TicketWords.Add(db, numbers, ct);
        await db.InsertAll(
            TicketFigures.InsertReopeningSql,
            tickets.Zip(numbers).SelectMany(pair => pair.First.Reopenings.Select(row => row with { TicketId = pair.Second })),
            ct
        );
        await db.InsertAll(
            TicketAssignment.InsertHandoverSql,
            tickets.Zip(numbers).SelectMany(pair => pair.First.Handovers.Select(row => row with { TicketId = pair.Second })),
            ct
        );
        await db.InsertAll(
            TicketSatisfactions.InsertSatisfactionSql,
            tickets
                .Zip(numbers)
                .Where(pair => pair.First.Rating is not null)
                .Select(pair => pair.First.Rating! with { TicketId = pair.Second }),
            ct
        );
        return numbers;

        async Task<Written> Write(PresentTicket ticket)
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
            var written = new Written();
            foreach (var step in ticket.Steps)
            {
                var before = row;
                row = After(step, row, all);
                var isFollowUp = step.Kind == TicketEventKind.FollowUp;
                written.Events.Add(
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
                if (step.Kind == TicketEventKind.Reopen)
                    written.Reopenings.Add(new() { ReopenedOn = DateOnly.FromDateTime(step.At), ResolvedOn = before.EndedOn!.Value });
                if (step.Kind == TicketEventKind.Escalate)
                    written.Handovers.Add(HandoverOf(step, before, row, AuthorOf(step, row)));
            }
            written.Row = row;
            Rate(written, ticket, Paris.DayOf(clock.GetUtcNow().UtcDateTime));
            return written;
        }

        // Whoever asked says it the day after, where they have an account: one time in two.
        void Rate(Written written, PresentTicket ticket, DateOnly today)
        {
            var asked = ticket.Steps[0] with { Agent = null };
            if (
                written.Row.ResolvedOn?.AddDays(1) is not { } day
                || day >= today
                || AuthorOf(asked, written.Row) is not { } user
                || ticket.Steps[0].At.Minute % 2 != 0
            )
                return;
            var at = Paris.ToUtc(day.ToDateTime(new TimeOnly(9, ticket.Steps[0].At.Minute)));
            var score = Scores[ticket.Steps[0].At.Minute / 2 % Scores.Length];
            written.Rating = new()
            {
                Score = score,
                UserId = user,
                At = at,
                RatedOn = day,
            };
            written.Events.Add(
                new()
                {
                    At = at,
                    UserId = user,
                    Kind = TicketEventKind.Rate,
                    Text = $"{score}/{RateTicket.Best}",
                }
            );
        }

        // Whoever asked, where they have an account; otherwise the member's contact.
        long? AuthorOf(PresentStep step, TicketRow row) =>
            step.Agent is { } agent
                ? Found(byAgent, all.Agents.Find(agent)[0].Id)
                : row.RequesterUserId ?? Found(byMember, all.Members[row.MemberId].ParentId ?? row.MemberId);
    }

    static readonly int[] Scores = [5, 4, 5, 5, 3, 4, 5, 2, 5, 4];

    static HandoverRow HandoverOf(PresentStep step, TicketRow before, TicketRow after, long? userId) =>
        new()
        {
            At = Paris.ToUtc(step.At),
            HandedOn = DateOnly.FromDateTime(step.At),
            FromLevel = before.SupportLevel,
            ToLevel = after.SupportLevel,
            FromAgentId = before.AssignedAgentId,
            FromGroupId = before.AssignedGroupId,
            ToAgentId = after.AssignedAgentId,
            ToGroupId = after.AssignedGroupId,
            ToTeamId = after.AssignedTeamId,
            ByAgentId = before.AssignedAgentId,
            ByTeamId = before.AssignedTeamId,
            UserId = userId,
            Reason = step.Text!.Split('\n')[^1],
        };

    static long? Found(Dictionary<long, long> users, long id) => users.TryGetValue(id, out var user) ? user : null;

    /// <exception cref="Refusal">The ticket cannot go there from where it is.</exception>
    static TicketRow After(PresentStep step, TicketRow row, ReferentialData all)
    {
        var at = Paris.ToUtc(step.At);
        var after = step.Kind switch
        {
            TicketEventKind.Open or TicketEventKind.FollowUp => row,
            TicketEventKind.TakeCharge => InGroup(row.Taken(all.Agents.Find(step.Agent!)[0], at), all),
            TicketEventKind.Escalate => InGroup(
                row.HandedTo(all.Agents.Find(step.To!)[0], null, null, AssignmentGroup.SecondLine, at),
                all
            ),
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

    /// <summary>In the hands of the group that the agent's team is, where there is one.</summary>
    static TicketRow InGroup(TicketRow row, ReferentialData all) =>
        row with
        {
            AssignedGroupId = all.Groups.FirstOrDefault(group => group.TeamId is not null && group.TeamId == row.AssignedTeamId)?.Id,
        };

    const string UsersSql = "SELECT u.Id, u.AgentId, u.MemberId, u.Role FROM Users u";
    const string LastTicketSql = "SELECT MAX(t.Id) FROM Tickets t";
    const string TicketsAfterSql = "SELECT t.Id FROM Tickets t WHERE t.Id > @After ORDER BY t.Id";

    const string InsertTicketSql = """
        INSERT INTO Tickets (Title, Description, MemberId, RequesterName, RequesterUserId, RequesterPersonId, Channel, Type, Urgency,
            Impact, Priority, Status, ApplicationId, DomainId, CategoryId, SiteId, AssignedAgentId, AssignedTeamId, AssignedGroupId,
            SupportLevel, OpenedAt, OpenedOn, TakenInChargeAt, TakenInChargeOn, PlannedOn, ResolvedAt, ResolvedOn, ClosedAt, ClosedOn,
            Solution, CreatedByUserId, Version)
        VALUES (@Title, @Description, @MemberId, @RequesterName, @RequesterUserId, @RequesterPersonId, @Channel, @Type, @Urgency,
            @Impact, @Priority, @Status, @ApplicationId, @DomainId, @CategoryId, @SiteId, @AssignedAgentId, @AssignedTeamId,
            @AssignedGroupId, @SupportLevel, @OpenedAt, @OpenedOn, @TakenInChargeAt, @TakenInChargeOn, @PlannedOn, @ResolvedAt,
            @ResolvedOn, @ClosedAt, @ClosedOn, @Solution, @CreatedByUserId, @Version)
        """;

    /// <summary>A ticket, and what its figures count beside it.</summary>
    sealed class Written
    {
        public TicketRow Row { get; set; } = new();
        public List<EventRow> Events { get; } = [];
        public List<ReopeningRow> Reopenings { get; } = [];
        public List<HandoverRow> Handovers { get; } = [];
        public RatingRow? Rating { get; set; }

        public IEnumerable<DateOnly?> Days =>
            [
                .. Row.EventDays,
                .. Reopenings.SelectMany(row => new DateOnly?[] { row.ReopenedOn, row.ResolvedOn }),
                .. Handovers.Select(row => (DateOnly?)row.HandedOn),
                Rating?.RatedOn,
            ];
    }

    sealed record ReopeningRow
    {
        public long TicketId { get; init; }
        public DateOnly ReopenedOn { get; init; }
        public DateOnly ResolvedOn { get; init; }
    }

    sealed record HandoverRow
    {
        public long TicketId { get; init; }
        public DateTime At { get; init; }
        public DateOnly HandedOn { get; init; }
        public int FromLevel { get; init; }
        public int ToLevel { get; init; }
        public long? FromAgentId { get; init; }
        public long? FromGroupId { get; init; }
        public long? ToAgentId { get; init; }
        public long? ToGroupId { get; init; }
        public long? ToTeamId { get; init; }
        public long? ByAgentId { get; init; }
        public long? ByTeamId { get; init; }
        public long? UserId { get; init; }
        public string? Reason { get; init; }
    }

    sealed record RatingRow
    {
        public long TicketId { get; init; }
        public int Score { get; init; }
        public string? Comment { get; init; }
        public long UserId { get; init; }
        public DateTime At { get; init; }
        public DateOnly RatedOn { get; init; }
    }

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
