using CsCheck;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.People;

sealed class PeopleTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static AddPerson Somebody(string name = "Zoé Dupont-Martin", string member = "ARCUEIL") =>
        new()
        {
            Name = name,
            Member = member,
            Emails = ["zoe.dupont@mairie-arcueil.fr"],
            Phones = ["+33 (0)1 45 12 34 56"],
            Room = "204",
            Function = "Directrice des finances",
            IsVip = true,
        };

    async Task<IReadOnlyList<string>> Found(string text, UserIdentity? by = null) =>
        [.. (await app.SendAs(by ?? UserIdentity.System, new ListPeople { Q = text })).Items.Select(person => person.Name)];

    [TestCase("dupont")]
    [TestCase("PONT")]
    [TestCase("zoe")]
    [TestCase("martin zoé")]
    [TestCase("@mairie")]
    [TestCase("zoe.dupont@mairie-arcueil.fr")]
    [TestCase("01.45.12.34.56")]
    [TestCase("0033145123456")]
    [TestCase("12 34 56")]
    [TestCase("dupont 0145")]
    public async Task Is_found_by_any_part_of_name_mail_and_phone(string text)
    {
        await app.Send(Somebody());
        await app.Send(Somebody("Paul Durand") with { Emails = [], Phones = ["06 11 22 33 44"] });
        Assert.That(await Found(text), Is.EqualTo(new[] { "Zoé Dupont-Martin" }));
    }

    [TestCase("dupond")]
    [TestCase("zoe durand")]
    [TestCase("%")]
    public async Task Is_not_found_by_what_they_are_not(string text)
    {
        await app.Send(Somebody());
        Assert.That(await Found(text), Is.Empty);
    }

    [Test]
    public async Task Is_of_one_member_and_unknown_to_the_people_of_others()
    {
        var person = await app.Send(Somebody());
        var own = await app.AUser(Role.MemberContact, "ARCUEIL");
        var stranger = await app.AUser(Role.MemberContact, "GENTILLY");
        Assert.That(await Found("dupont", own), Has.Count.EqualTo(1));
        Assert.That(await Found("dupont", stranger), Is.Empty);
        Assert.That((await app.SendAs(own, new GetPerson(person.Id))).Name, Is.EqualTo("Zoé Dupont-Martin"));
        Assert.That(app.RefusedAs(stranger, new GetPerson(person.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(own, Somebody("Autre")).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(
                stranger,
                new OpenTicket
                {
                    Title = "Panne",
                    Member = "GENTILLY",
                    RequesterId = person.Id,
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "RequesterId" })
        );
    }

    [Test]
    public void Names_every_field_that_is_wrong() =>
        Assert.That(
            app.Refused(
                new AddPerson
                {
                    Name = " ",
                    Emails = ["sans arobase"],
                    Phones = ["bientôt"],
                    Language = "de",
                }
            ).Errors.Keys,
            Is.EquivalentTo(new[] { "Name", "Member", "Emails[0]", "Phones[0]", "Language" })
        );

    [TestCase("\u200b@arcueil.fr")]
    [TestCase("a@b..c")]
    [TestCase("a@b.")]
    [TestCase("<a>@arcueil.fr")]
    [TestCase("a,b@arcueil.fr")]
    public void An_address_is_one_that_mail_can_be_sent_to(string address) =>
        Assert.That(app.Refused(Somebody() with { Emails = [address] }).Errors.Keys, Is.EqualTo(new[] { "Emails[0]" }));

    [Test]
    public async Task Changes_with_the_version_that_was_seen()
    {
        var person = await app.Send(Somebody());
        var change = new ChangePerson
        {
            Id = person.Id,
            Version = person.Version,
            Name = "Zoé Durand",
            Member = "ARCUEIL",
            IsActive = false,
        };
        var changed = await app.Send(change);
        Assert.That((changed.Name, changed.IsActive, changed.Emails.Count), Is.EqualTo(("Zoé Durand", false, 0)));
        Assert.That(app.Refused(change).Status, Is.EqualTo(412));
        Assert.That(await Found("durand"), Is.Empty);
        Assert.That((await app.Send(new ListPeople { Q = "durand", IncludeInactive = true })).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Has_one_account_which_is_nobody_elses()
    {
        var account = await app.Send(
            new AddAccount
            {
                Login = "zoe",
                DisplayName = "Zoé",
                Role = nameof(Role.Requester),
                Member = "ARCUEIL",
            }
        );
        var person = await app.Send(Somebody() with { Account = "ZOE" });
        Assert.That(person.Account, Is.EqualTo(account.Login));
        Assert.That(app.Refused(Somebody("Autre") with { Account = "zoe" }).Errors.Keys, Is.EqualTo(new[] { "Account" }));
        Assert.That(app.Refused(Somebody("Autre") with { Account = "nul" }).Errors.Keys, Is.EqualTo(new[] { "Account" }));
    }

    [Test]
    public async Task Pages_go_through_everybody_once_in_the_order_of_names()
    {
        string[] names = ["Éric Bé", "eric be", "Anne Zed", "Zoé Abel", "Bob", "Éric Bé"];
        foreach (var name in names)
            await app.Send(Somebody(name) with { Emails = [], Phones = [] });
        var seen = await Pages.All(after => app.Send(new ListPeople { After = after, Limit = 2 }));
        Assert.That(
            seen.Select(person => person.Name),
            Is.EqualTo(new[] { "Anne Zed", "Bob", "Éric Bé", "eric be", "Éric Bé", "Zoé Abel" })
        );
        Assert.That(seen.Select(person => person.Id), Is.Unique);
        Assert.That(await app.Send(new CountPeople(new() { Limit = 2 })), Is.EqualTo(names.Length));
        Assert.That(await app.Send(new CountPeople(new() { Q = "be eric" })), Is.EqualTo(3));
    }

    [Test]
    public async Task Are_sorted_by_member_or_site_and_there_by_name_page_by_page()
    {
        foreach (var (name, member) in new[] { ("Zoé", "ARCUEIL"), ("Émile", "IVRY"), ("Anne", "IVRY"), ("Bob", "ARCUEIL") })
            await app.Send(Somebody(name) with { Member = member, Emails = [], Phones = [] });
        Assert.That(await Sorted("member"), Is.EqualTo(new[] { "Bob", "Zoé", "Anne", "Émile" }));
        Assert.That(await Sorted("-member,-name"), Is.EqualTo(new[] { "Émile", "Anne", "Zoé", "Bob" }));
        Assert.That(await Sorted("-name"), Is.EqualTo(new[] { "Zoé", "Émile", "Bob", "Anne" }));
        Assert.That(await Sorted("site"), Is.EqualTo(new[] { "Anne", "Bob", "Émile", "Zoé" }), "of no site");
        Assert.That(app.Refused(new ListPeople { Sort = "couleur" }).Errors.Keys, Is.EqualTo(new[] { "Sort" }));

        async Task<IEnumerable<string>> Sorted(string sort) =>
            (
                await Pages.All(after =>
                    app.Send(
                        new ListPeople
                        {
                            Sort = sort,
                            Limit = 1,
                            After = after,
                        }
                    )
                )
            ).Select(person => person.Name);
    }

    [Test]
    public async Task Duplicates_are_told_with_what_they_have_in_common()
    {
        var first = await app.Send(Somebody());
        var mail = await app.Send(Somebody("Z. Martin") with { Phones = [], Emails = ["ZOE.Dupont@mairie-arcueil.fr"] });
        var phone = await app.Send(Somebody("Accueil finances") with { Phones = ["0145123456"], Emails = [] });
        var name = await app.Send(Somebody("Dupond-Martin Zoé") with { Phones = [], Emails = [] });
        await app.Send(Somebody("Dupont-Martin Zoé", "GENTILLY") with { Phones = [], Emails = [] });
        Assert.That(
            (await app.Send(new GetPerson(first.Id))).Duplicates.Select(other => (other.Id, other.Reason)),
            Is.EqualTo(new[] { (mail.Id, "email"), (phone.Id, "phone"), (name.Id, "name") })
        );
        var pairs = await app.Send(new ListDuplicates());
        Assert.That(
            pairs.Items.Where(pair => pair.Id == first.Id).Select(pair => (pair.OtherId, pair.Reason)),
            Is.EquivalentTo(new[] { (mail.Id, "email"), (phone.Id, "phone"), (name.Id, "name") })
        );
    }

    [Test]
    public async Task Of_whom_somebody_said_that_they_are_two_never_looks_like_one_again()
    {
        var one = await app.Send(Somebody());
        var mail = await app.Send(Somebody("Z. Martin", "GENTILLY") with { Phones = [], Emails = ["ZOE.Dupont@mairie-arcueil.fr"] });
        var pair = (await app.Send(new ListDuplicates())).Items.Single();
        Assert.That((pair.MemberName, pair.OtherMemberName), Is.EqualTo(("Arcueil", "Gentilly")));
        var apart = await app.SendAs(await app.AUser(Role.Hotline), new KeepApart { Id = mail.Id, From = one.Id });
        Assert.That(apart.Duplicates, Is.Empty);
        Assert.That((await app.Send(new GetPerson(one.Id))).Duplicates, Is.Empty);
        Assert.That((await app.Send(new ListDuplicates())).Items, Is.Empty);
        await app.Send(new KeepApart { Id = one.Id, From = mail.Id });
        Assert.That(app.Refused(new KeepApart { Id = one.Id, From = one.Id }).Errors.Keys, Is.EqualTo(new[] { "From" }));
        Assert.That(
            app.RefusedAs(await app.AUser(Role.MemberContact, "ARCUEIL"), new KeepApart { Id = one.Id, From = mail.Id }).Status,
            Is.EqualTo(403)
        );
    }

    [Test]
    public async Task Tickets_and_observers_follow_whoever_is_merged()
    {
        var kept = await app.Send(Somebody() with { Room = null, Phones = [] });
        var old = await app.Send(Somebody("Z. Dupont") with { Emails = ["zd@arcueil.fr"] });
        var asked = await app.Send(new OpenTicket { Title = "Un", RequesterId = old.Id });
        var watched = await app.Send(
            new OpenTicket
            {
                Title = "Deux",
                Member = "ARCUEIL",
                Observers = [old.Id, kept.Id],
            }
        );
        var merged = await app.Send(new MergePeople { Id = old.Id, Into = kept.Id });
        Assert.That(
            (merged.Id, merged.Room, merged.Emails, merged.Phones),
            Is.EqualTo((kept.Id, "204", new[] { "zoe.dupont@mairie-arcueil.fr", "zd@arcueil.fr" }, new[] { "+33 (0)1 45 12 34 56" }))
        );
        Assert.That((await app.Send(new GetTicket(asked.Number))).RequesterId, Is.EqualTo(kept.Id));
        Assert.That((await app.Send(new GetTicket(watched.Number))).Observers, Is.EqualTo(new[] { kept.Id }));
        Assert.That((await app.Send(new GetPerson(old.Id))).MergedInto, Is.EqualTo(kept.Id));
        Assert.That(
            (await app.Send(new ListTickets { Requester = $"{old.Id}" })).Items.Select(ticket => ticket.Number),
            Is.EqualTo(new[] { asked.Number }),
            "under the number that was noted before"
        );
        Assert.That(await Found("dupont"), Has.Count.EqualTo(1));
        Assert.That(await Found("zd@arcueil"), Is.EqualTo(new[] { kept.Name }));
        // Whoever still names the old number means the other one.
        Assert.That((await app.Send(new OpenTicket { Title = "Trois", RequesterId = old.Id })).RequesterId, Is.EqualTo(kept.Id));
        Assert.That(app.Refused(new MergePeople { Id = old.Id, Into = kept.Id }).Status, Is.EqualTo(409));
        Assert.That(app.Refused(new MergePeople { Id = kept.Id, Into = old.Id }).Errors.Keys, Is.EqualTo(new[] { "Into" }));
    }

    /// <summary>However people turn out to be one another, no ticket is lost or counted twice.</summary>
    [Test]
    public async Task Any_sequence_of_merges_keeps_every_ticket_with_one_person()
    {
        await Gen.Select(Gen.Int[0, 5].Array[6, 12], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 8])
            .SampleAsync(
                async (asking, merges) =>
                {
                    var people = new List<long>();
                    for (var i = 0; i < 6; i++)
                        people.Add((await app.Send(Somebody($"Personne {Guid.NewGuid():N}") with { Emails = [], Phones = [] })).Id);
                    var survivors = people.ToDictionary(id => id);
                    var owners = new Dictionary<long, long>();
                    foreach (var who in asking)
                        owners[(await app.Send(new OpenTicket { Title = "Panne", RequesterId = people[who] })).Number] = people[who];
                    foreach (var (from, into) in merges)
                    {
                        var (old, kept) = (people[from], Last(people[into]));
                        if (survivors[old] != old || kept == old)
                            continue;
                        await app.Send(new MergePeople { Id = old, Into = people[into] });
                        survivors[old] = kept;
                    }
                    foreach (var (number, owner) in owners)
                        Assert.That((await app.Send(new GetTicket(number))).RequesterId, Is.EqualTo(Last(owner)));
                    var listed = 0;
                    foreach (var survivor in people.Where(id => survivors[id] == id))
                        listed += (await app.Send(new ListTicketsOfPerson(survivor))).Count;
                    Assert.That(listed, Is.EqualTo(asking.Length));

                    long Last(long id) => survivors[id] == id ? id : Last(survivors[id]);
                },
                iter: 8,
                threads: 1
            );
    }

    [Test]
    public async Task Erased_somebody_leaves_figures_and_no_name()
    {
        var person = await app.Send(Somebody());
        var ticket = await app.Send(new OpenTicket { Title = "Panne", RequesterId = person.Id });
        await app.Send(
            new ChangeTicket
            {
                Number = ticket.Number,
                Version = ticket.Version,
                Title = "Panne d'écran",
                Member = "ARCUEIL",
            }
        );
        var incident = await app.ATicket();
        await app.Send(new AddAffectedPerson { Number = incident.Number, PersonId = person.Id });
        await app.Send(new AddObservers { Number = incident.Number, PersonId = person.Id });
        var manager = await app.AUser(Role.Manager);
        Assert.That(
            app.RefusedAs(await app.AUser(Role.Hotline), new ErasePerson { Id = person.Id, Version = person.Version }).Status,
            Is.EqualTo(403)
        );
        var erased = await app.SendAs(manager, new ErasePerson { Id = person.Id, Version = person.Version });
        Assert.That((erased.IsErased, erased.Emails.Count, erased.Phones.Count, erased.Function), Is.EqualTo((true, 0, 0, (string?)null)));
        var after = await app.Send(new GetTicket(ticket.Number));
        Assert.That((after.Requester, after.RequesterId), Is.EqualTo(($"Anonyme {person.Id}", (long?)person.Id)));
        Assert.That((await app.Send(new ListTickets { Q = "Dupont" })).Items, Is.Empty);
        Assert.That((await app.Send(new ListTickets { Q = "écran" })).Items, Has.Count.EqualTo(1));
        Assert.That(
            await app.Query(db =>
                db.FirstOrDefault<int>(
                    "SELECT COUNT(*) FROM AuditEntries a WHERE a.BeforeJson LIKE '%Dupont%' OR a.AfterJson LIKE '%Dupont%'",
                    null,
                    default
                )
            ),
            Is.Zero
        );
        Assert.That(
            (await app.Send(new GetTicketTimeline { Number = incident.Number }))
                .Items.Skip(1)
                .Select(item => item.Text ?? item.Changes[0].After),
            Is.EqualTo(new[] { $"Anonyme {person.Id}", $"Anonyme {person.Id}" })
        );
        Assert.That(
            app.Refused(new OpenTicket { Title = "Encore", RequesterId = person.Id }).Errors.Keys,
            Is.EqualTo(new[] { "RequesterId" })
        );
    }
}
