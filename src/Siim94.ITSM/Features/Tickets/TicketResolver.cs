using System.Text.Json.Serialization;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Turns a ticket as entered into a row, its codes resolved within the sender's reach.</summary>
sealed class TicketResolver(ReferentialLookup codes, PersonStore people, Db db, CurrentUser user)
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
        // Whoever asked already may be erased by now.
        var isSamePerson = before is not null && fields.RequesterId is not null && fields.RequesterId == before.RequesterPersonId;
        var person = fields.RequesterId is { } id && !isSamePerson ? await people.Named("RequesterId", id, ct) : null;
        var member =
            string.IsNullOrWhiteSpace(fields.Member)
            && (isSamePerson ? before!.MemberId : person?.MemberId ?? user.MemberId) is { } memberId
                ? all.Members[memberId]
                : codes.Get(all.Members, "Member", fields.Member, day);
        var application = codes.Find(all.Applications, "Application", fields.Application, day);
        var domain = codes.Find(all.Domains, "Domain", fields.Domain, day);
        var (urgency, impact) = (
            TicketPriority.Parse(fields.Urgency) ?? before?.Urgency ?? Medium,
            TicketPriority.Parse(fields.Impact) ?? before?.Impact ?? Medium
        );
        var title = fields.Title!.Trim();
        var requester =
            person is not null ? Requester(person)
            : isSamePerson ? await SameRequester(before!, member, ct)
            : await Requester(fields.Requester, before, member, ct);
        return new()
        {
            Title = title,
            Description = string.IsNullOrWhiteSpace(fields.Description) ? null : fields.Description.Trim(),
            MemberId = member.Id,
            RequesterName = requester.Name,
            RequesterUserId = requester.UserId,
            RequesterPersonId = requester.PersonId,
            Channel = fields.Channel ?? before?.Channel ?? (user.SeesAllMembers ? TicketChannel.Phone : TicketChannel.Portal),
            Type = fields.Type ?? before?.Type ?? TicketType.Incident,
            Urgency = urgency,
            Impact = impact,
            Priority = TicketPriority.Of(urgency, impact),
            ApplicationId = application?.Id,
            DomainId = domain?.Id ?? application?.DomainId,
            CategoryId = Category(all, fields.Category, before, member, day),
            SiteId = Site(all, fields.Site, before, member, requester.SiteId, day),
        };
    }

    // A category of some members does not follow a ticket to another.
    long? Category(ReferentialData all, string? text, TicketRow? before, Member member, DateOnly day)
    {
        if (text is not null)
            return codes.Find(all.Categories, "Category", text, day, category => category.IsFor(member.Id))?.Id;
        return before?.CategoryId is { } id && (before.MemberId == member.Id || all.Categories[id].IsFor(member.Id)) ? id : null;
    }

    // The site of somebody is that of a ticket of their member; another member's ticket is somewhere else.
    long? Site(ReferentialData all, string? text, TicketRow? before, Member member, long? usual, DateOnly day)
    {
        if (text is not null)
            return codes.Find(all.Sites, "Site", text, day, site => site.MemberId == member.Id)?.Id;
        var siteId = before is null ? usual : before.SiteId;
        return siteId is { } id && all.Sites[id].MemberId == member.Id ? id : null;
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
    /// A requester asks for themselves; a name or login that means one account, or one person of the directory, of the member makes the
    /// ticket that person's own.
    /// </summary>
    async Task<RequesterOfTicket> Requester(string? text, TicketRow? before, Member member, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        if (user.SeesOwnTicketsOnly)
            return await OfAccount(name ?? user.DisplayName, user.UserId, ct);
        var isUnchanged = before is not null && (text is null || name == before.RequesterName);
        if (isUnchanged && before is { RequesterPersonId: not null } or { RequesterUserId: not null })
            return await SameRequester(before!, member, ct);
        if (name is null)
            return default;

        var words = Folding.WordsInAnyOrder(name);
        var accounts = await db.Query<AccountRow>(AccountsOfMemberSql, new { MemberId = member.Id }, ct);
        if (
            accounts
                .Where(account => Folding.WordsInAnyOrder(account.DisplayName) == words || account.FoldedLogin == name.ToLowerInvariant())
                .ToList()
            is [var only]
        )
            return await OfAccount(only.DisplayName, only.Id, ct);
        return await people.OnlyOneNamed(name, member.Id, ct) is { } person ? Requester(person) : new(name, null, null);
    }

    // A ticket that goes to another member is told to nobody of the one that it was of: who asked is known by name, no more.
    async Task<RequesterOfTicket> SameRequester(TicketRow before, Member member, CancellationToken ct)
    {
        var same = new RequesterOfTicket(before.RequesterName, before.RequesterUserId, before.RequesterPersonId);
        return
            before.MemberId == member.Id
            || await db.FirstOrDefault<long?>(MemberOfRequesterSql, before, ct) is not { } own
            || own == member.Id
            || own == member.ParentId
            ? same
            : same with
            {
                UserId = null,
                PersonId = null,
            };
    }

    const string MemberOfRequesterSql = """
        SELECT COALESCE(
            (SELECT p.MemberId FROM People p WHERE p.Id = @RequesterPersonId),
            (SELECT u.MemberId FROM Users u WHERE u.Id = @RequesterUserId))
        """;

    static RequesterOfTicket Requester(PersonRow person) => new(person.Name, person.UserId, person.Id) { SiteId = person.SiteId };

    async Task<RequesterOfTicket> OfAccount(string name, long userId, CancellationToken ct) =>
        await people.OfAccount(userId, ct) is { } person ? Requester(person) with { Name = name } : new(name, userId, null);

    const string AccountsOfMemberSql =
        "SELECT u.Id, u.DisplayName, u.FoldedLogin FROM Users u WHERE u.MemberId = @MemberId AND u.IsDisabled = 0";

    sealed record AccountRow
    {
        public long Id { get; init; }
        public string DisplayName { get; init; } = "";
        public string FoldedLogin { get; init; } = "";
    }

    /// <summary>Who asks, as far as is known: a name, an account, somebody of the directory.</summary>
    readonly record struct RequesterOfTicket(string? Name, long? UserId, long? PersonId)
    {
        public long? SiteId { get; init; }
    }
}

/// <summary>A row of Tickets.</summary>
sealed record TicketRow : TicketText
{
    public long MemberId { get; init; }
    public long? RequesterUserId { get; init; }
    public long? RequesterPersonId { get; init; }
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public int Urgency { get; init; }
    public int Impact { get; init; }
    public int Priority { get; init; }
    public string Status { get; init; } = "";
    public long? ApplicationId { get; init; }
    public long? DomainId { get; init; }
    public long? CategoryId { get; init; }
    public long? SiteId { get; init; }
    public long? AssignedAgentId { get; init; }
    public long? AssignedTeamId { get; init; }
    public long? AssignedGroupId { get; init; }

    /// <summary>1 while the first line has it, 2 once it was handed to those behind.</summary>
    public int SupportLevel { get; init; } = AssignmentGroup.FirstLine;
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
    public long? MergedIntoId { get; init; }

    /// <summary>Whether one of its readers sees it only because they observe it.</summary>
    public bool IsOnlyObservedBy(CurrentUser user) =>
        user.SeesOwnTicketsOnly && RequesterUserId != user.UserId && CreatedByUserId != user.UserId;

    /// <summary>
    /// Whether it is for one of its readers at the member to say how content they are: they asked, or nobody with an account did.
    /// </summary>
    public bool IsTheirsToRate(CurrentUser user) =>
        !user.SeesAllMembers && !IsOnlyObservedBy(user) && (RequesterUserId is null || RequesterUserId == user.UserId);

    /// <summary>When it was last changed; kept by the database, as the two below.</summary>
    [JsonIgnore]
    public DateTime UpdatedAt { get; init; }

    /// <summary>The same as far as others than staff may know.</summary>
    [JsonIgnore]
    public DateTime UpdatedInSightAt { get; init; }

    /// <summary>Time of the lines that name it or what is merged into it; none for one that is merged itself.</summary>
    [JsonIgnore]
    public long LoggedMinutes { get; init; }

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

    /// <summary>In the hands of somebody, of a group, or of nobody; who waits or plans goes on doing so.</summary>
    public TicketRow HandedTo(Agent? agent, AssignmentGroup? group, long? teamId, int supportLevel, DateTime at) =>
        this with
        {
            Status =
                agent is null && Status == TicketStatus.Assigned ? TicketStatus.New
                : agent is not null && Status == TicketStatus.New ? TicketStatus.Assigned
                : Status,
            AssignedAgentId = agent?.Id,
            AssignedGroupId = group?.Id,
            AssignedTeamId = agent?.PostingOn(Paris.DayOf(at))?.TeamId ?? teamId ?? group?.TeamId,
            SupportLevel = supportLevel,
            TakenInChargeAt = TakenInChargeAt ?? (agent is null ? null : at),
            TakenInChargeOn = TakenInChargeOn ?? (agent is null ? null : Paris.DayOf(at)),
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

    /// <summary>Closed because another ticket leads on: that one will be resolved, once.</summary>
    public TicketRow MergedInto(long leading, DateTime at) =>
        (Status == TicketStatus.Closed ? this : this with { Status = TicketStatus.Closed, ClosedAt = at, ClosedOn = Paris.DayOf(at) }) with
        {
            MergedIntoId = leading,
        };

    /// <summary>Day since which it is no longer open; null while it is.</summary>
    public DateOnly? EndedOn => ResolvedOn ?? ClosedOn;

    /// <summary>Days in whose roll-ups the ticket counts, but for events that it may have several of.</summary>
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
        long? DomainId,
        long? CategoryId
    ) Counted => (Title, MemberId, Channel, Type, Urgency, Impact, Priority, ApplicationId, DomainId, CategoryId);
}
