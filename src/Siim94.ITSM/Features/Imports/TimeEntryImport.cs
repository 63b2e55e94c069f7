using FluentValidation;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Lines of time from a file: checked by the rules of <see cref="LogTime"/>, written into the ledger in one go.</summary>
sealed class TimeEntryImport(
    Db db,
    EntryResolver resolver,
    Ledger ledger,
    IValidator<TimeEntryFields> validator,
    DirtyDays dirtyDays,
    ClosedPeriods closed,
    WriteGuard guard,
    LateEntries late,
    CurrentUser user,
    TimeProvider clock,
    ReferentialCache cache,
    FactLocks locks
) : ImportTarget(db)
{
    const int Decimals = 6;

    public override async Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var (quantity, unit) = Quantity(row, run.Mapping);
        var entry = new TimeEntryFields
        {
            Agent = Known("agent", all.Agents),
            Day = row.Value("day", FileDates.Day, RowFields.DayNotUnderstood),
            Quantity = quantity,
            Unit = TimeUnits.Code(unit),
            Activity = Known("activity", all.Activities),
            SubActivity = Known("subActivity", all.Activities),
            Domain = Known("domain", all.Domains),
            Application = Known("application", all.Applications),
            Project = Known("project", all.Projects),
            Member = Known("member", all.Members),
            Ticket = Ticket(row),
            Note = row.Text("note"),
            Confirm = run.Mapping.Confirm,
        };
        row.Add((await validator.ValidateAsync(entry, ct)).ToDictionary());
        if (row.HasProblems)
            return null;

        var line = await resolver.Resolve(entry, "", all, ct);
        var ledgerRow = ledger.RowOf(line, all);
        await RefuseBarred(ledgerRow, run, ct);
        await run.AgentDays.Add(Db, line, ledgerRow.Minutes, run.Mapping.Confirm, ct);
        run.Sums.AddWork(line.Agent.Name, line.Day, ledgerRow.Minutes, ledgerRow.MicroDays);
        Understand(row, line, ledgerRow);
        return StagedRow(row.Number, run.Import.Id, line, ledgerRow);

        string? Known<T>(string field, ReferentialSet<T> set)
            where T : ReferentialRow => row.Spelling(field, set.Kind, text => set.Find(text).Count > 0);
    }

    async Task RefuseClosed(DateOnly day, CheckRun run, CancellationToken ct)
    {
        if (!run.OpenDays.Contains(day))
            await closed.RefuseWrites([day], _ => "Day", ct);
        run.OpenDays.Add(day);
    }

    async Task RefuseBarred(LedgerRow row, CheckRun run, CancellationToken ct)
    {
        if (!run.Barriers.TryGetValue(row.AgentId, out var barriers))
            run.Barriers[row.AgentId] = barriers = await guard.Look([row.AgentId], DateOnly.MinValue, DateOnly.MaxValue, ct);
        var time = new WorkedDay
        {
            AgentId = row.AgentId,
            TeamId = row.TeamId,
            Day = row.WorkedOn,
        };
        if (barriers.Against(time, "Day") is { } refusal)
            throw refusal;
    }

    public override async Task JudgeOthers(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct)
    {
        var day = row.IsWrong("day") ? null : FileDates.Day(row.Cell("day"));
        if (day is { } known)
        {
            await row.Judge(() => RefuseClosed(known, run, ct));
            if (known > Paris.Today(clock).AddYears(1))
                row.Add(TimeEntryErrors.InTheFuture("Day"));
        }
        Found("application", all.Applications);
        Found("project", all.Projects);
        Found("member", all.Members);
        var agent = Found("agent", all.Agents);
        var posting = day is { } worked ? agent?.PostingOn(worked) : null;
        if (agent is not null && day is { } unposted && posting is null)
            row.Add(TimeEntryErrors.NoPosting("Agent", agent.Name, unposted));
        var team = posting is null ? null : all.Teams[posting.TeamId];
        // A name may be one of several departments: those of the agent's own come first.
        var usable = team is null ? [] : all.ActivitiesOf(team);
        var own = usable.Intersect(all.Activities.Find(run.Chosen("activity", row.Text("activity") ?? ""))).ToList();
        if (
            Found("activity", all.Activities, activity => activity.ParentId is null && (own.Count == 0 || own.Contains(activity))) is
            { } activity
        )
            JudgeActivity(activity, team);

        // What a field certainly means; a row that is closed by the day is told.
        T? Found<T>(string field, ReferentialSet<T> set, Func<T, bool>? among = null)
            where T : ReferentialRow
        {
            if (row.IsWrong(field) || row.Text(field) is not { } text)
                return null;
            if (set.Find(run.Chosen(set.Kind, text)).Where(found => among is null || among(found)).ToList() is not [var only])
                return null;
            if (day is null || only.IsOpenOn(day.Value))
                return only;
            row.Add(ReferentialErrors.Closed(field, only));
            return null;
        }

        void JudgeActivity(Activity activity, Team? team)
        {
            if (team is not null && !all.ActivitiesOf(team).Contains(activity))
            {
                row.Add(TimeEntryErrors.NotForTeam("Activity", activity.Name, team.Name));
                return;
            }
            var choices = all.SubActivitiesOf(activity.Id).Where(choice => day is null || choice.IsOpenOn(day.Value)).ToList();
            var leaf = Found("subActivity", all.Activities, child => child.ParentId == activity.Id);
            if (leaf is null && IsFilled("subActivity"))
            {
                if (!row.IsWrong("subActivity"))
                    row.Add(ReferentialErrors.Unknown("SubActivity", row.Text("subActivity")!));
                return;
            }
            if (leaf is null && choices.Count > 0)
            {
                row.Add(TimeEntryErrors.SubActivityMissing("SubActivity", activity.Name, choices.Select(choice => choice.Name)));
                return;
            }
            leaf ??= activity;
            var domain = Found("domain", all.Domains, found => leaf.DomainKind is null || found.Kind == leaf.DomainKind)
                ?? Found("domain", all.Domains);
            if (domain is null && IsFilled("domain"))
                return; // it may be any
            foreach (
                var (field, message) in AxisRules.Check(leaf, domain, IsFilled("application"), IsFilled("project"), IsFilled("member"))
            )
                if (IsFilled(field) || !MayFollow(field))
                    row.Add([new(field, [message])]);
        }

        bool IsFilled(string field) => !row.Cell(char.ToLowerInvariant(field[0]) + field[1..]).IsBlank;

        // What may be filled in from the ticket, the project or the application is not known to be missing.
        bool MayFollow(string field) =>
            field switch
            {
                "Domain" => IsFilled("project") || IsFilled("application") || IsFilled("ticket"),
                "Application" or "Member" => IsFilled("ticket"),
                _ => false,
            };
    }

    static void Understand(RowFields row, LedgerLine line, LedgerRow worth)
    {
        row.Understand("agent", line.Agent.Name);
        row.Understand("day", $"{line.Day:d}");
        row.Understand(
            ImportFields.Quantity,
            string.Format(Words.UnderstoodDuration, DurationText.Hours(worth.Minutes), TimeUnits.FromMicros(worth.MicroDays))
        );
        row.Understand("activity", line.Activity.Name);
        row.Understand("subActivity", line.SubActivity?.Name ?? "");
        row.Understand("domain", line.Domain?.Name ?? "");
        row.Understand("application", line.Application?.Name ?? "");
        row.Understand("project", line.Project?.Name ?? "");
        row.Understand("member", line.Member?.Name ?? "");
    }

    /// <summary>A quantity says its unit (2h30, 0,5 j), or takes that of its column, or of the file.</summary>
    static (decimal? Quantity, TimeUnit Unit) Quantity(RowFields row, ImportMapping mapping)
    {
        var stated = mapping.Unit;
        if (row.Text("unit") is { } text)
        {
            stated = FileHeadings.UnitOf(text);
            if (stated is null)
                row.Add("unit", Words.UnitNotUnderstood);
        }
        var unit = TimeUnits.Parse(stated);
        if (row.Counted(ImportFields.Quantity) is not { } cell)
            return (null, unit ?? TimeUnit.Day);
        var (quantity, ownUnit) = cell switch
        {
            { Span: { } span } => ((decimal)span.TotalMinutes, TimeUnit.Minute),
            { Number: { } number } => (number, unit),
            { Instant: not null } => (null, unit),
            _ => DurationParser.Parse(cell.Text, unit, number =>
                row.NumberOf(ImportFields.Quantity, number, TimeWords.DurationNotUnderstood)
            ),
        };
        if (quantity is { } halves && ownUnit is null && stated is ImportUnits.HalfDay)
        {
            if (decimal.Truncate(halves) != halves)
                row.Add(ImportFields.Quantity, Words.HalfDaysAreWhole);
            (quantity, ownUnit) = (halves / 2, TimeUnit.Day);
        }
        if (quantity is null && !row.IsWrong(ImportFields.Quantity))
            row.Add(ImportFields.Quantity, TimeWords.DurationNotUnderstood);
        if (quantity is not null && ownUnit is null && !row.IsWrong("unit"))
            row.Add(ImportFields.Quantity, Words.UnitAsked);
        return (quantity is { } read ? Math.Round(read, Decimals) : null, ownUnit ?? TimeUnit.Day);
    }

    static long? Ticket(RowFields row)
    {
        if (row.Filled("ticket") is not { } cell)
            return null;
        var number = cell.Number ?? row.NumberOf("ticket", cell.Text.Trim().TrimStart('#'), Words.TicketNotUnderstood);
        if (number is not { } whole)
            return null;
        if (whole == decimal.Truncate(whole) && whole is > 0 and < long.MaxValue)
        {
            row.Understand("ticket", $"{whole:0}");
            return (long)whole;
        }
        row.Add("ticket", Words.TicketNotUnderstood);
        return null;
    }

    static object StagedRow(int rowNumber, long importId, LedgerLine line, LedgerRow row) =>
        new
        {
            ImportId = importId,
            RowNumber = rowNumber,
            row.AgentId,
            row.TeamId,
            row.WorkedOn,
            row.QuantityMicros,
            row.Unit,
            row.Minutes,
            row.MicroDays,
            row.ActivityId,
            row.SubActivityId,
            row.DomainId,
            row.ApplicationId,
            row.ProjectId,
            row.MemberId,
            row.TicketId,
            row.Source,
            row.Note,
            line.Agent.PostingOn(line.Day)!.DayMinutes,
        };

    public override string InsertStagedSql => InsertStagedEntrySql;

    const string InsertStagedEntrySql = """
        INSERT INTO StagedTimeEntries (ImportId, RowNumber, AgentId, TeamId, WorkedOn, QuantityMicros, Unit, Minutes, MicroDays, ActivityId,
            SubActivityId, DomainId, ApplicationId, ProjectId, MemberId, TicketId, Source, Note, DayMinutes)
        VALUES (@ImportId, @RowNumber, @AgentId, @TeamId, @WorkedOn, @QuantityMicros, @Unit, @Minutes, @MicroDays, @ActivityId,
            @SubActivityId, @DomainId, @ApplicationId, @ProjectId, @MemberId, @TicketId, @Source, @Note, @DayMinutes)
        """;

    public override string DeleteStagedSql => DeleteStagedEntriesSql;
    const string DeleteStagedEntriesSql =
        "DELETE FROM StagedTimeEntries WHERE ImportId = @ImportId AND RowNumber BETWEEN @FromRow AND @ToRow";

    public override string StagedRangeSql => StagedEntriesRangeSql;
    const string StagedEntriesRangeSql =
        "SELECT MIN(s.RowNumber) AS FirstRow, MAX(s.RowNumber) AS LastRow FROM StagedTimeEntries s WHERE s.ImportId = @ImportId";

    public override async Task Write(ImportRow import, CancellationToken ct)
    {
        await RefuseOverfullDays(import, ct);
        if (await Db.FirstOrDefault<long?>(TicketGoneSql + Db.Dialect.FirstRows, new { ImportId = import.Id, Take = 1 }, ct) is { } gone)
            throw ImportErrors.FactsChanged(ReferentialErrors.Unknown("Ticket", $"{gone}").Message);
        var time = await Db.Query<WorkedDay>(StagedTimeSql, new { ImportId = import.Id }, ct);
        await dirtyDays.Mark(WorkRollUp.Name, time.Select(day => (DateOnly?)day.Day), ct, time: time);
        await ForStagedRows(
            import.Id,
            InsertEntriesSql,
            new { CreatedByUserId = user.AuthorId, CreatedAt = clock.GetUtcNow().UtcDateTime },
            ct
        );
        await late.End(ct);
    }

    // The check has counted these days line by line; somebody may have logged on them since.
    async Task RefuseOverfullDays(ImportRow import, CancellationToken ct)
    {
        await locks.TakeAgents(await Db.Query<long>(StagedAgentsSql, new { ImportId = import.Id }, ct), ct);
        var overfull = await Db.FirstOrDefault<OverfullDay>(
            OverfullDaysSql + Db.Dialect.FirstRows,
            new
            {
                ImportId = import.Id,
                IsConfirmed = import.Mapping.Confirm,
                TimeUnits.MinutesInADay,
                Take = 1,
            },
            ct
        );
        if (overfull is null)
            return;
        var agent = (await cache.Read(Db, ct)).Agents[overfull.AgentId];
        throw ImportErrors.FactsChanged(
            overfull.Minutes > TimeUnits.MinutesInADay
                ? TimeEntryErrors.MoreThan24Hours("Quantity", agent.Name, overfull.WorkedOn).Message
                : TimeEntryErrors
                    .MoreThanADay(
                        "Quantity",
                        agent.Name,
                        overfull.WorkedOn,
                        overfull.Minutes,
                        agent.PostingOn(overfull.WorkedOn)!.DayMinutes
                    )
                    .Message
        );
    }

    const string StagedAgentsSql = "SELECT DISTINCT s.AgentId FROM StagedTimeEntries s WHERE s.ImportId = @ImportId";

    const string OverfullDaysSql = """
        SELECT t.AgentId, t.WorkedOn, t.Minutes
        FROM (
            SELECT d.AgentId, d.WorkedOn, d.DayMinutes,
                   d.Minutes + COALESCE((
                       SELECT SUM(e.Minutes) FROM TimeEntries e WHERE e.AgentId = d.AgentId AND e.WorkedOn = d.WorkedOn
                   ), 0) AS Minutes
            FROM (
                SELECT s.AgentId, s.WorkedOn, SUM(s.Minutes) AS Minutes, MIN(s.DayMinutes) AS DayMinutes
                FROM StagedTimeEntries s
                WHERE s.ImportId = @ImportId
                GROUP BY s.AgentId, s.WorkedOn
            ) d
        ) t
        WHERE t.Minutes > (CASE WHEN @IsConfirmed = 1 THEN @MinutesInADay ELSE t.DayMinutes END)
        ORDER BY t.WorkedOn, t.AgentId
        """;

    const string TicketGoneSql = """
        SELECT s.TicketId FROM StagedTimeEntries s
        WHERE s.ImportId = @ImportId AND s.TicketId IS NOT NULL AND NOT EXISTS (SELECT t.Id FROM Tickets t WHERE t.Id = s.TicketId)
        ORDER BY s.RowNumber
        """;

    const string StagedTimeSql =
        "SELECT DISTINCT s.AgentId, s.TeamId, s.WorkedOn AS Day FROM StagedTimeEntries s WHERE s.ImportId = @ImportId";

    const string InsertEntriesSql = """
        INSERT INTO TimeEntries (AgentId, TeamId, WorkedOn, QuantityMicros, Unit, Minutes, MicroDays, ActivityId, SubActivityId, DomainId,
            ApplicationId, ProjectId, MemberId, TicketId, Source, Note, CreatedByUserId, CreatedAt, Version, ImportId, ImportRow)
        SELECT s.AgentId, s.TeamId, s.WorkedOn, s.QuantityMicros, s.Unit, s.Minutes, s.MicroDays, s.ActivityId, s.SubActivityId, s.DomainId,
               s.ApplicationId, s.ProjectId, s.MemberId, s.TicketId, s.Source, s.Note, @CreatedByUserId, @CreatedAt, 1, s.ImportId,
               s.RowNumber
        FROM StagedTimeEntries s
        WHERE s.ImportId = @ImportId AND s.RowNumber BETWEEN @FromRow AND @ToRow
        ORDER BY s.RowNumber
        """;

    public override async Task RefuseRemoval(ImportRow import, CancellationToken ct)
    {
        await RefuseChanged(import, UntouchedSql, LastChangeSql, ct);
        var time = await Time(import, ct);
        if (time.Count == 0)
            return;
        var barriers = await guard.Look([.. time.Select(day => day.AgentId)], time.Min(day => day.Day), time.Max(day => day.Day), ct);
        barriers.Refuse([.. time.Select(day => day.Day)], time, null);
    }

    // A line deleted since is missing from the count, like one that was changed.
    const string UntouchedSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.ImportId = @ImportId AND e.Version = 1";

    const string LastChangeSql = """
        SELECT a.At, u.DisplayName AS ByName
        FROM TimeEntries e
        JOIN AuditEntries a ON a.Subject = 'time-entry' AND a.SubjectId = e.Id
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE e.ImportId = @ImportId AND e.Version > 1
        ORDER BY a.Id DESC
        """;

    Task<IReadOnlyList<WorkedDay>> Time(ImportRow import, CancellationToken ct) =>
        Db.Query<WorkedDay>(TimeSql, new { ImportId = import.Id }, ct);

    const string TimeSql = "SELECT DISTINCT e.AgentId, e.TeamId, e.WorkedOn AS Day FROM TimeEntries e WHERE e.ImportId = @ImportId";

    public override async Task Remove(ImportRow import, CancellationToken ct)
    {
        await RefuseRemoval(import, ct);
        var time = await Time(import, ct);
        await dirtyDays.Mark(WorkRollUp.Name, time.Select(day => (DateOnly?)day.Day), ct, time: time);
        await ForRowsOf(import.Id, EntriesRangeSql, DeleteEntriesSql, ct);
        await late.End(ct);
    }

    const string EntriesRangeSql =
        "SELECT MIN(e.ImportRow) AS FirstRow, MAX(e.ImportRow) AS LastRow FROM TimeEntries e WHERE e.ImportId = @ImportId";
    const string DeleteEntriesSql = "DELETE FROM TimeEntries WHERE ImportId = @ImportId AND ImportRow BETWEEN @FromRow AND @ToRow";

    sealed record OverfullDay
    {
        public long AgentId { get; init; }
        public DateOnly WorkedOn { get; init; }
        public long Minutes { get; init; }
    }
}

/// <summary>The last change of something that an import has written.</summary>
sealed record LastChange
{
    public DateTime At { get; init; }
    public string? ByName { get; init; }
}

/// <summary>Minutes of agents by day, those logged and those of the file so far: a month of an agent is read once.</summary>
sealed class AgentDays
{
    readonly Dictionary<(long AgentId, int YearMonth), int[]> months = [];

    /// <exception cref="Refusal">The day would hold too much.</exception>
    public async Task Add(Db db, LedgerLine line, long minutes, bool isConfirmed, CancellationToken ct)
    {
        var month = await Month(db, line.Agent.Id, new(line.Day.Year, line.Day.Month), ct);
        var total = month[line.Day.Day] + minutes;
        Ledger.RefuseOverfull(line, total, isConfirmed);
        month[line.Day.Day] = (int)total;
    }

    async Task<int[]> Month(Db db, long agentId, Month month, CancellationToken ct)
    {
        if (months.TryGetValue((agentId, month.YearMonth), out var known))
            return known;
        var days = new int[32];
        foreach (
            var day in await db.Query<DayRow>(
                AgentMonthSql,
                new
                {
                    AgentId = agentId,
                    From = month.FirstDay,
                    To = month.LastDay,
                },
                ct
            )
        )
            days[day.WorkedOn.Day] = (int)day.Minutes;
        return months[(agentId, month.YearMonth)] = days;
    }

    const string AgentMonthSql = """
        SELECT e.WorkedOn, SUM(e.Minutes) AS Minutes
        FROM TimeEntries e
        WHERE e.AgentId = @AgentId AND e.WorkedOn BETWEEN @From AND @To
        GROUP BY e.WorkedOn
        """;

    sealed record DayRow
    {
        public DateOnly WorkedOn { get; init; }
        public long Minutes { get; init; }
    }
}
