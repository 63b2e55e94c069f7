using System.Text.Json;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets.Templates;

/// <summary>Canned answers, templates and macros: what agents keep at hand.</summary>
sealed class TemplateTests
{
    TestApp app = null!;
    UserIdentity hotline,
        stranger;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        hotline = await app.AUser(Role.Hotline, agent: await app.AnAgent("SUPPORT", code: "CAMILLE"), name: "Camille");
        stranger = await app.AUser(Role.Technician, agent: await app.AnAgent("ASSIST-TECH"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task A_canned_answer_reads_as_the_ticket_says()
    {
        var answer = await app.SendAs(
            hotline,
            new AddCannedAnswer
            {
                Name = "Bonjour",
                Text = "Bonjour {{ demandeur }}, « {{titre}} » (n° {{number}}) pour {{adherent}} : {{agent}}.",
                Visibility = "team",
            }
        );
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Écran noir",
                Member = "IVRY",
                Requester = "Mme Diallo",
            }
        );
        Assert.That(
            (await app.SendAs(hotline, new FillCannedAnswer(ticket.Number, answer.Id))).Text,
            Is.EqualTo($"Bonjour Mme Diallo, « Écran noir » (n° {ticket.Number}) pour Ivry-sur-Seine : Camille.")
        );
        var nobodys = await app.Send(new OpenTicket { Title = "Panne", Member = "IVRY" });
        Assert.That(
            (await app.SendAs(hotline, new FillCannedAnswer(nobodys.Number, answer.Id))).Text,
            Does.StartWith("Bonjour, « Panne »")
        );
        Assert.That(
            app.RefusedAs(hotline, new AddCannedAnswer { Name = "?", Text = "{{couleur}}" }).Errors.Keys,
            Is.EqualTo(new[] { "Text" })
        );
    }

    [Test]
    public async Task Canned_answers_are_listed_changed_and_deleted_within_reach()
    {
        var answer = await app.SendAs(hotline, new AddCannedAnswer { Name = "Rappel", Text = "On vous rappelle." });
        Assert.That((await app.SendAs(hotline, new ListCannedAnswers())).Items.Select(a => a.Id), Is.EqualTo(new[] { answer.Id }));
        Assert.That((await app.SendAs(stranger, new ListCannedAnswers())).Items, Is.Empty);
        Assert.That(app.RefusedAs(stranger, new GetCannedAnswer(answer.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new DeleteCannedAnswer(answer.Id, 1)).Status, Is.EqualTo(404));
        var changed = await app.SendAs(
            hotline,
            new ChangeCannedAnswer
            {
                Id = answer.Id,
                Version = answer.Version,
                Name = "Rappel",
                Text = "On vous rappelle demain.",
                Visibility = "team",
            }
        );
        Assert.That((changed.Text, changed.Team), Is.EqualTo(("On vous rappelle demain.", "SUPPORT")));
        Assert.That(app.RefusedAs(hotline, new DeleteCannedAnswer(answer.Id, answer.Version)).Status, Is.EqualTo(412));
        await app.SendAs(hotline, new DeleteCannedAnswer(answer.Id, changed.Version));
        Assert.That(app.RefusedAs(hotline, new GetCannedAnswer(answer.Id)).Status, Is.EqualTo(404));
    }

    static AddMacro AMacro =>
        new()
        {
            Name = "Mot de passe",
            Changes = new()
            {
                Assignee = "me",
                Urgency = "low",
                Message = "Réinitialisé.",
                Status = "resolved",
                Solution = "Mot de passe changé",
            },
        };

    [Test]
    public async Task A_macro_does_several_things_in_one_press()
    {
        var macro = await app.SendAs(hotline, AMacro);
        var ticket = await app.ATicket();
        var after = await app.SendAs(hotline, new RunMacro(ticket.Number, macro.Id, ticket.Version));
        Assert.That(
            (after.Status, after.AssignedAgent, after.Urgency, after.Solution),
            Is.EqualTo(("resolved", "CAMILLE", "low", "Mot de passe changé"))
        );
        Assert.That(after.Events.Select(step => step.Kind), Is.EqualTo(new[] { "open", "assign", "resolve", "follow-up" }));
        Assert.That(app.RefusedAs(hotline, new RunMacro(ticket.Number, macro.Id, ticket.Version)).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(hotline, new RunMacro(99_999, macro.Id, null)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_macro_of_which_a_part_is_refused_does_nothing()
    {
        var macro = await app.SendAs(hotline, AMacro);
        var ticket = await app.ATicket();
        await app.Send(new CloseTicket { Number = ticket.Number });
        var before = await app.Send(new GetTicket(ticket.Number));
        Assert.That(app.RefusedAs(hotline, new RunMacro(ticket.Number, macro.Id, null)).Code, Is.EqualTo("ticket.already-closed"));
        var after = await app.Send(new GetTicket(ticket.Number));
        Assert.That((after.Version, after.Events.Count), Is.EqualTo((before.Version, before.Events.Count)));
    }

    [Test]
    public async Task Macros_are_listed_changed_and_deleted_within_reach()
    {
        var macro = await app.SendAs(hotline, AMacro);
        Assert.That((await app.SendAs(hotline, new ListMacros())).Items.Select(m => m.Id), Is.EqualTo(new[] { macro.Id }));
        Assert.That((await app.SendAs(stranger, new ListMacros())).Items, Is.Empty);
        Assert.That(app.RefusedAs(stranger, new GetMacro(macro.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new RunMacro((await app.ATicket()).Number, macro.Id, null)).Status, Is.EqualTo(404));
        var changed = await app.SendAs(
            hotline,
            new ChangeMacro
            {
                Id = macro.Id,
                Version = macro.Version,
                Name = "Clore",
                Changes = new() { Status = "closed" },
            }
        );
        Assert.That((changed.Name, changed.Changes), Is.EqualTo(("Clore", new TicketChanges { Status = "closed" })));
        Assert.That(
            app.RefusedAs(
                hotline,
                new AddMacro
                {
                    Name = "?",
                    Changes = new() { Application = "?" },
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Changes.Application" })
        );
        await app.SendAs(hotline, new DeleteMacro(macro.Id, changed.Version));
        Assert.That((await app.SendAs(hotline, new ListMacros())).Items, Is.Empty);
    }

    [Test]
    public async Task A_ticket_names_its_template_by_number_or_by_name()
    {
        foreach (var (name, title) in new[] { ("Arrivée d'un agent", "Arrivée"), ("Départ", "Départ") })
            await app.SendAs(
                hotline,
                new AddTicketTemplate
                {
                    Name = name,
                    Fields = new() { Title = title },
                }
            );
        var template = (await app.SendAs(hotline, new ListTicketTemplates())).Items[0];
        foreach (var named in new[] { $"{template.Id}", "\"arrivee d'un AGENT\"" })
        {
            var opening = JsonSerializer.Deserialize<OpenTicket>(
                $$"""{"template":{{named}},"member":"IVRY"}""",
                JsonSerializerOptions.Web
            )!;
            Assert.That((await app.SendAs(hotline, opening)).Title, Is.EqualTo("Arrivée"), named);
        }
        var mistyped = app.RefusedAs(hotline, new OpenTicket { Member = "IVRY", Template = "Depar" });
        Assert.That(mistyped.Errors["Template"][0], Does.Contain("Départ"));
        Assert.That(
            app.RefusedAs(stranger, new OpenTicket { Title = "x", Template = "Départ" }).Errors["Template"][0],
            Does.Not.Contain("Départ")
        );
    }

    [Test]
    public async Task A_template_does_not_ask_for_what_the_requester_says()
    {
        await app.SendAs(
            hotline,
            new AddTicketTemplate
            {
                Name = "Imprimante",
                Fields = new() { Title = "Imprimante" },
                Mandatory = ["member", "site"],
            }
        );
        var site = await app.Send(new AddSite { Name = "Mairie annexe", Member = "ARCUEIL" });
        var ada = await app.Send(
            new AddPerson
            {
                Name = "Ada",
                Member = "ARCUEIL",
                Site = site.Code,
            }
        );
        var bob = await app.Send(new AddPerson { Name = "Bob", Member = "ARCUEIL" });
        var opened = await app.SendAs(hotline, new OpenTicket { Template = "Imprimante", RequesterId = ada.Id });
        Assert.That((opened.Member, opened.Site), Is.EqualTo(("ARCUEIL", site.Code)));
        var refused = app.RefusedAs(hotline, new OpenTicket { Template = "Imprimante", RequesterId = bob.Id });
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "Site" }));
    }

    [Test]
    public async Task Templates_of_tickets_are_listed_changed_and_deleted_within_reach()
    {
        var template = await app.SendAs(
            hotline,
            new AddTicketTemplate
            {
                Name = "Nouvel arrivant",
                Fields = new() { Title = "Arrivée", Type = "request" },
                Mandatory = ["requester", "member"],
            }
        );
        Assert.That((await app.SendAs(hotline, new ListTicketTemplates())).Items.Select(t => t.Id), Is.EqualTo(new[] { template.Id }));
        Assert.That((await app.SendAs(stranger, new ListTicketTemplates())).Items, Is.Empty);
        Assert.That(app.RefusedAs(stranger, new GetTicketTemplate(template.Id)).Status, Is.EqualTo(404));
        Assert.That(
            app.RefusedAs(hotline, new AddTicketTemplate { Name = "?", Mandatory = ["colour"] }).Errors.Keys,
            Is.EqualTo(new[] { "Mandatory" })
        );
        foreach (
            var (field, fields) in new (string, TicketFields)[]
            {
                ("Fields.Type", new() { Type = "x" }),
                ("Fields.Urgency", new() { Title = "x", Urgency = "x" }),
                ("Fields.Title", new() { Title = "a\nb" }),
                ("Fields.Member", new() { Member = "NULLE-PART" }),
                ("Fields.Category", new() { Category = "AUCUNE" }),
            }
        )
            Assert.That(
                app.RefusedAs(hotline, new AddTicketTemplate { Name = "?", Fields = fields }).Errors.Keys,
                Is.EqualTo(new[] { field })
            );
        var changed = await app.SendAs(
            hotline,
            new ChangeTicketTemplate
            {
                Id = template.Id,
                Version = template.Version,
                Name = "Arrivée",
                Fields = new() { Title = "Arrivée", Urgency = "low" },
            }
        );
        Assert.That((changed.Fields.Urgency, changed.Mandatory.Count), Is.EqualTo(("low", 0)));
        await app.SendAs(hotline, new DeleteTicketTemplate(template.Id, changed.Version));
        Assert.That((await app.SendAs(hotline, new ListTicketTemplates())).Items, Is.Empty);
    }
}
