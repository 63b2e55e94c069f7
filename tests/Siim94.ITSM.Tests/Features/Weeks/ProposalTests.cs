using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Tests.Features.Weeks;

sealed class ProposalTests
{
    const string ThisWeek = "2017-W11";

    static readonly DateOnly Monday = new(2017, 3, 13);

    TestApp app = null!;
    string agent = "";
    long number;
    UserIdentity own;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        app.Clock.SetUtcNow(new(2017, 3, 17, 9, 0, 0, TimeSpan.Zero));
        agent = await app.AnAgent("SI");
        own = await app.AUser(Role.ProjectLeader, agent: agent);
        number = (await app.Send(new OpenTicket { Title = "Imprimantes", Member = "ARCUEIL" })).Number;
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<TicketTask> Plan(int day, int? minutes, string? by = null) =>
        app.Send(
            new AddTicketTask
            {
                Number = number,
                Text = $"Passer le {day}",
                Agent = by ?? agent,
                PlannedOn = Monday.AddDays(day),
                EstimatedMinutes = minutes,
            }
        );

    Task<WeekDetails> Week() => app.SendAs(own, new GetWeek(agent, ThisWeek));

    ConfirmProposals Confirm(int? minutes, params long[] ids) =>
        new()
        {
            Agent = agent,
            Week = ThisWeek,
            Ids = ids.Length == 0 ? null : [.. ids],
            Minutes = minutes,
        };

    [Test]
    public async Task What_is_planned_is_proposed_on_its_day_and_becomes_a_line_there()
    {
        var task = await Plan(1, 90);
        await Plan(9, 90);
        var proposal = (await Week()).Proposals.Single();
        Assert.That((proposal.Id, proposal.Day, proposal.Minutes), Is.EqualTo((task.Id, Monday.AddDays(1), 90)));
        Assert.That((await Week()).WorkedMinutes, Is.Zero, "a proposal is no work");

        Assert.That((await app.SendAs(own, Confirm(null, task.Id))).Count, Is.EqualTo(1));
        var week = await Week();
        Assert.That(week.Proposals, Is.Empty);
        Assert.That(week.Days[1].WorkedMinutes, Is.EqualTo(90));
        Assert.That(week.Rows.Single().Source, Is.EqualTo(EntrySource.Ticket));
        Assert.That((await app.Send(new ListTicketTasks(number))).Items.Single(t => t.Id == task.Id).SpentMinutes, Is.EqualTo(90));
        Assert.That(app.RefusedAs(own, Confirm(null, task.Id)).Errors.Keys, Is.EqualTo(new[] { "Ids[0]" }), "once");
    }

    [Test]
    public async Task All_that_are_estimated_are_confirmed_at_once_and_the_others_with_what_they_took()
    {
        await Plan(0, 60);
        await Plan(2, 30);
        var open = await Plan(3, null);
        Assert.That(app.RefusedAs(own, Confirm(null, open.Id)).Code, Is.EqualTo("week.not-estimated"));
        Assert.That((await app.SendAs(own, Confirm(null))).Count, Is.EqualTo(2));
        Assert.That((await Week()).Proposals.Single().Id, Is.EqualTo(open.Id));
        await app.SendAs(own, Confirm(45, open.Id));
        Assert.That((await Week()).WorkedMinutes, Is.EqualTo(135));
    }

    [Test]
    public async Task One_that_is_refused_leaves_all_as_they_are()
    {
        var (first, second) = (await Plan(0, 60), await Plan(1, null));
        app.RefusedAs(own, Confirm(null, first.Id, second.Id));
        Assert.That((await Week()).Proposals, Has.Count.EqualTo(2));
        Assert.That((await Week()).WorkedMinutes, Is.Zero);
    }

    [Test]
    public async Task What_was_not_done_stays_to_be_done_without_a_day()
    {
        var task = await Plan(1, 90);
        await app.SendAs(
            own,
            new RefuseProposals
            {
                Agent = agent,
                Week = ThisWeek,
                Ids = [task.Id],
            }
        );
        Assert.That((await Week()).Proposals, Is.Empty);
        var left = (await app.Send(new ListTicketTasks(number))).Items.Single();
        Assert.That((left.PlannedOn, left.DoneAt), Is.EqualTo(((DateOnly?)null, (DateTime?)null)));
        Assert.That(app.Refused(new UnplanTicketTask(number + 1, task.Id)).Status, Is.EqualTo(404), "a task of another ticket");
        var done = await Plan(2, 30);
        await app.SendAs(own, Confirm(null, done.Id));
        Assert.That(app.Refused(new UnplanTicketTask(number, done.Id)).Status, Is.EqualTo(409), "done already");
    }

    [Test]
    public async Task A_ticket_that_is_planned_itself_is_proposed_until_time_is_logged_on_it_that_day()
    {
        var friday = Monday.AddDays(4);
        await app.SendAs(own, new PlanTicket { Number = number, PlannedOn = friday });
        var proposal = (await Week()).Proposals.Single();
        Assert.That((proposal.Id, proposal.Ticket, proposal.Day, proposal.Minutes), Is.EqualTo(((long?)null, number, friday, (int?)null)));
        var confirm = Confirm(null) with { Tickets = [number] };
        Assert.That(app.RefusedAs(own, confirm).Errors.Keys, Is.EqualTo(new[] { "Tickets[0]" }), "nobody said how long");
        Assert.That(app.RefusedAs(own, confirm with { Tickets = [number + 1], Minutes = 30 }).Code, Is.EqualTo("week.not-planned"));
        Assert.That(app.RefusedAs(own, new LogTimeOnTicket(number + 1, friday) { Quantity = 1, Unit = "h" }).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(own, confirm with { Minutes = 30 })).Count, Is.EqualTo(1));
        var week = await Week();
        Assert.That(week.Proposals, Is.Empty);
        Assert.That((week.Days[4].WorkedMinutes, week.Rows.Single().Source), Is.EqualTo((30, EntrySource.Ticket)));
    }

    [Test]
    public async Task A_planned_ticket_is_proposed_once_and_none_is_refused_twice()
    {
        var friday = Monday.AddDays(4);
        await app.SendAs(own, new PlanTicket { Number = number, PlannedOn = friday });
        var task = await Plan(4, 90);
        Assert.That((await Week()).Proposals.Single().Id, Is.EqualTo(task.Id), "the task says what is planned");
        var refuse = new RefuseProposals
        {
            Agent = agent,
            Week = ThisWeek,
            Ids = [task.Id],
        };
        await app.SendAs(own, refuse);
        Assert.That((await Week()).Proposals.Single().Id, Is.Null);
        var refuseTicket = refuse with { Ids = [], Tickets = [number] };
        await app.SendAs(own, refuseTicket);
        Assert.That((await Week()).Proposals, Is.Empty);
        Assert.That((await app.Send(new GetTicket(number))).Status, Is.EqualTo(TicketStatus.Assigned));
        Assert.That(app.RefusedAs(own, refuseTicket).Code, Is.EqualTo("week.not-planned"));
        Assert.That(app.RefusedAs(own, refuse with { Ids = [] }).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task A_visit_that_is_planned_has_its_line_and_is_not_proposed_beside_it()
    {
        var friday = Monday.AddDays(4);
        await app.SendAs(own, new PlanTicket { Number = number, PlannedOn = friday });
        await app.SendAs(
            own,
            new LogIntervention
            {
                Kind = "onsite",
                Agents = [agent],
                Member = "ARCUEIL",
                Day = friday,
                Quantity = 60,
                Unit = "min",
                Tickets = [number],
                Summary = "Imprimantes",
            }
        );
        Assert.That((await Week()).Proposals, Is.Empty);
        Assert.That((await Week()).Days[4].WorkedMinutes, Is.EqualTo(60));
    }

    [Test]
    public async Task Nobody_confirms_what_others_have_planned()
    {
        var other = await app.AnAgent("SI");
        var task = await Plan(1, 90, other);
        Assert.That((await Week()).Proposals, Is.Empty);
        Assert.That(app.RefusedAs(own, Confirm(null, task.Id)).Status, Is.EqualTo(422));
        var manager = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(manager, Confirm(null)).Code, Is.EqualTo("week.not-your-plan"));
    }
}
