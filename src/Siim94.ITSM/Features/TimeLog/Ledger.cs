using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>A line about to enter the ledger: its axes resolved, its worth not yet computed.</summary>
/// <remarks><see cref="Field"/> is put before field names in messages: <c>Entries[3].</c> in a batch.</remarks>
sealed record LedgerLine
{
    public required Agent Agent { get; init; }
    public required DateOnly Day { get; init; }
    public required long QuantityMicros { get; init; }
    public required TimeUnit Unit { get; init; }
    public required Activity Activity { get; init; }
    public Activity? SubActivity { get; init; }
    public Domain? Domain { get; init; }
    public BusinessApplication? Application { get; init; }
    public Project? Project { get; init; }
    public Member? Member { get; init; }
    public long? TicketId { get; init; }
    public long? InterventionId { get; init; }
    public long? HotlineShiftId { get; init; }
    public long? TrainingSessionId { get; init; }
    public required string Source { get; init; }
    public string? Note { get; init; }
    public string Field { get; init; } = "";

    public const int LongestNote = 1_000;

    /// <summary>A longer text as a note: its beginning.</summary>
    public static string NoteOf(string text) => text.Length <= LongestNote ? text : $"{text[..(LongestNote - 1)]}…";
}

/// <summary>What a line was worked on and for.</summary>
sealed record LineAxes(
    Activity Activity,
    Activity? SubActivity,
    Domain? Domain,
    BusinessApplication? Application,
    Project? Project,
    Member? Member
);

/// <summary>Where a line was written.</summary>
static class EntrySource
{
    public const string Timesheet = "timesheet",
        Ticket = "ticket",
        Intervention = "intervention",
        Hotline = "hotline",
        Training = "training";
}

/// <summary>The one ledger of worked time: every feature that logs time writes its lines here, in its own transaction.</summary>
sealed class Ledger(
    Db db,
    ReferentialCache cache,
    CurrentUser user,
    TimeProvider clock,
    DirtyDays dirtyDays,
    FactChanges changes,
    FactLocks locks
)
{
    /// <summary>Writes lines.</summary>
    /// <param name="lines">The lines, of any agents and days.</param>
    /// <param name="isConfirmed">More than a day's worth a day is accepted.</param>
    /// <param name="ct">Cancels the write; nothing is kept.</param>
    /// <param name="replaced">What was taken out for these to take its place: days that get no fuller are accepted as they were.</param>
    /// <returns>Their identities, in order.</returns>
    /// <exception cref="Refusal">A line does not fit, naming the field.</exception>
    public async Task<IReadOnlyList<long>> Write(
        IReadOnlyList<LedgerLine> lines,
        bool isConfirmed,
        CancellationToken ct,
        IReadOnlyList<TimeEntryRow>? replaced = null
    )
    {
        if (lines.Count == 0)
            return [];
        var referentials = await cache.Read(db, ct);
        var rows = lines.Select(line => RowOf(line, referentials)).ToList();
        await RefuseOverfullDays(lines, rows, isConfirmed, ct, replaced);

        return await changes.Write(
            WorkRollUp.RollUp,
            [],
            rows.Select(row => (DateOnly?)row.WorkedOn),
            () => Insert(rows, ct),
            ct,
            day => DayField(lines.First(line => line.Day == day)),
            time: TimeOf(rows)
        );
    }

    static List<WorkedDay> TimeOf(IEnumerable<LedgerRow> rows) => [.. rows.Select(TimeOf).Distinct()];

    static WorkedDay TimeOf(LedgerRow row) =>
        new()
        {
            AgentId = row.AgentId,
            TeamId = row.TeamId,
            Day = row.WorkedOn,
        };

    /// <remarks>Nobody else inserts lines of these agents meanwhile: they are locked. Identities follow the order of the rows.</remarks>
    async Task<IReadOnlyList<long>> Insert(IReadOnlyList<LedgerRow> rows, CancellationToken ct)
    {
        if (rows is [var only])
            return [await db.Insert(InsertEntrySql, only, ct)];
        var after = await db.FirstOrDefault<long?>(LastEntrySql, null, ct) ?? 0;
        await db.InsertAll(InsertEntrySql, rows, ct);
        return await db.Query<long>(EntriesAfterSql, new { AgentIds = rows.Select(row => row.AgentId).Distinct(), After = after }, ct);
    }

    const string LastEntrySql = "SELECT MAX(e.Id) FROM TimeEntries e";
    const string EntriesAfterSql = "SELECT e.Id FROM TimeEntries e WHERE e.Id > @After AND e.AgentId IN @AgentIds ORDER BY e.Id";

    const string InsertEntrySql = """
        INSERT INTO TimeEntries (AgentId, TeamId, WorkedOn, QuantityMicros, Unit, Minutes, MicroDays, ActivityId, SubActivityId, DomainId,
            ApplicationId, ProjectId, MemberId, TicketId, InterventionId, HotlineShiftId, TrainingSessionId, Source, Note, CreatedByUserId,
            CreatedAt, Version)
        VALUES (@AgentId, @TeamId, @WorkedOn, @QuantityMicros, @Unit, @Minutes, @MicroDays, @ActivityId, @SubActivityId, @DomainId,
            @ApplicationId, @ProjectId, @MemberId, @TicketId, @InterventionId, @HotlineShiftId, @TrainingSessionId, @Source, @Note,
            @CreatedByUserId, @CreatedAt, @Version)
        """;

    /// <summary>Days of a session's lines follow from its own; everywhere else people enter them.</summary>
    static string DayField(LedgerLine line) => line.Source == EntrySource.Training ? "StartsOn" : line.Field + "Day";

    /// <summary>Puts a line in the place of another one.</summary>
    /// <exception cref="Refusal">It does not fit, or the version is no longer current.</exception>
    public async Task Replace(long id, long version, DateOnly previousDay, LedgerLine line, bool isConfirmed, CancellationToken ct)
    {
        var row = RowOf(line, await cache.Read(db, ct)) with { Id = id, Version = version };
        var before = await TimeOf(id, ct);
        await locks.TakeAgents([before.AgentId, row.AgentId], ct);
        await RefuseOverfullDays([line], [row], isConfirmed, ct);
        await changes.Write(
            WorkRollUp.RollUp,
            [id],
            [previousDay, row.WorkedOn],
            async () => await db.Execute(UpdateEntrySql, row, ct) == 0 ? throw RequestErrors.ChangedMeanwhile() : [id],
            ct,
            _ => DayField(line),
            time: [before, TimeOf(row)]
        );
    }

    /// <exception cref="Refusal">It is no longer there.</exception>
    async Task<WorkedDay> TimeOf(long id, CancellationToken ct) =>
        await db.FirstOrDefault<WorkedDay>(TimeOfLineSql, new { Id = id }, ct) ?? throw RequestErrors.ChangedMeanwhile();

    const string TimeOfLineSql = "SELECT e.AgentId, e.TeamId, e.WorkedOn AS Day FROM TimeEntries e WHERE e.Id = @Id";

    const string UpdateEntrySql = """
        UPDATE TimeEntries
        SET AgentId = @AgentId, TeamId = @TeamId, WorkedOn = @WorkedOn, QuantityMicros = @QuantityMicros, Unit = @Unit, Minutes = @Minutes,
            MicroDays = @MicroDays, ActivityId = @ActivityId, SubActivityId = @SubActivityId, DomainId = @DomainId,
            ApplicationId = @ApplicationId, ProjectId = @ProjectId, MemberId = @MemberId, TicketId = @TicketId, Source = @Source,
            Note = @Note, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <summary>
    /// Puts other axes on lines; agent, team, day and worth stay. Which axes fit is for the caller to say: <see cref="RefuseMisfits"/>.
    /// </summary>
    /// <param name="lines">The lines, with the versions that they have.</param>
    /// <param name="field">Field of the request that the days come from.</param>
    /// <param name="ct">Cancels the write; nothing is kept.</param>
    /// <exception cref="Refusal">A version is no longer current, or a day is closed.</exception>
    public async Task Recode(IReadOnlyList<TimeEntryRow> lines, string field, CancellationToken ct)
    {
        foreach (var alike in lines.GroupBy(AxesOf))
        foreach (var some in alike.Select(line => line.Id).Chunk(TypeHandlers.LongestParameterList - 1))
            if (await db.Execute(RecodeEntriesSql, alike.Key with { Ids = some }, ct) < some.Length)
                throw RequestErrors.ChangedMeanwhile();
        await dirtyDays.Mark(WorkRollUp.Name, lines.Select(line => (DateOnly?)line.WorkedOn), ct, _ => field, TimeOf(lines));
    }

    static List<WorkedDay> TimeOf(IEnumerable<TimeEntryRow> lines) =>
        [
            .. lines
                .Select(line => new WorkedDay
                {
                    AgentId = line.AgentId,
                    TeamId = line.TeamId,
                    Day = line.WorkedOn,
                })
                .Distinct(),
        ];

    const string RecodeEntriesSql = """
        UPDATE TimeEntries
        SET ActivityId = @ActivityId, SubActivityId = @SubActivityId, DomainId = @DomainId, ApplicationId = @ApplicationId,
            ProjectId = @ProjectId, MemberId = @MemberId, Version = Version + 1
        WHERE Id IN @Ids AND Version = @Version
        """;

    static RecodedAxes AxesOf(TimeEntryRow line) =>
        new()
        {
            ActivityId = line.ActivityId,
            SubActivityId = line.SubActivityId,
            DomainId = line.DomainId,
            ApplicationId = line.ApplicationId,
            ProjectId = line.ProjectId,
            MemberId = line.MemberId,
            Version = line.Version,
        };

    /// <summary>Axes that lines of one version get; the lines themselves.</summary>
    sealed record RecodedAxes
    {
        public long ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public long? DomainId { get; init; }
        public long? ApplicationId { get; init; }
        public long? ProjectId { get; init; }
        public long? MemberId { get; init; }
        public long Version { get; init; }
        public IReadOnlyList<long> Ids { get; init; } = [];
    }

    /// <summary>Takes a line out.</summary>
    /// <exception cref="Refusal">The version is no longer current.</exception>
    public async Task Remove(long id, long version, DateOnly day, CancellationToken ct)
    {
        await changes.Write(
            WorkRollUp.RollUp,
            [id],
            [day],
            async () =>
                await db.Execute(DeleteEntrySql, new { Id = id, Version = version }, ct) == 0 ? throw RequestErrors.ChangedMeanwhile() : [],
            ct,
            time: [await TimeOf(id, ct)]
        );
    }

    const string DeleteEntrySql = "DELETE FROM TimeEntries WHERE Id = @Id AND Version = @Version";

    /// <summary>
    /// Takes out all lines that an intervention, a shift or a session has written, for it to write them anew or disappear.
    /// </summary>
    /// <returns>What was taken out.</returns>
    public async Task<IReadOnlyList<TimeEntryRow>> RemoveOf(string source, long ownerId, CancellationToken ct)
    {
        var (linesSql, deleteSql) = source switch
        {
            EntrySource.Intervention => (LinesOfInterventionSql, DeleteOfInterventionSql),
            EntrySource.Hotline => (LinesOfHotlineShiftSql, DeleteOfHotlineShiftSql),
            EntrySource.Training => (LinesOfTrainingSessionSql, DeleteOfTrainingSessionSql),
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };
        var lines = await db.Query<TimeEntryRow>(linesSql, new { OwnerId = ownerId }, ct);
        await changes.Write(
            WorkRollUp.RollUp,
            [.. lines.Select(line => line.Id)],
            lines.Select(line => (DateOnly?)line.WorkedOn),
            async () =>
            {
                await db.Execute(deleteSql, new { OwnerId = ownerId }, ct);
                return [];
            },
            ct,
            time: TimeOf(lines)
        );
        return lines;
    }

    const string LinesOfInterventionSql =
        "SELECT e.Id, e.AgentId, e.TeamId, e.WorkedOn, e.Minutes FROM TimeEntries e WHERE e.InterventionId = @OwnerId";
    const string LinesOfHotlineShiftSql =
        "SELECT e.Id, e.AgentId, e.TeamId, e.WorkedOn, e.Minutes FROM TimeEntries e WHERE e.HotlineShiftId = @OwnerId";
    const string LinesOfTrainingSessionSql =
        "SELECT e.Id, e.AgentId, e.TeamId, e.WorkedOn, e.Minutes FROM TimeEntries e WHERE e.TrainingSessionId = @OwnerId";
    const string DeleteOfInterventionSql = "DELETE FROM TimeEntries WHERE InterventionId = @OwnerId";
    const string DeleteOfHotlineShiftSql = "DELETE FROM TimeEntries WHERE HotlineShiftId = @OwnerId";
    const string DeleteOfTrainingSessionSql = "DELETE FROM TimeEntries WHERE TrainingSessionId = @OwnerId";

    /// <summary>The row that a line makes, its team and worth computed.</summary>
    /// <exception cref="Refusal">It does not fit, naming the field.</exception>
    public LedgerRow RowOf(LedgerLine line, ReferentialData referentials)
    {
        var posting = line.Agent.PostingOn(line.Day) ?? throw TimeEntryErrors.NoPosting(line.Field + "Agent", line.Agent.Name, line.Day);
        if (line.Day > Paris.Today(clock).AddYears(1))
            throw TimeEntryErrors.InTheFuture(line.Field + "Day");

        var team = referentials.Teams[posting.TeamId];
        RefuseMisfits(
            referentials,
            team,
            line.Day,
            new(line.Activity, line.SubActivity, line.Domain, line.Application, line.Project, line.Member),
            line.Field
        );

        // Compared before multiplying: an absurd quantity must not overflow on its way to being refused.
        var unitMinutes = line.Unit switch
        {
            TimeUnit.Day => posting.DayMinutes,
            TimeUnit.Hour => 60,
            _ => 1,
        };
        if (line.QuantityMicros > TimeUnits.MinutesInADay * WorkDay.MicrosPerUnit / unitMinutes)
            throw TimeEntryErrors.MoreThan24Hours(line.Field + "Quantity", line.Agent.Name, line.Day);
        var worth = WorkDay.Of(line.QuantityMicros, line.Unit, posting.DayMinutes);
        if (worth.Minutes < 1)
            throw TimeEntryErrors.TooLittle(line.Field + "Quantity");

        return new()
        {
            AgentId = line.Agent.Id,
            TeamId = team.Id,
            WorkedOn = line.Day,
            QuantityMicros = line.QuantityMicros,
            Unit = TimeUnits.Code(line.Unit),
            Minutes = worth.Minutes,
            MicroDays = worth.MicroDays,
            ActivityId = line.Activity.Id,
            SubActivityId = line.SubActivity?.Id,
            DomainId = line.Domain?.Id,
            ApplicationId = line.Application?.Id,
            ProjectId = line.Project?.Id,
            MemberId = line.Member?.Id,
            TicketId = line.TicketId,
            InterventionId = line.InterventionId,
            HotlineShiftId = line.HotlineShiftId,
            TrainingSessionId = line.TrainingSessionId,
            Source = line.Source,
            Note = line.Note,
            CreatedByUserId = user.AuthorId,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            Version = 1,
        };
    }

    /// <exception cref="Refusal">A team or an activity does not go with the axes of a line, naming the field.</exception>
    public static void RefuseMisfits(ReferentialData referentials, Team team, DateOnly day, LineAxes axes, string field)
    {
        if (!referentials.ActivitiesOf(team).Contains(axes.Activity))
            throw TimeEntryErrors.NotForTeam(field + "Activity", axes.Activity.Name, team.Name);
        var choices = referentials.SubActivitiesOf(axes.Activity.Id).Where(a => a.IsOpenOn(day)).ToList();
        if (choices.Count > 0 && axes.SubActivity is null)
            throw TimeEntryErrors.SubActivityMissing(field + "SubActivity", axes.Activity.Name, choices.Select(a => a.Name));

        var misfits = AxisRules
            .Check(
                axes.SubActivity ?? axes.Activity,
                axes.Domain,
                axes.Application is not null,
                axes.Project is not null,
                axes.Member is not null
            )
            .GroupBy(misfit => field + misfit.Field, misfit => misfit.Message)
            .ToDictionary(group => group.Key, group => group.ToArray());
        if (misfits.Count > 0)
            throw TimeEntryErrors.AxesDoNotFit(misfits);
    }

    async Task RefuseOverfullDays(
        IReadOnlyList<LedgerLine> lines,
        IReadOnlyList<LedgerRow> rows,
        bool isConfirmed,
        CancellationToken ct,
        IReadOnlyList<TimeEntryRow>? replaced = null
    )
    {
        // Whoever else writes for these agents waits here, and then counts these lines too.
        var agentIds = rows.Select(row => row.AgentId).Distinct().Order().ToList();
        await locks.TakeAgents(agentIds, ct);
        var logged = (
            await db.Query<DayTotal>(
                DayTotalsSql,
                new
                {
                    AgentIds = agentIds,
                    From = rows.Min(row => row.WorkedOn),
                    To = rows.Max(row => row.WorkedOn),
                    ReplacedId = rows[0].Id,
                },
                ct
            )
        ).ToDictionary(total => (total.AgentId, total.WorkedOn));
        var accepted = (replaced ?? [])
            .GroupBy(line => (line.AgentId, line.WorkedOn))
            .ToDictionary(day => day.Key, day => day.Sum(line => line.Minutes));
        foreach (var (key, total) in logged)
            accepted[key] = accepted.GetValueOrDefault(key) + total.Minutes + total.ReplacedMinutes;
        var minutes = logged.ToDictionary(day => day.Key, day => day.Value.Minutes);

        foreach (var (line, row) in lines.Zip(rows))
        {
            var key = (row.AgentId, row.WorkedOn);
            var total = minutes[key] = minutes.GetValueOrDefault(key) + row.Minutes;
            RefuseOverfull(line, total, isConfirmed || total <= accepted.GetValueOrDefault(key));
        }
    }

    /// <summary>What an agent's day may hold.</summary>
    /// <param name="line">The line that comes last.</param>
    /// <param name="minutes">All of the agent's day, with the line.</param>
    /// <param name="isConfirmed">More than a day's worth is accepted.</param>
    /// <exception cref="Refusal">More than that, naming the quantity.</exception>
    public static void RefuseOverfull(LedgerLine line, long minutes, bool isConfirmed)
    {
        if (minutes > TimeUnits.MinutesInADay)
            throw TimeEntryErrors.MoreThan24Hours(line.Field + "Quantity", line.Agent.Name, line.Day);
        var dayMinutes = line.Agent.PostingOn(line.Day)!.DayMinutes;
        if (minutes > dayMinutes && !isConfirmed)
            throw TimeEntryErrors.MoreThanADay(line.Field + "Quantity", line.Agent.Name, line.Day, minutes, dayMinutes);
    }

    const string DayTotalsSql = """
        SELECT e.AgentId, e.WorkedOn, SUM(CASE WHEN e.Id <> @ReplacedId THEN e.Minutes ELSE 0 END) AS Minutes,
               SUM(CASE WHEN e.Id = @ReplacedId THEN e.Minutes ELSE 0 END) AS ReplacedMinutes
        FROM TimeEntries e
        WHERE e.AgentId IN @AgentIds AND e.WorkedOn BETWEEN @From AND @To
        GROUP BY e.AgentId, e.WorkedOn
        """;

    sealed record DayTotal
    {
        public long AgentId { get; init; }
        public DateOnly WorkedOn { get; init; }
        public long Minutes { get; init; }
        public long ReplacedMinutes { get; init; }
    }
}

/// <summary>A row of TimeEntries about to be written.</summary>
sealed record LedgerRow
{
    public long Id { get; init; }
    public long AgentId { get; init; }
    public long TeamId { get; init; }
    public DateOnly WorkedOn { get; init; }
    public long QuantityMicros { get; init; }
    public string Unit { get; init; } = "";
    public long Minutes { get; init; }
    public long MicroDays { get; init; }
    public long ActivityId { get; init; }
    public long? SubActivityId { get; init; }
    public long? DomainId { get; init; }
    public long? ApplicationId { get; init; }
    public long? ProjectId { get; init; }
    public long? MemberId { get; init; }
    public long? TicketId { get; init; }
    public long? InterventionId { get; init; }
    public long? HotlineShiftId { get; init; }
    public long? TrainingSessionId { get; init; }
    public string Source { get; init; } = "";
    public string? Note { get; init; }
    public long? CreatedByUserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public long Version { get; init; }
}
