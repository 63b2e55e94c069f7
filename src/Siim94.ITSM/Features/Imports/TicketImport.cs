using FluentValidation;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Tickets of the past from a file, with what became of them: checked by the rules of <see cref="OpenTicket"/> and of each step after it.
/// </summary>
sealed class TicketImport(
    Db db,
    TicketResolver resolver,
    ReferentialLookup codes,
    IValidator<OpenTicket> validator,
    IValidator<ResolveTicket> solutionValidator,
    DirtyDays dirtyDays,
    ClosedPeriods closed,
    CurrentUser user,
    TimeProvider clock
) : ImportTarget(db)
{
    public override async Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var openedAt = Instant("openedAt");
        var ticket = new OpenTicket
        {
            Title = row.Text("title"),
            Description = row.Text("description"),
            Member = Known("member", all.Members),
            Requester = row.Text("requester"),
            Channel = Word("channel", TicketValues.Channels, Words.ChannelNotUnderstood),
            Type = Word("type", TicketValues.Types, Words.TypeNotUnderstood),
            Urgency = Word("urgency", TicketValues.Levels, Words.LevelNotUnderstood),
            Impact = Word("impact", TicketValues.Levels, Words.LevelNotUnderstood),
            Application = Known("application", all.Applications),
            Domain = Known("domain", all.Domains),
            Category = Known("category", all.Categories),
            Site = Known("site", all.Sites),
            OpenedAt = openedAt,
        };
        var (agentText, groupText) = (Known("agent", all.Agents), Known("group", all.Groups));
        var solution = row.Text("solution");
        var (takenAt, escalatedAt) = (Instant("takenInChargeAt"), Instant("escalatedAt"));
        var (resolvedAt, closedAt) = (Instant("resolvedAt"), Instant("closedAt"));
        row.Add((await validator.ValidateAsync(ticket, ct)).ToDictionary());
        row.Add((await solutionValidator.ValidateAsync(new() { Solution = solution }, ct)).ToDictionary());
        if (openedAt is null && !row.IsWrong("openedAt"))
            row.Add("openedAt", CommonWords.FieldMissing);
        if (takenAt is not null && agentText is null && !row.IsWrong("agent"))
            row.Add("agent", Words.TakerMissing);
        var steps = InOrder(row, openedAt, takenAt, resolvedAt, closedAt);
        // Whoever takes it may be of either line: it is passed on before or after that.
        escalatedAt = InOrder(row, openedAt, escalatedAt, resolvedAt ?? closedAt);
        if (row.HasProblems)
            return null;

        var at = resolver.OpenedAt(openedAt!.Value, clock.GetUtcNow().UtcDateTime);
        var opened = await resolver.Resolve(ticket, null, Paris.DayOf(at), ct) with
        {
            Status = TicketStatus.New,
            OpenedAt = at,
            OpenedOn = Paris.DayOf(at),
        };
        var (result, agentName) = (opened, (string?)null);
        if (agentText is not null)
        {
            var takenOrOpenedAt = steps.TakenAt ?? at;
            var agent = codes.Get(all.Agents, "Agent", agentText, Paris.DayOf(takenOrOpenedAt));
            (result, agentName) = (result.Taken(agent, takenOrOpenedAt), agent.Name);
        }
        var group = codes.Find(all.Groups, "Group", groupText, escalatedAt is { } passed ? Paris.DayOf(passed) : opened.OpenedOn);
        result = result with
        {
            AssignedGroupId = group?.Id,
            AssignedTeamId = result.AssignedTeamId ?? group?.TeamId,
            SupportLevel = escalatedAt is null ? group?.SupportLevel ?? AssignmentGroup.FirstLine : AssignmentGroup.SecondLine,
        };
        if ((steps.ResolvedAt ?? steps.ClosedAt) is { } resolved)
            result = result.Resolved(solution, resolved);
        if (steps.ClosedAt is { } close)
            result = result.Closed(close);
        await RefuseClosedDays(result, run, ct);
        if (escalatedAt is { } passedOn)
            await RefuseClosedDay(Paris.DayOf(passedOn), "EscalatedAt", run, ct);
        run.Sums.Add(all.Members[result.MemberId].Name, result.OpenedOn);
        row.Understand("member", all.Members[result.MemberId].Name);
        return StagedRow(row.Number, run.Import.Id, result, agentName, escalatedAt);

        string? Known<T>(string field, ReferentialSet<T> set)
            where T : ReferentialRow => row.Spelling(field, set.Kind, text => set.Find(text).Count > 0);

        string? Word(string field, IReadOnlyDictionary<string, string> words, string otherwise)
        {
            if (row.Text(field) is not { } text)
                return null;
            if (words.TryGetValue(Folding.Fold(text), out var code))
                return code;
            row.Add(field, otherwise);
            return null;
        }

        DateTime? Instant(string field)
        {
            if (row.Value(field, FileDates.Instant, RowFields.DayNotUnderstood) is not { } local)
                return null;
            row.Understand(field, $"{local:g}");
            return Paris.ToUtc(local);
        }
    }

    /// <summary>When a ticket was passed on, which was after its opening and before its end.</summary>
    DateTime? InOrder(RowFields row, DateTime? openedAt, DateTime? escalatedAt, DateTime? endedAt)
    {
        var passed = InOrder(row, openedAt, escalatedAt, "escalatedAt");
        if (passed > endedAt)
            row.Add("escalatedAt", Words.EscalatedAfterEnd);
        return passed;
    }

    /// <summary>The steps of a ticket after its opening: each is told that precedes the one before, or lies in the future.</summary>
    (DateTime? TakenAt, DateTime? ResolvedAt, DateTime? ClosedAt) InOrder(
        RowFields row,
        DateTime? openedAt,
        DateTime? takenAt,
        DateTime? resolvedAt,
        DateTime? closedAt
    )
    {
        takenAt = InOrder(row, openedAt, takenAt, "takenInChargeAt");
        resolvedAt = InOrder(row, takenAt ?? openedAt, resolvedAt, "resolvedAt");
        closedAt = InOrder(row, resolvedAt ?? takenAt ?? openedAt, closedAt, "closedAt");
        return (takenAt, resolvedAt, closedAt);
    }

    // A day without a time is as late as it must be: resolved on the day on which it was opened.
    DateTime? InOrder(RowFields row, DateTime? before, DateTime? stated, string field)
    {
        if (stated is not { } instant)
            return null;
        if (instant > clock.GetUtcNow().UtcDateTime)
            row.Add(field, TicketErrors.InTheFuture().Message);
        if (before is { } earlier && instant < earlier)
        {
            if (Paris.ToLocal(instant).TimeOfDay == TimeSpan.Zero && Paris.DayOf(instant) == Paris.DayOf(earlier))
                return earlier;
            row.Add(field, Words.StepsReversed);
        }
        return instant;
    }

    public override async Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        foreach (var field in Steps.Select(step => step.Field).Append("EscalatedAt"))
            if (FileDates.Day(row.Cell(Name(field))) is { } day)
                await row.Judge(() => RefuseClosedDay(day, field, run, ct));
        if (FileDates.Day(row.Cell("openedAt")) is not { } openedOn)
            return;
        Open("member", all.Members);
        Open("application", all.Applications);
        Open("domain", all.Domains);
        Open("category", all.Categories);
        Open("site", all.Sites);

        void Open<T>(string field, ReferentialSet<T> set)
            where T : ReferentialRow
        {
            if (row.IsWrong(field) || row.Text(field) is not { } text || set.Find(run.Chosen(set.Kind, text)) is not [var found])
                return;
            if (!found.IsOpenOn(openedOn))
                row.Add(ReferentialErrors.Closed(field, found));
        }

        static string Name(string field) => char.ToLowerInvariant(field[0]) + field[1..];
    }

    static readonly (string Field, Func<TicketRow, DateOnly?> Day)[] Steps =
    [
        ("OpenedAt", ticket => ticket.OpenedOn),
        ("TakenInChargeAt", ticket => ticket.TakenInChargeOn),
        ("ResolvedAt", ticket => ticket.ResolvedOn),
        ("ClosedAt", ticket => ticket.ClosedOn),
    ];

    async Task RefuseClosedDays(TicketRow ticket, CheckRun run, CancellationToken ct)
    {
        foreach (var (field, dayOf) in Steps)
            if (dayOf(ticket) is { } day)
                await RefuseClosedDay(day, field, run, ct);
    }

    async Task RefuseClosedDay(DateOnly day, string field, CheckRun run, CancellationToken ct)
    {
        if (!run.OpenDays.Contains(day))
            await closed.RefuseWrites([day], _ => field, ct);
        run.OpenDays.Add(day);
    }

    static object StagedRow(int rowNumber, long importId, TicketRow row, string? agentName, DateTime? escalatedAt) =>
        new
        {
            ImportId = importId,
            RowNumber = rowNumber,
            row.Title,
            row.Description,
            row.MemberId,
            row.RequesterName,
            row.RequesterUserId,
            row.RequesterPersonId,
            row.Channel,
            row.Type,
            row.Urgency,
            row.Impact,
            row.Priority,
            row.Status,
            row.ApplicationId,
            row.DomainId,
            row.CategoryId,
            row.SiteId,
            row.AssignedAgentId,
            row.AssignedTeamId,
            row.AssignedGroupId,
            row.SupportLevel,
            AgentName = agentName,
            EscalatedAt = escalatedAt,
            EscalatedOn = escalatedAt is { } at ? Paris.DayOf(at) : (DateOnly?)null,
            row.OpenedAt,
            row.OpenedOn,
            row.TakenInChargeAt,
            row.TakenInChargeOn,
            row.ResolvedAt,
            row.ResolvedOn,
            row.ClosedAt,
            row.ClosedOn,
            row.Solution,
        };

    public override string InsertStagedSql => InsertStagedTicketSql;

    const string InsertStagedTicketSql = """
        INSERT INTO StagedTickets (ImportId, RowNumber, Title, Description, MemberId, RequesterName, RequesterUserId, Channel, Type,
            Urgency, Impact, Priority, Status, ApplicationId, DomainId, AssignedAgentId, AssignedTeamId, AgentName, OpenedAt, OpenedOn,
            TakenInChargeAt, TakenInChargeOn, ResolvedAt, ResolvedOn, ClosedAt, ClosedOn, Solution, RequesterPersonId, CategoryId, SiteId,
            AssignedGroupId, SupportLevel, EscalatedAt, EscalatedOn)
        VALUES (@ImportId, @RowNumber, @Title, @Description, @MemberId, @RequesterName, @RequesterUserId, @Channel, @Type, @Urgency,
            @Impact, @Priority, @Status, @ApplicationId, @DomainId, @AssignedAgentId, @AssignedTeamId, @AgentName, @OpenedAt, @OpenedOn,
            @TakenInChargeAt, @TakenInChargeOn, @ResolvedAt, @ResolvedOn, @ClosedAt, @ClosedOn, @Solution, @RequesterPersonId, @CategoryId,
            @SiteId, @AssignedGroupId, @SupportLevel, @EscalatedAt, @EscalatedOn)
        """;

    public override string DeleteStagedSql => DeleteStagedTicketsSql;
    const string DeleteStagedTicketsSql = "DELETE FROM StagedTickets WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";

    public override string StagedRangeSql => StagedTicketsRangeSql;
    const string StagedTicketsRangeSql =
        "SELECT MIN(s.RowNumber) AS FirstRow, MAX(s.RowNumber) AS LastRow FROM StagedTickets s WHERE s.ImportId = @ImportId";

    public override async Task Write(ImportRow import, CancellationToken ct)
    {
        await dirtyDays.Mark(TicketRollUp.Name, [.. await Db.Query<DateOnly?>(StagedDaysSql, new { ImportId = import.Id }, ct)], ct);
        await ForStagedRows(import.Id, InsertTicketsSql, new { CreatedByUserId = user.AuthorId }, ct);
        string[] traces =
        [
            InsertOpenEventsSql,
            InsertTakeEventsSql,
            InsertEscalateEventsSql,
            InsertHandoversSql,
            InsertResolveEventsSql,
            InsertCloseEventsSql,
        ];
        foreach (var sql in traces)
            await ForStagedRows(import.Id, sql, new { UserId = user.AuthorId, Opened = "open" }, ct);
        await ForRanges(
            import.Id,
            StagedRangeSql,
            async rows => await TicketWords.Add(Db, await Db.Query<long>(NumbersSql, rows, ct), ct),
            ct
        );
    }

    const string StagedDaysSql = """
        SELECT s.OpenedOn AS Day FROM StagedTickets s WHERE s.ImportId = @ImportId
        UNION SELECT s.TakenInChargeOn AS Day FROM StagedTickets s WHERE s.ImportId = @ImportId
        UNION SELECT s.ResolvedOn AS Day FROM StagedTickets s WHERE s.ImportId = @ImportId
        UNION SELECT s.ClosedOn AS Day FROM StagedTickets s WHERE s.ImportId = @ImportId
        UNION SELECT s.EscalatedOn AS Day FROM StagedTickets s WHERE s.ImportId = @ImportId
        """;

    const string InsertTicketsSql = """
        INSERT INTO Tickets (Title, Description, MemberId, RequesterName, RequesterUserId, Channel, Type, Urgency, Impact, Priority, Status,
            ApplicationId, DomainId, AssignedAgentId, AssignedTeamId, OpenedAt, OpenedOn, TakenInChargeAt, TakenInChargeOn, ResolvedAt,
            ResolvedOn, ClosedAt, ClosedOn, Solution, CreatedByUserId, Version, ImportId, ImportRow, RequesterPersonId, CategoryId, SiteId,
            AssignedGroupId, SupportLevel)
        SELECT s.Title, s.Description, s.MemberId, s.RequesterName, s.RequesterUserId, s.Channel, s.Type, s.Urgency, s.Impact, s.Priority,
               s.Status, s.ApplicationId, s.DomainId, s.AssignedAgentId, s.AssignedTeamId, s.OpenedAt, s.OpenedOn, s.TakenInChargeAt,
               s.TakenInChargeOn, s.ResolvedAt, s.ResolvedOn, s.ClosedAt, s.ClosedOn, s.Solution, @CreatedByUserId, 1,
               s.ImportId, s.RowNumber, s.RequesterPersonId, s.CategoryId, s.SiteId, s.AssignedGroupId, s.SupportLevel
        FROM StagedTickets s
        WHERE s.ImportId = @ImportId AND s.RowNumber BETWEEN @FromRow AND @ToRow
        ORDER BY s.RowNumber
        """;

    const string NumbersSql = """
        SELECT t.Id
        FROM Tickets t
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow
        """;

    // Each step as if it had been taken one after the other.
    const string InsertOpenEventsSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        SELECT t.Id, t.OpenedAt, @UserId, @Opened, NULL, 'new', NULL, 0
        FROM Tickets t
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow
        """;

    const string InsertTakeEventsSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        SELECT t.Id, t.TakenInChargeAt, @UserId, 'take-charge', 'new', 'assigned', s.AgentName, 0
        FROM Tickets t
        JOIN StagedTickets s ON s.ImportId = t.ImportId AND s.RowNumber = t.ImportRow
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow AND t.TakenInChargeAt IS NOT NULL
        """;

    // Nobody knows who passed it on, only to whom it went: to the group that has it, and the team of that.
    const string InsertEscalateEventsSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        SELECT t.Id, s.EscalatedAt, @UserId, 'escalate',
               CASE WHEN s.TakenInChargeAt <= s.EscalatedAt THEN 'assigned' ELSE 'new' END,
               CASE WHEN s.TakenInChargeAt <= s.EscalatedAt THEN 'assigned' ELSE 'new' END, g.Name, 1
        FROM Tickets t
        JOIN StagedTickets s ON s.ImportId = t.ImportId AND s.RowNumber = t.ImportRow
        LEFT JOIN AssignmentGroups g ON g.Id = s.AssignedGroupId
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow AND s.EscalatedAt IS NOT NULL
        """;

    const string InsertHandoversSql = """
        INSERT INTO TicketHandovers (TicketId, At, HandedOn, FromLevel, ToLevel, ToAgentId, ToGroupId, ToTeamId, UserId)
        SELECT t.Id, s.EscalatedAt, s.EscalatedOn, 1, 2, s.AssignedAgentId, s.AssignedGroupId, s.AssignedTeamId, @UserId
        FROM Tickets t
        JOIN StagedTickets s ON s.ImportId = t.ImportId AND s.RowNumber = t.ImportRow
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow AND s.EscalatedAt IS NOT NULL
        """;

    const string InsertResolveEventsSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        SELECT t.Id, t.ResolvedAt, @UserId, 'resolve', CASE WHEN t.TakenInChargeAt IS NULL THEN 'new' ELSE 'assigned' END, 'resolved',
               t.Solution, 0
        FROM Tickets t
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow AND t.ResolvedAt IS NOT NULL
        """;

    const string InsertCloseEventsSql = """
        INSERT INTO TicketEvents (TicketId, At, UserId, Kind, FromStatus, ToStatus, Text, IsPrivate)
        SELECT t.Id, t.ClosedAt, @UserId, 'close', 'resolved', 'closed', NULL, 0
        FROM Tickets t
        WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow AND t.ClosedAt IS NOT NULL
        """;

    public override async Task RefuseRemoval(ImportRow import, CancellationToken ct)
    {
        await RefuseChanged(import, UntouchedSql, LastChangeSql, ct);
        if (await Db.FirstOrDefault<int>(UsedSql, new { ImportId = import.Id }, ct) is > 0 and var used)
            throw ImportErrors.UsedSince(used);
        await closed.RefuseWrites([.. (await Days(import, ct)).OfType<DateOnly>()], null, ct);
    }

    const string UntouchedSql = "SELECT COUNT(*) FROM Tickets t WHERE t.ImportId = @ImportId AND t.Version = 1";

    // A change leaves an entry in the history, a step one in the timeline.
    const string LastChangeSql = """
        SELECT c.At, u.DisplayName AS ByName
        FROM (
            SELECT a.At, a.UserId
            FROM Tickets t
            JOIN AuditEntries a ON a.Subject = 'ticket' AND a.SubjectId = t.Id
            WHERE t.ImportId = @ImportId AND t.Version > 1
            UNION ALL
            SELECT e.At, e.UserId FROM Tickets t JOIN TicketEvents e ON e.TicketId = t.Id WHERE t.ImportId = @ImportId AND t.Version > 1
        ) c
        LEFT JOIN Users u ON u.Id = c.UserId
        ORDER BY c.At DESC
        """;

    const string UsedSql = """
        SELECT COUNT(*) FROM Tickets t
        WHERE t.ImportId = @ImportId
          AND (EXISTS (SELECT e.Id FROM TimeEntries e WHERE e.TicketId = t.Id)
            OR EXISTS (SELECT i.TicketId FROM InterventionTickets i WHERE i.TicketId = t.Id)
            OR EXISTS (SELECT f.Id FROM TicketEvents f WHERE f.TicketId = t.Id AND f.Kind = 'follow-up')
            OR EXISTS (SELECT o.PersonId FROM TicketObservers o WHERE o.TicketId = t.Id)
            OR EXISTS (SELECT p.PersonId FROM TicketAffectedPeople p WHERE p.TicketId = t.Id)
            OR EXISTS (SELECT s.TicketId FROM TicketSatisfactions s WHERE s.TicketId = t.Id))
        """;

    Task<IReadOnlyList<DateOnly?>> Days(ImportRow import, CancellationToken ct) =>
        Db.Query<DateOnly?>(DaysSql, new { ImportId = import.Id }, ct);

    const string DaysSql = """
        SELECT t.OpenedOn AS Day FROM Tickets t WHERE t.ImportId = @ImportId
        UNION SELECT t.TakenInChargeOn AS Day FROM Tickets t WHERE t.ImportId = @ImportId
        UNION SELECT t.ResolvedOn AS Day FROM Tickets t WHERE t.ImportId = @ImportId
        UNION SELECT t.ClosedOn AS Day FROM Tickets t WHERE t.ImportId = @ImportId
        UNION SELECT h.HandedOn AS Day FROM TicketHandovers h JOIN Tickets t ON t.Id = h.TicketId WHERE t.ImportId = @ImportId
        """;

    public override async Task Remove(ImportRow import, CancellationToken ct)
    {
        await RefuseRemoval(import, ct);
        await dirtyDays.Mark(TicketRollUp.Name, await Days(import, ct), ct);
        await ForRowsOf(import.Id, TicketsRangeSql, DeleteEventsSql, ct);
        await ForRowsOf(import.Id, TicketsRangeSql, DeleteHandoversSql, ct);
        await ForRowsOf(import.Id, TicketsRangeSql, DeleteWordsSql, ct);
        await ForRowsOf(import.Id, TicketsRangeSql, DeleteTicketsSql, ct);
    }

    const string TicketsRangeSql =
        "SELECT MIN(t.ImportRow) AS FirstRow, MAX(t.ImportRow) AS LastRow FROM Tickets t WHERE t.ImportId = @ImportId";
    const string DeleteEventsSql = """
        DELETE FROM TicketEvents
        WHERE TicketId IN (SELECT t.Id FROM Tickets t WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow)
        """;
    const string DeleteHandoversSql = """
        DELETE FROM TicketHandovers
        WHERE TicketId IN (SELECT t.Id FROM Tickets t WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow)
        """;
    const string DeleteWordsSql = """
        DELETE FROM TicketWords
        WHERE TicketId IN (SELECT t.Id FROM Tickets t WHERE t.ImportId = @ImportId AND t.ImportRow BETWEEN @FromRow AND @ToRow)
        """;
    const string DeleteTicketsSql = "DELETE FROM Tickets WHERE ImportId = @ImportId AND ImportRow BETWEEN @FromRow AND @ToRow";
}

/// <summary>Words of files for what the API names in codes, folded.</summary>
static class TicketValues
{
    public static readonly IReadOnlyDictionary<string, string> Channels = Words(
        (TicketChannel.Phone, "téléphone tél appel phone"),
        (TicketChannel.Mail, "mail email courriel mél"),
        (TicketChannel.Portal, "portail portal web"),
        (TicketChannel.OnSite, "onsite sur-site sur-place"),
        (TicketChannel.Other, "autre other")
    );
    public static readonly IReadOnlyDictionary<string, string> Types = Words(
        (TicketType.Incident, "incident panne"),
        (TicketType.Request, "demande demande-de-service request")
    );
    public static readonly IReadOnlyDictionary<string, string> Levels = Words(
        ("very-low", "très-basse très-faible very-low 1"),
        ("low", "basse faible low 2"),
        ("medium", "moyenne moyen normale medium 3"),
        ("high", "haute élevée élevé high 4"),
        ("very-high", "très-haute très-élevée très-élevé very-high 5")
    );

    static Dictionary<string, string> Words(params (string Code, string Spellings)[] words) =>
        words
            .SelectMany(word => word.Spellings.Split(' ').Select(spelling => (Folding.Fold(spelling), word.Code)))
            .ToDictionary(word => word.Item1, word => word.Code);
}
