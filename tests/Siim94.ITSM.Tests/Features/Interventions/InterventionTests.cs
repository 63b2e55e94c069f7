using System.Globalization;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Interventions;

sealed class InterventionTests
{
    TestApp app = null!;
    string first = "",
        second = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (first, second) = (await app.AnAgent("ASSIST-TECH"), await app.AnAgent("INFRA-SYSRES"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    LogIntervention Visit() =>
        new()
        {
            Kind = "onsite",
            Agents = [first, second],
            Member = "ARCUEIL",
            Day = new DateOnly(2017, 3, 13),
            Quantity = 0.5m,
            Unit = "d",
            TravelMinutes = 30,
            Summary = "Postes",
        };

    async Task<IReadOnlyList<TimeEntryDetails>> Lines() => (await app.Send(new ListTimeEntries())).Items;

    [Test]
    public async Task Writes_a_line_of_the_whole_quantity_for_each_agent_and_keeps_travel_apart()
    {
        var visit = await app.Send(Visit());
        var lines = await Lines();
        Assert.That(
            lines.Select(l => (l.Agent, l.Days, l.Activity, l.Member, l.Intervention)),
            Is.EquivalentTo(
                new[]
                {
                    (first, 0.5m, "ASSIST-SITE", "ARCUEIL", (long?)visit.Id),
                    (second, 0.5m, "ASSIST-SITE", "ARCUEIL", (long?)visit.Id),
                }
            )
        );
        await app.RollUp();
        Assert.That(
            await app.Query(db =>
                db.FirstOrDefault<string>(
                    "SELECT CONCAT(Visits, ' ', TravelMinutes) FROM ReportVisitsByMonth WHERE YearMonth = 201703",
                    null,
                    default
                )
            ),
            Is.EqualTo("1 30")
        );
    }

    /// <summary>Whoever opens a figure reads there what was done.</summary>
    [TestCase(10, 10)]
    [TestCase(1_500, 1_000)]
    public async Task Its_lines_carry_what_was_done(int length, int kept)
    {
        await app.Send(Visit() with { Summary = new string('x', length) });
        Assert.That((await Lines()).Select(line => line.Note!.Length), Is.All.EqualTo(kept));
    }

    [Test]
    public async Task Takes_its_day_and_length_from_two_instants_in_Paris()
    {
        // The night of the clock change: 1:30 to 3:30 on the wall is one hour.
        var visit = await app.Send(
            Visit() with
            {
                Agents = [first],
                Day = null,
                Quantity = null,
                Unit = null,
                StartedAt = new(2017, 3, 26, 1, 30, 0, TimeSpan.FromHours(1)),
                EndedAt = new(2017, 3, 26, 3, 30, 0, TimeSpan.FromHours(2)),
            }
        );
        Assert.That((visit.Day, (await Lines())[0].Minutes), Is.EqualTo((new DateOnly(2017, 3, 26), 60L)));
    }

    LogIntervention At(string from, string to, params string[] agents) =>
        Visit() with
        {
            Agents = [.. agents],
            Day = null,
            Quantity = null,
            Unit = null,
            StartedAt = DateTimeOffset.Parse($"2017-03-13T{from}+01:00", CultureInfo.InvariantCulture),
            EndedAt = DateTimeOffset.Parse($"2017-03-13T{to}+01:00", CultureInfo.InvariantCulture),
        };

    [TestCase("09:00", "10:00", false)]
    [TestCase("09:00", "10:01", true)]
    [TestCase("10:30", "10:45", true)]
    [TestCase("09:00", "12:00", true)]
    [TestCase("10:59", "12:00", true)]
    [TestCase("11:00", "12:00", false)]
    public async Task Warns_of_another_visit_of_an_agent_at_the_same_time(string from, string to, bool overlaps)
    {
        var before = await app.Send(At("10:00", "11:00", first));
        if (!overlaps)
        {
            await app.Send(At(from, to, first, second));
            return;
        }
        var refusal = app.Refused(At(from, to, second, first));
        Assert.That((refusal.Code, refusal.IsWarning), Is.EqualTo(("intervention.overlaps", true)));
        Assert.That(refusal.Errors.Keys, Is.EqualTo(new[] { "StartedAt" }));
        Assert.That(refusal.Message, Does.Contain($"Agent {first}").And.Contain($"{before.Id}").And.Contain("10:00"));
        Assert.That(await Lines(), Has.Count.EqualTo(1), "nothing was written");
        await app.Send(At(from, to, second, first) with { Confirm = true });
    }

    [Test]
    public async Task Warns_of_no_visit_of_others_nor_of_itself()
    {
        var visit = await app.Send(At("10:00", "11:00", first));
        await app.Send(At("10:00", "11:00", second));
        await app.Send(new ChangeIntervention(At("10:30", "11:30", first)) { Id = visit.Id, Version = visit.Version });
        Assert.That(
            app.Refused(new ChangeIntervention(At("10:30", "11:30", first, second)) { Id = visit.Id, Version = visit.Version + 1 }).Code,
            Is.EqualTo("intervention.overlaps")
        );
    }

    /// <summary>It was a member on the day of the visit.</summary>
    [Test]
    public async Task A_past_visit_to_a_member_that_has_been_closed_since_is_possible()
    {
        await app.Send(
            new CloseReferential
            {
                Referential = "member",
                Code = "ARCUEIL",
                ClosedOn = new DateOnly(2017, 3, 14),
            }
        );
        await app.Send(Visit());
        Assert.That(app.Refused(Visit() with { Day = new DateOnly(2017, 3, 14) }).Errors.Keys, Is.EqualTo(new[] { "Member" }));

        async Task<IEnumerable<string>> MembersOn(DateOnly? day) =>
            (await app.Send(new ListReferential { Referential = "member", OpenOn = day })).Items.Select(member => member.Code);
        Assert.That(await MembersOn(new(2017, 3, 13)), Has.Member("ARCUEIL"));
        Assert.That(await MembersOn(new(2017, 3, 14)), Has.No.Member("ARCUEIL"));
        Assert.That(await MembersOn(null), Has.No.Member("ARCUEIL"));

        var members = (await app.Send(new GetReferentials())).Members;
        Assert.That(members.ChoicesOn(new(2017, 3, 13)).Select(choice => choice.Value), Has.Member("ARCUEIL"));
        Assert.That(members.ChoicesOn(new(2017, 3, 14)).Select(choice => choice.Value), Has.No.Member("ARCUEIL"));
    }

    [Test]
    public async Task Rewrites_its_lines_when_changed_and_takes_them_along_when_deleted()
    {
        var visit = await app.Send(Visit());
        var changed = await app.Send(
            new ChangeIntervention
            {
                Id = visit.Id,
                Version = visit.Version,
                Kind = "remote",
                Agents = [first],
                Member = "IVRY",
                Day = new DateOnly(2017, 4, 3),
                Quantity = 90,
                Unit = "min",
                Summary = "À distance",
            }
        );
        Assert.That(
            (await Lines()).Select(l => (l.Agent, l.Minutes, l.Activity, l.Member)),
            Is.EqualTo(new[] { (first, 90L, "ASSIST-REMOTE", "IVRY") })
        );
        Assert.That(app.Refused(new DeleteIntervention(visit.Id, visit.Version)).Status, Is.EqualTo(412));
        await app.Send(new DeleteIntervention(visit.Id, changed.Version));
        Assert.That(await Lines(), Is.Empty);
        await app.RollUp();
        Assert.That(await app.Query(db => db.FirstOrDefault<long>("SELECT COUNT(*) FROM ReportVisitsByMonth", null, default)), Is.Zero);
        Assert.That(
            await app.Query(db => db.FirstOrDefault<long>("SELECT COALESCE(SUM(EntryCount), 0) FROM ReportWorkByMonth", null, default)),
            Is.Zero
        );
    }

    [Test]
    public async Task Its_lines_are_changed_through_it_only()
    {
        await app.Send(Visit());
        var line = (await Lines())[0];
        Assert.That(app.Refused(new DeleteTimeEntry(line.Id, line.Version)).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task A_technician_logs_their_own_visits_only()
    {
        var technician = await app.AUser(Role.Technician, agent: first);
        await app.SendAs(technician, Visit());
        Assert.That(app.RefusedAs(technician, Visit() with { Agents = [second] }).Errors, Contains.Key("Agents"));
    }

    static readonly IReadOnlyDictionary<string, Func<InterventionDetails, string>> Headings = new Dictionary<
        string,
        Func<InterventionDetails, string>
    >
    {
        ["day"] = visit => $"{visit.Day:yyyy-MM-dd}",
        ["kind"] = visit => visit.Kind,
        ["member"] = visit => visit.MemberName.ToLowerInvariant(),
        ["site"] = visit => (visit.SiteName ?? "").ToLowerInvariant(),
        ["agents"] = visit => visit.AgentNames.Min(name => name.ToLowerInvariant())!,
        ["duration"] = visit => $"{visit.Quantity * (visit.Unit == "d" ? 7 : 1):000.00}",
    };

    [Test]
    public async Task Lists_visits_by_each_heading_page_by_page()
    {
        await app.Send(Visit());
        await app.Send(Visit() with { Day = new(2017, 3, 1), Quantity = 0.25m });
        await app.Send(Visit() with { Kind = "delegation", Agents = [second], Day = new(2017, 3, 2), Quantity = 1 });
        await app.Send(Visit() with { Member = "GENTILLY", Day = new(2017, 3, 6), Unit = "h", Quantity = 5 });
        var all = (await app.Send(new ListInterventions())).Items;
        Assert.That(all, Has.Count.EqualTo(4));
        foreach (var (name, by) in Headings)
        {
            var upwards = all.OrderBy(by, StringComparer.Ordinal).ThenBy(visit => visit.Id).Select(visit => visit.Id);
            Assert.That(await Paged(name), Is.EqualTo(upwards), name);
            Assert.That(await Paged($"-{name}"), Is.EqualTo(upwards.Reverse()), $"-{name}");
        }
        Assert.That(app.Refused(new ListInterventions { Sort = "couleur" }).Errors.Keys, Is.EqualTo(new[] { "Sort" }));

        async Task<IEnumerable<long>> Paged(string sort) =>
            (
                await Pages.All(after =>
                    app.Send(
                        new ListInterventions
                        {
                            Sort = sort,
                            Limit = 1,
                            After = after,
                        }
                    )
                )
            ).Select(visit => visit.Id);
    }

    [Test]
    public async Task A_member_sees_their_own_visits_only()
    {
        var visit = await app.Send(Visit());
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        var neighbour = await app.AUser(Role.MemberContact, member: "GENTILLY");
        Assert.That((await app.SendAs(contact, new ListInterventions())).Items, Has.Count.EqualTo(1));
        Assert.That((await app.SendAs(neighbour, new ListInterventions())).Items, Is.Empty);
        Assert.That(await app.SendAs(contact, new CountInterventions(new())), Is.EqualTo(1));
        Assert.That(await app.SendAs(neighbour, new CountInterventions(new())), Is.Zero);
        Assert.That(app.RefusedAs(neighbour, new GetIntervention(visit.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_member_sees_their_own_tickets_of_a_visit_only()
    {
        var (own, others) = ((await app.ATicket()).Number, (await app.ATicket()).Number);
        var visit = await app.Send(Visit() with { Tickets = [own, others] });
        await app.Send(
            new PatchTicket
            {
                Number = others,
                Fields = new() { Member = "GENTILLY" },
                Given = ["Member"],
            }
        );
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Assert.That(visit.Tickets, Is.EqualTo(new[] { own, others }));
        Assert.That((await app.SendAs(contact, new GetIntervention(visit.Id))).Tickets, Is.EqualTo(new[] { own }));
        Assert.That((await app.SendAs(contact, new ListInterventions())).Items.Single().Tickets, Is.EqualTo(new[] { own }));
    }

    [Test]
    public async Task Asks_about_a_ticket_of_another_member_and_says_whose_it_is()
    {
        var others = (await app.ATicket(member: "GENTILLY")).Number;
        var visit = Visit() with { Tickets = [others] };
        var refused = app.Refused(visit);
        Assert.That((refused.Code, refused.IsWarning), Is.EqualTo(("intervention.ticket-of-another", true)));
        Assert.That(refused.Errors["Tickets"].Single(), Does.Contain($"n° {others}").And.Contain("Gentilly").And.Contain("Arcueil"));
        Assert.That((await app.Send(visit with { Confirm = true })).Tickets, Is.EqualTo(new[] { others }));
    }

    [Test]
    public async Task A_shift_fills_the_hotline()
    {
        var shift = await app.Send(
            new LogHotlineShift
            {
                Agent = first,
                Day = new DateOnly(2017, 3, 13),
                Quantity = 0.5m,
                Unit = "d",
            }
        );
        Assert.That((await Lines()).Select(l => (l.Activity, l.HotlineShift)), Is.EqualTo(new[] { ("ASSIST-HOTLINE", (long?)shift.Id) }));
        await app.Send(new DeleteHotlineShift(shift.Id, shift.Version));
        Assert.That(await Lines(), Is.Empty);
    }
}
