using System.Collections.Concurrent;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// Computes tables of coverage from its own roll-up: minutes by month, agent and team, up to yesterday, as today is not over. Where a table
/// names agents, each reader sees those within their reach.
/// </summary>
sealed class CoverageTables(
    Db db,
    ReferentialCache cache,
    CoverageReader coverage,
    CalendarReader calendar,
    CoverageMonths months,
    AbsenceRights rights,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>Whether days of agents can be told apart by an axis.</summary>
    public static bool Carries(Axis axis) => axis is Axis.Agent or Axis.Team or Axis.Department or Axis.Year or Axis.Quarter or Axis.Month;

    public async Task<ComputedReport> Compute(ReportTable table, AxisKeys axes, Month from, Month to, CancellationToken ct)
    {
        var all = await cache.Read(db, ct);
        var isPersonal = table.IsPersonal;
        var amounts = new ReportAmounts(table);
        foreach (var row in await Rows(from, to, ct))
        {
            if (isPersonal && !(rights.ManagesAll || rights.IsOwn(row.AgentId) || rights.Leads(all.Teams[row.TeamId])))
                continue;
            if (!table.Filters.All(filter => filter.Value.Contains(KeyOf(filter.Key, row))))
                continue;
            List<string> keys = [.. table.RowAxes.Select(axis => KeyOf(axis, row))];
            var column = table.ColumnAxis is { } axis ? KeyOf(axis, row) : "";
            foreach (var (index, measure) in table.Measures.Index())
                amounts.Add(keys, column, index, AmountOf(measure.Measure, row));
        }
        return ReportLayout.Arrange(table, axes, from, to, amounts);

        string KeyOf(Axis axis, CoverageMonth row) =>
            axes.KeyOf(
                axis,
                AxisKeys.IsTime(axis) ? row.YearMonth
                    : axis is Axis.Agent ? row.AgentId
                    : row.TeamId
            );
    }

    static long AmountOf(Measure measure, CoverageMonth row) =>
        measure switch
        {
            Measure.ExpectedHours => row.ExpectedMinutes,
            Measure.WorkedHours => row.WorkedMinutes,
            Measure.AbsentHours => row.AbsentMinutes,
            Measure.MissingHours => row.MissingMinutes,
            Measure.ExcessHours => row.ExcessMinutes,
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of coverage."),
        };

    /// <summary>Coverage of the months of a range that have begun, by agent and team; none for people of a member.</summary>
    public async Task<IReadOnlyList<CoverageMonth>> Rows(Month from, Month to, CancellationToken ct)
    {
        if (!user.SeesAllMembers)
            return [];
        var yesterday = Paris.Today(clock).AddDays(-1);
        var work = (
            await db.Query<MonthRevision>(
                WorkRevisionsSql,
                new
                {
                    RollUp = WorkRollUp.Name,
                    From = from.YearMonth,
                    To = to.YearMonth,
                },
                ct
            )
        ).ToDictionary(row => row.YearMonth, row => row.Revision);
        var (calendars, referentials) = (await calendar.Revision(ct), await ReferentialCache.Revision(db, ct));
        List<Agent>? agents = null;
        var rows = new List<CoverageMonth>();
        foreach (var month in Month.Between(from, to).TakeWhile(month => month.FirstDay <= yesterday))
        {
            var last = month.LastDay < yesterday ? month.LastDay : yesterday;
            // A request that writes keeps nothing of what it sees: it may be undone.
            var state = new CoverageState(work.GetValueOrDefault(month.YearMonth), calendars, referentials, last);
            if ((db.IsInTransaction ? null : months.Find(month, state)) is not { } ofMonth)
            {
                agents ??= [.. (await cache.Read(db, ct)).Agents];
                ofMonth = [.. await Sum(agents, month, last, ct)];
                if (!db.IsInTransaction)
                    months.Keep(month, state, ofMonth);
            }
            rows.AddRange(ofMonth);
        }
        return rows;
    }

    const string WorkRevisionsSql =
        "SELECT m.YearMonth, m.Revision FROM RollupMonths m WHERE m.RollUp = @RollUp AND m.YearMonth BETWEEN @From AND @To";

    async Task<IEnumerable<CoverageMonth>> Sum(IReadOnlyList<Agent> agents, Month month, DateOnly last, CancellationToken ct) =>
        from each in await coverage.Read(agents, month.FirstDay, last, ct)
        from inTeam in CoverageReader.ByTeam(each.Days)
        select new CoverageMonth(
            month.YearMonth,
            each.Agent.Id,
            inTeam.TeamId,
            inTeam.Days.Sum(day => (long)day.ExpectedMinutes),
            inTeam.Days.Sum(day => day.WorkedMinutes),
            inTeam.Days.Sum(day => (long)day.AbsentMinutes),
            inTeam.Days.Sum(day => day.MissingMinutes),
            inTeam.Days.Sum(day => day.ExcessMinutes)
        );

    sealed record MonthRevision
    {
        public int YearMonth { get; init; }
        public long Revision { get; init; }
    }
}

/// <summary>Coverage of an agent in a month while in a team.</summary>
readonly record struct CoverageMonth(
    int YearMonth,
    long AgentId,
    long TeamId,
    long ExpectedMinutes,
    long WorkedMinutes,
    long AbsentMinutes,
    long MissingMinutes,
    long ExcessMinutes
);

/// <summary>Of what a month was added up: whatever changes of it makes another one.</summary>
/// <param name="Work">Revision of the roll-up of work for the month: lines count once they are rolled up, here as in other tables.</param>
/// <param name="Calendars">Revision of patterns, closures and absences.</param>
/// <param name="Referentials">Revision of postings and departures.</param>
/// <param name="Until">Last day that counts.</param>
readonly record struct CoverageState(long Work, long Calendars, long Referentials, DateOnly Until);

/// <summary>The roll-up of coverage: months in memory, each as it was added up last. Nobody has to be told to forget.</summary>
sealed class CoverageMonths
{
    readonly ConcurrentDictionary<Month, (CoverageState State, IReadOnlyList<CoverageMonth> Rows)> kept = new();

    public IReadOnlyList<CoverageMonth>? Find(Month month, CoverageState state) =>
        kept.TryGetValue(month, out var known) && known.State == state ? known.Rows : null;

    public void Keep(Month month, CoverageState state, IReadOnlyList<CoverageMonth> rows) => kept[month] = (state, rows);
}
