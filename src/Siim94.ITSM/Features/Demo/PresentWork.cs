using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.Demo;

/// <summary>A line of a weekly sheet; <paramref name="Ticket"/> is the place of the ticket that it was worked on.</summary>
public sealed record PresentEntry(TimeEntryFields Fields, int? Ticket);

/// <summary>What is worked in the present, day by day: nobody beyond their day, nothing after today but what is planned.</summary>
sealed class PresentWork
{
    const int HalfDay = WorkDay.DefaultMinutes / 2;
    const int WeeksOfVisits = 2,
        WeeksOfSessions = 7;

    readonly PresentCalendar calendar;
    readonly PresentStaff staff;
    readonly PresentDesk desk;
    readonly PresentTickets tickets;
    readonly PresentLines lines;
    readonly Dictionary<(string Agent, DateOnly Day), int> booked = [];

    public PresentWork(PresentCalendar calendar, PresentStaff staff, PresentDesk desk, PresentTickets tickets, ReferentialData referentials)
    {
        (this.calendar, this.staff, this.desk, this.tickets) = (calendar, staff, desk, tickets);
        lines = new(referentials);
        Sessions = [.. Mondays().SelectMany(SessionsOf)];
        Shifts = [.. calendar.DaysWithNext(1).SelectMany(desk.Shifts)];
        foreach (var shift in Shifts)
            Book(shift.Agent, shift.Day, HalfDay);
        Visits = [.. tickets.Visits.Concat(calendar.DaysWithNext(WeeksOfVisits).SelectMany(OtherVisits)).OrderBy(visit => visit.StartsAt)];
        foreach (var visit in Visits)
            Book(visit.Agent, visit.Day, visit.Minutes);
        Entries = [.. TicketEntries(), .. calendar.Days.SelectMany(SheetsOf), .. PlannedEntries()];
    }

    public IReadOnlyList<LogTrainingSession> Sessions { get; }
    public IReadOnlyList<PresentShift> Shifts { get; }
    public IReadOnlyList<PresentVisit> Visits { get; }
    public IReadOnlyList<PresentEntry> Entries { get; }

    void Book(PresentAgent agent, DateOnly day, int minutes) =>
        booked[(agent.Code, day)] = booked.GetValueOrDefault((agent.Code, day)) + minutes;

    int Free(PresentAgent agent, DateOnly day) =>
        staff.Works(agent, day) ? agent.Agent.DailyMinutes - booked.GetValueOrDefault((agent.Code, day)) : 0;

    // Sessions ----------------------------------------------------------------------------------------------------------------

    IEnumerable<DateOnly> Mondays()
    {
        for (var monday = Week.Of(calendar.First).Next.Monday; calendar.WeeksAhead(monday) < WeeksOfSessions; monday = monday.AddDays(7))
            yield return monday;
    }

    /// <summary>One on Tuesday, one on Thursday, every third week one on Wednesday; none in the holidays.</summary>
    IEnumerable<LogTrainingSession> SessionsOf(DateOnly monday)
    {
        if (monday is { Month: 7, Day: > 7 } or { Month: 8, Day: < 25 } or { Month: 12, Day: > 17 } or { Month: 1, Day: < 3 })
            return [];
        var week = monday.DayNumber / 7;
        var planned = new List<LogTrainingSession?>
        {
            Session(monday.AddDays(1), 2, false),
            Session(monday.AddDays(3), 2 + 2 * (week % 2), true),
        };
        if (week % 3 == 0)
            planned.Add(Session(monday.AddDays(2), 1, false));
        return planned.OfType<LogTrainingSession>();
    }

    LogTrainingSession? Session(DateOnly startsOn, int halfDays, bool isPersonas)
    {
        if (!FrenchHolidays.IsWorkingDay(startsOn))
            return null;
        var chance = PresentCalendar.Chance(startsOn, 2_000);
        var what = PresentLines.Courses[chance.Next(PresentLines.Courses.Length)];
        var days = halfDays / 2m;
        var preparedOn = SessionDays.FirstDayBefore(startsOn, WorkDay.MicrosPerUnit / 2);
        var trainers = staff.Of("SUPPORT").Where(agent => agent.Agent.DailyMinutes == WorkDay.DefaultMinutes).ToList();
        var first = isPersonas ? 0 : chance.Next(1, trainers.Count);
        var trainer = trainers[first..].Concat(trainers[..first]).FirstOrDefault(IsFreeForIt);
        if (trainer is not null)
        {
            foreach (var (day, micros) in Days())
                Book(trainer, day, MinutesOf(micros));
            Book(trainer, preparedOn, HalfDay);
        }
        return new()
        {
            Category = what.Category,
            Title = what.Title,
            Application = what.Application,
            StartsOn = startsOn,
            Days = days,
            PreparationDays = trainer is null ? 0 : 0.5m,
            PreparedOn = trainer is null ? null : preparedOn,
            Trainers = trainer is null ? [] : [trainer.Code],
            ExternalTrainer = trainer is null ? "Organisme de formation extérieur" : null,
            Attendances = Attendances(calendar.WeeksAhead(startsOn), chance),
        };

        IEnumerable<(DateOnly Day, long MicroDays)> Days() => SessionDays.Forward(startsOn, (long)(days * WorkDay.MicrosPerUnit));

        bool IsFreeForIt(PresentAgent agent) =>
            Days().All(day => Free(agent, day.Day) >= MinutesOf(day.MicroDays)) && Free(agent, preparedOn) >= HalfDay;
    }

    static int MinutesOf(long microDays) => (int)(microDays * WorkDay.DefaultMinutes / WorkDay.MicrosPerUnit);

    /// <summary>People of one to three members; the later a session is, the fewer have been told of so far.</summary>
    static List<Attendance> Attendances(int weeksAhead, Random chance)
    {
        var attendances = Enumerable
            .Range(0, chance.Next(1, 4))
            .Select(_ => new Attendance { Member = PresentTickets.AnyMember(chance), People = chance.Next(1, 5) })
            .DistinctBy(attendance => attendance.Member)
            .ToList();
        return weeksAhead > 2 ? attendances[..Math.Min(attendances.Count, Math.Max(0, 5 - weeksAhead))] : attendances;
    }

    // Visits ------------------------------------------------------------------------------------------------------------------

    /// <summary>Visits that no ticket asked for: rounds, works, and help from afar.</summary>
    IEnumerable<PresentVisit> OtherVisits(DateOnly day)
    {
        foreach (var agent in staff.At(PresentDesk.Team, day))
        foreach (var isMorning in (bool[])[true, false])
        {
            var chance = PresentCalendar.Chance(day, 3_000 + agent.Number * 2 + (isMorning ? 1 : 0));
            var isToday = day == calendar.Today;
            var isRound =
                chance.Next(100)
                < (
                    day <= calendar.Today ? 40
                    : calendar.WeeksAhead(day) < 2 ? 30
                    : 15
                );
            if (!desk.IsUntouched(agent, day, isMorning))
                continue;
            if (isRound || (isToday && agent == desk.Technician))
            {
                var member = PresentTickets.AnyMember(chance);
                var (startsAt, endsAt) = desk.Book(agent, day, isMorning);
                yield return new(
                    agent,
                    InterventionKind.OnSite,
                    startsAt,
                    endsAt.AddMinutes(60),
                    member,
                    tickets.AnySite(member, chance).Code,
                    PresentCases.Rounds[chance.Next(PresentCases.Rounds.Length)],
                    null
                );
            }
            else if (
                chance.Next(5) < 2
                && day.ToDateTime(new TimeOnly(isMorning ? 10 : 15, 30)) is var from
                && from.AddHours(1) <= calendar.Now
            )
            {
                desk.Book(agent, day, isMorning);
                yield return new(
                    agent,
                    InterventionKind.Remote,
                    from,
                    from.AddMinutes(15 * chance.Next(1, 5)),
                    PresentTickets.AnyMember(chance),
                    null,
                    PresentCases.RemoteHelp[chance.Next(PresentCases.RemoteHelp.Length)],
                    null
                );
            }
        }
    }

    // Weekly sheets -----------------------------------------------------------------------------------------------------------

    IEnumerable<PresentEntry> TicketEntries()
    {
        foreach (var time in tickets.Times.Where(time => IsLogged(time.Agent, time.Day)))
        {
            // Half of a day is for other work; what does not fit was not written down.
            if (Free(time.Agent, time.Day) - time.Minutes < (time.Agent.Agent.Team == PresentDesk.Team ? 0 : HalfDay))
                continue;
            Book(time.Agent, time.Day, time.Minutes);
            yield return new(
                PresentLines.OfTicket(time.Case) with
                {
                    Agent = time.Agent.Code,
                    Day = time.Day,
                    Quantity = time.Minutes,
                    Unit = "min",
                },
                time.Ticket
            );
        }
    }

    IEnumerable<PresentEntry> SheetsOf(DateOnly day)
    {
        foreach (var agent in staff.All.Where(agent => IsLogged(agent, day)))
        {
            var chance = PresentCalendar.Chance(day, 4_000 + agent.Number);
            var free = Free(agent, day);
            if (agent.Agent.Team == PresentDesk.Team)
            {
                // Between calls and visits: the workstations themselves.
                if (free >= 60 && chance.Next(2) == 0)
                    yield return Line(agent, day, free / 2, chance);
                continue;
            }
            if (IsHalfFilled(agent, day))
                free = Math.Min(free, HalfDay);
            if (free == WorkDay.DefaultMinutes && chance.Next(6) == 0)
            {
                yield return Line(agent, day, HalfDay, chance);
                free = HalfDay;
            }
            if (free > 0)
                yield return Line(agent, day, free, chance);
        }
    }

    PresentEntry Line(PresentAgent agent, DateOnly day, int minutes, Random chance)
    {
        Book(agent, day, minutes);
        return new(
            lines.Of(agent, chance) with
            {
                Agent = agent.Code,
                Day = day,
                Quantity = minutes % HalfDay == 0 ? minutes / (decimal)WorkDay.DefaultMinutes : minutes,
                Unit = minutes % HalfDay == 0 ? "d" : "min",
            },
            null
        );
    }

    /// <summary>
    /// Today is written down tomorrow; the week under way by some each evening, by others on its last day; last week some are late and,
    /// now and then, a day is forgotten.
    /// </summary>
    bool IsLogged(PresentAgent agent, DateOnly day)
    {
        if (!staff.Works(agent, day) || day >= calendar.Today)
            return false;
        return calendar.WeeksAhead(day) switch
        {
            0 => agent.IsPersona || agent.Number % 3 == 0,
            -1 => agent.Number % 7 != 3 || day.DayOfWeek < DayOfWeek.Thursday,
            -2 => agent.Number % 11 != 4 || day.DayOfWeek != DayOfWeek.Friday,
            _ => PresentCalendar.Chance(day, 5_000 + agent.Number).Next(70) > 0,
        };
    }

    /// <summary>Half days that the personas have still to say something of, in the week under way and on Monday in the last one.</summary>
    bool IsHalfFilled(PresentAgent agent, DateOnly day) =>
        agent.IsPersona
        && calendar.WeeksAhead(day) >= (calendar.Today.DayOfWeek == DayOfWeek.Monday ? -1 : 0)
        && day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Friday;

    /// <summary>Meetings that the personas have in their sheet already.</summary>
    IEnumerable<PresentEntry> PlannedEntries() =>
        from agent in staff.All
        where agent.IsPersona && agent.Agent.Team == "SI"
        from day in calendar.DaysWithNext(1)
        where day >= calendar.Today && day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday && Free(agent, day) >= HalfDay
        select Line(agent, day, HalfDay, PresentCalendar.Chance(day, 6_000));
}
