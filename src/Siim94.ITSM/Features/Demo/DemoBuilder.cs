using System.Reflection;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Reference;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Fills an empty database with the demo years, through the same requests as everybody's input.</summary>
sealed class DemoBuilder(Dispatcher dispatcher, TimeProvider clock)
{
    static readonly int[] Years = [2014, 2015, 2016, 2017];

    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="ct">Stops between two months.</param>
    /// <returns>Things logged: lines, visits, shifts, sessions and tickets.</returns>
    public async Task<int> Build(IProgress<double> progress, CancellationToken ct = default)
    {
        var reference = Seed("reference.json");
        var plan = DemoPlan.Build(PublishedFile.Parse(Seed("published-tables.json")), reference);
        await dispatcher.Send(new ImportReference(), UserIdentity.System, ct: ct);
        await dispatcher.Send(new AddDemoPeople(plan), UserIdentity.System, ct: ct);
        var referentials = await dispatcher.Send(new GetReferentials(), UserIdentity.System, ct: ct);
        var agents = DemoPeople.Agents(referentials.Teams);

        var months = Years
            .SelectMany(year => MonthsOf(new DemoYear(plan, year, agents, referentials), agents, referentials.Sites))
            .ToList();
        var lines = 0;
        foreach (var (index, month) in months.Index())
        {
            lines += await dispatcher.Send(month, UserIdentity.System, ct: ct);
            progress.Report((index + 1.0) / months.Count * ShareOfYears);
        }
        lines += await new PresentBuilder(dispatcher, clock).Build(share => progress.Report(ShareOfYears + share * ShareOfPresent), ct);
        await new DemoCalendars(dispatcher, clock).Build(referentials, ct);
        while ((await dispatcher.Send(new RollUp(), UserIdentity.System, ct: ct)).Pending > 0) { }
        await Allocate(ct);
        await Price(ct);
        await Write(ct);
        progress.Report(1);
        return lines;
    }

    // Of the time that building takes.
    const double ShareOfYears = 0.5,
        ShareOfPresent = 0.4;

    // The 350 days of presence of 2017 over its 489 tickets, left for a manager to accept.
    async Task Allocate(CancellationToken ct)
    {
        var from = new DateOnly(Years[0], 1, 1);
        AddAllocationKey[] keys =
        [
            new()
            {
                Code = "TICKETS",
                Name = "Tickets ouverts",
                Measure = AllocationMeasure.TicketsOpened,
                ValidFrom = from,
            },
            new()
            {
                Code = "INTERVENTIONS",
                Name = "Interventions",
                Measure = AllocationMeasure.Visits,
                ValidFrom = from,
            },
            new()
            {
                Code = "MIXTE",
                Name = "Tickets et interventions",
                Measure = AllocationMeasure.Blend,
                ValidFrom = from,
                Parts =
                [
                    new() { Measure = AllocationMeasure.TicketsOpened, Percentage = 70 },
                    new() { Measure = AllocationMeasure.Visits, Percentage = 30 },
                ],
            },
        ];
        foreach (var key in keys)
            await dispatcher.Send(key, UserIdentity.System, ct: ct);
        await dispatcher.Send(
            new AddAllocationPot
            {
                Code = "HOTLINE",
                Name = "Permanence hotline",
                Key = "TICKETS",
                Activities = ["ASSIST-HOTLINE"],
                Takes = [PotTakes.Nobody],
            },
            UserIdentity.System,
            ct: ct
        );
        await dispatcher.Send(new ProposeAllocation { Pot = "HOTLINE", Period = $"{Years[^1]}" }, UserIdentity.System, ct: ct);
    }

    // The report does not say what a day costs: invented, as names of people are.
    public static readonly (string Department, decimal Euros)[] DayCosts = [("INFRA", 430), ("ASSIST", 360), ("SI", 470), ("SUPPORT", 390)];

    async Task Price(CancellationToken ct)
    {
        foreach (var year in Years)
        foreach (var (department, euros) in DayCosts)
            await dispatcher.Send(
                new SetDayCost
                {
                    Year = year,
                    Department = department,
                    Amount = euros,
                },
                UserIdentity.System,
                ct: ct
            );
    }

    async Task Write(CancellationToken ct)
    {
        foreach (var (chapter, text) in DemoTexts.ByChapter)
        {
            var written = await dispatcher.Send(
                new WriteChapter
                {
                    Year = DemoTexts.Year,
                    Code = chapter,
                    Text = text,
                },
                UserIdentity.System,
                ct: ct
            );
            if (DemoTexts.Submitted.Contains(chapter))
                await dispatcher.Send(new SubmitChapter(DemoTexts.Year, chapter, written.Version), UserIdentity.System, ct: ct);
        }
    }

    // Sessions are booked first: they need whole days in a row.
    static IEnumerable<LogDemoMonth> MonthsOf(DemoYear year, IReadOnlyList<DemoAgent> agents, ReferentialSet<Site> sites)
    {
        var hotline = agents.Where(agent => agent.Team == DemoPeople.WorkstationTeam).ToList();
        var sessions = year.Sessions().Select(RequestOf).ToLookup(session => session.StartsOn!.Value.Month);
        var shifts = year.Shifts().Select(RequestOf).ToLookup(shift => shift.Day!.Value.Month);
        var visits = year.Visits().Select(visit => RequestOf(visit, sites)).ToLookup(visit => visit.Day!.Value.Month);
        var entries = year.Entries().ToLookup(entry => entry.Day!.Value.Month);
        var tickets = year.Tickets().ToLookup(ticket => Paris.DayOf(ticket.OpenedAt).Month, ticket => DemoTicketStory.Of(ticket, hotline));
        return Enumerable
            .Range(1, 12)
            .Select(month => new LogDemoMonth(
                [.. sessions[month]],
                [.. shifts[month]],
                [.. tickets[month]],
                [.. visits[month]],
                [.. entries[month]]
            ));
    }

    static LogTrainingSession RequestOf(DemoSession session) =>
        new()
        {
            Category = session.Category,
            StartsOn = session.StartsOn,
            Days = Days(session.Minutes),
            PreparationDays = Days(session.PreparationMinutes),
            PreparedOn = session.PreparedOn,
            Trainers = session.Agent is { } agent ? [agent.Code] : [],
            ExternalTrainer = session.Agent is null ? "Organisme de formation extérieur" : null,
            Attendances = [.. session.Attendances.Select(a => new Attendance { Member = a.Member, People = a.People })],
        };

    static LogHotlineShift RequestOf(DemoShift shift) =>
        new()
        {
            Agent = shift.Agent.Code,
            Day = shift.Day,
            Quantity = Quantity(shift.Minutes),
            Unit = Unit(shift.Minutes),
        };

    static LogIntervention RequestOf(DemoVisit visit, ReferentialSet<Site> sites)
    {
        var isOnSite = visit.Kind == InterventionKind.OnSite;
        var places = isOnSite
            ? sites
                .Where(site =>
                    site.Code.StartsWith($"{visit.Member}-", StringComparison.Ordinal) && char.IsDigit(site.Code[visit.Member.Length + 1])
                )
                .ToList()
            : [];
        return new()
        {
            Kind = visit.Kind,
            Agents = [visit.Agent.Code],
            Member = visit.Member,
            Site = places.Count > 0 ? places[visit.Number * 7 % places.Count].Code : null,
            Day = visit.Day,
            Quantity = Quantity(visit.Minutes),
            Unit = Unit(visit.Minutes),
            TravelMinutes = isOnSite ? 20 + visit.Number * 11 % 40 : 0,
            Summary = isOnSite ? "Maintenance des postes et des imprimantes du site." : "Prise en main à distance.",
        };
    }

    static decimal Days(int minutes) => minutes / (decimal)WorkDay.DefaultMinutes;

    static decimal Quantity(int minutes) => Unit(minutes) == "d" ? Days(minutes) : minutes;

    static string Unit(int minutes) => minutes % (WorkDay.DefaultMinutes / 2) == 0 ? "d" : "min";

    static byte[] Seed(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"db/seed/{name}")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
