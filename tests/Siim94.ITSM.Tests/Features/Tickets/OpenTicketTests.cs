using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Tickets;

sealed class OpenTicketTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static OpenTicket Opening() => new() { Title = "Imprimante en panne", Member = "Mairie d'Arcueil" };

    [Test]
    public async Task Opens_a_ticket_with_what_is_usual_for_staff()
    {
        var ticket = await app.SendAs(await app.AUser(Role.Hotline), Opening());
        Assert.That(
            (ticket.Member, ticket.Channel, ticket.Type, ticket.Urgency, ticket.Impact, ticket.Priority, ticket.Status, ticket.Requester),
            Is.EqualTo(("ARCUEIL", "phone", "incident", "medium", "medium", "medium", "new", (string?)null))
        );
        Assert.That(
            (ticket.OpenedAt, ticket.TakenInChargeAt, ticket.ResolvedAt, ticket.ClosedAt, ticket.Version),
            Is.EqualTo((app.Clock.GetUtcNow().UtcDateTime, (DateTime?)null, (DateTime?)null, (DateTime?)null, 1L))
        );
        Assert.That(ticket.Events.Select(e => (e.Kind, e.ToStatus)), Is.EqualTo(new[] { ("open", (string?)"new") }));
    }

    [Test]
    public async Task Comes_from_the_portal_in_the_name_of_the_requester_who_opens_it()
    {
        var ticket = await app.SendAs(await app.AUser(Role.Requester, "ARCUEIL", name: "Dominique Essai"), Opening());
        Assert.That((ticket.Channel, ticket.Requester), Is.EqualTo(("portal", "Dominique Essai")));
    }

    [Test]
    public async Task Takes_the_domain_of_the_application_unless_told()
    {
        var all = await app.Send(new GetReferentials());
        var application = all.Applications.First(a => a.DomainId is not null);
        var other = all.Domains.First(d => d.Id != application.DomainId);
        var inferred = await app.Send(Opening() with { Application = application.Code });
        var told = await app.Send(Opening() with { Application = application.Code, Domain = other.Code });
        Assert.That((inferred.Domain, told.Domain), Is.EqualTo((all.Domains.CodeOf(application.DomainId), other.Code)));
    }

    [Test]
    public void Names_every_field_that_is_wrong()
    {
        var refusal = app.Refused(
            new OpenTicket
            {
                Title = " ",
                Channel = "pigeon",
                Type = "question",
                Urgency = "major",
                Impact = "huge",
                Description = "\0",
            }
        );
        Assert.That(
            refusal.Errors.Keys,
            Is.EquivalentTo(new[] { "Title", "Member", "Channel", "Type", "Urgency", "Impact", "Description" })
        );
    }

    [TestCase(Role.MemberContact)]
    [TestCase(Role.Requester)]
    public async Task Is_of_the_member_of_whoever_asks_unless_they_say_another(Role role)
    {
        var user = await app.AUser(role, member: "IVRY");
        Assert.That((await app.SendAs(user, new OpenTicket { Title = "Écran noir" })).Member, Is.EqualTo("IVRY"));
        Assert.That(app.Refused(new OpenTicket { Title = "Écran noir" }).Errors.Keys, Is.EqualTo(new[] { "Member" }), "staff have none");
    }

    [Test]
    public void Refuses_codes_that_mean_nothing() =>
        Assert.Multiple(() =>
        {
            Assert.That(app.Refused(Opening() with { Member = "Atlantide" }).Errors.Keys, Is.EqualTo(new[] { "Member" }));
            Assert.That(app.Refused(Opening() with { Application = "inconnue" }).Errors.Keys, Is.EqualTo(new[] { "Application" }));
            Assert.That(app.Refused(Opening() with { Domain = "inconnu" }).Errors.Keys, Is.EqualTo(new[] { "Domain" }));
        });

    [Test]
    public async Task Refuses_a_member_who_has_left_and_an_application_no_longer_used()
    {
        await app.Send(
            new CloseReferential
            {
                Referential = "member",
                Code = "SAF94",
                ClosedOn = new DateOnly(2017, 3, 14),
            }
        );
        await app.Send(
            new CloseReferential
            {
                Referential = "application",
                Code = "OUTLOOK",
                ClosedOn = new DateOnly(2017, 3, 1),
            }
        );
        Assert.That(app.Refused(Opening() with { Member = "SAF94" }).Code, Is.EqualTo("referential.closed"));
        Assert.That(app.Refused(Opening() with { Application = "OUTLOOK" }).Errors.Keys, Is.EqualTo(new[] { "Application" }));
        Assert.That(
            (await app.Send(Opening() with { Member = "SAF94", OpenedAt = new(2017, 3, 13, 9, 0, 0, TimeSpan.Zero) })).Member,
            Is.EqualTo("SAF94"),
            "it had not left then"
        );
    }

    [TestCase(Role.Requester, false)]
    [TestCase(Role.MemberContact, false)]
    [TestCase(Role.Hotline, false)]
    [TestCase(Role.Technician, false)]
    [TestCase(Role.Manager, false)]
    [TestCase(Role.Administrator, true)]
    public async Task Opens_in_the_past_only_for_those_who_import(Role role, bool isAllowed)
    {
        var user = await app.AUser(role, Roles.IsOfMember(role) ? "ARCUEIL" : null);
        var past = Opening() with { OpenedAt = new(2016, 12, 31, 23, 30, 0, TimeSpan.FromHours(1)) };
        if (isAllowed)
            Assert.That((await app.SendAs(user, past)).OpenedAt, Is.EqualTo(new DateTime(2016, 12, 31, 22, 30, 0)));
        else
            Assert.That(app.RefusedAs(user, past).Errors.Keys, Is.EqualTo(new[] { "OpenedAt" }));
    }

    /// <summary>A call is written down after it; it is 10:00 in Paris.</summary>
    [TestCase(Role.Hotline, -60, true)]
    [TestCase(Role.Technician, -599, true)]
    [TestCase(Role.Hotline, -601, false)]
    [TestCase(Role.Hotline, 6, false)]
    [TestCase(Role.Requester, -60, false)]
    [TestCase(Role.MemberContact, -60, false)]
    public async Task Opens_earlier_the_same_day_for_those_who_work_on_tickets(Role role, int minutes, bool isAllowed)
    {
        var user = await app.AUser(role, Roles.IsOfMember(role) ? "ARCUEIL" : null);
        var at = app.Clock.GetUtcNow().AddMinutes(minutes);
        if (isAllowed)
            Assert.That((await app.SendAs(user, Opening() with { OpenedAt = at })).OpenedAt, Is.EqualTo(at.UtcDateTime));
        else
            Assert.That(app.RefusedAs(user, Opening() with { OpenedAt = at }).Errors.Keys, Is.EqualTo(new[] { "OpenedAt" }));
    }

    [TestCase("2017-03-14T10:00:00Z")]
    [TestCase("9999-12-31T23:59:59Z")]
    [TestCase("1999-12-31T23:59:59Z")]
    public void Never_opens_in_the_future_nor_in_another_century(string openedAt) =>
        Assert.That(
            app.Refused(Opening() with { OpenedAt = DateTimeOffset.Parse(openedAt, null) }).Errors.Keys,
            Is.EqualTo(new[] { "OpenedAt" })
        );

    [TestCase(2)]
    [TestCase(-2)]
    public async Task Takes_a_clock_a_little_off_for_now(int minutes)
    {
        var ticket = await app.SendAs(
            await app.AUser(Role.Requester, "ARCUEIL"),
            Opening() with
            {
                OpenedAt = app.Clock.GetUtcNow().AddMinutes(minutes),
            }
        );
        Assert.That(ticket.OpenedAt, Is.EqualTo(app.Clock.GetUtcNow().UtcDateTime));
    }

    [Test]
    public async Task Counts_a_ticket_opened_after_midnight_in_Paris_in_the_new_month()
    {
        await app.Send(Opening() with { OpenedAt = new(2017, 1, 31, 23, 30, 0, TimeSpan.Zero) });
        var day = await app.Query(db => db.FirstOrDefault<DateOnly>("SELECT t.OpenedOn FROM Tickets t", null, default));
        Assert.That(day, Is.EqualTo(new DateOnly(2017, 2, 1)));
    }

    [Test]
    public async Task Keeps_hostile_text_as_it_is()
    {
        const string text = "'; DROP TABLE Tickets; -- <script>alert(1)</script> % _ [a] ! \U0001F5A8 ı";
        var ticket = await app.Send(Opening() with { Title = text, Description = text + "\r\n\tsuite", Requester = text });
        Assert.That((ticket.Title, ticket.Description, ticket.Requester), Is.EqualTo((text, text + "\r\n\tsuite", text)));
    }

    [Test]
    public async Task Opens_one_ticket_for_one_key_even_at_the_same_instant()
    {
        var tickets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.SendAs(UserIdentity.System, Opening(), "form-1")));
        Assert.That(tickets.Select(t => t.Number).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await app.Send(new ListTickets())).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Changes_what_a_ticket_says_and_keeps_what_it_said()
    {
        var ticket = await app.Send(Opening() with { Channel = "mail", Urgency = "high", Description = "Avant" });
        var changed = await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = "Imprimante de l'accueil",
                Member = "GENTILLY",
            }
        );
        Assert.That(
            (changed.Title, changed.Member, changed.Description, changed.Channel, changed.Urgency, changed.Version),
            Is.EqualTo(("Imprimante de l'accueil", "GENTILLY", (string?)null, "mail", "high", 2L))
        );
        var audit = await app.Query(db =>
            db.FirstOrDefault<string>(
                "SELECT CONCAT(a.Action, a.BeforeJson, a.AfterJson) FROM AuditEntries a WHERE a.Subject = 'ticket'",
                null,
                default
            )
        );
        Assert.That(audit, Does.StartWith("change").And.Contain("Imprimante en panne").And.Contain("Imprimante de l"));
        Assert.That((await app.Send(new ListTickets { Q = "accueil" })).Items, Has.Count.EqualTo(1), "the search finds the new words");
    }

    [Test]
    public async Task Refuses_to_overwrite_what_somebody_changed_meanwhile()
    {
        var ticket = await app.ATicket();
        var change = new ChangeTicket
        {
            Number = ticket.Number,
            Version = ticket.Version,
            Title = "Autre titre",
            Member = "ARCUEIL",
        };
        await app.Send(change);
        Assert.That(app.Refused(change with { Title = "Encore un autre" }).Status, Is.EqualTo(412));
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Title, Is.EqualTo("Autre titre"));
    }

    [Test]
    public async Task Leaves_a_ticket_to_its_requester_when_staff_reword_it()
    {
        var requester = await app.AUser(Role.Requester, "ARCUEIL", name: "Camille Essai");
        var ticket = await app.ATicket(requester);
        await app.SendAs(
            await app.AUser(Role.Hotline),
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = 1,
                Title = "Reformulé",
                Member = "ARCUEIL",
            }
        );
        var seen = await app.SendAs(requester, new GetTicket(ticket.Number));
        Assert.That((seen.Title, seen.Requester), Is.EqualTo(("Reformulé", "Camille Essai")));
    }

    [Test]
    public async Task Adds_up_the_time_logged_on_it()
    {
        var agent = await app.AnAgent("SI");
        var ticket = await app.ATicket();
        Assert.That(ticket.Minutes, Is.Zero);
        foreach (var minutes in new[] { 30, 45 })
            await app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = new(2017, 3, 14),
                    Quantity = minutes,
                    Unit = "min",
                    Activity = "MCO",
                    SubActivity = "Suivi d'application",
                    Domain = "RH",
                    Ticket = ticket.Number,
                }
            );
        Assert.That((await app.Send(new GetTicket(ticket.Number))).Minutes, Is.EqualTo(75));
    }
}
