using CsCheck;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class MergeTicketTests
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

    Task<TicketDetails> Ticket(long number) => app.SendAs(hotline, new GetTicket(number));

    Task<TicketDetails> Merge(long number, long into) => app.SendAs(hotline, new MergeTicket { Number = number, Into = into });

    Task<TicketMessage> Say(long number, string text, decimal? minutes = null) =>
        app.SendAs(
            hotline,
            new PostMessage
            {
                Number = number,
                Text = text,
                Quantity = minutes,
                Unit = minutes is null ? null : "min",
            }
        );

    async Task<List<string?>> Said(long number)
    {
        var timeline = await app.SendAs(hotline, new GetTicketTimeline { Number = number, Show = "conversation" });
        return [.. timeline.Items.Select(item => item.Text)];
    }

    [Test]
    public async Task A_merged_ticket_takes_no_observers_nor_files()
    {
        var (one, other) = (await app.ATicket(), await app.ATicket());
        var person = (await app.Send(new AddPerson { Name = "Anne Bellune", Member = "ARCUEIL" })).Id;
        await Merge(one.Number, other.Number);
        Assert.That(app.Refused(new AddObservers { Number = one.Number, PersonId = person }).Code, Is.EqualTo("ticket.merged"));
        Assert.That(app.Refused(new RemoveObserver(one.Number, person)).Code, Is.EqualTo("ticket.merged"));
        Assert.That(app.Refused(new AttachToTicket { Number = one.Number, Attachment = 1 }).Code, Is.EqualTo("ticket.merged"));
    }

    [Test]
    public async Task What_was_said_and_spent_goes_on_under_the_other_number_until_it_is_taken_apart()
    {
        var (one, other, third) = (await app.ATicket(), await app.ATicket(), await app.ATicket());
        await Say(one.Number, "du premier", 20);
        await Say(other.Number, "du deuxième", 15);
        await Say(third.Number, "du troisième", 5);
        await app.SendAs(hotline, new TakeTicketInCharge { Number = one.Number });
        var before = await Ticket(one.Number);

        var merged = await Merge(one.Number, other.Number);
        Assert.That((merged.MergedInto, merged.Status, merged.Minutes), Is.EqualTo(((long?)other.Number, "closed", 0L)));
        Assert.That(await Said(one.Number), Is.Empty);
        Assert.That(await Said(other.Number), Is.EqualTo(new[] { "du premier", "du deuxième" }));
        Assert.That((await Ticket(other.Number)).Minutes, Is.EqualTo(35));
        Assert.That(
            (await app.SendAs(hotline, new ListTimeEntries { Ticket = other.Number })).Items.Sum(line => line.Minutes),
            Is.EqualTo(35)
        );
        var step = (await Ticket(other.Number)).Events.Single(step => step.Kind == "merge");
        Assert.That((step.OtherTicket, step.IsPrivate), Is.EqualTo(((long?)one.Number, false)));

        await Merge(other.Number, third.Number);
        Assert.That(await Said(third.Number), Is.EqualTo(new[] { "du premier", "du deuxième", "du troisième" }));
        Assert.That((await Ticket(third.Number)).Minutes, Is.EqualTo(40));
        await app.SendAs(hotline, new UnmergeTicket(other.Number));
        Assert.That((await Ticket(other.Number)).Minutes, Is.EqualTo(35));

        var apart = await app.SendAs(hotline, new UnmergeTicket(one.Number));
        Assert.That(
            (apart.MergedInto, apart.Status, apart.AssignedAgent, apart.ResolvedAt, apart.ClosedAt, apart.Minutes),
            Is.EqualTo(((long?)null, "assigned", agent, (DateTime?)null, (DateTime?)null, 20L))
        );
        Assert.That(apart.Events.Select(e => (e.Kind, e.Text)), Is.EqualTo(before.Events.Select(e => (e.Kind, e.Text))));
        Assert.That(await Said(other.Number), Is.EqualTo(new[] { "du deuxième" }));
        Assert.That(app.RefusedAs(hotline, new UnmergeTicket(one.Number)).Code, Is.EqualTo("ticket.not-merged"));
    }

    [TestCase("planned")]
    [TestCase("resolved")]
    [TestCase("closed")]
    public async Task Comes_back_in_the_state_that_it_was_in(string status)
    {
        var (one, other) = (await app.ATicket(), await app.ATicket());
        var day = Paris.Today(app.Clock).AddDays(2);
        if (status == "planned")
            await app.SendAs(hotline, new PlanTicket { Number = one.Number, PlannedOn = day });
        else
            await app.SendAs(hotline, new ResolveTicket { Number = one.Number, Solution = "Fait" });
        if (status == "closed")
            await app.SendAs(hotline, new CloseTicket { Number = one.Number });
        var before = await Ticket(one.Number);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await Merge(one.Number, other.Number)).PlannedOn, Is.Null);
        var apart = await app.SendAs(hotline, new UnmergeTicket(one.Number));
        Assert.That(
            (apart.Status, apart.PlannedOn, apart.Solution, apart.ResolvedAt, apart.ClosedAt),
            Is.EqualTo((before.Status, before.PlannedOn, before.Solution, before.ResolvedAt, before.ClosedAt))
        );
    }

    [Test]
    public async Task Whoever_asked_or_observed_observes_the_leading_one_until_it_is_taken_apart()
    {
        var (anne, bruno, carla) = (await Person("Anne Durand"), await Person("Bruno Petit"), await Person("Carla Roux"));
        var one = await app.Send(
            new OpenTicket
            {
                Title = "Imprimante",
                RequesterId = anne,
                Observers = [bruno, carla],
            }
        );
        var other = await app.Send(
            new OpenTicket
            {
                Title = "Imprimante en panne",
                RequesterId = carla,
                Observers = [bruno],
            }
        );
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await Merge(one.Number, other.Number);
        Assert.That((await Ticket(other.Number)).Observers, Is.EquivalentTo(new[] { anne, bruno }), "Carla has asked for it");
        await app.SendAs(hotline, new UnmergeTicket(one.Number));
        Assert.That((await Ticket(other.Number)).Observers, Is.EqualTo(new[] { bruno }));
        Assert.That((await Ticket(one.Number)).Observers, Is.EquivalentTo(new[] { bruno, carla }));

        async Task<long> Person(string name) => (await app.Send(new AddPerson { Name = name, Member = "ARCUEIL" })).Id;
    }

    [Test]
    public async Task Whom_another_merged_ticket_still_brings_stays_until_that_one_is_taken_apart_too()
    {
        var anne = (await app.Send(new AddPerson { Name = "Anne Durand", Member = "ARCUEIL" })).Id;
        var (one, two, leading) = (await Asked(), await Asked(), (await app.ATicket()).Number);
        foreach (var number in new[] { one, two })
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            await Merge(number, leading);
        }
        await app.SendAs(hotline, new UnmergeTicket(one));
        Assert.That((await Ticket(leading)).Observers, Is.EqualTo(new[] { anne }));
        await app.SendAs(hotline, new UnmergeTicket(two));
        Assert.That((await Ticket(leading)).Observers, Is.Empty);

        async Task<long> Asked() => (await app.Send(new OpenTicket { Title = "Imprimante", RequesterId = anne })).Number;
    }

    /// <summary>What was said to one member would be read by another one.</summary>
    [Test]
    public async Task What_leads_others_goes_to_another_member_through_no_door()
    {
        var (one, leading) = ((await app.ATicket()).Number, (await app.ATicket()).Number);
        await Say(one, "du premier");
        await Merge(one, leading);
        var seen = await Ticket(leading);
        var moved = new PatchTicket
        {
            Number = leading,
            Fields = new() { Member = "IVRY" },
            Given = ["Member"],
        };
        foreach (var refusal in new[] { app.RefusedAs(hotline, moved), app.RefusedAs(hotline, Change("IVRY")) })
        {
            Assert.That((refusal.Status, refusal.Code), Is.EqualTo((409, "ticket.leads-merged")));
            Assert.That(refusal.Message, Does.Contain($"{one}"));
        }
        var bulk = await app.SendAs(
            hotline,
            new ChangeTicketsInBulk
            {
                Tickets = [leading],
                Changes = new() { Member = "IVRY" },
            }
        );
        Assert.That(bulk.Tickets.Single().Code, Is.EqualTo("ticket.leads-merged"));
        Assert.That((await Ticket(leading)).Member, Is.EqualTo("ARCUEIL"));
        Assert.That((await app.SendAs(hotline, Change("ARCUEIL"))).Title, Is.EqualTo("Autre titre"));
        await app.SendAs(hotline, new UnmergeTicket(one));
        Assert.That((await app.SendAs(hotline, moved)).Member, Is.EqualTo("IVRY"));

        ChangeTicket Change(string member) =>
            new()
            {
                Number = leading,
                Version = seen.Version,
                Title = "Autre titre",
                Member = member,
            };
    }

    [Test]
    public async Task What_is_done_to_a_merged_ticket_is_refused_naming_the_one_that_leads_on()
    {
        var (one, other) = (await app.ATicket(), await app.ATicket());
        await Merge(one.Number, other.Number);
        var refusals = new[]
        {
            app.RefusedAs(hotline, new ResolveTicket { Number = one.Number }),
            app.RefusedAs(hotline, new PostMessage { Number = one.Number, Text = "x" }),
            app.RefusedAs(hotline, new FollowUpTicket { Number = one.Number, Text = "x" }),
            app.RefusedAs(
                hotline,
                new PatchTicket
                {
                    Number = one.Number,
                    Fields = new() { Title = "x" },
                    Given = ["Title"],
                }
            ),
            app.RefusedAs(hotline, new ReopenTicket { Number = one.Number }),
            app.RefusedAs(hotline, new MergeTicket { Number = one.Number, Into = other.Number }),
        };
        Assert.That(refusals.Select(refusal => (refusal.Status, refusal.Code)), Is.All.EqualTo((409, "ticket.merged")));
        Assert.That(refusals.Select(refusal => refusal.Message), Is.All.Contains($"{other.Number}"));
        Assert.That(
            app.RefusedAs(hotline, new MergeTicket { Number = other.Number, Into = one.Number }).Code,
            Is.EqualTo("ticket.merged"),
            "nor is anything merged into it"
        );
    }

    [Test]
    public async Task Refuses_itself_a_stranger_and_another_member()
    {
        var (one, other) = (await app.ATicket(), await app.ATicket(member: "IVRY"));
        Assert.That(app.RefusedAs(hotline, new MergeTicket { Number = one.Number, Into = one.Number }).Errors, Contains.Key("Into"));
        Assert.That(app.RefusedAs(hotline, new MergeTicket { Number = one.Number, Into = other.Number }).Errors, Contains.Key("Into"));
        Assert.That(app.RefusedAs(hotline, new MergeTicket { Number = one.Number, Into = 999 }).Errors, Contains.Key("Into"));
        Assert.That(app.RefusedAs(hotline, new MergeTicket { Number = one.Number }).Errors, Contains.Key("Into"));
    }

    [Test]
    public async Task An_open_ticket_is_not_buried_in_a_closed_one()
    {
        var (open, closed) = ((await app.ATicket()).Number, (await app.ATicket()).Number);
        await app.SendAs(hotline, new ResolveTicket { Number = closed, Solution = "Fait" });
        await app.SendAs(hotline, new CloseTicket { Number = closed });
        var refusal = app.RefusedAs(hotline, new MergeTicket { Number = open, Into = closed });
        Assert.That((refusal.Code, refusal.Errors.Keys.Single()), Is.EqualTo(("ticket.merged-into-closed", "Into")));
        Assert.That((await Merge(closed, open)).MergedInto, Is.EqualTo(open));
        await app.SendAs(hotline, new UnmergeTicket(closed));
        await app.SendAs(hotline, new ResolveTicket { Number = open, Solution = "Fait" });
        Assert.That((await Merge(open, closed)).MergedInto, Is.EqualTo(closed));
    }

    /// <summary>Whatever is merged, taken apart, split, moved and deleted: no time and no message is lost, or counted twice.</summary>
    [Test]
    public void Any_sequence_keeps_the_sum_of_time_and_the_count_of_messages() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[0, 4])
            .Array[4, 14]
            .Sample(
                steps =>
                {
                    Run(steps).GetAwaiter().GetResult();
                },
                iter: 12,
                threads: 1
            );

    async Task Run((int Kind, int First, int Second)[] steps)
    {
        var tickets = new List<long>();
        for (var ticket = 0; ticket < 5; ticket++)
        {
            tickets.Add((await app.ATicket()).Number);
            await Say(tickets[^1], $"message {ticket}", 1);
        }
        var (minutes, messages) = (5L, 5);
        foreach (var (kind, first, second) in steps)
        {
            var (one, other) = (tickets[first], tickets[second]);
            switch (kind)
            {
                case 0 or 1:
                    await Tried(new MergeTicket { Number = one, Into = other });
                    break;
                case 2:
                    await Tried(new UnmergeTicket(one));
                    break;
                case 3:
                    var message = (await app.Send(new GetTicketTimeline { Number = one })).Items.FirstOrDefault(i => i.Kind == "message");
                    if (message is not null && await Tried(new SplitTicket { Number = one, Message = message.Id }) is { } split)
                        tickets.Add(split.Number);
                    break;
                case 4 or 5:
                    var line = (await app.Send(new ListTimeEntries { Ticket = one })).Items.FirstOrDefault();
                    if (line is null)
                        break;
                    if (kind == 5 && first == second)
                    {
                        await app.SendAs(hotline, new DeleteTimeEntry(line.Id, line.Version));
                        minutes -= line.Minutes;
                    }
                    else
                        await app.SendAs(
                            hotline,
                            new ChangeTimeEntry
                            {
                                Id = line.Id,
                                Version = line.Version,
                                Agent = line.Agent,
                                Day = line.Day,
                                Quantity = line.Quantity,
                                Unit = line.Unit,
                                Activity = line.Activity,
                                SubActivity = line.SubActivity,
                                Ticket = other,
                            }
                        );
                    break;
            }
            var (timed, said) = (0L, 0);
            var listed = (await app.Send(new ListTickets { Limit = 200 })).Items.ToDictionary(t => t.Number, t => t.LoggedMinutes);
            foreach (var number in tickets)
            {
                var spent = (await app.Send(new GetTicket(number))).Minutes;
                timed += spent;
                Assert.That(listed[number], Is.EqualTo(spent), $"list and page, #{number} after {kind} {one} {other}");
                said += (await app.Send(new GetTicketTimeline { Number = number, Limit = 500 })).Items.Count(i => i.Kind == "message");
            }
            Assert.That((timed, said), Is.EqualTo((minutes, messages)), $"after {kind} {one} {other}");
        }
        await app.RollUp();
        Assert.That(await app.Send(new VerifyRollupMonth(new Month(2017, 3))), Is.Empty);
        await app.DisposeAsync();
        await SetUp();
    }

    async Task<TicketDetails?> Tried(MediatR.IRequest<TicketDetails> request)
    {
        try
        {
            return await app.SendAs(hotline, request);
        }
        catch (Refusal)
        {
            return null; // merged already, or with itself
        }
    }
}
