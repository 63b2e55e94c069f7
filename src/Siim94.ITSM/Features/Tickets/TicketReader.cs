using System.Globalization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket in a list.</summary>
public record TicketLine
{
    public long Number { get; init; }
    public string Title { get; init; } = "";
    public string Member { get; init; } = "";
    public string? Requester { get; init; }
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public string Urgency { get; init; } = "";
    public string Impact { get; init; } = "";
    public string Priority { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Application { get; init; }
    public string? Domain { get; init; }

    /// <summary>Code of the agent who has it in charge.</summary>
    public string? AssignedAgent { get; init; }

    public string? AssignedAgentName { get; init; }

    /// <summary>Code of the team that agent was in when they took it.</summary>
    public string? AssignedTeam { get; init; }

    public DateTime OpenedAt { get; init; }
    public DateTime? TakenInChargeAt { get; init; }

    /// <summary>Day on which the work is planned, while it is.</summary>
    public DateOnly? PlannedOn { get; init; }

    public DateTime? ResolvedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public long Version { get; init; }
}

/// <summary>A ticket with its timeline.</summary>
public sealed record TicketDetails : TicketLine
{
    public TicketDetails() { }

    internal TicketDetails(TicketLine line)
        : base(line) { }

    public string? Description { get; init; }
    public string? Solution { get; init; }

    /// <summary>Time spent on it, in minutes: what was logged on it, and the visits that dealt with it.</summary>
    /// <remarks>
    /// A visit that dealt with several tickets counts in full at each: nobody said how it divides. What is planned does not count yet.
    /// </remarks>
    public long Minutes { get; init; }

    /// <summary>The import that it came with, and the row of its file; null when it was opened by hand.</summary>
    public long? Import { get; init; }

    /// <inheritdoc cref="Import"/>
    public int? ImportRow { get; init; }

    public IReadOnlyList<TicketEvent> Events { get; init; } = [];
}

public sealed record TicketEvent
{
    public DateTime At { get; init; }
    public string? ByName { get; init; }

    /// <summary>
    /// <c>open</c>, <c>take-charge</c>, <c>plan</c>, <c>hold</c>, <c>resolve</c>, <c>close</c>, <c>reopen</c>, <c>follow-up</c>
    /// or <c>visit</c>.
    /// </summary>
    public string Kind { get; init; } = "";

    public string? ToStatus { get; init; }
    public string? Text { get; init; }
    public bool IsPrivate { get; init; }

    /// <summary>Number of the visit; null for other steps, and for readers of no visits.</summary>
    public long? Intervention { get; init; }

    /// <summary>Day of the visit.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Time that its agents spent together on the visit.</summary>
    public long? Minutes { get; init; }
}

/// <summary>One ticket.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetTicket(long Number) : IQuery<TicketDetails>;

sealed class GetTicketHandler(TicketReader reader) : IRequestHandler<GetTicket, TicketDetails>
{
    public Task<TicketDetails> Handle(GetTicket request, CancellationToken ct) => reader.Get(request.Number, ct);
}

/// <summary>Tickets, newest first, by page.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListTickets : IQuery<Page<TicketLine>>
{
    /// <summary>One of the six states, or <c>open</c> for all that is neither resolved nor closed.</summary>
    public string? Status { get; init; }

    public string? Member { get; init; }

    /// <summary>
    /// Words of the title, description or requester, in any order, accents and case ignored; or a number, <c>#12</c> for that one only.
    /// </summary>
    public string? Q { get; init; }

    public long? After { get; init; }
    public int? Limit { get; init; }
}

sealed class ListTicketsValidator : AbstractValidator<ListTickets>
{
    public const string Open = "open";

    public ListTicketsValidator()
    {
        RuleFor(l => l.Limit).InclusiveBetween(1, Page<TicketLine>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
        RuleFor(l => l.Status)
            .Must(status => status is null or Open || TicketStatus.All.Contains(status))
            .WithMessage(_ => Words.StatusUnknown);
        RuleFor(l => l.Q).Line(200);
    }
}

sealed class ListTicketsHandler(TicketReader reader) : IRequestHandler<ListTickets, Page<TicketLine>>
{
    public Task<Page<TicketLine>> Handle(ListTickets request, CancellationToken ct) => reader.List(request, ct);
}

/// <summary>How many tickets are in each state, with the filters of <see cref="ListTickets"/>.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountTickets : IQuery<IReadOnlyDictionary<string, int>>
{
    public string? Member { get; init; }
    public string? Q { get; init; }
}

sealed class CountTicketsValidator : AbstractValidator<CountTickets>
{
    public CountTicketsValidator() => RuleFor(c => c.Q).Line(200);
}

sealed class CountTicketsHandler(TicketReader reader) : IRequestHandler<CountTickets, IReadOnlyDictionary<string, int>>
{
    public Task<IReadOnlyDictionary<string, int>> Handle(CountTickets request, CancellationToken ct) => reader.Count(request, ct);
}

/// <summary>Reads tickets within the reader's reach: a requester their own, people of a member those of the member, staff all.</summary>
sealed class TicketReader(Db db, ReferentialLookup codes, CurrentUser user, TimeProvider clock)
{
    const string SelectTicketsSql = """
        SELECT t.Id, t.Title, t.Description, t.MemberId, t.RequesterName, t.RequesterUserId, t.Channel, t.Type, t.Urgency, t.Impact,
               t.Priority, t.Status, t.ApplicationId, t.DomainId, t.AssignedAgentId, t.AssignedTeamId, t.OpenedAt, t.OpenedOn,
               t.TakenInChargeAt, t.TakenInChargeOn, t.PlannedOn, t.ResolvedAt, t.ResolvedOn, t.ClosedAt, t.ClosedOn, t.Solution,
               t.CreatedByUserId, t.ImportId, t.ImportRow, t.Version
        FROM Tickets t
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<TicketRow> Row(long number, CancellationToken ct)
    {
        var row = await db.FirstOrDefault<TicketRow>(TicketSql, new { Id = number }, ct);
        return row is not null && Sees(row) ? row : throw RequestErrors.NotFound();
    }

    const string TicketSql = $"{SelectTicketsSql} WHERE t.Id = @Id";

    /// <inheritdoc cref="Row"/>
    public async Task<TicketDetails> Get(long number, CancellationToken ct)
    {
        var row = await Row(number, ct);
        var all = await codes.Referentials(ct);
        var events = await db.Query<TicketEvent>(EventsSql, new { TicketId = number, SeesPrivate = user.SeesAllMembers ? 1 : 0 }, ct);
        return new(LineOf(row, all))
        {
            Description = row.Description,
            Solution = row.Solution,
            Minutes = await db.FirstOrDefault<long?>(MinutesSql, new { TicketId = number, Today = Paris.Today(clock) }, ct) ?? 0,
            Import = row.ImportId,
            ImportRow = row.ImportRow,
            Events = [.. events.Concat(await Visits(number, all, ct)).OrderBy(step => step.At)],
        };
    }

    const string EventsSql = """
        SELECT e.At, u.DisplayName AS ByName, e.Kind, e.ToStatus, e.Text, e.IsPrivate
        FROM TicketEvents e
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.TicketId = @TicketId AND (@SeesPrivate = 1 OR e.IsPrivate = 0)
        ORDER BY e.Id
        """;

    const string MinutesSql = """
        SELECT SUM(e.Minutes)
        FROM TimeEntries e
        WHERE e.WorkedOn <= @Today
          AND (
              e.TicketId = @TicketId
              OR e.InterventionId IN (SELECT l.InterventionId FROM InterventionTickets l WHERE l.TicketId = @TicketId)
          )
        """;

    /// <summary>The visits that dealt with a ticket, as steps of its timeline; those of members out of reach are left out.</summary>
    async Task<IEnumerable<TicketEvent>> Visits(long number, ReferentialData all, CancellationToken ct)
    {
        var lines = await db.Query<VisitRow>(VisitsSql, new { TicketId = number }, ct);
        return lines
            .Where(line => user.Sees(line.MemberId))
            .GroupBy(line => line.Id)
            .Select(visit => new TicketEvent
            {
                At = visit.First().StartedAt ?? visit.First().CreatedAt,
                ByName = string.Join(", ", visit.Select(line => all.Agents[line.AgentId].Name)),
                Kind = TicketEventKind.Visit,
                Text = user.Can(Permission.ReadInterventions) ? visit.First().Summary : null,
                Intervention = user.Can(Permission.ReadInterventions) ? visit.Key : null,
                Day = visit.First().WorkedOn,
                Minutes = visit.Sum(line => line.Minutes),
            });
    }

    // Each of the agents has a line of the visit's whole length.
    const string VisitsSql = """
        SELECT i.Id, i.MemberId, i.WorkedOn, i.StartedAt, i.CreatedAt, i.Summary, e.AgentId, e.Minutes
        FROM InterventionTickets l
        JOIN Interventions i ON i.Id = l.InterventionId
        JOIN TimeEntries e ON e.InterventionId = i.Id
        WHERE l.TicketId = @TicketId
        ORDER BY i.Id, e.Id
        """;

    public async Task<Page<TicketLine>> List(ListTickets list, CancellationToken ct)
    {
        var filter = await FilterOf(list, ct);
        var rows = await db.Query<TicketRow>(ListStatement(db.Dialect, filter.Conditions), filter, ct);
        var all = await codes.Referentials(ct);
        return Page<TicketLine>.Of([.. rows.Select(row => LineOf(row, all))], Paging.LimitOf(list.Limit), ticket =>
            ticket.Number.ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>Tickets in each state; a state without any is left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Count(CountTickets count, CancellationToken ct)
    {
        var filter = await FilterOf(new() { Member = count.Member, Q = count.Q }, ct);
        return (await db.Query<StatusCount>(CountStatement(filter.Conditions), filter, ct)).ToDictionary(
            row => row.Status,
            row => row.Tickets
        );
    }

    async Task<TicketFilter> FilterOf(ListTickets list, CancellationToken ct)
    {
        var text = list.Q?.Trim() ?? "";
        var isNumber = long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        string[] words = Folding.FoldWords(text).Split(' ', WordWhereSql.Length, StringSplitOptions.RemoveEmptyEntries);
        var memberId = codes.Find((await codes.Referentials(ct)).Members, "Member", list.Member, null)?.Id;
        return new()
        {
            Conditions =
            [
                .. list.Status is null ? [] : (string[])[list.Status == ListTicketsValidator.Open ? OpenWhereSql : StatusWhereSql],
                .. memberId is null ? [] : (string[])[MemberWhereSql],
                .. isNumber ? [text[0] == '#' ? NumberWhereSql : NumberOrTextWhereSql] : WordWhereSql[..words.Length],
                .. text.Length > 0 && !isNumber && words.Length == 0 ? (string[])[NothingWhereSql] : [],
                .. user.SeesAllMembers ? [] : (string[])[ScopeWhereSql],
                .. !user.SeesOwnTicketsOnly ? [] : (string[])[OwnWhereSql],
                .. list.After is null ? [] : (string[])[AfterWhereSql],
            ],
            Status = list.Status,
            MemberId = memberId,
            Number = number,
            Pattern1 = PatternOf(words, 0),
            Pattern2 = PatternOf(words, 1),
            Pattern3 = PatternOf(words, 2),
            Pattern4 = PatternOf(words, 3),
            ScopeMemberIds = user.MemberScope,
            UserId = user.UserId,
            After = list.After ?? 0,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
    }

    const string StatusWhereSql = "t.Status = @Status";
    const string OpenWhereSql = "t.Status IN ('new', 'assigned', 'planned', 'pending')";
    const string MemberWhereSql = "t.MemberId = @MemberId";

    // Signs alone, « % », are in no text that is searched.
    const string NothingWhereSql = "t.Id < 0";
    const string NumberWhereSql = "t.Id = @Number";
    const string NumberOrTextWhereSql = "(t.Id = @Number OR t.SearchText LIKE @Pattern1 ESCAPE '!')";
    const string ScopeWhereSql = "t.MemberId IN @ScopeMemberIds";
    const string OwnWhereSql = "(t.RequesterUserId = @UserId OR t.CreatedByUserId = @UserId)";
    const string AfterWhereSql = "t.Id < @After";

    // Three words in any order; a fourth takes the rest of the text as a phrase.
    static readonly string[] WordWhereSql =
    [
        "t.SearchText LIKE @Pattern1 ESCAPE '!'",
        "t.SearchText LIKE @Pattern2 ESCAPE '!'",
        "t.SearchText LIKE @Pattern3 ESCAPE '!'",
        "t.SearchText LIKE @Pattern4 ESCAPE '!'",
    ];

    static string ListStatement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectTicketsSql}{Where(conditions)} ORDER BY t.Id DESC{dialect.Page}";

    static string CountStatement(IReadOnlyCollection<string> conditions) =>
        $"SELECT t.Status, COUNT(*) AS Tickets FROM Tickets t{Where(conditions)} GROUP BY t.Status";

    static string Where(IReadOnlyCollection<string> conditions) =>
        conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";

    /// <summary>
    /// Every statement this reader can compose, for the checks on both engines: without conditions, each alone, and all of them together.
    /// </summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions =
        [
            StatusWhereSql,
            OpenWhereSql,
            MemberWhereSql,
            NothingWhereSql,
            NumberWhereSql,
            NumberOrTextWhereSql,
            .. WordWhereSql,
            ScopeWhereSql,
            OwnWhereSql,
            AfterWhereSql,
        ];
        string[][] sets =
        [
            [],
            .. conditions.Select(condition => (string[])[condition]),
            conditions,
        ];
        return [.. sets.Select(set => ListStatement(dialect, set)), .. sets.Select(CountStatement)];
    }

    static string? PatternOf(string[] words, int index) => index < words.Length ? $"%{Escape(words[index])}%" : null;

    static string Escape(string text) => text.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_").Replace("[", "![");

    bool Sees(TicketRow row) =>
        user.Sees(row.MemberId) && (!user.SeesOwnTicketsOnly || row.RequesterUserId == user.UserId || row.CreatedByUserId == user.UserId);

    static TicketLine LineOf(TicketRow row, ReferentialData all) =>
        new()
        {
            Number = row.Id,
            Title = row.Title,
            Member = all.Members[row.MemberId].Code,
            Requester = row.RequesterName,
            Channel = row.Channel,
            Type = row.Type,
            Urgency = TicketPriority.CodeOf(row.Urgency),
            Impact = TicketPriority.CodeOf(row.Impact),
            Priority = TicketPriority.CodeOf(row.Priority),
            Status = row.Status,
            Application = all.Applications.CodeOf(row.ApplicationId),
            Domain = all.Domains.CodeOf(row.DomainId),
            AssignedAgent = all.Agents.CodeOf(row.AssignedAgentId),
            AssignedAgentName = all.Agents.NameOf(row.AssignedAgentId),
            AssignedTeam = all.Teams.CodeOf(row.AssignedTeamId),
            OpenedAt = row.OpenedAt,
            TakenInChargeAt = row.TakenInChargeAt,
            PlannedOn = row.PlannedOn,
            ResolvedAt = row.ResolvedAt,
            ClosedAt = row.ClosedAt,
            Version = row.Version,
        };

    /// <summary>The conditions of a list and every parameter that one of them may name.</summary>
    sealed record TicketFilter
    {
        public IReadOnlyCollection<string> Conditions { get; init; } = [];
        public string? Status { get; init; }
        public long? MemberId { get; init; }
        public long Number { get; init; }
        public string? Pattern1 { get; init; }
        public string? Pattern2 { get; init; }
        public string? Pattern3 { get; init; }
        public string? Pattern4 { get; init; }
        public IReadOnlyList<long>? ScopeMemberIds { get; init; }
        public long UserId { get; init; }
        public long After { get; init; }
        public int Take { get; init; }
    }

    sealed record VisitRow
    {
        public long Id { get; init; }
        public long MemberId { get; init; }
        public DateOnly WorkedOn { get; init; }
        public DateTime? StartedAt { get; init; }
        public DateTime CreatedAt { get; init; }
        public string Summary { get; init; } = "";
        public long AgentId { get; init; }
        public long Minutes { get; init; }
    }

    sealed record StatusCount
    {
        public string Status { get; init; } = "";
        public int Tickets { get; init; }
    }
}
