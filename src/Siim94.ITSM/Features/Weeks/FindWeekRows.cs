using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>
/// Rows that somebody may mean, by words of any of their axes; without words the usual ones: those of the last six weeks.
/// </summary>
[Requires(Permission.LogTime)]
public sealed record FindWeekRows(string Agent, string Week) : IQuery<IReadOnlyList<WeekRow>>
{
    public const int LongestText = 200;

    /// <summary><c>chorus vitry</c>: each word is in the name, the code or another spelling of one of the axes.</summary>
    public string? Find { get; init; }
}

sealed class FindWeekRowsValidator : AbstractValidator<FindWeekRows>
{
    public FindWeekRowsValidator() => RuleFor(f => f.Find).Line(FindWeekRows.LongestText);
}

sealed class FindWeekRowsHandler(WeekAddress address, ReferentialLookup codes, Db db, TimeProvider clock)
    : IRequestHandler<FindWeekRows, IReadOnlyList<WeekRow>>
{
    const int UsualWeeks = 6,
        KnownMonths = 12,
        Most = 30;

    public async Task<IReadOnlyList<WeekRow>> Handle(FindWeekRows request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        var all = await codes.Referentials(ct);
        if (agent.PostingOn(agent.FirstDayIn(week)) is not { } posting)
            return [];
        var words = RowSearch.WordsOf(request.Find);
        var rows = words.Count == 0 ? await Usual(agent, week, ct) : await Found(agent, posting, week, new(all, words), all, ct);
        return [.. rows.Where(axes => IsOpen(axes, all, week)).Distinct().Take(Most).Select(axes => axes.Row(all))];
    }

    // Of a week to come, those before today: nothing is known of what lies between.
    async Task<IEnumerable<AxisIds>> Usual(Agent agent, Week week, CancellationToken ct)
    {
        var (before, today) = (week.Monday.AddDays(-1), Paris.Today(clock));
        var until = before < today ? before : today;
        return (await db.Query<UsedRow>(UsualSql, PeriodOf(agent, until.AddDays(-7 * UsualWeeks), until), ct))
            .OrderByDescending(row => row.Days)
            .Select(row => row.Axes);
    }

    /// <summary>What they have used themselves, then what their team has, then what can be put together of the words.</summary>
    async Task<IEnumerable<AxisIds>> Found(
        Agent agent,
        AgentPosting posting,
        Week week,
        RowSearch search,
        ReferentialData all,
        CancellationToken ct
    )
    {
        var own = await db.Query<UsedRow>(UsualSql, PeriodOf(agent, week.Monday.AddMonths(-KnownMonths), week.Sunday), ct);
        var (first, last) = (week.Monday.AddMonths(-KnownMonths), week.Monday);
        var ofTeam = await db.Query<UsedRow>(
            OfTeamSql,
            new
            {
                posting.TeamId,
                From = new Month(first.Year, first.Month).YearMonth,
                To = new Month(last.Year, last.Month).YearMonth,
            },
            ct
        );
        return own.OrderByDescending(row => row.Days)
            .Concat(ofTeam.OrderByDescending(row => row.Days))
            .Select(row => row.Axes)
            .Where(search.Fits)
            .Concat(search.Composed(all.ActivitiesOf(all.Teams[posting.TeamId]), week.Monday));
    }

    static object PeriodOf(Agent agent, DateOnly from, DateOnly to) =>
        new
        {
            AgentId = agent.Id,
            From = from,
            To = to,
            Source = EntrySource.Timesheet,
        };

    const string UsualSql = """
        SELECT e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId, COUNT(*) AS Days
        FROM TimeEntries e
        WHERE e.AgentId = @AgentId AND e.WorkedOn BETWEEN @From AND @To AND e.Source = @Source
        GROUP BY e.ActivityId, e.SubActivityId, e.DomainId, e.ApplicationId, e.ProjectId, e.MemberId
        """;

    const string OfTeamSql = """
        SELECT w.ActivityId, w.SubActivityId, w.DomainId, w.ApplicationId, w.ProjectId, w.MemberId, SUM(w.EntryCount) AS Days
        FROM ReportWorkByMonth w
        WHERE w.YearMonth BETWEEN @From AND @To AND w.TeamId = @TeamId
        GROUP BY w.ActivityId, w.SubActivityId, w.DomainId, w.ApplicationId, w.ProjectId, w.MemberId
        """;

    static bool IsOpen(AxisIds axes, ReferentialData all, Week week) =>
        new ReferentialRow?[]
        {
            all.Activities[axes.ActivityId],
            axes.SubActivityId is { } subActivity ? all.Activities[subActivity] : null,
            axes.DomainId is { } domain ? all.Domains[domain] : null,
            axes.ApplicationId is { } application ? all.Applications[application] : null,
            axes.ProjectId is { } project ? all.Projects[project] : null,
            axes.MemberId is { } member ? all.Members[member] : null,
        }.All(row => row is null || row.IsOpenOn(week.Monday));

    sealed record UsedRow : AxisColumns
    {
        public long Days { get; init; }
    }
}
