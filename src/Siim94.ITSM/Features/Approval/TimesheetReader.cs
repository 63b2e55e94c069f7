using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Features.Approval;

/// <summary>The week or month of an agent, submitted or not.</summary>
/// <param name="Agent">Whose time it is.</param>
/// <param name="Team">The team that it was submitted in; the agent's while it is open.</param>
/// <param name="Setting">How that team's time is approved.</param>
/// <param name="Period">The week or month.</param>
/// <param name="Row">What is stored of it.</param>
sealed record AgentSheet(Agent Agent, Team Team, TeamApproval Setting, SheetPeriod Period, TimesheetRow Row);

/// <summary>A row of Timesheets; one of an id of 0 was never submitted.</summary>
sealed record TimesheetRow
{
    public long Id { get; init; }
    public long AgentId { get; init; }
    public long TeamId { get; init; }
    public string Period { get; init; } = "";
    public DateOnly FirstOn { get; init; }
    public DateOnly LastOn { get; init; }
    public string State { get; init; } = TimesheetState.Open;
    public long Version { get; init; }

    /// <summary>The columns of this row; conditions and order follow.</summary>
    public const string SelectSheetsSql =
        "SELECT t.Id, t.AgentId, t.TeamId, t.Period, t.FirstOn, t.LastOn, t.State, t.Version FROM Timesheets t";
}

/// <summary>Reads time sheets within the reader's reach: their own, those of teams they lead, or all.</summary>
sealed class TimesheetReader(Db db, ReferentialLookup codes, TeamApprovals settings, SheetDays days, CurrentUser user, TimeProvider clock)
{
    /// <summary>
    /// The sheet of an agent that a week or month is of, whether it was submitted or not. Where the team's cycle has changed since, what
    /// holds the days of a week: itself, or its month.
    /// </summary>
    /// <param name="agentCode">Code of the agent.</param>
    /// <param name="periodText">The week or month.</param>
    /// <param name="ct">Cancels the look-up.</param>
    /// <param name="isNewest">Of a week and its month that both hold the days, the one that was decided last.</param>
    /// <exception cref="Refusal">No such agent or period, or not within reach.</exception>
    public async Task<AgentSheet> Find(string agentCode, string periodText, CancellationToken ct, bool isNewest = false)
    {
        var all = await codes.Referentials(ct);
        var agent = all.Agents.Find(agentCode) is [var only] ? only : throw RequestErrors.NotFound();
        var asked = SheetPeriod.Parse(periodText) ?? throw TimesheetErrors.PeriodUnknown(periodText);
        if (agent.PostingOn(asked.LastDay) is not { } posting || !user.SeesTimeOf(agent, asked.LastDay, all))
            throw RequestErrors.NotFound();
        var team = all.Teams[posting.TeamId];
        var setting = await settings.Of(team, ct);
        var period = asked.OfCycle(setting.Cycle);
        if (asked.IsWeek && await Holding(agent, asked, isNewest, ct) is { } held)
            return await Of(held, ct);
        var row = await db.FirstOrDefault<TimesheetRow>(SheetSql, new { AgentId = agent.Id, Period = period.Code }, ct);
        // A month that was submitted while the team did so by month stays one.
        if (row is null && setting.Cycle == ApprovalCycle.Week && !period.IsWeek)
            throw TimesheetErrors.ByWeek(periodText, team);
        return row is null ? new(agent, team, setting, period, new()) : await Of(row, ct);
    }

    async Task<TimesheetRow?> Holding(Agent agent, SheetPeriod week, bool isNewest, CancellationToken ct)
    {
        var held = await db.Query<TimesheetRow>(HoldingSql, new { AgentId = agent.Id, Thursday = week.FirstDay.AddDays(3) }, ct);
        return held.FirstOrDefault(row => !isNewest && row.Period == week.Code) ?? held.FirstOrDefault();
    }

    const string HoldingSql = $"""
        {TimesheetRow.SelectSheetsSql}
        WHERE t.AgentId = @AgentId AND t.FirstOn <= @Thursday AND t.LastOn >= @Thursday AND t.State IN ('submitted', 'approved')
        ORDER BY (SELECT MAX(s.Id) FROM TimesheetSteps s WHERE s.TimesheetId = t.Id) DESC
        """;

    const string SheetSql = $"{TimesheetRow.SelectSheetsSql} WHERE t.AgentId = @AgentId AND t.Period = @Period";

    /// <summary>What a row is about.</summary>
    public async Task<AgentSheet> Of(TimesheetRow row, CancellationToken ct) => (await Of([row], ct))[0];

    /// <summary>What rows are about.</summary>
    public async Task<IReadOnlyList<AgentSheet>> Of(IReadOnlyList<TimesheetRow> rows, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        List<Team> teams = [.. rows.Select(TeamOf)];
        var ofTeams = await settings.Of(teams, ct);
        return
        [
            .. rows.Zip(teams, (row, team) =>
                new AgentSheet(all.Agents[row.AgentId], team, ofTeams[team.Id], SheetPeriod.Parse(row.Period)!.Value, row)
            ),
        ];

        Team TeamOf(TimesheetRow row)
        {
            var isHeld = row.State is TimesheetState.Submitted or TimesheetState.Approved;
            return all.Teams[isHeld ? row.TeamId : all.Agents[row.AgentId].PostingOn(row.LastOn)?.TeamId ?? row.TeamId];
        }
    }

    /// <summary>Steps that the reader may take now.</summary>
    public IReadOnlyList<string> ActionsOn(AgentSheet sheet) =>
        [
            .. TimesheetRules.Steps.Where(step =>
                TimesheetRules.MayFollow(sheet.Row.State, step)
                && IsAllowed(sheet, step)
                && (step != TimesheetStepKind.Submit || sheet.Period.FirstDay <= Paris.Today(clock))
            ),
        ];

    public bool IsAllowed(AgentSheet sheet, string step) =>
        TimesheetRules.IsAllowed(
            step,
            sheet.Setting.Approver,
            sheet.Agent.Id == user.AgentId,
            user.Leads(sheet.Team),
            user.Can(Permission.ApproveTime)
        );

    public async Task<TimesheetDetails> Details(AgentSheet sheet, CancellationToken ct) => (await Details([sheet], ct))[0];

    public async Task<IReadOnlyList<TimesheetDetails>> Details(IReadOnlyList<AgentSheet> sheets, CancellationToken ct)
    {
        var ofSheets = await days.Of(sheets, ct);
        var steps = await Steps([.. sheets.Select(sheet => sheet.Row.Id).Where(id => id > 0)], ct);
        return [.. sheets.Zip(ofSheets, (sheet, ofSheet) => DetailsOf(sheet, ofSheet, [.. steps[sheet.Row.Id]]))];
    }

    TimesheetDetails DetailsOf(AgentSheet sheet, IReadOnlyList<AgentDay> ofSheet, IReadOnlyList<TimesheetStep> steps) =>
        new()
        {
            Agent = sheet.Agent.Code,
            AgentName = sheet.Agent.Name,
            Team = sheet.Team.Code,
            TeamName = sheet.Team.Name,
            Period = sheet.Period.Code,
            From = sheet.Period.FirstDay,
            To = sheet.Period.LastDay,
            State = sheet.Row.State,
            Version = sheet.Row.Version,
            Approver = sheet.Setting.Approver,
            ExpectedMinutes = ofSheet.Sum(day => (long)day.ExpectedMinutes),
            WorkedMinutes = ofSheet.Sum(day => day.WorkedMinutes),
            AbsentMinutes = ofSheet.Sum(day => (long)day.AbsentMinutes),
            MissingMinutes = ofSheet.Sum(day => day.MissingMinutes),
            ExcessMinutes = ofSheet.Sum(day => day.ExcessMinutes),
            Warnings = TimesheetChecks.Of(ofSheet),
            Steps = steps,
            Actions = ActionsOn(sheet),
            MayAskCorrection = sheet.Row.State == TimesheetState.Approved && sheet.Agent.Id == user.AgentId,
        };

    async Task<ILookup<long, TimesheetStep>> Steps(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var (rows, remarks) = (new List<StepRow>(), new List<RemarkRow>());
        foreach (var some in ids.Chunk(TypeHandlers.LongestParameterList))
        {
            rows.AddRange(await db.Query<StepRow>(StepsSql, new { Ids = some }, ct));
            remarks.AddRange(await db.Query<RemarkRow>(RemarksSql, new { Ids = some }, ct));
        }
        var ofSteps = remarks.ToLookup(remark => remark.StepId);
        var all = await codes.Referentials(ct);
        return rows.ToLookup(
            row => row.TimesheetId,
            row => new TimesheetStep
            {
                Kind = row.Kind,
                At = row.TakenAt,
                ByName = row.ByName ?? CurrentUser.System.DisplayName,
                Comment = row.Comment,
                Cells =
                [
                    .. ofSteps[row.Id]
                        .Select(remark => new TimesheetRemark
                        {
                            Day = remark.NotedOn,
                            Row = remark.RowKey is { } key ? WeekRowAxes.Parse(key) : null,
                            RowName = remark.RowKey is { } named ? NameOf(named, all) : null,
                            Comment = remark.Comment,
                        }),
                ],
            }
        );
    }

    /// <summary>Its axes for people: whatever has left the referentials since keeps its code.</summary>
    static string NameOf(string key, ReferentialData all)
    {
        if (WeekRowAxes.Parse(key) is not { } row)
            return key;
        return string.Join(
            " · ",
            new[]
            {
                NameIn(all.Activities, row.Activity),
                NameIn(all.Activities, row.SubActivity),
                NameIn(all.Projects, row.Project),
                NameIn(all.Applications, row.Application),
                NameIn(all.Domains, row.Domain),
                NameIn(all.Members, row.Member),
            }.OfType<string>()
        );

        static string? NameIn<T>(ReferentialSet<T> set, string? code)
            where T : ReferentialRow => code is null ? null : set.FirstOrDefault(row => row.Code == code)?.Name ?? code;
    }

    const string StepsSql = """
        SELECT s.Id, s.TimesheetId, s.Kind, s.TakenAt, u.DisplayName AS ByName, s.Comment
        FROM TimesheetSteps s
        LEFT JOIN Users u ON u.Id = s.TakenByUserId
        WHERE s.TimesheetId IN @Ids
        ORDER BY s.Id
        """;

    const string RemarksSql = """
        SELECT r.StepId, r.NotedOn, r.RowKey, r.Comment
        FROM TimesheetRemarks r
        JOIN TimesheetSteps s ON s.Id = r.StepId
        WHERE s.TimesheetId IN @Ids
        ORDER BY r.Id
        """;

    sealed record StepRow
    {
        public long Id { get; init; }
        public long TimesheetId { get; init; }
        public string Kind { get; init; } = "";
        public DateTime TakenAt { get; init; }
        public string? ByName { get; init; }
        public string? Comment { get; init; }
    }

    sealed record RemarkRow
    {
        public long StepId { get; init; }
        public DateOnly NotedOn { get; init; }
        public string? RowKey { get; init; }
        public string? Comment { get; init; }
    }
}
