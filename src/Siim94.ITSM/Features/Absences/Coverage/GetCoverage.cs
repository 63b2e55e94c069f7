using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>
/// How much of expected time is accounted for, in minutes: expected = worked + absent + missing − excess, on each day and so in every sum.
/// One's own, that of teams that one leads, or everybody's for managers. Refused for more days of more agents than one answer holds.
/// </summary>
[Requires(Permission.ReadCoverage)]
public sealed record GetCoverage : IQuery<CoverageOfAgents>
{
    /// <summary>First day; the first of the month of <c>to</c> when left blank.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; yesterday when left blank.</summary>
    public DateOnly? To { get; init; }

    public string? Department { get; init; }
    public string? Team { get; init; }
    public string? Agent { get; init; }

    /// <summary>Days of agents in one answer: a year of a thousand, or twenty of fifty.</summary>
    public const int MostAgentDays = 366_000;
}

/// <summary>Coverage of a period, a row for each agent and team of theirs in it.</summary>
public sealed record CoverageOfAgents(DateOnly From, DateOnly To, IReadOnlyList<CoverageRow> Rows);

/// <summary>Coverage of an agent while in a team.</summary>
public sealed record CoverageRow
{
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";
    public string Team { get; init; } = "";
    public string TeamName { get; init; } = "";
    public long ExpectedMinutes { get; init; }
    public long WorkedMinutes { get; init; }
    public long AbsentMinutes { get; init; }
    public long MissingMinutes { get; init; }
    public long ExcessMinutes { get; init; }

    /// <summary>Days on which anything was expected or worked, in order.</summary>
    public IReadOnlyList<CoverageDay> Days { get; init; } = [];
}

/// <summary>Coverage of one day.</summary>
public readonly record struct CoverageDay(
    DateOnly Day,
    long ExpectedMinutes,
    long WorkedMinutes,
    long AbsentMinutes,
    long MissingMinutes,
    long ExcessMinutes
);

sealed class GetCoverageValidator : AbstractValidator<GetCoverage>
{
    static readonly DateOnly FirstDay = new(2000, 1, 1),
        LastDay = new(2100, 12, 31);

    public GetCoverageValidator()
    {
        RuleFor(c => c.From).InclusiveBetween(FirstDay, LastDay).WithMessage(_ => Words.DayOutOfRange);
        RuleFor(c => c.To).InclusiveBetween(FirstDay, LastDay).WithMessage(_ => Words.DayOutOfRange);
        RuleFor(c => c.To).Must((coverage, to) => !(to < coverage.From)).WithMessage(_ => CommonWords.PeriodReversed);
    }
}

sealed class GetCoverageHandler(ReferentialLookup codes, CoverageReader coverage, AbsenceRights rights, TimeProvider clock)
    : IRequestHandler<GetCoverage, CoverageOfAgents>
{
    public async Task<CoverageOfAgents> Handle(GetCoverage request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var (first, last) = PeriodOf(request);
        var department = codes.Find(all.Departments, "Department", request.Department, null);
        var team = codes.Find(all.Teams, "Team", request.Team, null);
        var only = codes.Find(all.Agents, "Agent", request.Agent, null);
        var agents = all
            .Agents.Where(agent => only is null || agent == only)
            .Where(agent => rights.ManagesAll || rights.IsOwn(agent.Id) || agent.Postings.Any(p => rights.Leads(all.Teams[p.TeamId])))
            .OrderBy(agent => agent.Name, StringComparer.CurrentCulture)
            .ToList();
        if (only is not null && agents.Count == 0)
            throw RequestErrors.NotFound();
        agents.RemoveAll(agent => !agent.Postings.Any(posting => IsAsked(all.Teams[posting.TeamId])));
        if ((long)agents.Count * (last.DayNumber - first.DayNumber + 1) > GetCoverage.MostAgentDays)
            throw Refusal.Field("To", "coverage.too-long", string.Format(Words.PeriodTooLong, GetCoverage.MostAgentDays / agents.Count));
        var rows =
            from each in await coverage.Read(agents, first, last, ct)
            from inTeam in CoverageReader.ByTeam(each.Days)
            where IsAsked(all.Teams[inTeam.TeamId])
            where rights.ManagesAll || rights.IsOwn(each.Agent.Id) || rights.Leads(all.Teams[inTeam.TeamId])
            select RowOf(each.Agent, all.Teams[inTeam.TeamId], inTeam.Days);
        return new(first, last, [.. rows]);

        bool IsAsked(Team other) => (team is null || other.Id == team.Id) && (department is null || other.DepartmentId == department.Id);
    }

    (DateOnly From, DateOnly To) PeriodOf(GetCoverage request)
    {
        var to = request.To ?? LastOf(request.From, Paris.Today(clock).AddDays(-1));
        return (request.From ?? new DateOnly(to.Year, to.Month, 1), to);
    }

    static DateOnly LastOf(DateOnly? from, DateOnly yesterday) => from > yesterday ? from.Value : yesterday;

    static CoverageRow RowOf(Agent agent, Team team, IReadOnlyList<AgentDay> ofAgent)
    {
        var days = new CoverageDay[ofAgent.Count];
        var (expected, worked, absent, missing, excess) = (0L, 0L, 0L, 0L, 0L);
        for (var index = 0; index < days.Length; index++)
        {
            var day = ofAgent[index];
            days[index] = new(day.Day, day.ExpectedMinutes, day.WorkedMinutes, day.AbsentMinutes, day.MissingMinutes, day.ExcessMinutes);
            expected += day.ExpectedMinutes;
            worked += day.WorkedMinutes;
            absent += day.AbsentMinutes;
            missing += day.MissingMinutes;
            excess += day.ExcessMinutes;
        }
        return new()
        {
            Agent = agent.Code,
            AgentName = agent.Name,
            Team = team.Code,
            TeamName = team.Name,
            ExpectedMinutes = expected,
            WorkedMinutes = worked,
            AbsentMinutes = absent,
            MissingMinutes = missing,
            ExcessMinutes = excess,
            Days = days,
        };
    }
}
