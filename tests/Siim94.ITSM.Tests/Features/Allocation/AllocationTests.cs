using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Allocation;

[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class AllocationTests
{
    static readonly DateOnly InJanuary = new(2017, 1, 10),
        InFebruary = new(2017, 2, 14);

    TestApp app = null!;
    UserIdentity manager;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        app.Clock.SetUtcNow(new DateTimeOffset(2018, 1, 15, 9, 0, 0, TimeSpan.Zero));
        agent = await app.AnAgent("ASSIST-TECH");
        manager = await app.AUser(Role.Manager, agent: agent, name: "Camille Martin");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<AllocationKey> AKey(
        string code = "TICKETS",
        string measure = "ticketsOpened",
        DateOnly? from = null,
        List<KeyPart>? parts = null,
        List<KeyWeight>? weights = null
    ) =>
        app.SendAs(
            manager,
            new AddAllocationKey
            {
                Code = code,
                Name = $"Clé {code}",
                Measure = measure,
                ValidFrom = from ?? new(2014, 1, 1),
                Parts = parts ?? [],
                Weights = weights ?? [],
            }
        );

    Task<AllocationPot> APot(
        string code = "HOTLINE",
        string key = "TICKETS",
        string activity = "ASSIST-HOTLINE",
        string takes = "nobody"
    ) =>
        app.SendAs(
            manager,
            new AddAllocationPot
            {
                Code = code,
                Name = $"Pot {code}",
                Key = key,
                Activities = activity.Length == 0 ? [] : [activity],
                Takes = [takes],
            }
        );

    Task Shift(DateOnly day, decimal days = 1) =>
        app.Send(
            new LogHotlineShift
            {
                Agent = agent,
                Day = day,
                Quantity = days,
                Unit = "d",
                Confirm = true,
            }
        );

    async Task Tickets(string member, int count, DateOnly day)
    {
        for (var i = 0; i < count; i++)
            await app.Send(
                new OpenTicket
                {
                    Title = "Imprimante",
                    Member = member,
                    OpenedAt = day.ToDateTime(new(10, 0), DateTimeKind.Utc),
                }
            );
    }

    /// <summary>A day of hotline in January and one in February, four tickets and three.</summary>
    async Task AHotlineOf2017()
    {
        await AKey();
        await APot();
        await Shift(InJanuary);
        await Shift(InFebruary);
        await Tickets("ARCUEIL", 1, InJanuary);
        await Tickets("IVRY", 3, InJanuary);
        await Tickets("SIIM94", 3, InFebruary);
    }

    Task<AllocationDetails> Propose(string period = "2017", string? key = null, string pot = "HOTLINE") =>
        app.SendAs(
            manager,
            new ProposeAllocation
            {
                Pot = pot,
                Period = period,
                Key = key,
            }
        );

    Task<AllocationDetails> Accept(long id, bool confirm = false) =>
        app.SendAs(manager, new AcceptAllocation { Id = id, Confirm = confirm });

    static Dictionary<string, decimal> SharesOf(AllocationDetails allocation) =>
        allocation.Shares.ToDictionary(share => share.Member, share => share.Days);

    [Test]
    public async Task Spreads_a_pot_by_tickets_to_the_last_millionth_and_explains_each_share()
    {
        await AHotlineOf2017();
        var year = await Propose();
        Assert.That(
            SharesOf(year),
            Is.EquivalentTo(
                new Dictionary<string, decimal>
                {
                    ["ARCUEIL"] = 0.285714m,
                    ["IVRY"] = 0.857143m,
                    ["SIIM94"] = 0.857143m,
                }
            )
        );
        Assert.That(
            (year.Days, year.Shares.Sum(share => share.Days), year.Sources.Sum(source => source.Days), year.State, year.IsStale),
            Is.EqualTo((2m, 2m, 2m, "proposed", false))
        );
        var part = year.Shares.Single(share => share.Member == "ARCUEIL").Parts.Single();
        Assert.That((part.Weight, part.TotalWeight, part.PotDays), Is.EqualTo((1L, 7L, 2m)));
        Assert.That(part.Explanation, Is.EqualTo("Tickets ouverts : 1 / 7 × 2 j = 0,285714 j"));
        Assert.That(
            SharesOf(await Propose("2017-01")),
            Is.EquivalentTo(new Dictionary<string, decimal> { ["ARCUEIL"] = 0.25m, ["IVRY"] = 0.75m })
        );
    }

    [Test]
    public async Task Proposing_again_changes_nothing_until_facts_or_key_do()
    {
        await AHotlineOf2017();
        var first = await Propose();
        Assert.That((await Propose()).Id, Is.EqualTo(first.Id));
        await Tickets("GENTILLY", 1, InFebruary);
        var second = await Propose();
        var replaced = await app.Send(new GetAllocation(first.Id));
        Assert.That((replaced.State, replaced.ReplacedBy, second.Id > first.Id), Is.EqualTo(("replaced", (long?)second.Id, true)));
        await AKey(from: new(2017, 12, 1));
        Assert.That((await Propose()).Id, Is.GreaterThan(second.Id), "a later version of the key is in force at the end of the year");
    }

    [Test]
    public async Task A_proposal_that_facts_overtook_says_so_and_is_renewed_before_it_is_accepted()
    {
        await AHotlineOf2017();
        var first = await Propose();
        await Shift(new(2017, 3, 1), 0.5m);
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = first.Id }).Code, Is.EqualTo("allocation.stale"));
        await app.RollUp();
        Assert.That((await app.Send(new ListAllocations { Period = "2017" })).Items.Single().IsStale);
        var renewed = await Propose();
        Assert.That(((await Accept(renewed.Id)).State, renewed.Days), Is.EqualTo(("accepted", 2.5m)));
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = renewed.Id }).Code, Is.EqualTo("allocation.not-proposed"));
    }

    [Test]
    public async Task Replaces_an_accepted_allocation_only_when_told_to_and_keeps_its_trace()
    {
        await AHotlineOf2017();
        await AKey("PARTS", "fixed", weights: [new() { Member = "ARCUEIL", Weight = 1 }]);
        var first = await Accept((await Propose()).Id);
        Assert.That((await Propose()).Id, Is.EqualTo(first.Id), "nothing has changed");
        var second = await Propose(key: "PARTS");
        Assert.That(second.Replaces, Is.EqualTo(new[] { first.Id }));
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = second.Id }).Code, Is.EqualTo("allocation.replaces-others"));
        Assert.That((await Accept(second.Id, confirm: true)).State, Is.EqualTo("accepted"));
        var before = await app.Send(new GetAllocation(first.Id));
        Assert.That((before.State, before.ReplacedBy, before.DecidedByName), Is.EqualTo(("replaced", (long?)second.Id, "Camille Martin")));
        Assert.That(
            await app.Query(db =>
                db.FirstOrDefault<int>(
                    "SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'allocation' AND SubjectId = @Id AND Action = 'replace'",
                    new { first.Id },
                    default
                )
            ),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task A_year_takes_the_place_of_its_months_and_no_month_joins_an_accepted_year()
    {
        await AHotlineOf2017();
        var january = await Accept((await Propose("2017-01")).Id);
        var february = await Propose("2017-02");
        var year = await Propose();
        Assert.That(year.Replaces, Is.EqualTo(new[] { january.Id }));
        await Accept(year.Id, confirm: true);
        Assert.That((await app.Send(new GetAllocation(january.Id))).State, Is.EqualTo("replaced"));
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = february.Id }).Code, Is.EqualTo("allocation.year-accepted"));
        Assert.That(
            app.RefusedAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "2017-03" }).Code,
            Is.EqualTo("allocation.year-accepted")
        );
        Assert.That((await app.SendAs(manager, new RejectAllocation { Id = year.Id, Reason = "Par mois" })).State, Is.EqualTo("rejected"));
        Assert.That((await Accept(february.Id)).State, Is.EqualTo("accepted"));
    }

    [Test]
    public async Task Nothing_moves_once_the_period_is_closed()
    {
        await AHotlineOf2017();
        var january = await Accept((await Propose("2017-01")).Id);
        var february = await Propose("2017-02");
        await app.SendAs(manager, new ClosePeriod { Year = 2017, Confirm = true });
        Assert.That(app.RefusedAs(manager, new RejectAllocation { Id = january.Id, Reason = "Non" }).Code, Is.EqualTo("period.closed"));
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = february.Id }).Code, Is.EqualTo("period.closed"));
        Assert.That(app.RefusedAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "2017" }).Code, Is.EqualTo("period.closed"));
        Assert.That((await app.Send(new GetAllocation(january.Id))).State, Is.EqualTo("accepted"));
    }

    [Test]
    public async Task A_year_is_decided_before_the_december_that_shows_it_is_closed()
    {
        await AHotlineOf2017();
        var year = await Propose();
        await app.SendAs(
            manager,
            new ClosePeriod
            {
                Year = 2017,
                Month = 12,
                Confirm = true,
            }
        );
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = year.Id }).Errors.Keys, Is.EqualTo(new[] { "Period" }));
        Assert.That((await app.Send(new VerifyEdition(201712, 1))).IsEqual, Is.True);
    }

    [Test]
    public async Task A_year_does_not_replace_a_month_that_is_closed()
    {
        await AHotlineOf2017();
        await Accept((await Propose("2017-01")).Id);
        await app.SendAs(
            manager,
            new ClosePeriod
            {
                Year = 2017,
                Month = 1,
                Confirm = true,
            }
        );
        var year = await Propose();
        Assert.That(app.RefusedAs(manager, new AcceptAllocation { Id = year.Id, Confirm = true }).Code, Is.EqualTo("period.closed"));
    }

    [Test]
    public async Task Refuses_in_words_what_cannot_be_spread()
    {
        await AKey();
        await AKey("POSTES", "workstations");
        await AKey("TARD", "visits", from: new(2018, 1, 1));
        await APot();
        Assert.That(
            app.RefusedAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "2017" }).Code,
            Is.EqualTo("allocation.nothing-to-share")
        );
        await Shift(InJanuary);
        var refusal = app.RefusedAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "2017" });
        Assert.That(
            (refusal.Code, refusal.Message),
            Is.EqualTo(
                ("allocation.no-weight", "Personne n'a de poids pour « Tickets ouverts » sur 2017 : cette clé ne peut rien répartir.")
            )
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new ProposeAllocation
                {
                    Pot = "HOTLINE",
                    Period = "2017",
                    Key = "POSTES",
                }
            ).Code,
            Is.EqualTo("allocation.no-weight")
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new ProposeAllocation
                {
                    Pot = "HOTLINE",
                    Period = "2017",
                    Key = "TARD",
                }
            ).Code,
            Is.EqualTo("allocation.no-version")
        );
        Assert.That(
            app.RefusedAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "2018" }).Code,
            Is.EqualTo("allocation.not-over")
        );
        Assert.That(
            app.RefusedAs(manager, new ProposeAllocation { Pot = "RIEN", Period = "2017" }).Errors.Keys,
            Is.EqualTo(new[] { "Pot" })
        );
        Assert.That(
            app.RefusedAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = "mars" }).Errors.Keys,
            Is.EqualTo(new[] { "Period" })
        );
    }

    [Test]
    public async Task A_blend_spreads_each_part_by_its_own_measure_and_counts_are_those_of_the_last_day()
    {
        await AKey();
        await AKey(
            "MIXTE",
            "blend",
            parts: [new() { Measure = "workstations", Percentage = 60 }, new() { Measure = "fixed", Percentage = 40 }],
            weights: [new() { Member = "SAF94", Weight = 2 }, new() { Member = "VITEZ", Weight = 1 }]
        );
        await APot();
        await Shift(InJanuary);
        foreach (
            var (member, from, count) in new[]
            {
                ("IVRY", new DateOnly(2016, 1, 1), 300),
                ("IVRY", new(2017, 6, 1), 200),
                ("ARCUEIL", new(2017, 1, 1), 100),
                ("IVRY", new(2018, 1, 1), 999),
            }
        )
            await app.SendAs(
                manager,
                new SetMemberCount
                {
                    Member = member,
                    Measure = "workstations",
                    ValidFrom = from,
                    Count = count,
                }
            );
        var shares = SharesOf(await Propose(key: "MIXTE"));
        Assert.That(
            shares,
            Is.EquivalentTo(
                new Dictionary<string, decimal>
                {
                    ["IVRY"] = 0.4m,
                    ["ARCUEIL"] = 0.2m,
                    ["SAF94"] = 0.266667m,
                    ["VITEZ"] = 0.133333m,
                }
            )
        );
        Assert.That(shares.Values.Sum(), Is.EqualTo(1m));
    }

    [Test]
    public async Task Shows_keys_side_by_side_and_says_why_one_cannot_serve()
    {
        await AHotlineOf2017();
        await AKey("PARTS", "fixed", weights: [new() { Member = "VITRY", Weight = 5 }]);
        await AKey("POSTES", "workstations");
        await app.RollUp();
        var preview = await app.SendAs(
            manager,
            new PreviewAllocation
            {
                Pot = "HOTLINE",
                Period = "2017",
                Keys = "TICKETS,PARTS,POSTES",
            }
        );
        Assert.That(preview.Keys.Select(key => key.Total), Is.EqualTo(new decimal?[] { 2m, 2m, null }));
        Assert.That(preview.Keys[2].Problem, Does.Contain("Postes de travail"));
        Assert.That(preview.Rows.Single(row => row.Member == "VITRY").Days, Is.EqualTo(new decimal?[] { null, 2m, null }));
        Assert.That((await app.Send(new ListAllocations())).Items, Is.Empty, "a preview keeps nothing");
    }

    [Test]
    public async Task A_new_version_of_a_key_never_rewrites_an_earlier_one()
    {
        await AKey(from: new(2016, 1, 1));
        Assert.That(
            app.RefusedAs(
                manager,
                new AddAllocationKey
                {
                    Code = "TICKETS",
                    Name = "T",
                    Measure = "visits",
                    ValidFrom = new(2016, 1, 1),
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "ValidFrom" })
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new AddAllocationKey
                {
                    Code = "TICKETS",
                    Name = "T",
                    Measure = "visits",
                    ValidFrom = new(2015, 1, 1),
                }
            ).Code,
            Is.EqualTo("allocation.version-not-later")
        );
        var key = await AKey(measure: "visits", from: new(2017, 7, 1));
        Assert.That(
            key.Versions.Select(version => (version.ValidFrom.Year, version.Measure)),
            Is.EqualTo(new[] { (2016, "ticketsOpened"), (2017, "visits") })
        );
    }

    [Test]
    public async Task Pots_never_take_the_same_lines_twice()
    {
        await AKey();
        await APot("MCO", activity: "SI-MCO", takes: "several");
        Assert.That(
            app.RefusedAs(
                manager,
                new AddAllocationPot
                {
                    Code = "SUIVI",
                    Name = "Suivi",
                    Key = "TICKETS",
                    Activities = ["SI-MCO-SUIVI"],
                    Takes = ["several"],
                }
            ).Code,
            Is.EqualTo("allocation.pots-overlap")
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new AddAllocationPot
                {
                    Code = "TOUT",
                    Name = "Tout",
                    Key = "TICKETS",
                    Takes = ["several", "internal"],
                }
            ).Code,
            Is.EqualTo("allocation.pots-overlap")
        );
        var other = await APot("INTERNE", activity: "SI-MCO", takes: "internal");
        var closed = await app.SendAs(
            manager,
            new ChangeAllocationPot
            {
                Code = other.Code,
                Version = other.Version,
                Name = "Interne",
                Key = "TICKETS",
                ClosedOn = new(2017, 1, 1),
            }
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new ChangeAllocationPot
                {
                    Code = other.Code,
                    Version = other.Version,
                    Name = "Interne",
                    Key = "TICKETS",
                }
            ).Status,
            Is.EqualTo(412)
        );
        Assert.That(
            app.RefusedAs(manager, new ProposeAllocation { Pot = closed.Code, Period = "2017" }).Code,
            Is.EqualTo("allocation.pot-closed")
        );
    }

    [Test]
    public async Task A_pot_of_several_or_internal_work_takes_their_lines_and_gives_nothing_back_to_them()
    {
        await AKey();
        await APot("PARTAGE", activity: "", takes: "internal");
        var si = await app.AnAgent();
        await app.Send(
            new LogTime
            {
                Agent = si,
                Day = InJanuary,
                Quantity = 1,
                Unit = "d",
                Activity = "SI-INTERNE",
                Member = "SIIM94",
                Domain = "FINANCES",
                Confirm = true,
            }
        );
        await Tickets("SIIM94", 5, InJanuary);
        await Tickets("IVRY", 1, InJanuary);
        var allocation = await Propose(pot: "PARTAGE");
        Assert.That(SharesOf(allocation), Is.EquivalentTo(new Dictionary<string, decimal> { ["IVRY"] = 1m }));
        Assert.That(allocation.Sources.Single().Member, Is.EqualTo("SIIM94"));
    }

    [Test]
    public async Task The_monthly_round_proposes_last_month_once_for_every_pot_and_says_which_it_could_not()
    {
        await AHotlineOf2017();
        await APot("VIDE", activity: "SI-MCO", takes: "several");
        app.Clock.SetUtcNow(new DateTimeOffset(2018, 2, 3, 4, 0, 0, TimeSpan.Zero));
        await Shift(new(2018, 1, 9));
        await Tickets("IVRY", 1, new(2018, 1, 9));
        var round = await app.Send(new ProposeLastMonth());
        Assert.That((round.Proposed.Count, round.Refused.Count), Is.EqualTo((1, 1)));
        Assert.That(round.Refused[0], Does.StartWith("Pot VIDE"));
        Assert.That((await app.Send(new ProposeLastMonth())).Proposed, Is.EqualTo(round.Proposed));
        var allocation = await app.Send(new GetAllocation(round.Proposed[0]));
        Assert.That((allocation.Period, allocation.ProposedByName, allocation.State), Is.EqualTo(("2018-01", "Siim94.ITSM", "proposed")));
    }

    [Test]
    public async Task The_table_with_allocation_keeps_the_total_and_a_member_sees_only_their_own_row_of_it()
    {
        await AHotlineOf2017();
        await app.Send(
            new LogIntervention
            {
                Kind = "onsite",
                Agents = [agent],
                Member = "ARCUEIL",
                Day = InFebruary,
                Quantity = 0.5m,
                Unit = "d",
                Summary = "Postes",
                Confirm = true,
            }
        );
        await app.RollUp();
        Assert.That((await Table()).Notes[0], Is.EqualTo("Aucune répartition acceptée sur cette période."));
        await Accept((await Propose()).Id);
        var table = await Table();
        Assert.That(
            table.Rows.Select(row => (row.Key, row.Cells[0].Value, row.Cells[1].Value, row.Cells[2].Value)),
            Is.EquivalentTo(
                new (string, decimal?, decimal?, decimal?)[]
                {
                    ("", 2m, -2m, 0m),
                    ("ARCUEIL", 0.5m, 0.285714m, 0.785714m),
                    ("IVRY", null, 0.857143m, 0.857143m),
                    ("SIIM94", null, 0.857143m, 0.857143m),
                }
            )
        );
        Assert.That(table.Totals.Select(total => total.Value), Is.EqualTo(new decimal?[] { 2.5m, 0m, 2.5m }));
        Assert.That(table.Notes, Has.Some.Contains("Pot HOTLINE – Clé TICKETS").And.Some.Contains("SIIM94 (interne) 0,9"));
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        var theirs = await app.SendAs(
            contact,
            new GetReport
            {
                Id = "days-member-allocated",
                From = 2017,
                To = 2017,
            }
        );
        Assert.That(theirs.Rows.Select(row => row.Key), Is.EqualTo(new[] { "ARCUEIL" }));
        Assert.That(theirs.Notes, Has.None.Contains("SIIM94"));
        Assert.That(
            (
                await app.Send(
                    new GetReport
                    {
                        Id = "onsite-member",
                        From = 2017,
                        To = 2017,
                    }
                )
            ).Notes,
            Has.Some.Contains("Sans répartition")
        );

        Task<Report> Table() =>
            app.Send(
                new GetReport
                {
                    Id = "days-member-allocated",
                    From = 2017,
                    To = 2017,
                }
            );
    }

    [Test]
    public async Task Only_managers_see_or_decide()
    {
        await AHotlineOf2017();
        var allocation = await Propose();
        foreach (var role in new[] { Role.Requester, Role.MemberContact, Role.Hotline, Role.Technician, Role.ProjectLeader, Role.Trainer })
        {
            var user = await app.AUser(
                role,
                member: Roles.IsOfMember(role) ? "ARCUEIL" : null,
                agent: Roles.IsOfMember(role) ? null : await app.AnAgent()
            );
            Assert.That(app.RefusedAs(user, new GetAllocation(allocation.Id)).Status, Is.EqualTo(403), $"{role}");
            Assert.That(app.RefusedAs(user, new ListAllocations()).Status, Is.EqualTo(403), $"{role}");
            Assert.That(app.RefusedAs(user, new PreviewAllocation { Pot = "HOTLINE", Period = "2017" }).Status, Is.EqualTo(403), $"{role}");
            Assert.That(app.RefusedAs(user, new AcceptAllocation { Id = allocation.Id }).Status, Is.EqualTo(403), $"{role}");
            Assert.That(app.RefusedAs(user, new ListMemberCounts()).Status, Is.EqualTo(403), $"{role}");
        }
    }
}
