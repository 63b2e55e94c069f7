using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Referentials;

sealed class GroupsAndCategoriesTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<ReferentialLine> Line(string referential, string code, UserIdentity? by = null) =>
        (await app.SendAs(by ?? UserIdentity.System, new ListReferential { Referential = referential })).Items.Single(row =>
            row.Code == code
        );

    [Test]
    public async Task A_group_has_those_named_and_those_of_its_team()
    {
        foreach (var (code, team) in new[] { ("LUC", "SUPPORT"), ("MAX", "SI"), ("EVE", "SI") })
            await app.AnAgent(team, code: code);
        await app.Send(
            new AddGroup
            {
                Name = "Cellule de crise",
                Team = "SUPPORT",
                Level = 2,
                Agents = ["MAX", "max"],
            }
        );
        var group = await Line("group", "CELLULE-DE-CRISE");
        Assert.That((group.Team, group.Level, group.Agents), Is.EqualTo(("SUPPORT", 2, new[] { "LUC", "MAX" })));
        await app.Send(
            new ChangeGroup
            {
                Referential = "group",
                Code = group.Code,
                Version = group.Version,
                Level = 1,
                Agents = ["EVE"],
            }
        );
        var changed = await Line("group", group.Code);
        Assert.That((changed.Team, changed.Level, changed.Agents), Is.EqualTo(((string?)null, 1, new[] { "EVE" })));
        Assert.That(app.Refused(new AddGroup { Name = "X", Agents = ["MAXX"] }).Errors["Agents[0]"][0], Does.Contain("MAX"));
        Assert.That(app.Refused(new AddGroup { Name = "X", Level = 3 }).Errors.Keys, Is.EqualTo(new[] { "Level" }));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        Assert.That((await Line("group", group.Code, contact)).Agents, Is.Null);
    }

    [Test]
    public async Task A_category_is_for_its_members_and_closed_ones_stay_on_their_tickets()
    {
        await app.Send(
            new AddCategory
            {
                Name = "Délibérations",
                Parent = "LOGICIEL",
                Members = ["ARCUEIL"],
            }
        );
        var own = await app.AUser(Role.MemberContact, "ARCUEIL");
        var other = await app.AUser(Role.MemberContact, "GENTILLY");
        Assert.That((await Line("category", "DELIBERATIONS", own)).Parent, Is.EqualTo("LOGICIEL"));
        Assert.That(
            (await app.SendAs(other, new ListReferential { Referential = "category" })).Items.Select(row => row.Code),
            Has.None.EqualTo("DELIBERATIONS").And.Some.EqualTo("LOGICIEL")
        );
        var opening = new OpenTicket
        {
            Title = "Acte perdu",
            Member = "ARCUEIL",
            Category = "Délibérations",
        };
        var ticket = await app.SendAs(own, opening);
        Assert.That(ticket.Category, Is.EqualTo("DELIBERATIONS"));
        Assert.That(app.RefusedAs(other, opening with { Member = "GENTILLY" }).Errors.Keys, Is.EqualTo(new[] { "Category" }));
        Assert.That(app.Refused(opening with { Member = "GENTILLY" }).Errors.Keys, Is.EqualTo(new[] { "Category" }), "nor for staff");
        await app.Send(
            new CloseReferential
            {
                Referential = "category",
                Code = "DELIBERATIONS",
                ClosedOn = Paris.Today(app.Clock),
            }
        );
        Assert.That(app.Refused(opening).Errors.Keys, Is.EqualTo(new[] { "Category" }));
        var changed = await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = "Acte retrouvé",
                Member = "ARCUEIL",
            }
        );
        Assert.That(changed.Category, Is.EqualTo("DELIBERATIONS"));
    }

    [Test]
    public async Task A_category_of_some_members_stays_with_their_tickets_whichever_way_these_are_changed()
    {
        await app.Send(new AddCategory { Name = "Délibérations", Members = ["ARCUEIL"] });
        var opening = new OpenTicket
        {
            Title = "Acte perdu",
            Member = "ARCUEIL",
            Category = "DELIBERATIONS",
        };
        var (ticket, other) = (await app.Send(opening), await app.ATicket(member: "GENTILLY"));
        var moving = new PatchTicket
        {
            Number = ticket.Number,
            Fields = new() { Member = "GENTILLY" },
            Given = ["Member"],
        };
        Assert.That(app.Refused(moving).Errors.Keys, Is.EqualTo(new[] { "Category" }), "nobody is surprised");
        var bulk = await app.Send(
            new ChangeTicketsInBulk
            {
                Tickets = [ticket.Number, other.Number],
                Changes = new() { Category = "DELIBERATIONS" },
            }
        );
        Assert.That(bulk.Tickets.Select(line => line.Outcome), Is.EqualTo(new[] { "unchanged", "refused" }));
        var hotline = await app.AUser(Role.Hotline);
        var template = await app.SendAs(
            hotline,
            new AddTicketTemplate
            {
                Name = "Acte",
                Fields = new() { Category = "DELIBERATIONS" },
            }
        );
        Assert.That(
            (await app.SendAs(hotline, opening with { Category = null, Template = $"{template.Id}" })).Category,
            Is.EqualTo("DELIBERATIONS")
        );
        var elsewhere = opening with { Category = null, Template = $"{template.Id}", Member = "GENTILLY" };
        Assert.That(app.RefusedAs(hotline, elsewhere).Errors.Keys, Is.EqualTo(new[] { "Category" }));
        var stranger = await app.AUser(Role.MemberContact, "GENTILLY");
        Assert.That(app.RefusedAs(stranger, new ListTickets { Category = "DELIBERATIONS" }).Errors.Keys, Is.EqualTo(new[] { "Category" }));

        var moved = await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = "Acte perdu",
                Member = "GENTILLY",
            }
        );
        Assert.That((moved.Member, moved.Category), Is.EqualTo(("GENTILLY", (string?)null)), "left out, it does not follow");
    }

    [Test]
    public async Task A_category_does_not_stand_below_itself()
    {
        var line = await Line("category", "MATERIEL");
        Assert.That(
            app.Refused(
                new ChangeCategory
                {
                    Referential = "category",
                    Code = "MATERIEL",
                    Version = line.Version,
                    Parent = "MATERIEL-POSTE",
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Parent" })
        );
        await app.Send(
            new ChangeCategory
            {
                Referential = "category",
                Code = "MATERIEL",
                Version = line.Version,
                Parent = "RESEAU",
                Members = ["IVRY"],
            }
        );
        var changed = await Line("category", "MATERIEL");
        Assert.That((changed.Parent, changed.Members), Is.EqualTo(("RESEAU", new[] { "IVRY" })));
    }
}
