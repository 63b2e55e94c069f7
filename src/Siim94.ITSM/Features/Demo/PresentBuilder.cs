using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// Gives the demo a present: last year and this one up to this minute, and what is planned; nothing in the published years.
/// </summary>
sealed class PresentBuilder(Dispatcher dispatcher, TimeProvider clock)
{
    const int TicketsAtOnce = 500;

    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="ct">Stops between two months.</param>
    /// <returns>Things logged; none before 2018.</returns>
    public async Task<int> Build(Action<double> report, CancellationToken ct = default)
    {
        var calendar = new PresentCalendar(clock);
        if (calendar.IsEmpty)
            return 0;
        await dispatcher.Send(new AddPresentPeople(), UserIdentity.System, ct: ct);
        await PutOnTheFirstLine(ct);
        var referentials = await dispatcher.Send(new GetReferentials(), UserIdentity.System, ct: ct);
        var staff = new PresentStaff(referentials.Teams, calendar.Today);
        var desk = new PresentDesk(staff);
        var tickets = new PresentTickets(calendar, staff, desk, referentials.Members);
        var work = new PresentWork(calendar, staff, desk, tickets, referentials);

        await dispatcher.Send(new AddPresentDirectory(PresentDirectory.Of(tickets.All)), UserIdentity.System, ct: ct);
        var numbers = new List<long>(tickets.All.Count);
        foreach (var some in tickets.All.Chunk(TicketsAtOnce))
            numbers.AddRange(await dispatcher.Send(new LogPresentTickets(some), UserIdentity.System, ct: ct));
        var months = MonthsOf(work, numbers);
        foreach (var (index, month) in months.Index())
        {
            await dispatcher.Send(month, UserIdentity.System, ct: ct);
            report((index + 1.0) / months.Count);
        }
        await new PresentApproval(dispatcher, calendar, staff).Build(ct);
        await new PresentPlans(dispatcher, calendar).Build(ct);
        await new PresentShelf(dispatcher).Build(ct);
        await new PresentMail(dispatcher, calendar).Build(ct);
        await Price(calendar, ct);
        await Contest(tickets, numbers, ct);
        return tickets.All.Count + work.Sessions.Count + work.Shifts.Count + work.Visits.Count + work.Entries.Count;
    }

    static List<LogDemoMonth> MonthsOf(PresentWork work, List<long> numbers)
    {
        var sessions = work.Sessions.ToLookup(session => MonthOf(session.StartsOn!.Value));
        var shifts = work.Shifts.ToLookup(shift => MonthOf(shift.Day), RequestOf);
        var visits = work.Visits.ToLookup(visit => MonthOf(visit.Day), visit => RequestOf(visit, numbers));
        var entries = work.Entries.ToLookup(
            entry => MonthOf(entry.Fields.Day!.Value),
            entry => entry.Fields with { Ticket = entry.Ticket is { } ticket ? numbers[ticket] : null }
        );
        return
        [
            .. sessions
                .Select(month => month.Key)
                .Union(shifts.Select(month => month.Key))
                .Union(visits.Select(month => month.Key))
                .Union(entries.Select(month => month.Key))
                .OrderBy(month => month.YearMonth)
                .Select(month => new LogDemoMonth(
                    [.. sessions[month]],
                    [.. shifts[month]],
                    [],
                    [.. visits[month]],
                    [.. entries[month].OrderBy(entry => entry.Day)]
                )),
        ];

        static Month MonthOf(DateOnly day) => new(day.Year, day.Month);
    }

    static LogHotlineShift RequestOf(PresentShift shift) =>
        new()
        {
            Agent = shift.Agent.Code,
            Day = shift.Day,
            Quantity = 0.5m,
            Unit = "d",
            Note = shift.IsMorning ? "Matin" : "Après-midi",
        };

    static LogIntervention RequestOf(PresentVisit visit, List<long> numbers) =>
        new()
        {
            Kind = visit.Kind,
            Agents = [visit.Agent.Code],
            Member = visit.Member,
            Site = visit.Site,
            StartedAt = PresentTickets.Instant(visit.StartsAt),
            EndedAt = PresentTickets.Instant(visit.EndsAt),
            TravelMinutes = visit.Site is null ? 0 : 15 + visit.Day.DayNumber * 7 % 40,
            Tickets = visit.Ticket is { } ticket ? [numbers[ticket]] : [],
            Summary = visit.Summary,
        };

    /// <summary>Who takes calls is of the first line, whatever their team is.</summary>
    async Task PutOnTheFirstLine(CancellationToken ct)
    {
        var referentials = await dispatcher.Send(new GetReferentials(), UserIdentity.System, ct: ct);
        var hotline = DemoPeople.AgentOf(
            DemoPeople.Accounts.First(account => account.Role == Role.Hotline),
            DemoPeople.Agents(referentials.Teams)
        )!;
        var group = referentials.Groups.First(group => group.SupportLevel == AssignmentGroup.FirstLine);
        await dispatcher.Send(
            new ChangeGroup
            {
                Referential = "group",
                Code = group.Code,
                Version = group.Version,
                Team = referentials.Teams.CodeOf(group.TeamId),
                Level = group.SupportLevel,
                Agents = [hotline.Code],
            },
            UserIdentity.System,
            ct: ct
        );
    }

    async Task Price(PresentCalendar calendar, CancellationToken ct)
    {
        foreach (var year in Enumerable.Range(calendar.First.Year, calendar.Today.Year - calendar.First.Year + 1))
        foreach (var (department, euros) in DemoBuilder.DayCosts)
            await dispatcher.Send(
                new SetDayCost
                {
                    Year = year,
                    Department = department,
                    Amount = euros + 15 * (year - DemoTexts.Year),
                },
                UserIdentity.System,
                ct: ct
            );
    }

    /// <summary>The contact contests two tickets that were dealt with lately; the manager has answered the first.</summary>
    async Task Contest(PresentTickets tickets, List<long> numbers, CancellationToken ct)
    {
        var accounts = (await dispatcher.Send(new ListAccounts(), UserIdentity.System, ct: ct)).Items;
        var contact = DemoPeople.Accounts.Single(account => account.Role == Role.MemberContact);
        var done = tickets
            .All.Index()
            .Where(ticket => ticket.Item.Opening.Member == contact.Member && ticket.Item.Steps[^1].Kind == TicketEventKind.Close)
            .TakeLast(2)
            .ToList();
        foreach (var (index, (place, ticket)) in done.Index())
        {
            var opened = await dispatcher.Send(
                new OpenDispute
                {
                    Subject = $"Ticket {numbers[place]} – {ticket.Opening.Title}",
                    Address = $"/tickets/{numbers[place]}",
                    Reason =
                        index == 0
                            ? "Ce ticket concernait l'office, pas la ville."
                            : "Le temps passé nous paraît long pour ce qui a été fait.",
                },
                IdentityOf(contact.Login),
                ct: ct
            );
            if (index == 0)
                await dispatcher.Send(
                    new AnswerDispute
                    {
                        Id = opened.Id,
                        Version = opened.Version,
                        IsAccepted = false,
                        Answer = "Vérifié avec l'agent : le poste est celui d'un service de la ville.",
                    },
                    IdentityOf(DemoPeople.Accounts.Single(account => account.Role == Role.Manager).Login),
                    ct: ct
                );
        }

        UserIdentity IdentityOf(string login) => new(accounts.Single(account => account.Login == login).Id);
    }
}
