using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class TicketTaskTests
{
    TestApp app = null!;
    UserIdentity hotline;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("ASSIST-TECH");
        hotline = await app.AUser(Role.Hotline, agent: agent);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task Me_is_the_agent_who_says_so()
    {
        var ticket = await app.ATicket();
        var task = await app.SendAs(
            hotline,
            new AddTicketTask
            {
                Number = ticket.Number,
                Text = "Ranger",
                Agent = "me",
            }
        );
        Assert.That(task.Agent, Is.EqualTo(agent));
        var change = new ChangeTicketTask
        {
            Number = ticket.Number,
            Task = task.Id,
            Text = "Trier",
            Agent = "me",
            Version = 1,
        };
        Assert.That((await app.SendAs(hotline, change)).Agent, Is.EqualTo(agent));
        Assert.That(app.Refused(change with { Version = 2 }).Errors, Contains.Key("Agent"), "who is no agent");
    }

    [Test]
    public async Task Is_planned_done_once_and_its_time_is_the_tickets()
    {
        var ticket = await app.ATicket();
        var later = await app.SendAs(hotline, new AddTicketTask { Number = ticket.Number, Text = "Ranger" });
        var task = await app.SendAs(
            hotline,
            new AddTicketTask
            {
                Number = ticket.Number,
                Text = " Commander le rouleau ",
                Agent = agent,
                PlannedOn = new(2017, 3, 16),
                EstimatedMinutes = 30,
            }
        );
        Assert.That(
            (task.Text, task.Agent, task.PlannedOn, task.EstimatedMinutes, task.DoneAt),
            Is.EqualTo(("Commander le rouleau", agent, (DateOnly?)new DateOnly(2017, 3, 16), (int?)30, (DateTime?)null))
        );
        Assert.That(await Listed(), Is.EqualTo(new[] { task.Id, later.Id }), "what has a day first");
        var finish = new FinishTicketTask
        {
            Number = ticket.Number,
            Task = task.Id,
            Quantity = 0.5m,
            Unit = "h",
        };
        var done = await app.SendAs(hotline, finish);
        Assert.That((done.SpentMinutes, done.DoneAt, done.Version), Is.EqualTo(((long?)30, app.Clock.GetUtcNow().UtcDateTime, 2L)));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Minutes, Is.EqualTo(30));
        Assert.That(await Listed(), Is.EqualTo(new[] { later.Id, task.Id }));
        Assert.That(app.RefusedAs(hotline, finish).Code, Is.EqualTo("ticket.task-done"));
        Assert.That(app.RefusedAs(hotline, finish with { Number = (await app.ATicket()).Number }).Status, Is.EqualTo(404));
        Assert.That(
            (await app.SendAs(hotline, new GetTicketTimeline { Number = ticket.Number, Show = "tasks" })).Items.Select(item => item.Text),
            Is.EquivalentTo(new[] { "Ranger", "Commander le rouleau" })
        );

        async Task<IEnumerable<long>> Listed() =>
            (await app.SendAs(hotline, new ListTicketTasks(ticket.Number))).Items.Select(listed => listed.Id);
    }

    [Test]
    public async Task Is_changed_or_deleted_until_it_is_done_from_the_version_that_was_seen()
    {
        var ticket = await app.ATicket();
        var task = await app.SendAs(hotline, new AddTicketTask { Number = ticket.Number, Text = "Ranger" });
        var change = new ChangeTicketTask
        {
            Number = ticket.Number,
            Task = task.Id,
            Version = task.Version,
            Text = "Ranger l'armoire",
            Agent = agent,
        };
        var changed = await app.SendAs(hotline, change);
        Assert.That((changed.Text, changed.Agent, changed.Version), Is.EqualTo(("Ranger l'armoire", agent, 2L)));
        Assert.That(app.RefusedAs(hotline, change).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(hotline, change with { Version = 2, Text = " " }).Errors, Contains.Key("Text"));
        Assert.That(app.RefusedAs(hotline, change with { Version = 2, Number = (await app.ATicket()).Number }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(hotline, new DeleteTicketTask(ticket.Number, task.Id, 1)).Status, Is.EqualTo(412));

        var other = await app.SendAs(hotline, new AddTicketTask { Number = ticket.Number, Text = "Balayer" });
        await app.SendAs(hotline, new DeleteTicketTask(ticket.Number, other.Id, other.Version));
        Assert.That((await app.SendAs(hotline, new ListTicketTasks(ticket.Number))).Items.Select(k => k.Id), Is.EqualTo(new[] { task.Id }));

        await app.SendAs(hotline, new FinishTicketTask { Number = ticket.Number, Task = task.Id });
        Assert.That(app.RefusedAs(hotline, change with { Version = 3 }).Code, Is.EqualTo("ticket.task-done"));
        Assert.That(app.RefusedAs(hotline, new DeleteTicketTask(ticket.Number, task.Id, 3)).Code, Is.EqualTo("ticket.task-done"));
    }

    [Test]
    public async Task Comes_back_once_it_was_deleted()
    {
        var ticket = await app.ATicket();
        var task = await app.SendAs(
            hotline,
            new AddTicketTask
            {
                Number = ticket.Number,
                Text = "Ranger",
                Agent = agent,
                PlannedOn = new(2017, 3, 16),
                EstimatedMinutes = 30,
            }
        );
        Assert.That(app.RefusedAs(hotline, new RestoreTicketTask(ticket.Number, task.Id)).Status, Is.EqualTo(404), "it is there");
        await app.SendAs(hotline, new DeleteTicketTask(ticket.Number, task.Id, task.Version));
        Assert.That(app.Refused(new RestoreTicketTask(ticket.Number, task.Id)).Status, Is.EqualTo(404), "another has deleted it");
        var other = (await app.ATicket()).Number;
        Assert.That(app.RefusedAs(hotline, new RestoreTicketTask(other, task.Id)).Status, Is.EqualTo(404));
        var restored = await app.SendAs(hotline, new RestoreTicketTask(ticket.Number, task.Id));
        Assert.That(restored with { Id = task.Id }, Is.EqualTo(task));
        Assert.That(app.RefusedAs(hotline, new RestoreTicketTask(ticket.Number, task.Id)).Code, Is.EqualTo("request.already-restored"));
        Assert.That((await app.SendAs(hotline, new ListTicketTasks(ticket.Number))).Items, Is.EqualTo(new[] { restored }));
    }

    [Test]
    public async Task Is_for_staff_only()
    {
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var ticket = await app.ATicket();
        await app.SendAs(hotline, new AddTicketTask { Number = ticket.Number, Text = "Ranger" });
        Assert.That(app.RefusedAs(contact, new ListTicketTasks(ticket.Number)).Status, Is.EqualTo(403));
        Assert.That(
            (await app.SendAs(contact, new GetTicketTimeline { Number = ticket.Number })).Items.Select(item => item.Kind),
            Is.EqualTo(new[] { "open" })
        );
        Assert.That((await app.SendAs(contact, new GetTicketTimeline { Number = ticket.Number, Show = "tasks" })).Items, Is.Empty);
    }

    [Test]
    public async Task Refuses_what_it_does_not_take()
    {
        var ticket = await app.ATicket();
        Assert.That(app.Refused(new AddTicketTask { Number = ticket.Number }).Errors, Contains.Key("Text"));
        Assert.That(
            app.Refused(
                new AddTicketTask
                {
                    Number = ticket.Number,
                    Text = "x",
                    EstimatedMinutes = 0,
                }
            ).Errors,
            Contains.Key("EstimatedMinutes")
        );
        Assert.That(
            app.Refused(
                new AddTicketTask
                {
                    Number = ticket.Number,
                    Text = "x",
                    Agent = "PERSONNE",
                }
            ).Errors,
            Contains.Key("Agent")
        );
    }
}
