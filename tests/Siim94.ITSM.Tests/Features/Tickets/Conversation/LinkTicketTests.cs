using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class LinkTicketTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<TicketDetails> Link(long number, string kind, long other) =>
        app.Send(
            new LinkTicket
            {
                Number = number,
                Kind = kind,
                Ticket = other,
            }
        );

    [TestCase("relates", "relates")]
    [TestCase("blocks", "blocked-by")]
    [TestCase("duplicated-by", "duplicates")]
    [TestCase("parent", "child")]
    [TestCase("child", "parent")]
    public async Task Both_show_what_they_have_to_do_with_each_other(string kind, string reversed)
    {
        var (one, other) = (await app.ATicket(), await app.ATicket(title: "Serveur"));
        var linked = await Link(one.Number, kind, other.Number);
        Assert.That(linked.Links, Is.EqualTo(new[] { new TicketLink(kind, other.Number, "Serveur", "new") }));
        Assert.That(
            (await app.Send(new GetTicket(other.Number))).Links.Select(link => (link.Kind, link.Ticket)),
            Is.EqualTo(new[] { (reversed, one.Number) })
        );
        Assert.That(Refused(other.Number, reversed, one.Number).Code, Is.EqualTo("ticket.already-linked"));
        await app.Send(new UnlinkTicket(other.Number, reversed, one.Number));
        Assert.That((await app.Send(new GetTicket(one.Number))).Links, Is.Empty);
        Assert.That(app.Refused(new UnlinkTicket(one.Number, kind, other.Number)).Status, Is.EqualTo(404));
        Assert.That(app.Refused(new UnlinkTicket(one.Number, "x", other.Number)).Status, Is.EqualTo(404));
    }

    Refusal Refused(long number, string? kind, long? other) =>
        app.Refused(
            new LinkTicket
            {
                Number = number,
                Kind = kind,
                Ticket = other,
            }
        );

    [Test]
    public async Task Refuses_itself_a_stranger_an_unknown_kind_and_a_circle_of_parents()
    {
        var (one, two, three) = (await app.ATicket(), await app.ATicket(), await app.ATicket());
        Assert.That(Refused(one.Number, "relates", one.Number).Errors, Contains.Key("Ticket"));
        Assert.That(Refused(one.Number, "relates", 999).Errors, Contains.Key("Ticket"));
        Assert.That(Refused(one.Number, "relates", null).Errors, Contains.Key("Ticket"));
        Assert.That(Refused(one.Number, "x", two.Number).Errors, Contains.Key("Kind"));
        await Link(one.Number, "child", two.Number);
        await Link(two.Number, "child", three.Number);
        Assert.That(Refused(three.Number, "child", one.Number).Code, Is.EqualTo("ticket.own-ancestor"));
    }

    [TestCase("blocks")]
    [TestCase("duplicates")]
    [TestCase("relates")]
    public async Task Two_tickets_are_not_linked_both_ways(string kind)
    {
        var (one, other) = (await app.ATicket(), await app.ATicket());
        await Link(one.Number, kind, other.Number);
        Assert.That(Refused(other.Number, kind, one.Number).Code, Is.EqualTo("ticket.already-linked"));
    }

    [Test]
    public async Task A_ticket_has_one_parent()
    {
        var (one, two, child) = (await app.ATicket(), await app.ATicket(), await app.ATicket());
        await Link(child.Number, "parent", one.Number);
        foreach (var refused in new[] { Refused(child.Number, "parent", two.Number), Refused(two.Number, "child", child.Number) })
        {
            Assert.That(refused.Code, Is.EqualTo("ticket.has-parent"));
            Assert.That(refused.Errors["Ticket"].Single(), Does.Contain($"n° {child.Number}").And.Contain($"n° {one.Number}"));
        }
        await app.Send(new UnlinkTicket(child.Number, "parent", one.Number));
        await Link(child.Number, "parent", two.Number);
        Assert.That((await app.Send(new GetTicket(child.Number))).Links.Single().Ticket, Is.EqualTo(two.Number));
    }

    [Test]
    public async Task Two_people_who_give_a_parent_at_once_make_no_circle_and_no_second_parent()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await app.ATicket(), await app.ATicket());
            Assert.That(
                await Won(() => Link(one.Number, "parent", two.Number), () => Link(two.Number, "parent", one.Number)),
                Is.EqualTo(1)
            );
            Assert.That((await app.Send(new GetTicket(one.Number))).Links, Has.Count.EqualTo(1));

            var (child, first, second) = (await app.ATicket(), await app.ATicket(), await app.ATicket());
            Assert.That(
                await Won(() => Link(child.Number, "parent", first.Number), () => Link(second.Number, "child", child.Number)),
                Is.EqualTo(1)
            );
            Assert.That((await app.Send(new GetTicket(child.Number))).Links, Has.Count.EqualTo(1));
        }

        async Task<int> Won(params Func<Task<TicketDetails>>[] links) =>
            (await Task.WhenAll(links.Select(link => Task.Run(() => Wins(link))))).Count(won => won);

        async Task<bool> Wins(Func<Task<TicketDetails>> link)
        {
            try
            {
                await link();
                return true;
            }
            catch (Refusal refusal)
            {
                Assert.That(refusal.Code, Is.EqualTo("ticket.own-ancestor").Or.EqualTo("ticket.has-parent"));
                return false;
            }
        }
    }

    [Test]
    public async Task Duplicates_are_solved_together_and_each_keeps_its_own_history()
    {
        var (one, two, three, four) = (await app.ATicket(), await app.ATicket(), await app.ATicket(), await app.ATicket());
        await Link(one.Number, "duplicates", two.Number);
        await Link(three.Number, "duplicates", two.Number);
        await Link(four.Number, "relates", two.Number);
        await app.Send(new CloseTicket { Number = three.Number });
        await app.Send(new ResolveTicket { Number = one.Number, Solution = "Serveur relancé" });
        var solved = await app.Send(new GetTicket(two.Number));
        Assert.That((solved.Status, solved.Solution), Is.EqualTo(("resolved", "Serveur relancé")));
        Assert.That(solved.Events.Single(step => step.Kind == "resolve").Text, Is.EqualTo("Serveur relancé"));
        Assert.That((await app.Send(new GetTicket(three.Number))).Status, Is.EqualTo("closed"));
        Assert.That((await app.Send(new GetTicket(four.Number))).Status, Is.EqualTo("new"));
    }

    [Test]
    public async Task A_duplicate_of_another_member_is_solved_without_what_was_done_at_the_first()
    {
        var (one, other) = (await app.ATicket(), await app.ATicket(member: "IVRY"));
        await Link(other.Number, "duplicates", one.Number);
        await app.Send(new ResolveTicket { Number = one.Number, Solution = "Compte du maire rouvert" });
        var solved = await app.Send(new GetTicket(other.Number));
        Assert.That((solved.Status, solved.Solution), Is.EqualTo(("resolved", (string?)null)));
        Assert.That(solved.Events.Single(step => step.Kind == "resolve").Text, Is.Null);
    }

    [Test]
    public async Task People_of_a_member_see_no_link_to_what_is_anothers()
    {
        var (one, other, own) = (await app.ATicket(), await app.ATicket(member: "IVRY"), await app.ATicket());
        await Link(one.Number, "relates", other.Number);
        await Link(one.Number, "blocks", own.Number);
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var seen = await app.SendAs(contact, new GetTicket(one.Number));
        Assert.That(seen.Links.Select(link => link.Ticket), Is.EqualTo(new[] { own.Number }));
        Assert.That(seen.Events.Select(step => step.OtherTicket), Is.All.Null);
        Assert.That(
            (await app.SendAs(contact, new GetTicketTimeline { Number = one.Number })).Items.Select(item => item.OtherTicket),
            Is.All.Null
        );
    }
}
