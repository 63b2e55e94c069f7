using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Costs;

[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class CostTests
{
    static readonly DateOnly InMarch = new(2017, 3, 6);

    TestApp app = null!;
    UserIdentity manager;
    string technician = "",
        analyst = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        app.Clock.SetUtcNow(new DateTimeOffset(2018, 1, 15, 9, 0, 0, TimeSpan.Zero));
        (technician, analyst) = (await app.AnAgent("ASSIST-TECH"), await app.AnAgent());
        manager = await app.AUser(Role.Manager);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<TimeEntryDetails> Work(string? member, decimal days, DateOnly? day = null) =>
        app.Send(
            new LogTime
            {
                Agent = analyst,
                Day = day ?? InMarch,
                Quantity = days,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
                Member = member,
                Confirm = true,
            }
        );

    async Task Price(string department, decimal? euros) =>
        await app.SendAs(manager, Priced(department, euros, await PriceVersion(department)));

    async Task<long> PriceVersion(string department) =>
        (await Costs()).Departments.SingleOrDefault(line => line.Department == department)?.Version ?? 0;

    static SetDayCost Priced(string department, decimal? euros, long version) =>
        new()
        {
            Year = 2017,
            Department = department,
            Amount = euros,
            Version = version,
        };

    async Task<long> VersionOf(string member, string nature) =>
        (await Costs()).Contributions.SingleOrDefault(row => row.Member == member)?.Versions.GetValueOrDefault(nature) ?? 0;

    Task<CostReport> Costs() => app.SendAs(manager, new GetCosts { Year = 2017 });

    async Task<MemberCost> CostOf(string? member) => (await Costs()).Rows.Single(row => row.Member == member);

    [Test]
    public async Task Carries_the_contributions_of_2017_by_nature_where_a_blank_is_not_zero()
    {
        var costs = await Costs();
        Assert.That(costs.Contributions, Has.Count.EqualTo(15));
        // The report prints one euro more: 346 386 of recurring services, whose rows add to 346 385.
        Assert.That(costs.Total.ContributionCents, Is.EqualTo(5_182_224_00));
        Assert.That(costs.Contributions.Sum(row => row.AmountCents.GetValueOrDefault("cotisation")), Is.EqualTo(3_642_030_00));
        var vitry = costs.Contributions.Single(row => row.Member == "VITRY");
        Assert.That((vitry.AmountCents["specifique"], vitry.AmountCents.ContainsKey("refacturation")), Is.EqualTo((0L, false)));
    }

    [Test]
    public async Task Sets_own_days_at_the_price_of_their_department_beside_the_contribution()
    {
        await Price("SI", 470.33m);
        await Work("ARCUEIL", 0.5m);
        await Work("ECOLES-IVRY", 0.25m);
        await Work(null, 1m);
        await app.RollUp();
        var arcueil = await CostOf("ARCUEIL");
        Assert.That(
            (arcueil.OwnDays, arcueil.CostCents, arcueil.ContributionCents, arcueil.DifferenceCents),
            Is.EqualTo((0.5m, 235_17L, (long?)388_105_00L, 388_105_00L - 235_17L))
        );
        Assert.That((await CostOf("IVRY")).CostCents, Is.EqualTo(117_58L), "an attached entity counts with its member");
        var nobody = await CostOf(null);
        Assert.That((nobody.CostCents, nobody.ContributionCents, nobody.DifferenceCents), Is.EqualTo((470_33L, (long?)null, -470_33L)));
        var costs = await Costs();
        Assert.That(costs.Total.CostCents, Is.EqualTo(costs.Rows.Sum(row => row.CostCents)));
        Assert.That(costs.Total.DifferenceCents, Is.EqualTo(costs.Total.ContributionCents - costs.Total.CostCents));
    }

    [Test]
    public async Task Says_which_days_have_no_price()
    {
        await Work("ARCUEIL", 0.5m);
        await app.RollUp();
        Assert.That(
            (await Costs()).Notes,
            Is.EqualTo(new[] { "Sans coût de journée pour Systèmes d'Information (0,5 j) : ces jours ne sont pas dans les coûts." })
        );
        await Price("SI", 400m);
        Assert.That((await Costs()).Notes, Is.Empty);
        await Price("SI", null);
        Assert.That((await Costs()).Departments.Single().CostCents, Is.Null);
    }

    [Test]
    public async Task Allocated_days_move_their_cost_and_the_total_stays_to_the_cent()
    {
        await Price("ASSIST", 333.33m);
        for (var day = 6; day <= 8; day++)
            await app.Send(
                new LogHotlineShift
                {
                    Agent = technician,
                    Day = new(2017, 3, day),
                    Quantity = 1,
                    Unit = "d",
                }
            );
        await app.Send(
            new LogHotlineShift
            {
                Agent = technician,
                Day = new(2017, 4, 4),
                Quantity = 0.333333m,
                Unit = "d",
            }
        );
        foreach (var (member, count) in new[] { ("ARCUEIL", 1), ("IVRY", 3), ("SAF94", 3) })
            for (var i = 0; i < count; i++)
                foreach (var month in new[] { 3, 4 })
                    await app.Send(
                        new OpenTicket
                        {
                            Title = "Panne",
                            Member = member,
                            OpenedAt = new DateTime(2017, month, 6, 10, 0, 0, DateTimeKind.Utc),
                        }
                    );
        await app.RollUp();
        var before = (await Costs()).Total.CostCents;

        await app.SendAs(
            manager,
            new AddAllocationKey
            {
                Code = "TICKETS",
                Name = "Tickets",
                Measure = "ticketsOpened",
                ValidFrom = new(2014, 1, 1),
            }
        );
        await app.SendAs(
            manager,
            new AddAllocationPot
            {
                Code = "HOTLINE",
                Name = "Hotline",
                Key = "TICKETS",
                Activities = ["ASSIST-HOTLINE"],
                Takes = ["nobody"],
            }
        );
        foreach (var month in new[] { "2017-03", "2017-04" })
            await app.SendAs(
                manager,
                new AcceptAllocation { Id = (await app.SendAs(manager, new ProposeAllocation { Pot = "HOTLINE", Period = month })).Id }
            );

        var costs = await Costs();
        Assert.That((costs.Total.CostCents, costs.Total.AllocatedDays, costs.Total.Days), Is.EqualTo((before, 0m, 3.333333m)));
        Assert.That((await CostOf(null)) is { CostCents: 0, Days: 0 }, "all of it is given away, to the cent");
        Assert.That(
            costs.Rows.Where(row => row.CostCents > 0).Select(row => (row.Member, row.CostCents)),
            Is.EquivalentTo(new[] { ("ARCUEIL", 158_72L), ("IVRY", 476_19L), ("SAF94", 476_19L) })
        );
    }

    [Test]
    public async Task A_simulation_shares_the_same_total_to_the_cent()
    {
        await Work("ARCUEIL", 1m);
        await Work("IVRY", 1m, InMarch.AddDays(1));
        await Work("SIIM94", 1m, InMarch.AddDays(2));
        await Work("VITRY", 1m, InMarch.AddDays(3));
        await app.RollUp();
        var simulation = await Simulate("days");
        Assert.That(
            (simulation.TotalCents, simulation.Rows.Sum(row => row.SimulatedCents), simulation.Rows.Sum(row => row.ChangeCents)),
            Is.EqualTo((518_222_400L, 518_222_400L, 0L))
        );
        Assert.That(
            simulation.Rows.Where(row => row.SimulatedCents > 0).Select(row => (row.Member, row.SimulatedCents)),
            Is.EquivalentTo(new[] { ("ARCUEIL", 172_740_800L), ("IVRY", 172_740_800L), ("VITRY", 172_740_800L) }),
            "the syndicate itself pays nothing"
        );

        var weighted = await Simulate("weights", "ARCUEIL:1,IVRY:1,ECOLES-IVRY:1,VITRY:4");
        Assert.That(weighted.Rows.Sum(row => row.SimulatedCents), Is.EqualTo(518_222_400L));
        Assert.That(weighted.Rows.Single(row => row.Member == "IVRY").Weight, Is.EqualTo(2));

        await app.SendAs(
            manager,
            new SetMemberCount
            {
                Member = "GOSB",
                Measure = "users",
                ValidFrom = new(2017, 1, 1),
                Count = 12,
            }
        );
        Assert.That((await Simulate("users")).Rows.Single(row => row.SimulatedCents > 0).Member, Is.EqualTo("GOSB"));
        Assert.That(Refusal("workstations").Code, Is.EqualTo("cost.no-weight"));
        Assert.That(Refusal("weights", "ARCUEIL").Code, Is.EqualTo("cost.weights-shape"));
        Assert.That(Refusal("weights").Errors.Keys, Is.EqualTo(new[] { "Weights" }));
        Assert.That(Refusal("humeur").Errors.Keys, Is.EqualTo(new[] { "Key" }));
        Assert.That(
            app.RefusedAs(manager, new SimulateContributions { Year = 2016, Key = "days" }).Code,
            Is.EqualTo("cost.no-contributions")
        );

        Task<ContributionSimulation> Simulate(string key, string? weights = null) =>
            app.SendAs(
                manager,
                new SimulateContributions
                {
                    Year = 2017,
                    Key = key,
                    Weights = weights,
                }
            );
        Refusal Refusal(string key, string? weights = null) =>
            app.RefusedAs(
                manager,
                new SimulateContributions
                {
                    Year = 2017,
                    Key = key,
                    Weights = weights,
                }
            );
    }

    [Test]
    public async Task A_contribution_is_set_changed_and_taken_away_and_leaves_a_trace()
    {
        await Set(12.34m);
        await Set(56.7m);
        Assert.That((await Costs()).Contributions.Single(row => row.Member == "VITRY").AmountCents["refacturation"], Is.EqualTo(56_70));
        await Set(null);
        Assert.That((await Costs()).Contributions.Single(row => row.Member == "VITRY").AmountCents, Does.Not.ContainKey("refacturation"));
        Assert.That(
            await app.Query(db =>
                db.FirstOrDefault<int>("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'set-contribution'", null, default)
            ),
            Is.EqualTo(3)
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new SetContribution
                {
                    Year = 2017,
                    Member = "VITRY",
                    Nature = "refacturation",
                    Amount = 0.001m,
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "Amount" })
        );
        Assert.That(
            app.RefusedAs(
                manager,
                new SetContribution
                {
                    Year = 2017,
                    Member = "MULTI",
                    Nature = "refacturation",
                    Amount = 1,
                }
            ).Code,
            Is.EqualTo("cost.pays-nothing")
        );

        async Task Set(decimal? amount) =>
            await app.SendAs(
                manager,
                new SetContribution
                {
                    Year = 2017,
                    Member = "VITRY",
                    Nature = "refacturation",
                    Amount = amount,
                    Version = await VersionOf("VITRY", "refacturation"),
                }
            );
    }

    [Test]
    public async Task Nobody_overwrites_an_amount_that_another_has_set_meanwhile()
    {
        Assert.That(await PriceVersion("SI"), Is.Zero);
        await app.SendAs(manager, Priced("SI", 400m, 0));
        Assert.That(await PriceVersion("SI"), Is.EqualTo(1), "a price is shown before anybody has logged a day");
        await app.SendAs(manager, Priced("SI", 410m, 1));
        foreach (var seen in new[] { 0L, 1L, 3L })
        foreach (var amount in new[] { 1m, (decimal?)null })
            Assert.That(app.RefusedAs(manager, Priced("SI", amount, seen)).Status, Is.EqualTo(412), $"{seen} {amount}");
        Assert.That((await Costs()).Departments.Single(line => line.Department == "SI").CentsPerDay, Is.EqualTo(410_00));
        await app.SendAs(manager, Priced("SI", null, 2));
        Assert.That(app.RefusedAs(manager, Priced("SI", 1m, 2)).Status, Is.EqualTo(412), "taken away meanwhile");

        Assert.That(await VersionOf("VITRY", "refacturation"), Is.Zero, "a blank");
        await app.SendAs(manager, Paid(12.34m, 0));
        await app.SendAs(manager, Paid(56.7m, 1));
        foreach (var seen in new[] { 0L, 1L, 3L })
        foreach (var amount in new[] { 1m, (decimal?)null })
            Assert.That(app.RefusedAs(manager, Paid(amount, seen)).Status, Is.EqualTo(412), $"{seen} {amount}");
        Assert.That((await Costs()).Contributions.Single(row => row.Member == "VITRY").AmountCents["refacturation"], Is.EqualTo(56_70));
        await app.SendAs(manager, Paid(null, 2));
        Assert.That(app.RefusedAs(manager, Paid(1m, 2)).Status, Is.EqualTo(412), "taken away meanwhile");

        static SetContribution Paid(decimal? amount, long version) =>
            new()
            {
                Year = 2017,
                Member = "VITRY",
                Nature = "refacturation",
                Amount = amount,
                Version = version,
            };
    }

    [Test]
    public async Task Only_managers_see_or_set_any_of_it()
    {
        foreach (var role in new[] { Role.Requester, Role.MemberContact, Role.Hotline, Role.Technician, Role.ProjectLeader, Role.Trainer })
        {
            var user = await app.AUser(
                role,
                member: Roles.IsOfMember(role) ? "ARCUEIL" : null,
                agent: Roles.IsOfMember(role) ? null : await app.AnAgent()
            );
            Assert.That(app.RefusedAs(user, new GetCosts { Year = 2017 }).Status, Is.EqualTo(403), $"{role}");
            Assert.That(app.RefusedAs(user, new SimulateContributions { Year = 2017, Key = "days" }).Status, Is.EqualTo(403), $"{role}");
            Assert.That(
                app.RefusedAs(
                    user,
                    new SetContribution
                    {
                        Year = 2017,
                        Member = "ARCUEIL",
                        Nature = "cotisation",
                        Amount = 1,
                    }
                ).Status,
                Is.EqualTo(403),
                $"{role}"
            );
            Assert.That(
                app.RefusedAs(
                    user,
                    new SetDayCost
                    {
                        Year = 2017,
                        Department = "SI",
                        Amount = 1,
                    }
                ).Status,
                Is.EqualTo(403),
                $"{role}"
            );
        }
        Assert.That((await Costs()).Contributions.Single(row => row.Member == "ARCUEIL").AmountCents["cotisation"], Is.EqualTo(289_500_00));
    }
}
