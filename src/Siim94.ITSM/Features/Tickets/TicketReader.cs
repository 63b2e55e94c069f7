using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Reads tickets within the reader's reach: a requester their own and those they observe, people of a member those of the member, staff
/// all.
/// </summary>
sealed class TicketReader(
    Db db,
    ReferentialLookup codes,
    TicketConditions conditions,
    CurrentUser user,
    TicketPeople people,
    TimelineReader timelines,
    TicketLinks links,
    TicketSatisfactions satisfactions
)
{
    const string SelectTicketsSql = """
        SELECT t.Id, t.Title, t.Description, t.MemberId, t.RequesterName, t.RequesterUserId, t.RequesterPersonId, t.Channel, t.Type,
               t.Urgency, t.Impact, t.Priority, t.Status, t.ApplicationId, t.DomainId, t.CategoryId, t.SiteId, t.AssignedAgentId,
               t.AssignedTeamId, t.AssignedGroupId, t.SupportLevel, t.OpenedAt, t.OpenedOn,
               t.TakenInChargeAt, t.TakenInChargeOn, t.PlannedOn, t.ResolvedAt, t.ResolvedOn, t.ClosedAt, t.ClosedOn, t.Solution,
               t.CreatedByUserId, t.ImportId, t.ImportRow, t.MergedIntoId, t.UpdatedAt, t.UpdatedInSightAt, t.LoggedMinutes,
               t.Version
        FROM Tickets t
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<TicketRow> Row(long number, CancellationToken ct) => await Find(number, ct) ?? throw RequestErrors.NotFound();

    /// <summary>A ticket that a field names; null when there is none within reach.</summary>
    public async Task<TicketRow?> Find(long number, CancellationToken ct) =>
        await db.FirstOrDefault<TicketRow>(user.SeesOwnTicketsOnly ? OwnTicketSql : TicketSql, new { Id = number, user.UserId }, ct)
            is { } row
        && Sees(row)
            ? row
            : null;

    const string TicketSql = $"{SelectTicketsSql} WHERE t.Id = @Id";
    const string OwnTicketSql = $"{TicketSql} AND {TicketReach.OwnWhereSql}";

    /// <summary>A ticket about to be changed.</summary>
    /// <exception cref="Refusal">Not there, not within reach, or merged into another one.</exception>
    public async Task<TicketRow> RowToChange(long number, CancellationToken ct)
    {
        var row = await Row(number, ct);
        return row.MergedIntoId is { } into ? throw TicketErrors.Merged(number, into) : row;
    }

    /// <inheritdoc cref="Row"/>
    public async Task<TicketDetails> Get(long number, CancellationToken ct)
    {
        var row = await Row(number, ct);
        return await Details(row, await timelines.LedBy(row, ct), ct) with
        {
            Affected = [.. (await people.Affected([number], ct))[number]],
            Links = await links.Of(row, ct),
            Satisfaction = await satisfactions.Of(number, ct),
            IsForReaderToRate = row.IsTheirsToRate(user),
        };
    }

    /// <summary>A ticket that has just been opened: nothing but what it was opened with can be about it.</summary>
    /// <inheritdoc cref="Row" path="/exception"/>
    public async Task<TicketDetails> Opened(long number, CancellationToken ct) => await Details(await Row(number, ct), [number], ct);

    async Task<TicketDetails> Details(TicketRow row, IReadOnlyList<long> led, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var times = await timelines.Times(led, all, ct);
        var observers = (await people.Observers([row.Id], ct))[row.Id].ToList();
        return new(LineOf(row, all))
        {
            Observers = [.. observers.Select(person => person.Id)],
            UpdatedAt = UpdatedAt(row),
            ObserverNames = observers,
            Description = row.Description,
            Solution = row.Solution,
            Minutes = times.Sum(time => time.Minutes),
            TimeByAgent = user.Can(Permission.ReadAgents) ? times : [],
            IsForReaderToAccept = !row.IsOnlyObservedBy(user),
            Import = row.ImportId,
            ImportRow = row.ImportRow,
            Events = await timelines.Events(led, all, ct),
        };
    }

    /// <summary>Tickets by their numbers, in that order; those out of reach are left out.</summary>
    public async Task<IReadOnlyList<TicketLine>> Lines(IReadOnlyList<long> numbers, CancellationToken ct)
    {
        var statement = user.SeesOwnTicketsOnly ? OwnTicketsSql : TicketsSql;
        var rows = (await db.Query<TicketRow>(statement, new { Numbers = numbers, user.UserId }, ct))
            .Where(Sees)
            .ToDictionary(row => row.Id);
        return await Lines([.. numbers.Where(rows.ContainsKey).Select(number => rows[number])], ct);
    }

    const string TicketsSql = $"{SelectTicketsSql} WHERE t.Id IN @Numbers";
    const string OwnTicketsSql = $"{TicketsSql} AND {TicketReach.OwnWhereSql}";

    async Task<IReadOnlyList<TicketLine>> Lines(IReadOnlyList<TicketRow> rows, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var observers = await people.Observers(rows.Select(row => row.Id), ct);
        return
        [
            .. rows.Select(row =>
                LineOf(row, all) with
                {
                    Observers = [.. observers[row.Id].Select(person => person.Id)],
                    UpdatedAt = UpdatedAt(row),
                }
            ),
        ];
    }

    public async Task<Page<TicketLine>> List(ListTickets list, CancellationToken ct)
    {
        var sort = TicketSort.Parse(list.Sort, user.SeesAllMembers)!;
        var selection = await conditions.Of(list, null, ct);
        if (list.After is not null)
        {
            selection.Add(sort.Behind);
            foreach (var (name, value) in sort.Read(list.After)!)
                selection.Parameters[name] = value;
        }
        selection.Parameters["Take"] = Paging.LimitOf(list.Limit) + 1;
        var rows = await db.Query<TicketRow>(ListStatement(db.Dialect, selection.Where, sort), selection.Parameters, ct);
        var all = await codes.Referentials(ct);
        var last = rows.Count > Paging.LimitOf(list.Limit) ? rows[^2] : null;
        return new(await Lines([.. rows.Take(Paging.LimitOf(list.Limit))], ct), last is null ? null : sort.CursorOf((last, all), last.Id));
    }

    /// <summary>How many tickets <see cref="List"/> shows, page by page.</summary>
    public async Task<int> Count(TicketFilter filter, CancellationToken ct)
    {
        var selection = await conditions.Of(filter, 0, ct);
        return await db.FirstOrDefault<int>(CountStatement(selection.Where), selection.Parameters, ct);
    }

    /// <summary>The <see cref="Count"/> of each of several filters, by one statement; null for one that names what is not there.</summary>
    public async Task<IReadOnlyList<int?>> CountEach(IReadOnlyList<TicketFilter> filters, CancellationToken ct)
    {
        var counts = new int?[filters.Count];
        var (statements, parameters) = (new List<string>(), new Dictionary<string, object?>());
        foreach (var (place, filter) in filters.Index())
        {
            try
            {
                var selection = await conditions.Of(filter, 0, ct);
                statements.Add(CountAtStatement(place, selection.WhereAt(place)));
                foreach (var (name, value) in selection.Parameters)
                    parameters[TicketSelection.NameAt(place, name)] = value;
            }
            catch (Refusal)
            {
                counts[place] = null;
            }
        }
        if (statements.Count > 0)
            foreach (var row in await db.Query<PlaceCount>(string.Join(" UNION ALL ", statements), parameters, ct))
                counts[row.Place] = row.Tickets;
        return counts;
    }

    static string CountAtStatement(int place, string where) => $"SELECT {place} AS Place, ({CountStatement(where)}) AS Tickets";

    /// <summary>Refuses a filter that names what is not there.</summary>
    /// <param name="filter">Its shape is valid.</param>
    /// <param name="prefix">Where it stands in the request, for the message.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="Refusal">An unknown code, naming the field.</exception>
    public async Task Check(TicketFilter filter, string prefix, CancellationToken ct)
    {
        try
        {
            await conditions.Of(filter, null, ct);
        }
        catch (Refusal refusal)
        {
            throw new Refusal(
                refusal.Status,
                refusal.Code,
                refusal.Message,
                refusal.Errors.ToDictionary(field => prefix + field.Key, field => field.Value)
            );
        }
    }

    /// <summary>Tickets in each state; a state without any is left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByStatus(TicketFilter filter, CancellationToken ct)
    {
        var selection = await conditions.Of(filter, 0, ct);
        var hasText = !string.IsNullOrWhiteSpace(filter.Q);
        var statement = hasText ? CountByStatusStatement(selection.Where) : CountAllByStatusStatement(selection);
        var counts = (await db.Query<StatusCount>(statement, selection.Parameters, ct)).ToDictionary(row => row.Status, row => row.Tickets);
        if (counts.Remove(AnyStatus, out var all) && all - counts.Values.Sum() is > 0 and var closed)
            counts[TicketStatus.Closed] = closed;
        return counts;
    }

    static string ListStatement(SqlDialect dialect, string where, ListOrder<(TicketRow Ticket, ReferentialData All)> sort) =>
        $"{SelectTicketsSql}{where}{sort.OrderBy}{dialect.FirstRows}";

    // Alone, as it stands here: SQLite counts a whole table by its pages only where nothing else is selected with it.
    static string CountStatement(string where) => $"SELECT COUNT(*) FROM Tickets t{where}";

    static string CountByStatusStatement(string where) => $"SELECT t.Status, COUNT(*) AS Tickets FROM Tickets t{where} GROUP BY t.Status";

    // Most tickets are closed: to count them by their state takes longer than all the rest, to count all of them does not.
    static string CountAllByStatusStatement(TicketSelection selection)
    {
        var all = selection.Where;
        selection.Add(NotClosedWhereSql);
        return $"{CountByStatusStatement(selection.Where)} "
            + $"UNION ALL SELECT '{AnyStatus}' AS Status, ({CountStatement(all)}) AS Tickets";
    }

    const string AnyStatus = "any";
    const string NotClosedWhereSql = "t.Status IN ('new', 'assigned', 'planned', 'pending', 'resolved')";

    /// <summary>
    /// Every statement this reader can compose, for the checks on both engines: without conditions, each alone, and all of them together;
    /// every order, from its beginning and behind a ticket.
    /// </summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        var selections = TicketConditions.Every.Select(condition => (string[])[condition]).Append([]).Append([.. TicketConditions.Every]);
        foreach (var conditions in selections)
        {
            var selection = new TicketSelection();
            foreach (var condition in conditions)
                selection.Add(condition);
            yield return ListStatement(dialect, selection.Where, TicketSort.Newest);
            yield return CountStatement(selection.Where);
            yield return CountByStatusStatement(selection.Where);
            yield return $"{CountAtStatement(0, selection.WhereAt(0))} UNION ALL {CountAtStatement(1, selection.WhereAt(1))}";
            yield return CountAllByStatusStatement(selection);
        }
        foreach (var sort in TicketSort.Every)
        {
            yield return ListStatement(dialect, "", sort);
            yield return ListStatement(dialect, $" WHERE {sort.Behind}", sort);
        }
    }

    DateTime UpdatedAt(TicketRow row) => user.SeesAllMembers ? row.UpdatedAt : row.UpdatedInSightAt;

    bool Sees(TicketRow row) => user.Sees(row.MemberId);

    public static TicketLine LineOf(TicketRow row, ReferentialData all) =>
        new()
        {
            Number = row.Id,
            Title = row.Title,
            Member = all.Members[row.MemberId].Code,
            Requester = row.RequesterName,
            RequesterId = row.RequesterPersonId,
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
            Group = all.Groups.CodeOf(row.AssignedGroupId),
            GroupName = all.Groups.NameOf(row.AssignedGroupId),
            Level = row.SupportLevel,
            Category = all.Categories.CodeOf(row.CategoryId),
            CategoryName = row.CategoryId is { } category ? all.Categories.PathOf(all.Categories[category]) : null,
            Site = all.Sites.CodeOf(row.SiteId),
            SiteName = all.Sites.NameOf(row.SiteId),
            OpenedAt = row.OpenedAt,
            TakenInChargeAt = row.TakenInChargeAt,
            PlannedOn = row.Status == TicketStatus.Planned ? row.PlannedOn : null,
            ResolvedAt = row.ResolvedAt,
            ClosedAt = row.ClosedAt,
            MergedInto = row.MergedIntoId,
            UpdatedAt = row.UpdatedInSightAt,
            LoggedMinutes = row.LoggedMinutes,
            Version = row.Version,
        };

    sealed record PlaceCount
    {
        public int Place { get; init; }
        public int Tickets { get; init; }
    }

    sealed record StatusCount
    {
        public string Status { get; init; } = "";
        public int Tickets { get; init; }
    }
}
