using System.Globalization;
using FluentValidation;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

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

    // No condition on the day selects rows: the few lines of a ticket are found by its number, never all lines up to a day.
    const string MinutesSql = """
        SELECT SUM(CASE WHEN m.WorkedOn <= @Today THEN m.Minutes END)
        FROM (
            SELECT e.WorkedOn, e.Minutes FROM TimeEntries e WHERE e.TicketId = @TicketId
            UNION ALL
            SELECT e.WorkedOn, e.Minutes
            FROM InterventionTickets l
            JOIN TimeEntries e ON e.InterventionId = l.InterventionId
            WHERE l.TicketId = @TicketId AND (e.TicketId IS NULL OR e.TicketId <> @TicketId)
        ) m
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
        $"{SelectTicketsSql}{Where(conditions)} ORDER BY t.Id DESC{dialect.FirstRows}";

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
