namespace Siim94.ITSM.Features.Demo;

/// <summary>Half a day on the telephone.</summary>
sealed record PresentShift(PresentAgent Agent, DateOnly Day, bool IsMorning);

/// <summary>A visit of one agent, or help from afar; <paramref name="Ticket"/> is the place of the ticket that it is for.</summary>
sealed record PresentVisit(
    PresentAgent Agent,
    string Kind,
    DateTime StartsAt,
    DateTime EndsAt,
    string Member,
    string? Site,
    string Summary,
    int? Ticket
)
{
    public DateOnly Day => DateOnly.FromDateTime(StartsAt);
    public int Minutes => (int)(EndsAt - StartsAt).TotalMinutes;
}

/// <summary>The half days of those who answer the telephone and go to the members: who is where, and which hour is still free.</summary>
sealed class PresentDesk(PresentStaff staff)
{
    public const string Team = DemoPeople.WorkstationTeam;

    // Two visits fit in half a day.
    static readonly TimeSpan[] MorningVisits = [new(9, 0, 0), new(10, 40, 0)];
    static readonly TimeSpan[] AfternoonVisits = [new(14, 0, 0), new(15, 40, 0)];
    static readonly TimeSpan VisitLength = new(1, 20, 0);

    // The persona of the hotline answers every morning, the technician's never.
    readonly PresentAgent hotline = staff.Of(Team).First();
    readonly PresentAgent technician = staff.Of(Team).ElementAt(1);
    readonly Dictionary<DateOnly, IReadOnlyList<PresentShift>> shifts = [];
    readonly Dictionary<(string Agent, DateOnly Day, bool IsMorning), int> taken = [];

    public PresentAgent Technician => technician;

    public IReadOnlyList<PresentShift> Shifts(DateOnly day)
    {
        if (shifts.TryGetValue(day, out var known))
            return known;
        var there = staff.At(Team, day).Where(agent => agent != technician).ToList();
        var others = there.Where(agent => agent != hotline).ToList();
        var found = new List<PresentShift>();
        if (there.Contains(hotline))
            found.Add(new(hotline, day, true));
        if (others.Count > 0)
        {
            found.Add(new(others[day.DayNumber % others.Count], day, true));
            found.Add(new(others[(day.DayNumber + 1) % others.Count], day, false));
        }
        return shifts[day] = found;
    }

    /// <summary>Whoever writes down a call of that day.</summary>
    public PresentAgent? Answers(DateTime at)
    {
        var on = Shifts(DateOnly.FromDateTime(at));
        return (on.FirstOrDefault(shift => shift.IsMorning == at.Hour < 13) ?? on.FirstOrDefault())?.Agent;
    }

    public bool IsFree(PresentAgent agent, DateOnly day, bool isMorning) =>
        staff.Works(agent, day)
        && !Shifts(day).Any(shift => shift.Agent == agent && shift.IsMorning == isMorning)
        && taken.GetValueOrDefault((agent.Code, day, isMorning)) < MorningVisits.Length;

    /// <summary>Whether nothing is booked on half a day without telephone.</summary>
    public bool IsUntouched(PresentAgent agent, DateOnly day, bool isMorning) =>
        IsFree(agent, day, isMorning) && !taken.ContainsKey((agent.Code, day, isMorning));

    /// <summary>Takes the next free hour of half a day.</summary>
    public (DateTime StartsAt, DateTime EndsAt) Book(PresentAgent agent, DateOnly day, bool isMorning)
    {
        var nth = taken[(agent.Code, day, isMorning)] = taken.GetValueOrDefault((agent.Code, day, isMorning)) + 1;
        var startsAt = day.ToDateTime(default) + (isMorning ? MorningVisits : AfternoonVisits)[nth - 1];
        return (startsAt, startsAt + VisitLength);
    }
}
