using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Turns a ticket as entered into a row, its codes resolved within the sender's reach.</summary>
sealed class TicketResolver(ReferentialLookup codes, Db db, CurrentUser user)
{
    const int Medium = 3;

    /// <param name="fields">The ticket as entered; its shape is valid.</param>
    /// <param name="before">The ticket that is changed; null for a new one. Channel, type, urgency and impact left blank stay as they
    /// were.</param>
    /// <param name="day">Day on which codes must be open.</param>
    /// <param name="ct">Cancels the look-up.</param>
    /// <exception cref="Refusal">An unknown or closed code, naming the field.</exception>
    public async Task<TicketRow> Resolve(TicketFields fields, TicketRow? before, DateOnly day, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var member = codes.Get(all.Members, "Member", fields.Member, day);
        var application = codes.Find(all.Applications, "Application", fields.Application, day);
        var domain = codes.Find(all.Domains, "Domain", fields.Domain, day);
        var (urgency, impact) = (
            TicketPriority.Parse(fields.Urgency) ?? before?.Urgency ?? Medium,
            TicketPriority.Parse(fields.Impact) ?? before?.Impact ?? Medium
        );
        var title = fields.Title!.Trim();
        var (requester, requesterUserId) = await Requester(fields.Requester, before, member, ct);
        return new()
        {
            Title = title,
            Description = string.IsNullOrWhiteSpace(fields.Description) ? null : fields.Description.Trim(),
            MemberId = member.Id,
            RequesterName = requester,
            RequesterUserId = requesterUserId,
            Channel = fields.Channel ?? before?.Channel ?? (user.SeesAllMembers ? TicketChannel.Phone : TicketChannel.Portal),
            Type = fields.Type ?? before?.Type ?? TicketType.Incident,
            Urgency = urgency,
            Impact = impact,
            Priority = TicketPriority.Of(urgency, impact),
            ApplicationId = application?.Id,
            DomainId = domain?.Id ?? application?.DomainId,
        };
    }

    /// <summary>
    /// When a ticket was opened: now; earlier the same day for those who work on tickets, who write down a call after it; any day for
    /// those who import history. A client whose clock is a little off means now.
    /// </summary>
    /// <exception cref="Refusal">In the future, or in the past without the right to it.</exception>
    public DateTime OpenedAt(DateTime? stated, DateTime now)
    {
        if (stated is not { } openedAt)
            return now;
        if (openedAt > now + ClockSkew)
            throw TicketErrors.InTheFuture();
        if (openedAt >= now)
            return now;
        if (user.Can(Permission.ImportPastTickets) || (user.Can(Permission.WorkOnTickets) && Paris.DayOf(openedAt) == Paris.DayOf(now)))
            return openedAt;
        return openedAt >= now - ClockSkew ? now : throw TicketErrors.PastNeedsImport();
    }

    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A requester asks for themselves; a name or login that means one account of the member makes the ticket that person's own.
    /// </summary>
    async Task<(string? Name, long? UserId)> Requester(string? text, TicketRow? before, Member member, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        if (user.SeesOwnTicketsOnly)
            return (name ?? user.DisplayName, user.UserId);
        if (before is { RequesterUserId: not null } && (name is null || name == before.RequesterName))
            return (before.RequesterName, before.RequesterUserId);
        if (name is null)
            return (null, null);

        var words = Folding.WordsInAnyOrder(name);
        var people = await db.Query<PersonRow>(PeopleOfMemberSql, new { MemberId = member.Id }, ct);
        return
            people
                .Where(person => Folding.WordsInAnyOrder(person.DisplayName) == words || person.FoldedLogin == name.ToLowerInvariant())
                .ToList()
                is [var only]
            ? (only.DisplayName, only.Id)
            : (name, null);
    }

    const string PeopleOfMemberSql =
        "SELECT u.Id, u.DisplayName, u.FoldedLogin FROM Users u WHERE u.MemberId = @MemberId AND u.IsDisabled = 0";

    sealed record PersonRow
    {
        public long Id { get; init; }
        public string DisplayName { get; init; } = "";
        public string FoldedLogin { get; init; } = "";
    }
}

/// <summary>A row of Tickets.</summary>
sealed record TicketRow : TicketText
{
    public long MemberId { get; init; }
    public long? RequesterUserId { get; init; }
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public int Urgency { get; init; }
    public int Impact { get; init; }
    public int Priority { get; init; }
    public string Status { get; init; } = "";
    public long? ApplicationId { get; init; }
    public long? DomainId { get; init; }
    public long? AssignedAgentId { get; init; }
    public long? AssignedTeamId { get; init; }
    public DateTime OpenedAt { get; init; }
    public DateOnly OpenedOn { get; init; }
    public DateTime? TakenInChargeAt { get; init; }
    public DateOnly? TakenInChargeOn { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public DateOnly? ResolvedOn { get; init; }
    public DateTime? ClosedAt { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public string? Solution { get; init; }
    public long? CreatedByUserId { get; init; }
    public long? ImportId { get; init; }
    public int? ImportRow { get; init; }
    public long Version { get; init; }

    /// <summary>In charge of an agent; the first time stays the one that counts.</summary>
    public TicketRow Taken(Agent agent, DateTime at) =>
        this with
        {
            Status = TicketStatus.Assigned,
            AssignedAgentId = agent.Id,
            AssignedTeamId = agent.PostingOn(Paris.DayOf(at))?.TeamId,
            TakenInChargeAt = TakenInChargeAt ?? at,
            TakenInChargeOn = TakenInChargeOn ?? Paris.DayOf(at),
        };

    public TicketRow PlannedFor(DateOnly day) => this with { Status = TicketStatus.Planned, PlannedOn = day };

    public TicketRow OnHold() => this with { Status = TicketStatus.Pending };

    public TicketRow Resolved(string? solution, DateTime at) =>
        this with
        {
            Status = TicketStatus.Resolved,
            Solution = solution,
            ResolvedAt = at,
            ResolvedOn = Paris.DayOf(at),
        };

    /// <summary>Closed; what was never resolved is with that.</summary>
    public TicketRow Closed(DateTime at) =>
        this with
        {
            Status = TicketStatus.Closed,
            ResolvedAt = ResolvedAt ?? at,
            ResolvedOn = ResolvedOn ?? Paris.DayOf(at),
            ClosedAt = at,
            ClosedOn = Paris.DayOf(at),
        };

    /// <summary>Open again, in charge of whoever had it.</summary>
    public TicketRow Reopened() =>
        this with
        {
            Status = AssignedAgentId is null ? TicketStatus.New : TicketStatus.Assigned,
            ResolvedAt = null,
            ResolvedOn = null,
            ClosedAt = null,
            ClosedOn = null,
            Solution = null, // the timeline keeps the one that did not do
        };

    /// <summary>Days in whose roll-ups the ticket counts.</summary>
    public IEnumerable<DateOnly?> EventDays => [OpenedOn, TakenInChargeOn, ResolvedOn, ClosedOn];

    /// <summary>
    /// Days of the events that were added, moved or taken back since another state of the ticket: those of its other events keep their
    /// figures.
    /// </summary>
    public IEnumerable<DateOnly?> EventDaysMovedFrom(TicketRow before) =>
        before.EventDays.Zip(EventDays).Where(days => days.First != days.Second).SelectMany(days => new[] { days.First, days.Second });

    /// <summary>Whether the ticket counts in figures, and shows among their lines, as another state of it did.</summary>
    public bool CountsAs(TicketRow other) => Counted == other.Counted;

    (
        string Title,
        long MemberId,
        string Channel,
        string Type,
        int Urgency,
        int Impact,
        int Priority,
        long? ApplicationId,
        long? DomainId
    ) Counted => (Title, MemberId, Channel, Type, Urgency, Impact, Priority, ApplicationId, DomainId);
}
