using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Reads somebody's week; who may is judged before.</summary>
sealed class WeekReader(Db db, ReferentialLookup codes, WeekRows rows, WeekProposals proposals, CalendarReader calendars, WriteGuard guard)
{
    public async Task<WeekDetails> Get(Agent agent, Week week, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var lines = await Lines(agent, week, ct);
        var days = await Days(agent, week, ct);
        List<WeekDay> own = [.. days.Where(day => day.Day >= week.Monday && day.Day <= week.Sunday)];
        return new()
        {
            Agent = agent.Code,
            AgentName = agent.Name,
            Week = week.Code,
            State = await db.FirstOrDefault<string>(StateSql, new { AgentId = agent.Id, Thursday = week.Monday.AddDays(3) }, ct)
                ?? TimesheetState.Open,
            Days = own,
            ExpectedMinutes = own.Sum(day => (long)day.ExpectedMinutes),
            WorkedMinutes = own.Sum(day => day.WorkedMinutes),
            AbsentMinutes = own.Sum(day => (long)day.AbsentMinutes),
            Absences = [.. own.Where(day => day.AbsentMinutes > 0).Select(day => new WeekAbsence(day.Day, day.AbsentMinutes))],
            Holidays = [.. own.Where(day => day.IsHoliday).Select(day => day.Day)],
            Rows = Rows(lines, await rows.Kept(agent.Id, week, ct), week, agent, all),
            Proposals = await proposals.Of(agent, week, ct),
            Month = days,
        };
    }

    // A week stands for the month that most of its days are in. Where the cycle has changed since, both may be there: what holds the days
    // comes first, then what was decided last.
    const string StateSql = """
        SELECT t.State
        FROM Timesheets t
        WHERE t.AgentId = @AgentId AND t.FirstOn <= @Thursday AND t.LastOn >= @Thursday
        ORDER BY CASE WHEN t.State IN ('submitted', 'approved') THEN 0 ELSE 1 END,
            (SELECT MAX(s.Id) FROM TimesheetSteps s WHERE s.TimesheetId = t.Id) DESC
        """;

    /// <summary>All lines of a week, wherever they were written.</summary>
    public Task<IReadOnlyList<TimeEntryRow>> Lines(Agent agent, Week week, CancellationToken ct) =>
        db.Query(
            LinesSql,
            new
            {
                AgentId = agent.Id,
                From = week.Monday,
                To = week.Sunday,
            },
            TimeEntryRow.Of,
            ct
        );

    const string LinesSql = $"""
        {TimeEntryReader.SelectEntriesSql}
        WHERE e.AgentId = @AgentId AND e.WorkedOn BETWEEN @From AND @To
        ORDER BY e.WorkedOn, e.Id
        """;

    /// <summary>What a week is made of: lines written in it, one a cell, and rows chosen for it.</summary>
    public async Task<WeekShape> Shape(Agent agent, Week week, CancellationToken ct)
    {
        var chosen = (await rows.Kept(agent.Id, week, ct)).Where(row => row.WeekStartsOn is not null).Select(row => row.Axes);
        var cells = (await Lines(agent, week, ct))
            .Where(line => line.Source == EntrySource.Timesheet)
            .GroupBy(line => (Axes: AxisIds.Of(line), line.WorkedOn))
            .ToList();
        return new(
            [.. cells.Select(cell => cell.Key.Axes).Union(chosen)],
            [
                .. cells
                    .Where(cell => cell.Count() == 1)
                    .Select(cell => new ShapeCell(
                        cell.Key.Axes,
                        cell.Key.WorkedOn.DayNumber - week.Monday.DayNumber,
                        cell.Single().QuantityMicros,
                        cell.Single().Unit
                    )),
            ]
        );
    }

    async Task<IReadOnlyList<WeekDay>> Days(Agent agent, Week week, CancellationToken ct)
    {
        // A week is of the month that most of its days are of.
        var thursday = week.Monday.AddDays(3);
        var month = new Month(thursday.Year, thursday.Month);
        var (from, to) = (Week.Of(month.FirstDay).Monday, Week.Of(month.LastDay).Sunday);
        var period = new
        {
            AgentId = agent.Id,
            From = from,
            To = to,
        };
        var worked = (await db.Query<DayWorked>(DaysWorkedSql, period, ct)).ToDictionary(day => day.WorkedOn, day => day.Minutes);
        var barriers = await guard.Look([agent.Id], from, to, ct);
        // Days on which the agent is not there yet, or no longer, expect nothing.
        var expected = (await calendars.Of([agent], from, to, ct)).DaysOf(agent).ToDictionary(day => day.Day);
        return
        [
            .. Enumerable
                .Range(0, to.DayNumber - from.DayNumber + 1)
                .Select(from.AddDays)
                .Select(day => DayOf(day, expected.GetValueOrDefault(day), worked.GetValueOrDefault(day), agent, barriers)),
        ];
    }

    static WeekDay DayOf(DateOnly day, AgentDay expected, long workedMinutes, Agent agent, Barriers barriers)
    {
        var posting = agent.PostingOn(day);
        var refusal = posting is null
            ? null
            : barriers.Against(
                new WorkedDay
                {
                    AgentId = agent.Id,
                    TeamId = posting.TeamId,
                    Day = day,
                }
            );
        return new()
        {
            Day = day,
            DayMinutes = posting?.DayMinutes ?? 0,
            ExpectedMinutes = expected.ExpectedMinutes,
            AbsentMinutes = expected.AbsentMinutes,
            WorkedMinutes = workedMinutes,
            IsHoliday = FrenchHolidays.IsHoliday(day),
            IsClosed = posting is null || !agent.IsOpenOn(day) || refusal is not null,
            ClosedBecause = refusal?.Message,
        };
    }

    const string DaysWorkedSql = """
        SELECT e.WorkedOn, SUM(e.Minutes) AS Minutes
        FROM TimeEntries e
        WHERE e.AgentId = @AgentId AND e.WorkedOn BETWEEN @From AND @To
        GROUP BY e.WorkedOn
        """;

    static IReadOnlyList<WeekRow> Rows(
        IReadOnlyList<TimeEntryRow> lines,
        IReadOnlyList<KeptRow> kept,
        Week week,
        Agent agent,
        ReferentialData all
    )
    {
        var favourites = kept.Where(row => row.WeekStartsOn is null).Select(row => row.Axes).ToHashSet();
        var cells = lines.ToLookup(line => (Axes: AxisIds.Of(line), line.Source));
        return
        [
            .. cells
                .Select(row => row.Key)
                .Union(kept.Select(row => (row.Axes, Source: EntrySource.Timesheet)))
                .OrderBy(row => row.Source != EntrySource.Timesheet)
                .ThenBy(row => all.Activities[row.Axes.ActivityId].SortOrder)
                .ThenBy(row => row.Axes.SubActivityId is { } id ? all.Activities[id].SortOrder : 0)
                .Select(row =>
                    row.Axes.Row(all, row.Source) with
                    {
                        IsFavourite = row.Source == EntrySource.Timesheet && favourites.Contains(row.Axes),
                        Minutes = cells[row].Sum(line => line.Minutes),
                        Cells = [.. cells[row].GroupBy(line => line.WorkedOn).Select(day => CellOf([.. day], week, agent))],
                    }
                )
                .GroupBy(row => (row.Source, row.Activity, row.SubActivity))
                .SelectMany(alike => alike.OrderBy(row => row.Purpose, StringComparer.CurrentCultureIgnoreCase)),
        ];
    }

    static WeekCell CellOf(IReadOnlyList<TimeEntryRow> lines, Week week, Agent agent)
    {
        var only = lines is [var one] ? one : null;
        var isEditable = only is { Source: EntrySource.Timesheet };
        return new()
        {
            Day = lines[0].WorkedOn,
            Quantity = only is null ? null : TimeUnits.FromMicros(only.QuantityMicros),
            Unit = only?.Unit,
            Minutes = lines.Sum(line => line.Minutes),
            Id = only?.Id,
            Version = only?.Version,
            Ids = [.. lines.Select(line => line.Id)],
            Note = only?.Note,
            IsEditable = isEditable,
            Address = isEditable ? null : AddressOf(lines[0], week, agent),
        };
    }

    static string AddressOf(TimeEntryRow line, Week week, Agent agent) =>
        line switch
        {
            { InterventionId: { } id } => $"/interventions/{id}",
            { TrainingSessionId: { } id } => $"/formations/{id}",
            { TicketId: { } id } => $"/tickets/{id}",
            { HotlineShiftId: { } id } => $"/hotline?permanence={id}#saisie",
            _ => $"/temps/{week}/lignes?agent={Uri.EscapeDataString(agent.Code)}",
        };

    sealed record DayWorked
    {
        public DateOnly WorkedOn { get; init; }
        public long Minutes { get; init; }
    }
}
