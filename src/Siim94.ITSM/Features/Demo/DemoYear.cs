using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Demo;

/// <summary>A visit, or help from afar, that one agent gives a member.</summary>
sealed record DemoVisit(DemoAgent Agent, DateOnly Day, int Minutes, string Kind, string Member, int Number);

/// <summary>Half a day of hotline presence.</summary>
sealed record DemoShift(DemoAgent Agent, DateOnly Day, int Minutes);

/// <summary>A training session; without an agent, an external trainer leads it.</summary>
sealed record DemoSession(
    string Category,
    int Minutes,
    int PreparationMinutes,
    DemoAgent? Agent,
    DateOnly StartsOn,
    DateOnly? PreparedOn,
    IReadOnlyList<(string Member, int People)> Attendances
);

/// <summary>A ticket and when it was dealt with.</summary>
sealed record DemoTicket(string Member, DateTime OpenedAt, int Number);

/// <summary>Everything that was logged in one year of the demo, made from the plan's amounts.</summary>
sealed class DemoYear
{
    const int HalfDay = WorkDay.DefaultMinutes / 2;
    const string OnSite = "ASSIST-SITE",
        Remote = "ASSIST-REMOTE",
        Hotline = "ASSIST-HOTLINE";

    readonly DemoPlan plan;
    readonly int year;
    readonly Random random;
    readonly Dictionary<string, DemoSchedule> schedules;
    readonly DemoAxes axes;

    public DemoYear(DemoPlan plan, int year, IReadOnlyList<DemoAgent> agents, ReferentialData referentials)
    {
        (this.plan, this.year) = (plan, year);
        random = new(year);
        axes = new(referentials, random);
        schedules = new[] { "INFRA", "ASSIST", "SI", "SUPPORT" }.ToDictionary(
            department => department,
            department => new DemoSchedule(year, agents.Where(agent => DepartmentOf(agent) == department), year * 10 + department.Length)
        );

        string DepartmentOf(DemoAgent agent) => referentials.Departments[referentials.Teams.Find(agent.Team)[0].DepartmentId].Code;
    }

    /// <summary>Sessions first: they need whole days in a row.</summary>
    public IReadOnlyList<DemoSession> Sessions() => [.. plan.Training.Where(training => training.Year == year).SelectMany(SessionsOf)];

    public IReadOnlyList<DemoShift> Shifts() =>
        [
            .. Work(Hotline)
                .SelectMany(work => schedules["ASSIST"].Spread(work.Minutes, HalfDay))
                .Select(b => new DemoShift(b.Agent, b.Day, b.Minutes)),
        ];

    public IReadOnlyList<DemoVisit> Visits()
    {
        var number = 0;
        return
        [
            .. Work(OnSite)
                .SelectMany(work =>
                    schedules["ASSIST"]
                        .Spread(work.Minutes)
                        .Select(b => new DemoVisit(b.Agent, b.Day, b.Minutes, "onsite", work.Member!, number++))
                ),
            .. Work(Remote)
                .SelectMany(work =>
                    schedules["ASSIST"]
                        .Spread(work.Minutes, 60)
                        .Select(b => new DemoVisit(b.Agent, b.Day, b.Minutes, "remote", work.Member!, number++))
                ),
        ];
    }

    /// <summary>Lines of the weekly sheets, in the order of their days.</summary>
    public IReadOnlyList<TimeEntryFields> Entries() =>
        [
            .. plan
                .Work.Where(work => work.Year == year && work.Activity is not (OnSite or Remote or Hotline))
                .OrderByDescending(work => work.Minutes)
                .SelectMany(work =>
                    schedules[work.Team is null ? work.Department : "ASSIST"].Spread(work.Minutes).Select(booking => EntryOf(work, booking))
                )
                .OrderBy(entry => entry.Day)
                .ThenBy(entry => entry.Agent, StringComparer.Ordinal),
        ];

    public IReadOnlyList<DemoTicket> Tickets()
    {
        var opened =
            from tickets in plan.Tickets
            where tickets.Year == year
            from _ in Enumerable.Range(0, tickets.Count)
            let at = schedules["ASSIST"].AnyDay().ToDateTime(new TimeOnly(8, 15).AddMinutes(random.Next(560)))
            orderby at
            select (tickets.Member, At: Paris.ToUtc(at));
        return [.. opened.ToList().OrderBy(ticket => ticket.At).Select((ticket, index) => new DemoTicket(ticket.Member, ticket.At, index))];
    }

    IEnumerable<PlannedWork> Work(string activity) => plan.Work.Where(work => work.Year == year && work.Activity == activity);

    TimeEntryFields EntryOf(PlannedWork work, Booking booking) =>
        axes.Complete(
            work,
            new()
            {
                Agent = booking.Agent.Code,
                Day = booking.Day,
                Quantity = booking.Minutes % HalfDay == 0 ? booking.Minutes / (decimal)WorkDay.DefaultMinutes : booking.Minutes,
                Unit = booking.Minutes % HalfDay == 0 ? "d" : "min",
                Activity = work.Activity,
                SubActivity = work.SubActivity,
                Domain = work.Domain,
                Application = work.Application,
                Project = work.Project,
                Member = work.Member,
            }
        );

    IEnumerable<DemoSession> SessionsOf(PlannedTraining training)
    {
        var lengths = Cut(training.OwnTrainerMinutes)
            .Select(minutes => (Minutes: minutes, IsOwn: true))
            .Concat(Cut(training.SessionMinutes - training.OwnTrainerMinutes).Select(minutes => (Minutes: minutes, IsOwn: false)))
            .ToList();
        var people = Shares.Split(training.People, [.. lengths.Select(length => (long)length.Minutes)]);
        var own = lengths.Count(length => length.IsOwn);
        var preparations = Shares.Split(
            training.PreparationMinutes / HalfDay,
            [.. lengths.Take(own).Select(length => (long)length.Minutes)]
        );
        foreach (var (index, length) in lengths.Index())
        {
            var preparation = index < own ? (int)preparations[index] * HalfDay : 0;
            var attendances = axes.Attendances((int)people[index]);
            if (length.IsOwn)
            {
                var (agent, startsOn, preparedOn) = schedules["SUPPORT"].BookSession(length.Minutes, preparation);
                yield return new(training.Category, length.Minutes, preparation, agent, startsOn, preparedOn, attendances);
            }
            else
            {
                yield return new(training.Category, length.Minutes, 0, null, schedules["SUPPORT"].AnyDay(), null, attendances);
            }
        }
    }

    /// <summary>Lengths of sessions: half a day to two days.</summary>
    IEnumerable<int> Cut(long minutes)
    {
        while (minutes > 0)
        {
            var length = (int)Math.Min(minutes, HalfDay * random.Next(1, 5));
            yield return length;
            minutes -= length;
        }
    }
}
