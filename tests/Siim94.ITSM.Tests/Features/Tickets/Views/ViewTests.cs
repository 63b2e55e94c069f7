using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets.Views;

sealed class ViewTests
{
    TestApp app = null!;
    UserIdentity hotline,
        manager;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("SUPPORT");
        hotline = await app.AUser(Role.Hotline, agent: agent);
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static SaveView AView(string? visibility = null, string? team = null) =>
        new()
        {
            Name = "Arcueil en attente",
            Filter = new() { Member = "ARCUEIL", Status = "pending" },
            Sort = "-priority",
            Columns = ["priority", "assignee"],
            GroupBy = "application",
            Visibility = visibility,
            Team = team,
        };

    [Test]
    public async Task A_view_keeps_its_filter_order_columns_and_grouping()
    {
        var view = await app.SendAs(hotline, AView());
        var kept = await app.SendAs(hotline, new GetView(view.Id));
        Assert.That(kept.Name, Is.EqualTo("Arcueil en attente"));
        Assert.That(kept.Filter, Is.EqualTo(new TicketFilter { Member = "ARCUEIL", Status = "pending" }));
        Assert.That((kept.Sort, kept.GroupBy, kept.Visibility), Is.EqualTo(("-priority", "application", "personal")));
        Assert.That(kept.Columns, Is.EqualTo(new[] { "priority", "assignee" }));
        var pending = await app.ATicket();
        await app.ATicket();
        await app.Send(new HoldTicket { Number = pending.Number });
        var shown = await app.SendAs(hotline, new ListViewTickets(view.Id, null, null));
        Assert.That(shown.Items.Select(ticket => ticket.Number), Is.EqualTo(new[] { pending.Number }));
        Assert.That((await app.SendAs(hotline, new CountView(view.Id))).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Nobody_has_two_views_of_one_name()
    {
        var view = await app.SendAs(hotline, AView());
        Assert.That(app.RefusedAs(hotline, AView() with { Name = "ARCUEIL  en attente" }).Errors.Keys, Is.EqualTo(new[] { "Name" }));
        var other = await app.SendAs(hotline, AView() with { Name = "Une autre" });
        Assert.That(app.RefusedAs(hotline, Change(other) with { Name = view.Name }).Code, Is.EqualTo("shelf.name-taken"));
        await app.SendAs(hotline, Change(other) with { Name = "une AUTRE" });
        await app.SendAs(manager, AView());

        static ChangeView Change(ViewDetails view) =>
            new()
            {
                Id = view.Id,
                Version = view.Version,
                Name = view.Name,
            };
    }

    [Test]
    public async Task The_products_views_show_what_they_say()
    {
        var (mine, unassigned, held, planned) = (await app.ATicket(), await app.ATicket(), await app.ATicket(), await app.ATicket());
        await app.SendAs(hotline, new TakeTicketInCharge { Number = mine.Number });
        await app.Send(new HoldTicket { Number = held.Number });
        await app.Send(new PlanTicket { Number = planned.Number, PlannedOn = new(2017, 3, 20) });
        app.Clock.Advance(TimeSpan.FromDays(7));
        var fresh = await app.ATicket(member: "IVRY");
        Assert.That(await Shown("mine"), Is.EqualTo(new[] { mine.Number }));
        Assert.That(await Shown("unassigned"), Is.EqualTo(new[] { unassigned.Number, held.Number, planned.Number, fresh.Number }));
        Assert.That(await Shown("waiting-for-requester"), Is.EqualTo(new[] { held.Number }));
        Assert.That(await Shown("waiting-for-us"), Is.EqualTo(new[] { mine.Number, unassigned.Number, fresh.Number }));
        Assert.That(await Shown("planned"), Is.EqualTo(new[] { planned.Number }));
        Assert.That(await Shown("new-since-yesterday"), Is.EqualTo(new[] { fresh.Number }));
        Assert.That((await Shown("by-member"))[^1], Is.EqualTo(fresh.Number), "Arcueil before Ivry");
    }

    async Task<List<long>> Shown(string view) =>
        [.. (await app.SendAs(hotline, new ListViewTickets(view, null, null))).Items.Select(ticket => ticket.Number)];

    [Test]
    public async Task Everybody_counts_what_they_may_see_themselves()
    {
        await app.ATicket();
        await app.ATicket(member: "GENTILLY");
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That((await app.SendAs(hotline, new CountView("new-since-yesterday"))).Count, Is.EqualTo(2));
        Assert.That((await app.SendAs(contact, new CountView("new-since-yesterday"))).Count, Is.EqualTo(1));
        Assert.That((await app.SendAs(contact, new ListViewTickets("new-since-yesterday", null, null))).Items, Has.Count.EqualTo(1));
        Assert.That(app.RefusedAs(contact, new GetView("unassigned")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_view_is_for_those_it_is_shared_with()
    {
        var sameTeam = await app.AUser(Role.Hotline, agent: await app.AnAgent("SUPPORT"));
        var otherTeam = await app.AUser(Role.Technician, agent: await app.AnAgent("ASSIST-TECH"));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        var own = await app.SendAs(hotline, AView());
        var teams = await app.SendAs(hotline, AView("team") with { Name = "Arcueil, pour nous" });
        var everybodys = await app.SendAs(manager, AView("all"));
        Assert.That(teams.Team, Is.EqualTo("SUPPORT"));
        foreach (
            var (reader, seen) in new (UserIdentity, string[])[]
            {
                (hotline, [own.Id, teams.Id, everybodys.Id]),
                (sameTeam, [teams.Id, everybodys.Id]),
                (otherTeam, [everybodys.Id]),
                (contact, []),
            }
        )
        {
            var listed = (await app.SendAs(reader, new ListViews())).Items.Where(view => view.Visibility != ViewDetails.BuiltIn);
            Assert.That(listed.Select(view => view.Id), Is.EquivalentTo(seen));
            foreach (var hidden in new[] { own.Id, teams.Id, everybodys.Id }.Except(seen))
            {
                Assert.That(app.RefusedAs(reader, new GetView(hidden)).Status, Is.EqualTo(404));
                Assert.That(app.RefusedAs(reader, new CountView(hidden)).Status, Is.EqualTo(404));
                Assert.That(app.RefusedAs(reader, new ListViewTickets(hidden, null, null)).Status, Is.EqualTo(404));
                Assert.That(app.RefusedAs(reader, new PinView(hidden, true)).Status, Is.EqualTo(404));
                Assert.That(app.RefusedAs(reader, new DeleteView(hidden, 1)).Status, Is.EqualTo(404));
            }
        }
        Assert.That(app.RefusedAs(sameTeam, new DeleteView(teams.Id, 1)).Status, Is.EqualTo(403), "it is the hotline's");
    }

    [Test]
    public void Sharing_goes_as_far_as_one_may()
    {
        Assert.That(app.RefusedAs(hotline, AView("all")).Errors.Keys, Is.EqualTo(new[] { "Visibility" }));
        Assert.That(app.RefusedAs(hotline, AView("team", "SI")).Errors.Keys, Is.EqualTo(new[] { "Team" }));
        Assert.That(app.RefusedAs(manager, AView("team")).Errors.Keys, Is.EqualTo(new[] { "Team" }), "who is no agent has no team");
    }

    [Test]
    public async Task People_of_a_member_keep_views_for_themselves()
    {
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That(app.RefusedAs(contact, AView("team", "SUPPORT")).Errors.Keys, Is.EqualTo(new[] { "Visibility" }));
        var view = await app.SendAs(contact, AView());
        Assert.That((await app.SendAs(contact, new CountView(view.Id))).Count, Is.Zero);
        var elsewhere = AView() with { Filter = new() { Member = "GENTILLY" } };
        Assert.That(app.RefusedAs(contact, elsewhere).Errors.Keys, Is.EqualTo(new[] { "Filter.Member" }), "as if it were not there");
    }

    [Test]
    public void Refuses_what_no_list_could_show()
    {
        Assert.That(app.RefusedAs(hotline, AView() with { Columns = ["colour"] }).Errors.Keys, Is.EqualTo(new[] { "Columns" }));
        Assert.That(app.RefusedAs(hotline, AView() with { Sort = "colour" }).Errors.Keys, Is.EqualTo(new[] { "Sort" }));
        Assert.That(app.RefusedAs(hotline, AView() with { GroupBy = "colour" }).Errors.Keys, Has.Member("GroupBy"));
        Assert.That(
            app.RefusedAs(hotline, AView() with { Filter = new() { Status = "perdu" } }).Errors.Keys,
            Is.EqualTo(new[] { "Filter.Status" })
        );
    }

    [Test]
    public async Task A_view_is_changed_by_whoever_saw_its_last_version_and_deleted()
    {
        var view = await app.SendAs(hotline, AView());
        ChangeView Change(long version) =>
            new()
            {
                Id = view.Id,
                Version = version,
                Name = "Autre",
                Filter = new() { Status = "open" },
            };
        var changed = await app.SendAs(hotline, Change(view.Version));
        Assert.That((changed.Name, changed.GroupBy, changed.Version), Is.EqualTo(("Autre", (string?)null, view.Version + 1)));
        Assert.That(app.RefusedAs(hotline, Change(view.Version)).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(hotline, Change(2) with { Id = "mine" }).Code, Is.EqualTo("view.built-in"));
        await app.SendAs(hotline, new PinView(view.Id, true));
        await app.SendAs(hotline, new DeleteView(view.Id, changed.Version));
        Assert.That(app.RefusedAs(hotline, new GetView(view.Id)).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(hotline, new CountViews())).Select(pinned => pinned.Id), Has.None.EqualTo(view.Id));
    }

    [Test]
    public async Task The_menu_shows_what_one_has_pinned_with_its_count()
    {
        await app.ATicket();
        var first = await app.SendAs(hotline, new CountViews());
        Assert.That(
            first.Select(view => (view.Id, view.Count)),
            Is.EqualTo(new[] { ("mine", (int?)0), ("unassigned", 1), ("waiting-for-us", 1) })
        );
        var view = await app.SendAs(hotline, AView());
        await app.SendAs(hotline, new PinView(view.Id, true));
        await app.SendAs(hotline, new PinView("unassigned", false));
        await app.SendAs(hotline, new PinView("unassigned", false));
        Assert.That(
            (await app.SendAs(hotline, new CountViews())).Select(pinned => pinned.Id),
            Is.EqualTo(new[] { "mine", "waiting-for-us", view.Id })
        );
        Assert.That(await app.SendAs(await app.AUser(Role.MemberContact, "ARCUEIL"), new CountViews()), Is.Empty);
    }

    /// <summary>Both are asked again while others write; whenever nothing was written between them, they agree.</summary>
    [Test]
    public async Task The_counter_of_a_view_equals_its_list_while_others_write()
    {
        var view = await app.SendAs(
            hotline,
            AView() with
            {
                Filter = new() { Status = "open" },
                GroupBy = "member",
            }
        );
        var compared = 0;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => Write(writer))).ToList();
        for (var i = 0; i < 60; i++)
        {
            var before = await Steps();
            var shown = (await app.SendAs(hotline, new ListViewTickets(view.Id, null, 500))).Items.Count;
            var count = (await app.SendAs(hotline, new CountView(view.Id))).Count;
            var all = (await app.SendAs(hotline, new CountViews())).Single(pinned => pinned.Id == "waiting-for-us").Count;
            var waiting = (await app.SendAs(hotline, new ListViewTickets("waiting-for-us", null, 500))).Items.Count;
            if (await Steps() != before)
                continue;
            Assert.That((count, all), Is.EqualTo((shown, (int?)waiting)));
            compared++;
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var last = (await app.SendAs(hotline, new ListViewTickets(view.Id, null, 500))).Items.Count;
        Assert.That((await app.SendAs(hotline, new CountView(view.Id))).Count, Is.EqualTo(last));
        Assert.That(compared, Is.GreaterThan(0));

        async Task Write(int writer)
        {
            for (var i = 0; !stop.IsCancellationRequested && i < 60; i++)
            {
                var ticket = await app.ATicket(member: i % 2 == 0 ? "ARCUEIL" : "IVRY", title: $"{writer} {i}");
                if (i % 3 == 0)
                    await app.Send(new CloseTicket { Number = ticket.Number });
                if (i % 3 == 1)
                    await app.Send(new HoldTicket { Number = ticket.Number });
                await Task.Delay(Random.Shared.Next(30));
            }
        }

        Task<long> Steps() => app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM TicketEvents e", null, default));
    }

    [Test]
    public async Task A_view_that_names_what_is_gone_spoils_no_other_counter()
    {
        var view = await app.SendAs(hotline, AView());
        await app.SendAs(hotline, new PinView(view.Id, true));
        await app.Query(db =>
            db.Execute(
                "UPDATE ShelfItems SET ContentJson = @Json",
                new { Json = """{"filter":{"member":"DISPARU"},"columns":[]}""" },
                default
            )
        );
        var counts = await app.SendAs(hotline, new CountViews());
        Assert.That(counts.Single(pinned => pinned.Id == view.Id).Count, Is.Null);
        Assert.That(counts.Single(pinned => pinned.Id == "mine").Count, Is.Zero);
    }
}
