using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>What became of a ticket at one moment, in Paris time.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">One of <see cref="TicketEventKind"/>.</param>
/// <param name="Agent">Code of the agent who did it, and has the ticket from a take-charge on; null for somebody of the member.</param>
/// <param name="Text">What was said.</param>
public sealed record PresentStep(DateTime At, string Kind, string? Agent, string? Text)
{
    public bool IsPrivate { get; init; }

    /// <summary>Day of a plan.</summary>
    public DateOnly? PlannedOn { get; init; }

    /// <summary>Code of the agent of the second line whom the ticket is handed to.</summary>
    public string? To { get; init; }
}

/// <summary>A ticket of the present: as it was opened, and its steps so far. The first one opens it.</summary>
public sealed record PresentTicket(OpenTicket Opening, IReadOnlyList<PresentStep> Steps);

/// <summary>Time that an agent spent on a ticket on a day; <paramref name="Ticket"/> is the ticket's place.</summary>
sealed record PresentTicketTime(int Ticket, PresentAgent Agent, DateOnly Day, int Minutes, PresentCase Case);

/// <summary>The tickets of the present, and the visits and time that they took.</summary>
sealed class PresentTickets
{
    // Minutes of office hours.
    const int Day = 540;

    static readonly string[] Weighted =
    [
        .. Enumerable.Repeat("VITRY", 20),
        .. Enumerable.Repeat("IVRY", 17),
        .. Enumerable.Repeat("VILLEJUIF", 14),
        .. Enumerable.Repeat("CHAMPIGNY", 11),
        .. Enumerable.Repeat("ARCUEIL", 11),
        .. Enumerable.Repeat("GENTILLY", 7),
        .. Enumerable.Repeat("GOSB", 5),
        .. Enumerable.Repeat("ECOLES-IVRY", 3),
        .. Enumerable.Repeat("OPH-VITRY", 3),
        .. Enumerable.Repeat("OPH-IVRY", 3),
        .. Enumerable.Repeat("OPALY", 2),
        .. Enumerable.Repeat("OPH-VILLEJUIF", 2),
        .. Enumerable.Repeat("ECOLES-VILLEJUIF", 2),
        "ECOLES-GENTILLY",
        "SAF94",
        "SIDORESTO",
        "SMBVB",
        "VITEZ",
        "SEMGEST",
    ];

    static readonly string[] Levels = ["low", "low", "medium", "medium", "medium", "medium", "high", "high", "very-high"];
    static readonly DemoAccount EndUser = DemoPeople.Accounts.Single(account => account.Role == Role.Requester);

    readonly PresentCalendar calendar;
    readonly PresentStaff staff;
    readonly PresentDesk desk;
    readonly ILookup<string, DemoSite> sites;
    readonly List<PresentTicket> tickets = [];
    readonly List<PresentVisit> visits = [];
    readonly List<PresentTicketTime> times = [];

    public PresentTickets(PresentCalendar calendar, PresentStaff staff, PresentDesk desk, ReferentialSet<Member> members)
    {
        (this.calendar, this.staff, this.desk) = (calendar, staff, desk);
        sites = DemoPeople.Sites(members).ToLookup(site => site.Member);
        foreach (var day in calendar.Days)
        foreach (var opened in Openings(day))
            if (opened.At <= calendar.Now)
                Tell(opened.At, opened.Chance);
    }

    public IReadOnlyList<PresentTicket> All => tickets;
    public IReadOnlyList<PresentVisit> Visits => visits;
    public IReadOnlyList<PresentTicketTime> Times => times;

    /// <summary>A member: large ones more often.</summary>
    public static string AnyMember(Random chance) => Weighted[chance.Next(Weighted.Length)];

    public DemoSite AnySite(string member, Random chance) => sites[member].ElementAt(chance.Next(sites[member].Count()));

    static IEnumerable<(DateTime At, Random Chance)> Openings(DateOnly day)
    {
        var count = 11 + PresentCalendar.Chance(day, 1_000).Next(8);
        if (day.DayOfWeek == DayOfWeek.Monday)
            count += 4;
        if (day is { Month: 7, Day: > 13 } or { Month: 8 } or { Month: 12, Day: > 22 })
            count /= 2;
        return Enumerable
            .Range(1_001, count)
            .Select(number => PresentCalendar.Chance(day, number))
            .Select(chance => (At: day.ToDateTime(new TimeOnly(8, 15)).AddMinutes(chance.Next(555)), chance))
            .OrderBy(opened => opened.At);
    }

    void Tell(DateTime openedAt, Random chance)
    {
        var member = AnyMember(chance);
        var isPersona = member == EndUser.Member && chance.Next(5) < 3;
        PresentCase what;
        do what = PresentCases.All[chance.Next(PresentCases.All.Count)];
        while (!Suits(what, member) || (isPersona && what.Course == PresentCourse.Quick && chance.Next(4) > 0));
        var site = AnySite(member, chance);
        var channel =
            isPersona || chance.Next(5) == 0 ? TicketChannel.Portal
            : chance.Next(4) == 0 ? TicketChannel.Mail
            : TicketChannel.Phone;
        // Decided before its story, which ends at another minute every time.
        var opening = new OpenTicket
        {
            Title = string.Format(what.Title, PlaceOf(site)),
            Description = what.Description,
            Member = member,
            Requester = isPersona ? EndUser.DisplayName : DemoPeople.EndUser(chance),
            Application = what.Application,
            Domain = what.Domain,
            Category = PresentDirectory.CategoryOf(what),
            Site = site.Code,
            Type = what.Type,
            Channel = channel,
            Urgency = Levels[chance.Next(Levels.Length)],
            Impact = Levels[chance.Next(Levels.Length)],
            OpenedAt = Instant(openedAt),
        };
        var story = new List<PresentStep>
        {
            new(openedAt, TicketEventKind.Open, channel == TicketChannel.Portal ? null : desk.Answers(openedAt)?.Code, null),
        };
        Continue(story, what, member, site, chance);
        tickets.Add(new(opening, [.. story.TakeWhile(step => step.At <= calendar.Now)]));
    }

    /// <summary>Software of towns is theirs, that of housing offices theirs; boards hang in schools.</summary>
    static bool Suits(PresentCase what, string member) =>
        what switch
        {
            { Application: "PIH" } => member.StartsWith("OP", StringComparison.Ordinal),
            { Title: PresentCases.Council } => IsTown(member),
            { Title: PresentCases.Board } => member.StartsWith("ECOLES", StringComparison.Ordinal),
            { Team: "SI" or "INFRA-EXPLOIT" } => IsTown(member),
            _ => true,
        };

    static bool IsTown(string member) => member is "VITRY" or "IVRY" or "VILLEJUIF" or "CHAMPIGNY" or "ARCUEIL" or "GENTILLY";

    /// <summary>« Médiathèque n° 2 – Vitry-sur-Seine » as it stands in a sentence.</summary>
    static string PlaceOf(DemoSite site)
    {
        var name = site.Name[..site.Name.IndexOf(" – ", StringComparison.Ordinal)];
        var inSentence = char.ToLowerInvariant(name[0]) + name[1..];
        return name.Split(' ')[0] switch
        {
            "Hôtel" or "École" or "Annexe" or "Antenne" => $"à l'{inSentence}",
            "Crèche" or "Médiathèque" or "Maison" => $"à la {inSentence}",
            "Gymnase" or "Centre" or "Siège" => $"au {inSentence}",
            "Site" => $"sur le {inSentence}",
            _ => throw new ArgumentOutOfRangeException(nameof(site), name, "Not a kind of site."),
        };
    }

    void Continue(List<PresentStep> story, PresentCase what, string member, DemoSite site, Random chance)
    {
        // A few wait long for anybody.
        var untilTaken = chance.Next(100) switch
        {
            < 2 => Day * chance.Next(12, 50),
            < 8 => Day / 2 + chance.Next(Day),
            < 30 => 45 + chance.Next(200),
            _ => 3 + chance.Next(40),
        };
        var takenAt = PresentCalendar.Later(story[0].At, untilTaken);
        while (takenAt <= calendar.Now && staff.At(what.Team, DateOnly.FromDateTime(takenAt)).Count == 0)
            takenAt = PresentCalendar.Later(takenAt, Day);
        if (takenAt > calendar.Now)
            return;
        var agent = Taker(what, DateOnly.FromDateTime(takenAt), chance);
        // The hotline looks at everything first, and hands on what is not for it.
        var lookedAt = PresentCalendar.Later(story[0].At, Math.Min(untilTaken, 6));
        if (what.Team != PresentDesk.Team && desk.Answers(lookedAt) is { } first)
        {
            story.Add(new(lookedAt, TicketEventKind.TakeCharge, first.Code, first.Agent.Name));
            story.Add(
                new(
                    takenAt,
                    TicketEventKind.Escalate,
                    first.Code,
                    TicketRules.HandoverText(
                        agent.Agent.Name,
                        PresentCases.EscalationReasons[story[0].At.Minute % PresentCases.EscalationReasons.Length]
                    )
                )
                {
                    IsPrivate = true,
                    To = agent.Code,
                }
            );
        }
        else
            story.Add(new(takenAt, TicketEventKind.TakeCharge, agent.Code, agent.Agent.Name));

        var resolvedAt = what.Course switch
        {
            PresentCourse.Quick => Quick(story, agent, what, chance),
            PresentCourse.Visit => Visit(story, agent, what, member, site, chance),
            PresentCourse.Slow => Slow(story, agent, what, chance),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what.Course, "Not a course."),
        };
        if (resolvedAt > calendar.Now)
            return;
        Resolve(resolvedAt, what.Solution);
        if (chance.Next(100) < 7)
        {
            var reopenedAt = PresentCalendar.Later(resolvedAt, 100 + chance.Next(Day * 2));
            story.Add(new(reopenedAt, TicketEventKind.Reopen, null, Any(PresentCases.ReopenReasons, chance)));
            resolvedAt = PresentCalendar.Later(reopenedAt, Day + chance.Next(Day * 4));
            Resolve(resolvedAt, $"{what.Solution} Vérifié avec le demandeur.");
        }
        story.Add(
            new(
                PresentCalendar.Later(resolvedAt, Day * 3 + chance.Next(Day * 2)),
                TicketEventKind.Close,
                chance.Next(3) == 0 ? null : agent.Code,
                null
            )
        );

        void Resolve(DateTime at, string solution)
        {
            story.Add(new(at, TicketEventKind.Resolve, agent.Code, solution));
            if (at <= calendar.Now && what.Course != PresentCourse.Visit && chance.Next(3) > 0)
                times.Add(
                    new(
                        tickets.Count,
                        agent,
                        DateOnly.FromDateTime(at),
                        5 * (what.Course == PresentCourse.Quick ? chance.Next(2, 10) : chance.Next(9, 30)),
                        what
                    )
                );
        }
    }

    PresentAgent Taker(PresentCase what, DateOnly day, Random chance)
    {
        var there = staff.At(what.Team, day);
        var persona = there.Where(agent => agent.IsPersona).ToList();
        if (what.Team == PresentDesk.Team)
            persona = [.. persona.Where(agent => agent == desk.Technician == (what.Course == PresentCourse.Visit))];
        return persona.Count > 0 && chance.Next(4) == 0 ? persona[0] : there[chance.Next(there.Count)];
    }

    static DateTime Quick(List<PresentStep> story, PresentAgent agent, PresentCase what, Random chance)
    {
        var at = PresentCalendar.Later(story[^1].At, 8 + chance.Next(100));
        if (chance.Next(8) > 0)
            return at;
        story.Add(new(at, TicketEventKind.Hold, agent.Code, what.Waiting));
        at = PresentCalendar.Later(at, Day / 2 + chance.Next(Day * 3));
        story.Add(new(at, TicketEventKind.FollowUp, null, "Voici ce que vous demandiez."));
        return PresentCalendar.Later(at, 20 + chance.Next(120));
    }

    DateTime Slow(List<PresentStep> story, PresentAgent agent, PresentCase what, Random chance)
    {
        var at = PresentCalendar.Later(story[^1].At, 90 + chance.Next(Day));
        var isPrivate = chance.Next(2) == 0;
        story.Add(
            new(at, TicketEventKind.FollowUp, agent.Code, Any(isPrivate ? PresentCases.PrivateNotes : PresentCases.PublicNotes, chance))
            {
                IsPrivate = isPrivate,
            }
        );
        if (chance.Next(3) == 0)
            return PresentCalendar.Later(at, Day + chance.Next(Day * 8));
        at = PresentCalendar.Later(at, 30 + chance.Next(300));
        story.Add(new(at, TicketEventKind.Hold, agent.Code, what.Waiting));
        at = PresentCalendar.Later(at, chance.Next(12) == 0 ? Day * chance.Next(30, 110) : Day * 2 + chance.Next(Day * 9));
        story.Add(new(at, TicketEventKind.TakeCharge, agent.Code, agent.Agent.Name));
        return PresentCalendar.Later(at, 60 + chance.Next(Day * 4));
    }

    /// <summary>Plans a visit, of the agent or of a colleague who has an hour.</summary>
    DateTime Visit(List<PresentStep> story, PresentAgent agent, PresentCase what, string member, DemoSite site, Random chance)
    {
        var plannedAt = PresentCalendar.Later(story[^1].At, 8 + chance.Next(60));
        if (plannedAt > calendar.Now || FreeHalfDay(agent, DateOnly.FromDateTime(plannedAt), chance) is not var (visitor, day, isMorning))
            return DateTime.MaxValue;
        var (startsAt, endsAt) = desk.Book(visitor, day, isMorning);
        story.Add(
            new(plannedAt, TicketEventKind.Plan, agent.Code, TicketEvents.TextOfPlan(day, Any(PresentCases.VisitNotes, chance)))
            {
                PlannedOn = day,
            }
        );
        var isDone = endsAt <= calendar.Now;
        visits.Add(
            new(
                visitor,
                InterventionKind.OnSite,
                startsAt,
                endsAt,
                member,
                site.Code,
                isDone ? what.Solution : $"À faire : {string.Format(what.Title, PlaceOf(site))}.",
                tickets.Count
            )
        );
        var at = PresentCalendar.Later(endsAt, 10 + chance.Next(40));
        if (chance.Next(7) > 0)
            return at;
        story.Add(new(at, TicketEventKind.Hold, agent.Code, what.Waiting));
        at = PresentCalendar.Later(at, Day * 3 + chance.Next(Day * 7));
        story.Add(new(at, TicketEventKind.TakeCharge, agent.Code, agent.Agent.Name));
        return PresentCalendar.Later(at, 60 + chance.Next(200));
    }

    const int LongestWait = 25;

    (PresentAgent Agent, DateOnly Day, bool IsMorning)? FreeHalfDay(PresentAgent agent, DateOnly after, Random chance)
    {
        var wished = 1 + chance.Next(4);
        var isMorningFirst = chance.Next(2) == 0;
        for (var count = wished; count < LongestWait; count++)
        {
            var day = PresentCalendar.WorkingDayAfter(after, count);
            foreach (var visitor in staff.Of(PresentDesk.Team).OrderBy(visitor => visitor != agent))
            foreach (var isMorning in (bool[])[isMorningFirst, !isMorningFirst])
                if (desk.IsFree(visitor, day, isMorning))
                    return (visitor, day, isMorning);
        }
        return null;
    }

    static string Any(string[] texts, Random chance) => texts[chance.Next(texts.Length)];

    public static DateTimeOffset Instant(DateTime local) => new(Paris.ToUtc(local), TimeSpan.Zero);
}
