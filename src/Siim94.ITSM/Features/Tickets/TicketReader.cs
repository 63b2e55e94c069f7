using System.Globalization;
using Dapper;
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
        var filter = await FilterOf(list, null, ct);
        var rows = await db.Query<TicketRow>(ListStatement(db.Dialect, filter.Conditions), filter.Parameters, ct);
        var all = await codes.Referentials(ct);
        return Page<TicketLine>.Of([.. rows.Select(row => LineOf(row, all))], Paging.LimitOf(list.Limit), ticket =>
            ticket.Number.ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>Tickets in each state; a state without any is left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Count(CountTickets count, CancellationToken ct)
    {
        var filter = await FilterOf(new() { Member = count.Member, Q = count.Q }, 0, ct);
        var statement = string.IsNullOrWhiteSpace(count.Q) ? CountAllStatement(filter.Conditions) : CountStatement(filter.Conditions);
        var counts = (await db.Query<StatusCount>(statement, filter.Parameters, ct)).ToDictionary(row => row.Status, row => row.Tickets);
        if (counts.Remove(AnyStatus, out var all) && all - counts.Values.Sum() is > 0 and var closed)
            counts[TicketStatus.Closed] = closed;
        return counts;
    }

    /// <param name="list">What is asked for.</param>
    /// <param name="finding">The word that finds the tickets, the others being looked up in each, when all are common; null to walk the
    /// tickets and look up every word.</param>
    /// <param name="ct">Cancels it.</param>
    async Task<TicketFilter> FilterOf(ListTickets list, int? finding, CancellationToken ct)
    {
        var text = list.Q?.Trim() ?? "";
        var isNumber = long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var isNumberOnly = isNumber && text[0] == '#';
        var words = isNumberOnly ? [] : TicketWords.SoughtBy(text);
        finding = await Rarest(words, ct) ?? finding;
        var memberId = codes.Find((await codes.Referentials(ct)).Members, "Member", list.Member, null)?.Id;
        var parameters = new DynamicParameters(
            new
            {
                list.Status,
                MemberId = memberId,
                Number = number,
                ScopeMemberIds = user.MemberScope,
                user.UserId,
                After = list.After ?? 0,
                Take = Paging.LimitOf(list.Limit) + 1,
            }
        );
        for (var word = 0; word < words.Count; word++)
        {
            parameters.Add($"From{word}", words[word]);
            parameters.Add($"Until{word}", TicketWords.Behind(words[word]));
        }
        return new(
            [
                .. list.Status is null ? [] : (string[])[list.Status == ListTicketsValidator.Open ? OpenWhereSql : StatusWhereSql],
                .. memberId is null ? [] : (string[])[MemberWhereSql],
                .. isNumberOnly
                    ? [NumberWhereSql]
                    : words.Select((_, word) => word == finding ? FoundBy(word, isNumber) : Holds(word, isNumber)),
                .. text.Length > 0 && !isNumber && words.Count == 0 ? (string[])[NothingWhereSql] : [],
                .. user.SeesAllMembers ? [] : (string[])[ScopeWhereSql],
                .. !user.SeesOwnTicketsOnly ? [] : (string[])[OwnWhereSql],
                .. list.After is null ? [] : (string[])[AfterWhereSql],
            ],
            parameters
        );
    }

    /// <summary>The word that the fewest tickets have; null when each is common.</summary>
    async Task<int?> Rarest(IReadOnlyList<string> words, CancellationToken ct)
    {
        foreach (var bound in (int[])[Rare, Common])
        {
            var (rarest, least) = ((int?)null, bound);
            for (var word = 0; word < words.Count; word++)
            {
                var range = new
                {
                    From = words[word],
                    Until = TicketWords.Behind(words[word]),
                    Take = least,
                };
                if (await db.FirstOrDefault<int>(CountWordStatement(db.Dialect), range, ct) is var count && count < least)
                    (rarest, least) = (word, count);
            }
            if (rarest is not null)
                return rarest;
        }
        return null;
    }

    // Few enough to look no further; so many that the newest tickets soon fill a page.
    const int Rare = 500,
        Common = 10_000;

    static string CountWordStatement(SqlDialect dialect) =>
        "SELECT COUNT(*) FROM (SELECT w.TicketId FROM TicketWords w WHERE w.Word >= @From AND w.Word < @Until "
        + $"ORDER BY w.Word, w.TicketId{dialect.FirstRows}) f";

    const string StatusWhereSql = "t.Status = @Status";
    const string OpenWhereSql = "t.Status IN ('new', 'assigned', 'planned', 'pending')";
    const string MemberWhereSql = "t.MemberId = @MemberId";

    // Signs alone, « % », are in no text that is searched.
    const string NothingWhereSql = "t.Id < 0";
    const string NumberWhereSql = "t.Id = @Number";
    const string ScopeWhereSql = "t.MemberId IN @ScopeMemberIds";
    const string OwnWhereSql = "(t.RequesterUserId = @UserId OR t.CreatedByUserId = @UserId)";
    const string AfterWhereSql = "t.Id < @After";

    static string FoundBy(int word, bool isNumber) =>
        $"t.Id IN (SELECT w.TicketId FROM TicketWords w WHERE w.Word >= @From{word} AND w.Word < @Until{word}"
        + $"{(isNumber ? " UNION SELECT n.Id FROM Tickets n WHERE n.Id = @Number" : "")})";

    // Counted: for EXISTS, SQLite would read the whole index first, to know by a filter which tickets have any words.
    static string Holds(int word, bool isNumber) =>
        $"({(isNumber ? "t.Id = @Number OR " : "")}(SELECT COUNT(*) FROM TicketWords w "
        + $"WHERE w.TicketId = t.Id AND w.Word >= @From{word} AND w.Word < @Until{word}) > 0)";

    static string ListStatement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectTicketsSql}{Where(conditions)} ORDER BY t.Id DESC{dialect.FirstRows}";

    static string CountStatement(IReadOnlyCollection<string> conditions) =>
        $"SELECT t.Status, COUNT(*) AS Tickets FROM Tickets t{Where(conditions)} GROUP BY t.Status";

    // Most tickets are closed: to count them by their state takes longer than all the rest, to count all of them does not.
    static string CountAllStatement(IReadOnlyCollection<string> conditions) =>
        $"{CountStatement([.. conditions, NotClosedWhereSql])} "
        + $"UNION ALL SELECT '{AnyStatus}' AS Status, COUNT(*) AS Tickets FROM Tickets t{Where(conditions)}";

    const string AnyStatus = "any";
    const string NotClosedWhereSql = "t.Status IN ('new', 'assigned', 'planned', 'pending', 'resolved')";

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
            FoundBy(0, false),
            FoundBy(0, true),
            Holds(1, false),
            Holds(1, true),
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
        return
        [
            .. sets.Select(set => ListStatement(dialect, set)),
            .. sets.Select(CountStatement),
            .. sets.Select(CountAllStatement),
            CountWordStatement(dialect),
        ];
    }

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

    /// <param name="Conditions">What a ticket must meet.</param>
    /// <param name="Parameters">Every parameter that one of them may name.</param>
    sealed record TicketFilter(IReadOnlyCollection<string> Conditions, DynamicParameters Parameters);

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
