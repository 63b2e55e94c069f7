using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Tests.Web;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class PatchTicketTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static PatchTicket Patch(TicketDetails seen, TicketPatchFields fields, params string[] given) =>
        new()
        {
            Number = seen.Number,
            Version = seen.Version,
            Fields = fields,
            Given = given,
        };

    [Test]
    public async Task Changes_what_is_given_and_nothing_else()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Paie bloquée",
                Description = "Depuis lundi",
                Member = "IVRY",
                Requester = "Anne",
                Application = "ESEDIT",
                Urgency = "high",
            }
        );
        var changed = await app.Send(Patch(ticket, new() { Impact = "high", Description = " " }, "Impact", "Description"));
        Assert.That(
            (changed.Impact, changed.Priority, changed.Description, changed.Version),
            Is.EqualTo(("high", "high", (string?)null, ticket.Version + 1))
        );
        Assert.That(
            (changed.Title, changed.Member, changed.Requester, changed.Application, changed.Domain, changed.Urgency, changed.Channel),
            Is.EqualTo((ticket.Title, ticket.Member, ticket.Requester, ticket.Application, ticket.Domain, ticket.Urgency, ticket.Channel))
        );
        var same = await app.Send(Patch(changed, new() { Impact = "high" }, "Impact"));
        Assert.That(same.Version, Is.EqualTo(changed.Version), "nothing changed");
        var none = await app.Send(Patch(changed, new(), "Application"));
        Assert.That((none.Application, none.Domain), Is.EqualTo(((string?)null, (string?)null)), "its domain came with it");
        Assert.That(
            (await app.Send(new GetTicketTimeline { Number = ticket.Number, Show = "changes" })).Items[0].Changes,
            Is.EqualTo(new[] { new FieldChange("description", "Depuis lundi", ""), new FieldChange("impact", "medium", "high") })
        );
    }

    [Test]
    public async Task Two_who_change_different_fields_both_succeed()
    {
        var seen = await app.ATicket();
        await app.Send(Patch(seen, new() { Title = "Écran noir" }, "Title"));
        var both = await app.Send(Patch(seen, new() { Urgency = "high" }, "Urgency"));
        Assert.That((both.Title, both.Urgency), Is.EqualTo(("Écran noir", "high")));
        await app.Send(new HoldTicket { Number = seen.Number });
        Assert.That((await app.Send(Patch(seen, new() { Impact = "low" }, "Impact"))).Impact, Is.EqualTo("low"), "a step is no field");
    }

    [Test]
    public async Task Two_who_change_the_same_field_are_told_of_each_other()
    {
        var seen = await app.ATicket(title: "Imprimante");
        var first = await app.Send(Patch(seen, new() { Title = "Imprimante HP", Urgency = "low" }, "Title", "Urgency"));
        var refused = app.Refused(Patch(seen, new() { Title = "Imprimante Brother", Impact = "low" }, "Title", "Impact"));
        Assert.That((refused.Status, refused.Code), Is.EqualTo((409, "ticket.conflict")));
        Assert.That(
            refused.Conflicts,
            Is.EqualTo(new Dictionary<string, FieldConflict> { ["Title"] = new("Imprimante Brother", "Imprimante HP") })
        );
        Assert.That((await app.Send(new GetTicket(seen.Number))).Impact, Is.EqualTo("medium"), "nothing of it is written");
        Assert.That((await app.Send(Patch(seen, new() { Title = "Imprimante HP" }, "Title"))).Version, Is.EqualTo(first.Version));
        await app.Send(Patch(first, new() { Title = "Imprimante" }, "Title"));
        Assert.That(
            (await app.Send(Patch(seen, new() { Title = "Autre" }, "Title"))).Title,
            Is.EqualTo("Autre"),
            "it reads again as it was seen"
        );
        Assert.That(
            (await app.Send(Patch(seen, new() { Title = "Dernier" }, "Title") with { Version = null })).Title,
            Is.EqualTo("Dernier")
        );
        Assert.That(app.Refused(Patch(seen, new() { Title = "x" }, "Title") with { Version = 99 }).Status, Is.EqualTo(412));
    }

    [Test]
    public async Task Refuses_what_the_field_does_not_take_and_passes_over_the_others()
    {
        var ticket = await app.ATicket();
        Assert.That(app.Refused(Patch(ticket, new() { Title = " " }, "Title")).Errors.Keys, Is.EqualTo(new[] { "Title" }));
        Assert.That(app.Refused(Patch(ticket, new(), "Member")).Errors.Keys, Is.EqualTo(new[] { "Member" }));
        Assert.That(app.Refused(Patch(ticket, new() { Member = "IVRI" }, "Member")).Message, Does.Contain("IVRY"));
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That(app.RefusedAs(contact, Patch(ticket, new() { Title = "x" }, "Title")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_ticket_that_goes_to_another_member_leaves_its_site()
    {
        var site = await app.Send(
            new AddSite
            {
                Code = "ARCUEIL-MAIRIE",
                Name = "Mairie d'Arcueil",
                Member = "ARCUEIL",
            }
        );
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                Member = "ARCUEIL",
                Site = site.Code,
            }
        );
        var moved = await app.Send(Patch(ticket, new() { Member = "IVRY" }, "Member"));
        Assert.That((moved.Member, moved.Site), Is.EqualTo(("IVRY", (string?)null)));
    }

    [Test]
    public async Task Null_takes_away_a_site()
    {
        var site = await app.Send(
            new AddSite
            {
                Code = "ARCUEIL-MAIRIE",
                Name = "Mairie d'Arcueil",
                Member = "ARCUEIL",
            }
        );
        var ticket = await app.ATicket();
        var placed = await app.Send(Patch(ticket, new() { Site = site.Code }, "Site"));
        Assert.That(placed.Site, Is.EqualTo(site.Code));
        Assert.That((await app.Send(Patch(placed, new() { Title = "Autre" }, "Title"))).Site, Is.EqualTo(site.Code));
        Assert.That((await app.Send(Patch(placed, new(), "Site"))).Site, Is.Null);
        var taken = (await app.Send(new GetTicketTimeline { Number = ticket.Number, Show = "changes" })).Items[^1].Changes;
        Assert.That(
            taken,
            Is.EqualTo(new[] { new FieldChange("site", site.Code, "") { BeforeName = "Mairie d'Arcueil" } }),
            "people read names"
        );
    }

    [Test]
    public void Every_field_that_is_entered_can_be_changed_by_itself()
    {
        Assert.That(TicketField.All.Select(field => field.Name), Is.EquivalentTo(NamesOf<TicketFields>()));
        Assert.That(
            TicketField.Hands.Select(field => field.Name),
            Is.EquivalentTo(NamesOf<TicketPatchFields>().Except(NamesOf<TicketFields>()).Except(["Observers", "Priority", "Status"]))
        );

        static IEnumerable<string> NamesOf<T>() => typeof(T).GetProperties().Select(property => property.Name);
    }

    async Task<TicketDetails> HandedTicket()
    {
        await app.AnAgent(code: "MARTIN", name: "Luc Martin");
        await app.AnAgent(code: "DURAND", name: "Ève Durand");
        var step = new AssignTicket
        {
            Number = (await app.ATicket()).Number,
            Agent = "MARTIN",
            Group = "HOTLINE",
        };
        return await app.Send(step);
    }

    [Test]
    public async Task An_agent_or_a_group_that_is_given_leaves_the_other_one()
    {
        var ticket = await HandedTicket();
        var handed = await app.Send(Patch(ticket, new() { Assignee = "DURAND", Urgency = "high" }, "Assignee", "Urgency"));
        Assert.That((handed.Assignee, handed.Group, handed.Urgency), Is.EqualTo(("DURAND", "HOTLINE", "high")));
        Assert.That((handed.Events[^1].Kind, handed.Events[^1].Text), Is.EqualTo(("assign", $"{ticket.GroupName} – Ève Durand")));
        var regrouped = await app.Send(Patch(handed, new() { Group = "SYSTEMES-RESEAUX" }, "Group"));
        Assert.That((regrouped.Assignee, regrouped.Group), Is.EqualTo(("DURAND", "SYSTEMES-RESEAUX")));
        var waiting = await app.Send(Patch(regrouped, new(), "Assignee"));
        Assert.That((waiting.Assignee, waiting.Group, waiting.Status), Is.EqualTo(((string?)null, "SYSTEMES-RESEAUX", "new")));
        var released = await app.Send(Patch(waiting, new(), "Group"));
        Assert.That((released.Group, released.Events[^1].Kind), Is.EqualTo(((string?)null, "release")));
        Assert.That((await app.Send(Patch(released, new(), "Group", "Assignee"))).Version, Is.EqualTo(released.Version), "as it was");
        Assert.That(
            app.Refused(Patch(released, new() { Assignee = "MARTAN" }, "Assignee")).Errors.Single(),
            Has.Property("Key").EqualTo("Assignee").And.Property("Value").One.Contains("MARTIN")
        );
        await app.Send(new ResolveTicket { Number = ticket.Number, Solution = "Fait" });
        var refused = app.Refused(Patch(released, new() { Assignee = "MARTIN" }, "Assignee"));
        Assert.That((refused.Status, refused.Errors.Keys.Single()), Is.EqualTo((409, "Assignee")), "it would count as theirs");
    }

    [Test]
    public async Task A_ticket_that_waits_goes_on_waiting_in_the_hands_of_a_group()
    {
        var ticket = await app.ATicket();
        await app.Send(new HoldTicket { Number = ticket.Number });
        var handed = await app.Send(Patch(ticket, new() { Group = "SYSTEMES-RESEAUX" }, "Group"));
        Assert.That((handed.Group, handed.Status), Is.EqualTo(("SYSTEMES-RESEAUX", "pending")));
    }

    [Test]
    public async Task A_ticket_that_goes_to_another_member_is_nobodys_of_the_one_that_it_was_of()
    {
        var (anne, paul) = (await Person("Anne Bellune", "ARCUEIL"), await Person("Paul Bellune", "ARCUEIL"));
        var ivry = await Person("Ève Ivryenne", "IVRY");
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Imprimante",
                RequesterId = anne,
                Observers = [paul, ivry],
            }
        );
        var moved = await app.Send(Patch(ticket, new() { Member = "IVRY" }, "Member"));
        Assert.That((moved.Requester, moved.RequesterId), Is.EqualTo(("Anne Bellune", (long?)null)), "known by name, and told nothing");
        Assert.That(moved.Observers, Is.EqualTo(new[] { ivry }));
        var back = await app.Send(Patch(moved, new() { Member = "ARCUEIL", RequesterId = anne }, "Member", "RequesterId"));
        Assert.That((back.RequesterId, back.Observers), Is.EqualTo(((long?)anne, Array.Empty<long>())));
    }

    [Test]
    public async Task Who_asks_is_taken_off_by_saying_that_nobody_does()
    {
        var anne = await Person("Anne Bellune", "ARCUEIL");
        foreach (var given in new[] { "Requester", "RequesterId" })
        {
            var ticket = await app.Send(new OpenTicket { Title = "Imprimante", RequesterId = anne });
            Assert.That((await app.Send(Patch(ticket, new() { Title = "Autre" }, "Title"))).RequesterId, Is.EqualTo(anne), "not said");
            var nobodys = await app.Send(Patch(ticket, new(), given));
            Assert.That((nobodys.Requester, nobodys.RequesterId), Is.EqualTo(((string?)null, (long?)null)), given);
        }
    }

    async Task<long> Person(string name, string member) => (await app.Send(new AddPerson { Name = name, Member = member })).Id;

    [Test]
    public async Task Two_who_hand_it_on_are_told_of_each_other()
    {
        var seen = await HandedTicket();
        await app.Send(new AssignTicket { Number = seen.Number, Agent = "DURAND" });
        var refused = app.Refused(Patch(seen, new() { Assignee = "me", Group = "SYSTEMES-RESEAUX" }, "Assignee", "Group"));
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "Assignee" }), "whoever is no agent has no « me »");
        refused = app.Refused(Patch(seen, new() { Assignee = null, Group = "SYSTEMES-RESEAUX" }, "Assignee", "Group"));
        Assert.That((refused.Status, refused.Code), Is.EqualTo((409, "ticket.conflict")));
        Assert.That(
            refused.Conflicts,
            Is.EqualTo(new Dictionary<string, FieldConflict> { ["Assignee"] = new(null, "DURAND") }),
            "nobody else has changed the group"
        );
        Assert.That((await app.Send(Patch(seen, new() { Group = "SYSTEMES-RESEAUX" }, "Group"))).Group, Is.EqualTo("SYSTEMES-RESEAUX"));
        Assert.That((await app.Send(Patch(seen, new() { Title = "Autre" }, "Title"))).Title, Is.EqualTo("Autre"));
        Assert.That(
            (await app.Send(Patch(seen, new() { Assignee = "MARTIN" }, "Assignee") with { Version = null })).Assignee,
            Is.EqualTo("MARTIN")
        );
        Assert.That(
            app.Refused(Patch(seen, new() { Group = null }, "Group")).Conflicts["Group"],
            Is.EqualTo(new FieldConflict(null, "SYSTEMES-RESEAUX"))
        );
        await app.Send(new TakeTicketInCharge { Number = seen.Number, Agent = "DURAND" });
        Assert.That((await app.Send(Patch(seen, new() { Assignee = "DURAND" }, "Assignee"))).Assignee, Is.EqualTo("DURAND"), "the same");
    }

    [Test]
    public async Task Observers_are_given_as_a_whole_list_and_are_another_version()
    {
        var people = new List<long>();
        foreach (var name in new[] { "Anne Roy", "Paul Roux", "Léa Petit" })
            people.Add((await app.Send(new AddPerson { Name = name, Member = "ARCUEIL" })).Id);
        var ticket = await app.ATicket();
        var two = await app.Send(Patch(ticket, new() { Observers = [people[1], people[0], people[1]] }, "Observers"));
        Assert.That((two.Observers, two.Version), Is.EqualTo((people[..2], ticket.Version + 1)));
        Assert.That((await app.Send(Patch(two, new() { Observers = people[..2] }, "Observers"))).Version, Is.EqualTo(two.Version));
        var added = await app.Send(new AddObservers { Number = ticket.Number, PersonId = people[2] });
        Assert.That((added.Observers, added.Version), Is.EqualTo((people, two.Version + 1)));
        var refused = app.Refused(Patch(two, new() { Observers = [] }, "Observers"));
        Assert.That(refused.Errors["Observers"][0], Does.Contain(string.Join(", ", people)));
        var conflict = refused.Conflicts["Observers"];
        Assert.That((conflict.Yours, conflict.Theirs), Is.EqualTo((Array.Empty<long>(), people)));
        var one = await app.Send(new RemoveObserver(ticket.Number, people[2]));
        Assert.That((await app.Send(Patch(two, new() { Observers = [people[0]] }, "Observers"))).Observers, Is.EqualTo(people[..1]));
        Assert.That((await app.Send(Patch(one, new(), "Observers") with { Version = null })).Observers, Is.Empty);
        Assert.That(
            app.Refused(Patch(one, new() { Observers = [people[0], 999_999] }, "Observers")).Errors.Keys,
            Is.EqualTo(new[] { "Observers[1]" })
        );
        var changes = (await app.Send(new GetTicketTimeline { Number = ticket.Number, Show = TimelineFilter.Changes })).Items;
        Assert.That(
            changes.SelectMany(item => item.Changes).Select(change => (change.Field, change.Before, change.After)),
            Is.EqualTo(
                new[]
                {
                    ("observers", "", "Anne Roy, Paul Roux"),
                    ("observers", "Anne Roy, Paul Roux", "Anne Roy, Paul Roux, Léa Petit"),
                    ("observers", "Anne Roy, Paul Roux, Léa Petit", "Anne Roy, Paul Roux"),
                    ("observers", "Anne Roy, Paul Roux", "Anne Roy"),
                    ("observers", "Anne Roy", ""),
                }
            )
        );
    }

    [Test]
    public async Task Priority_and_status_say_how_they_change()
    {
        var ticket = await app.ATicket();
        Assert.That(app.Refused(Patch(ticket, new() { Priority = "high" }, "Priority")).Errors["Priority"][0], Does.Contain("impact"));
        Assert.That(app.Refused(Patch(ticket, new() { Status = "pending" }, "Status")).Errors["Status"][0], Does.Contain("hold"));
    }

    [Test]
    public async Task Null_clears_over_http_and_what_is_not_given_stays()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Imprimante",
                Description = "Bourrage",
                Member = "ARCUEIL",
                Requester = "Anne",
            }
        );
        var token = (await app.SendAs(await app.AUser(Role.Technician), new CreateToken { Name = "test" })).Token;
        await using var product = await ProductProcess.Start(app.Database);
        using var client = product.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var answer = await Send("""{"description":null}""", ticket.Version);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(body.GetProperty("description").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(body.GetProperty("requester").GetString(), Is.EqualTo("Anne"));
        Assert.That(answer.Headers.ETag!.Tag, Is.EqualTo($"\"{ticket.Version + 1}\""));

        await Send("""{"title":"Écran"}""", null);
        var conflict = await Send("""{"title":"Clavier"}""", ticket.Version);
        Assert.That(conflict.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        var title = (await conflict.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conflicts").GetProperty("title");
        Assert.That((title.GetProperty("yours").GetString(), title.GetProperty("theirs").GetString()), Is.EqualTo(("Clavier", "Écran")));

        var observed = await Send("""{"observers":[]}""", null);
        Assert.That(observed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var status = await Send("""{"status":"closed"}""", null);
        Assert.That(status.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await status.Content.ReadAsStringAsync(), Does.Contain("\"status\":["));

        foreach (var (wrong, field) in new[] { ("""{"titre":"x"}""", "titre"), ("""{"title":5}""", "title"), ("[]", "body"), ("", "body") })
        {
            var refused = await Send(wrong, null);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), wrong);
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain($"\"{field}\":["), wrong);
        }

        Task<HttpResponseMessage> Send(string json, long? version)
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/tickets/{ticket.Number}")
            {
                Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            };
            if (version is not null)
                request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            return client.SendAsync(request);
        }
    }
}
