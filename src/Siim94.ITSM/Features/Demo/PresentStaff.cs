using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Somebody who works for the syndicate in the present.</summary>
/// <param name="Agent">Who it is.</param>
/// <param name="Number">Their place among all, which decides leave and habits.</param>
/// <param name="Arrives">First day; null for those of 2014.</param>
/// <param name="LeavesOn">First day without them; null for those who stay.</param>
/// <param name="IsPersona">One of the demo's accounts is theirs: they are at work around today.</param>
sealed record PresentAgent(DemoAgent Agent, int Number, DateOnly? Arrives, DateOnly? LeavesOn, bool IsPersona)
{
    public string Code => Agent.Code;
}

/// <summary>Who works in the present, and on which days: the demo's people, some of whom have left and been followed.</summary>
sealed class PresentStaff
{
    static readonly (string Team, int Place, int YearsAgo, int Month)[] Departures =
    [
        ("INFRA-SYSRES", 3, 4, 7),
        ("INFRA-EXPLOIT", 2, 3, 11),
        ("SI", 6, 2, 9),
        ("SUPPORT", 4, 1, 10),
        (DemoPeople.WorkstationTeam, 4, 1, 7),
    ];

    const int MonthsUntilSuccessor = 2;

    readonly DateOnly today;
    readonly ILookup<string, PresentAgent> byTeam;

    public PresentStaff(IEnumerable<Team> teams, DateOnly today)
    {
        this.today = today;
        var agents = DemoPeople.Agents(teams);
        var personas = DemoPeople.Accounts.Select(account => DemoPeople.AgentOf(account, agents)).OfType<DemoAgent>().ToHashSet();
        var departures = Departures
            .Select(leaver =>
                (
                    Agent: agents.Where(agent => agent.Team == leaver.Team).ElementAt(leaver.Place),
                    On: new DateOnly(today.Year - leaver.YearsAgo, leaver.Month, 1)
                )
            )
            .Where(leaver => leaver.On.Year > DemoTexts.Year)
            .ToList();
        All =
        [
            .. agents.Select((agent, number) => new PresentAgent(agent, number, null, LeavesOn(agent), personas.Contains(agent))),
            .. departures
                .Select(
                    (leaver, index) =>
                        new PresentAgent(
                            DemoPeople.Invent(agents.Count + index, leaver.Agent.Team, leaver.Agent.DailyMinutes),
                            agents.Count + index,
                            leaver.On.AddMonths(MonthsUntilSuccessor),
                            null,
                            false
                        )
                )
                .Where(agent => agent.Arrives <= today),
        ];
        byTeam = All.ToLookup(agent => agent.Agent.Team);

        DateOnly? LeavesOn(DemoAgent agent) =>
            departures.FirstOrDefault(leaver => leaver.Agent == agent) is { Agent: not null } leaver ? leaver.On : null;
    }

    public IReadOnlyList<PresentAgent> All { get; }

    public IEnumerable<PresentAgent> Of(string team) => byTeam[team];

    /// <summary>Those of a team who are at work on a day.</summary>
    public IReadOnlyList<PresentAgent> At(string team, DateOnly day) => [.. byTeam[team].Where(agent => Works(agent, day))];

    public bool Works(PresentAgent agent, DateOnly day) =>
        FrenchHolidays.IsWorkingDay(day)
        && !(day < agent.Arrives)
        && !(day >= agent.LeavesOn)
        && (!IsOnLeave(agent.Number, day) || (agent.IsPersona && Math.Abs(day.DayNumber - today.DayNumber) <= PersonaDays));

    const int PersonaDays = 14;

    // Three weeks in summer, one in winter, some days at Christmas and here and there: some 30 days a year.
    static bool IsOnLeave(int number, DateOnly day)
    {
        var summer = MondayFrom(new(day.Year, 7, 1)).AddDays(7 * (number % 6));
        var winter = MondayFrom(new(day.Year, 2, 8)).AddDays(7 * (number % 4));
        return IsWithin(summer, 21)
            || IsWithin(winter, 7)
            || (number % 3 == 0 && day is { Month: 12, Day: >= 24 })
            || (number % 3 == 1 && day is { Month: 1, Day: <= 5 })
            || PresentCalendar.Chance(day, number).Next(25) == 0;

        bool IsWithin(DateOnly first, int days) => day >= first && day < first.AddDays(days);
    }

    static DateOnly MondayFrom(DateOnly day) => day.AddDays((8 - (int)day.DayOfWeek) % 7);
}
