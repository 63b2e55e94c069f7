using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class PostMessageTests
{
    TestApp app = null!;
    UserIdentity hotline;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("ASSIST-TECH");
        hotline = await app.AUser(Role.Hotline, agent: agent, name: "Hélène Hotline");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static PostMessage Message(long number, string text, bool isInternal = false, decimal? minutes = null) =>
        new()
        {
            Number = number,
            Text = text,
            IsInternal = isInternal,
            Quantity = minutes,
            Unit = minutes is null ? null : "min",
        };

    async Task<IReadOnlyList<TimelineItem>> Timeline(UserIdentity reader, long number, string? show = null) =>
        (await app.SendAs(reader, new GetTicketTimeline { Number = number, Show = show })).Items;

    [Test]
    public async Task Is_seen_by_both_sides_and_a_note_by_staff_only_through_every_door()
    {
        var requester = await app.AUser(Role.Requester, member: "ARCUEIL");
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var ticket = await app.ATicket(requester);
        var message = await app.SendAs(hotline, Message(ticket.Number, " Quel modèle ? "));
        var note = await app.SendAs(hotline, Message(ticket.Number, "Encore lui", isInternal: true));
        await app.SendAs(requester, Message(ticket.Number, "Une **HP**"));
        Assert.That((message.Text, message.ByName, note.IsInternal), Is.EqualTo(("Quel modèle ?", "Hélène Hotline", true)));

        Assert.That(
            (await Timeline(hotline, ticket.Number)).Select(item => (item.Kind, item.Text, item.IsInternal, item.IsByStaff)),
            Is.EqualTo(
                new[]
                {
                    ("open", (string?)null, false, false),
                    ("message", "Quel modèle ?", false, true),
                    ("message", "Encore lui", true, true),
                    ("message", "Une **HP**", false, false),
                }
            )
        );
        foreach (var reader in new[] { requester, contact })
        {
            Assert.That((await Timeline(reader, ticket.Number)).Select(item => item.Text), Has.None.EqualTo("Encore lui"));
            Assert.That(await Timeline(reader, ticket.Number, "notes"), Is.Empty);
            Assert.That(
                (await app.SendAs(reader, new GetTicket(ticket.Number))).Events.Select(step => step.Text),
                Has.None.EqualTo("Encore lui")
            );
        }
        Assert.That(app.RefusedAs(requester, Message(ticket.Number, "Note", isInternal: true)).Code, Is.EqualTo("ticket.staff-only"));
        var stranger = await app.AUser(Role.MemberContact, member: "IVRY");
        Assert.That(app.RefusedAs(stranger, Message(ticket.Number, "Bonjour")).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new GetTicketTimeline { Number = ticket.Number }).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Logs_the_time_that_it_took_by_what_the_ticket_and_the_team_say()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Paie bloquée",
                Member = "IVRY",
                Application = "ESEDIT",
            }
        );
        var message = await app.SendAs(hotline, Message(ticket.Number, "Relancée", minutes: 20));
        var line = await app.Send(new GetTimeEntry(message.TimeEntry!.Value));
        Assert.That(
            (line.Agent, line.Minutes, line.Member, line.Application, line.Ticket, line.Day, line.Source),
            Is.EqualTo((agent, 20L, "IVRY", "ESEDIT", (long?)ticket.Number, new DateOnly(2017, 3, 14), "ticket"))
        );
        var colleague = await app.AnAgent("SI");
        await app.SendAs(await app.AUser(Role.Technician, agent: colleague), Message(ticket.Number, "Vu", minutes: 15));
        var seen = await app.SendAs(hotline, new GetTicket(ticket.Number));
        Assert.That(seen.Minutes, Is.EqualTo(35));
        Assert.That(seen.TimeByAgent.Select(time => (time.Agent, time.Minutes)), Is.EqualTo(new[] { (agent, 20L), (colleague, 15L) }));
        Assert.That(
            (await Timeline(hotline, ticket.Number, "time")).Select(item => (item.ByName, item.Minutes)),
            Is.EqualTo(new[] { ($"Agent {agent}", (long?)20L), ($"Agent {colleague}", 15L) })
        );
        var requester = await app.AUser(Role.Requester, member: "IVRY");
        Assert.That(
            (await app.SendAs(await app.AUser(Role.MemberContact, member: "IVRY"), new GetTicket(ticket.Number))).TimeByAgent,
            Is.Empty
        );
        Assert.That(app.RefusedAs(requester, Message(ticket.Number, "Moi", minutes: 5)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Does_again_what_the_agent_did_last_for_the_ticket()
    {
        var (ticket, other) = (await app.ATicket(), await app.ATicket());
        await app.SendAs(hotline, Line(other.Number, "ASSIST-REMOTE"));
        var guessed = await app.SendAs(hotline, Message(ticket.Number, "Vu", minutes: 10));
        Assert.That((await app.Send(new GetTimeEntry(guessed.TimeEntry!.Value))).Activity, Is.EqualTo("ASSIST-REMOTE"));
        var usable = (await app.Send(new GetTimeEntry(guessed.TimeEntry!.Value))).Activity;
        var stated = await app.SendAs(hotline, Message(ticket.Number, "Sur place", minutes: 10) with { Activity = "ASSIST-SITE" });
        Assert.That(
            (await app.Send(new GetTimeEntry(stated.TimeEntry!.Value))).Activity,
            Is.EqualTo("ASSIST-SITE").And.Not.EqualTo(usable)
        );
        await app.SendAs(hotline, Line(other.Number, "ASSIST-REMOTE"));
        var again = await app.SendAs(hotline, Message(ticket.Number, "Encore", minutes: 10));
        Assert.That((await app.Send(new GetTimeEntry(again.TimeEntry!.Value))).Activity, Is.EqualTo("ASSIST-SITE"));
    }

    LogTime Line(long ticket, string activity) =>
        new()
        {
            Agent = agent,
            Day = Paris.Today(app.Clock),
            Quantity = 5,
            Unit = "min",
            Activity = activity,
            Ticket = ticket,
        };

    [Test]
    public async Task Is_not_written_when_its_time_is_refused()
    {
        var ticket = await app.ATicket();
        Assert.That(app.RefusedAs(hotline, Message(ticket.Number, "Long", minutes: 600)).IsWarning);
        Assert.That(app.RefusedAs(hotline, Message(ticket.Number, "x") with { Quantity = 5 }).Errors, Contains.Key("Unit"));
        Assert.That(app.Refused(Message(ticket.Number, "x", minutes: 5)).Code, Is.EqualTo("ticket.no-agent"));
        Assert.That(app.RefusedAs(hotline, Message(ticket.Number, "  ")).Errors, Contains.Key("Text"));
        Assert.That((await Timeline(hotline, ticket.Number)).Select(item => item.Kind), Is.EqualTo(new[] { "open" }));
        await app.SendAs(hotline, Message(ticket.Number, "Long", minutes: 600) with { Confirm = true });
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Minutes, Is.EqualTo(600));
    }

    [Test]
    public async Task A_timeline_is_read_page_by_page_in_either_order()
    {
        var ticket = await app.ATicket();
        for (var message = 1; message <= 7; message++)
        {
            await app.SendAs(hotline, Message(ticket.Number, $"n° {message}", minutes: message % 2 == 0 ? 5 : null));
            app.Clock.Advance(TimeSpan.FromMilliseconds(message % 3));
        }
        foreach (var sort in (string?[])[null, "-at"])
        {
            var all = (await app.SendAs(hotline, new GetTicketTimeline { Number = ticket.Number, Sort = sort })).Items;
            Assert.That(all, Has.Count.EqualTo(11));
            Assert.That(all.Select(item => item.At), sort is null ? Is.Ordered : Is.Ordered.Descending);
            var read = new List<TimelineItem>();
            string? after = null;
            do
            {
                var page = await app.SendAs(
                    hotline,
                    new GetTicketTimeline
                    {
                        Number = ticket.Number,
                        Sort = sort,
                        Limit = 2,
                        After = after,
                    }
                );
                read.AddRange(page.Items);
                after = page.Next;
            } while (after is not null);
            Assert.That(read.Select(item => (item.Kind, item.Id)), Is.EqualTo(all.Select(item => (item.Kind, item.Id))));
        }
        Assert.That(app.Refused(new GetTicketTimeline { Number = ticket.Number, Show = "x" }).Errors, Contains.Key("Show"));
        Assert.That(app.Refused(new GetTicketTimeline { Number = ticket.Number, After = "x_1_2" }).Errors, Contains.Key("After"));
    }
}
