using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.MemberYears;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Referentials;

/// <summary>Rows renamed, succeeded, merged and split from a day on, and tables of five years with the names of now and of then.</summary>
[SetUICulture("fr-FR")]
sealed class SuccessionTests
{
    static readonly DateOnly FirstOf2016 = new(2016, 1, 1);

    TestApp app = null!;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task A_renamed_row_shows_the_name_of_now_or_those_of_then()
    {
        await Log("CULTURE", 2014, 1);
        await Log("CULTURE", 2016, 0.5m);
        await app.RollUp();
        await Rename("domain", "CULTURE", "Culture et patrimoine", FirstOf2016);

        Assert.That(await Rows("now"), Is.EqualTo(new[] { "CULTURE Culture et patrimoine 1  0,5  " }));
        Assert.That(await Rows("then"), Is.EqualTo(new[] { "CULTURE Culture et patrimoine (Culture jusqu'au 31/12/2015) 1  0,5  " }));
        Assert.That((await Table("then", 2014, 2015)).Rows.Single().Label, Is.EqualTo("Culture"));
        Assert.That((await Table("then", 2016, 2017)).Rows.Single().Label, Is.EqualTo("Culture et patrimoine"));
        Assert.That((await Lines("then", "CULTURE", "2014")).Items.Single().Domain, Is.EqualTo("Culture"));
        Assert.That((await Lines("now", "CULTURE", "2014")).Items.Single().Domain, Is.EqualTo("Culture et patrimoine"));
        Assert.That((await Line("domain", "CULTURE")).FormerNames, Is.EqualTo(new[] { new FormerNameLine("Culture", new(2015, 12, 31)) }));
    }

    [Test]
    public async Task The_same_day_or_other_accents_correct_a_name_and_an_earlier_day_is_refused()
    {
        await Rename("domain", "CULTURE", "Patrimoine et cultures", FirstOf2016);
        await Rename("domain", "CULTURE", "Patrimoine", FirstOf2016);
        await Rename("domain", "CULTURE", "PATRIMOINE", null);
        Assert.That((await Line("domain", "CULTURE")).FormerNames, Has.Count.EqualTo(1));
        var early = app.Refused(
            new RenameReferential
            {
                Referential = "domain",
                Code = "CULTURE",
                Version = 4,
                Name = "Arts",
                StartsOn = FirstOf2016.AddDays(-1),
            }
        );
        Assert.That(early.Errors["StartsOn"].Single(), Does.Contain("01/01/2016"));
        Assert.That(
            app.Refused(
                new RenameReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 4,
                    Name = "Arts",
                    StartsOn = new(2017, 3, 15),
                }
            ).Errors,
            Contains.Key("StartsOn")
        );
        await Rename("domain", "CULTURE", "Arts", null);
        Assert.That(
            (await Line("domain", "CULTURE")).FormerNames.Select(former => former.Until),
            Is.EqualTo(new[] { new DateOnly(2015, 12, 31), new DateOnly(2017, 3, 13) })
        );
    }

    [Test]
    public async Task A_succession_counts_the_years_of_both_in_one_row_and_rewrites_nothing()
    {
        var domain = await ADomain("Action culturelle");
        await Log("CULTURE", 2014, 1);
        await Log("CULTURE", 2015, 0.25m);
        await Log(domain, 2016, 0.5m);
        await Log("FINANCES", 2016, 0.75m);
        await app.RollUp();
        var then = await Rows("then");
        await Succeed("domain", "CULTURE", FirstOf2016, into: [domain]);

        Assert.That(
            await Rows("now"),
            Is.EqualTo(new[] { "ACTION-CULTURELLE Action culturelle 1 0,25 0,5  ", "FINANCES Finances   0,75  " })
        );
        Assert.That(
            await Rows("then"),
            Is.EqualTo(then)
                .And.EqualTo(
                    new[] { "ACTION-CULTURELLE Action culturelle   0,5  ", "CULTURE Culture 1 0,25   ", "FINANCES Finances   0,75  " }
                )
        );
        Assert.That(
            (await Table("now")).Notes,
            Has.Some.EqualTo("« Action culturelle » compte aussi Culture jusqu'au 31/12/2015, pour que les années restent comparables.")
        );
        Assert.That(
            (await Table("now", 2016, 2017)).Notes.Where(note => note.Contains("compte aussi", StringComparison.Ordinal)),
            Is.Empty,
            "no line of before is shown"
        );
        Assert.That(
            (await Lines("now", "ACTION-CULTURELLE", "2014")).Items.Single().Domain,
            Is.EqualTo("Culture"),
            "a line says where it was logged"
        );
        Assert.That((await Line("domain", "CULTURE")).ClosedOn, Is.EqualTo(FirstOf2016));
        Assert.That(app.Refused(Entry("CULTURE", new(2016, 3, 7), 0.5m)).Errors, Contains.Key("Domain"));
    }

    [Test]
    public async Task A_filter_on_either_code_selects_the_whole_lineage_now_and_its_own_lines_then()
    {
        var domain = await ADomain("Action culturelle");
        await Log("CULTURE", 2015, 0.25m);
        await Log(domain, 2016, 0.5m);
        await app.RollUp();
        await Succeed("domain", "CULTURE", FirstOf2016, into: [domain]);
        foreach (var code in new[] { "CULTURE", domain })
        {
            Assert.That(await SumOf("now", code), Is.EqualTo(0.75m), code);
            Assert.That(await SumOf("then", code), Is.EqualTo(code == domain ? 0.5m : 0.25m), code);
        }
        Assert.That(
            (await app.Send(new ListAxisKeys("domain"))).Items.Select(key => key.Key),
            Does.Not.Contain("CULTURE").And.Contain(domain)
        );
        Assert.That((await app.Send(new ListAxisKeys("domain", "then"))).Items.Select(key => key.Key), Does.Contain("CULTURE"));

        async Task<decimal?> SumOf(string names, string code) => (
                await app.Send(
                    new GetPivotLines
                    {
                        Definition = new()
                        {
                            Measures = ["days"],
                            Rows = ["agent"],
                            Columns = "year",
                            Filters = new Dictionary<string, IReadOnlyList<string>> { ["domain"] = [code] },
                            Names = names,
                        },
                        From = "2014",
                        To = "2017",
                    }
                )
            ).Sum.Value;
    }

    [Test]
    public async Task A_merge_into_one_of_the_merged_keeps_that_one()
    {
        await Log("CULTURE", 2014, 1);
        await Log("FINANCES", 2014, 0.5m);
        await Log("RESSOURCES-HUMAINES", 2016, 0.25m);
        await app.RollUp();
        await Succeed("domain", "CULTURE", FirstOf2016, into: ["RESSOURCES-HUMAINES"], with: ["FINANCES", "RESSOURCES-HUMAINES"]);
        Assert.That((await Rows("now")).Single(), Does.StartWith("RESSOURCES-HUMAINES ").And.EndsWith(" 1,5  0,25  "));
        Assert.That((await Line("domain", "RESSOURCES-HUMAINES")).Succeeds, Is.EquivalentTo(new[] { "CULTURE", "FINANCES" }));
        Assert.That((await Line("domain", "RESSOURCES-HUMAINES")).ClosedOn, Is.Null);
    }

    [Test]
    public async Task A_member_is_not_taken_over_by_one_of_its_entities()
    {
        await app.Send(
            new AddMember
            {
                Name = "Régie d'Ivry",
                Kind = "rattachée",
                Parent = "IVRY",
            }
        );
        var code = (await app.Send(new GetReferentials())).Members.Single(member => member.Name == "Régie d'Ivry").Code;
        var refusal = app.Refused(
            new SucceedReferential
            {
                Referential = "member",
                Code = "IVRY",
                Version = 1,
                StartsOn = FirstOf2016,
                Into = [code],
            }
        );
        Assert.That(refusal.Errors, Contains.Key("Into"));
    }

    [Test]
    public async Task Chains_are_followed()
    {
        var (second, third) = (await ADomain("Deuxième"), await ADomain("Troisième"));
        await Log("CULTURE", 2014, 1);
        await Log(second, 2015, 0.5m);
        await Log(third, 2016, 0.25m);
        await app.RollUp();
        await Succeed("domain", "CULTURE", new(2015, 1, 1), into: [second]);
        await Succeed("domain", second, FirstOf2016, into: [third]);
        Assert.That(await Rows("now"), Is.EqualTo(new[] { "TROISIEME Troisième 1 0,5 0,25  " }));
    }

    [Test]
    public async Task What_was_split_is_shown_together_now_and_apart_then()
    {
        var (arts, books) = (await ADomain("Arts"), await ADomain("Livres"));
        await Log("CULTURE", 2015, 1);
        await Log(arts, 2016, 0.5m);
        await Log(books, 2016, 0.25m);
        await app.RollUp();
        await Succeed("domain", "CULTURE", FirstOf2016, into: [arts, books]);
        Assert.That(await Rows("now"), Is.EqualTo(new[] { "ARTS+LIVRES Arts + Livres  1 0,75  " }));
        Assert.That(await Rows("then"), Is.EqualTo(new[] { "ARTS Arts   0,5  ", "CULTURE Culture  1   ", "LIVRES Livres   0,25  " }));
        Assert.That((await Table("now")).Notes, Has.Some.StartsWith("« Arts + Livres » compte aussi Culture jusqu'au 31/12/2015"));
        var lines = await Lines("now", "ARTS+LIVRES", "2016");
        Assert.That((lines.Items.Count, lines.Sum.Value), Is.EqualTo((2, 0.75m)));
        var change = await app.Send(
            new ExplainPivotChange
            {
                Definition = Domains("now"),
                From = "2014",
                To = "2017",
                Row = "ARTS+LIVRES",
                Column = "2016",
            }
        );
        Assert.That(change.Figures.Change, Is.EqualTo(-0.25m));
    }

    [Test]
    public async Task A_succession_is_revoked_and_everything_is_as_before()
    {
        var domain = await ADomain("Action culturelle");
        await Log("CULTURE", 2015, 1);
        await app.RollUp();
        await Succeed("domain", "CULTURE", FirstOf2016, into: [domain]);
        Assert.That(app.Refused(new ReopenReferential { Referential = "domain", Code = "CULTURE" }).Status, Is.EqualTo(409));
        Assert.That(
            app.Refused(
                new CloseReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    ClosedOn = new(2017, 1, 1),
                }
            ).Status,
            Is.EqualTo(409)
        );
        Assert.That(
            app.Refused(
                new RevokeSuccession
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                }
            ).Status,
            Is.EqualTo(412)
        );
        await app.Send(
            new RevokeSuccession
            {
                Referential = "domain",
                Code = "CULTURE",
                Version = 2,
            }
        );
        Assert.That(await Rows("now"), Is.EqualTo(new[] { "CULTURE Culture  1   " }));
        Assert.That((await Line("domain", "CULTURE")).ClosedOn, Is.Null);
        await app.Send(Entry("CULTURE", new(2016, 3, 7), 0.5m));
        Assert.That(
            app.Refused(
                new RevokeSuccession
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 3,
                }
            ).Status,
            Is.EqualTo(409)
        );
    }

    [Test]
    public async Task What_makes_no_sense_is_refused()
    {
        var (technical, later) = (
            await app.Send(new AddDomain { Name = "Réseaux sans fil", Kind = "technical" }),
            await ADomain("Plus tard")
        );
        Assert.That(Refused("domain", "CULTURE", "CULTURE").Errors, Contains.Key("Into"), "itself");
        Assert.That(Refused("domain", "CULTURE", "NOWHERE").Errors, Contains.Key("Into"));
        Assert.That(Refused("domain", "CULTURE", technical.Code).Errors, Contains.Key("Into"), "functional into technical");
        Assert.That(Refused("activity", "SI-MCO", "INFRA-MCO").Errors, Contains.Key("Into"), "of another department");
        Assert.That(Refused("member", "IVRY", "MULTI").Errors, Contains.Key("Into"));
        Assert.That(Refused("member", "MULTI", "IVRY").Errors, Contains.Key("Into"));
        Assert.That(Refused("site", "X", "Y").Status, Is.EqualTo(409));
        Assert.That(
            app.Refused(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                    StartsOn = FirstOf2016,
                }
            ).Errors,
            Contains.Key("Into")
        );
        Assert.That(
            app.Refused(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                    StartsOn = new(2017, 3, 15),
                    Into = [later],
                }
            ).Errors,
            Contains.Key("StartsOn")
        );
        Assert.That(
            app.Refused(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 9,
                    StartsOn = FirstOf2016,
                    Into = [later],
                }
            ).Status,
            Is.EqualTo(412)
        );
        Assert.That(
            app.Refused(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    Version = 1,
                    StartsOn = FirstOf2016,
                    Into = [later, "FINANCES"],
                    With = ["RESSOURCES-HUMAINES"],
                }
            ).Errors,
            Contains.Key("With")
        );
        await app.Send(
            new CloseReferential
            {
                Referential = "domain",
                Code = "FINANCES",
                ClosedOn = new(2015, 6, 1),
            }
        );
        Assert.That(Refused("domain", "CULTURE", "FINANCES").Errors, Contains.Key("Into"), "closed by then");

        await Succeed("domain", "CULTURE", FirstOf2016, into: [later]);
        Assert.That(Refused("domain", "CULTURE", "RESSOURCES-HUMAINES", version: 2).Status, Is.EqualTo(409), "twice");
        Assert.That(
            app.Refused(
                new SucceedReferential
                {
                    Referential = "domain",
                    Code = later,
                    Version = 1,
                    StartsOn = new(2017, 1, 1),
                    Into = ["CULTURE"],
                }
            ).Errors,
            Contains.Key("Into"),
            "in a circle"
        );

        Refusal Refused(string referential, string code, string into, long version = 1) =>
            app.Refused(
                new SucceedReferential
                {
                    Referential = referential,
                    Code = code,
                    Version = version,
                    StartsOn = FirstOf2016,
                    Into = [into],
                }
            );
    }

    [Test]
    public async Task A_row_used_since_that_day_is_refused_with_how_often()
    {
        var domain = await ADomain("Action culturelle");
        await Log("CULTURE", 2016, 1);
        var refusal = app.Refused(
            new SucceedReferential
            {
                Referential = "domain",
                Code = "CULTURE",
                Version = 1,
                StartsOn = FirstOf2016,
                Into = [domain],
            }
        );
        Assert.That(refusal.Errors["StartsOn"].Single(), Does.Contain("1 lignes de temps"));
        var ticket = await app.ATicket(member: "IVRY");
        Assert.That(
            app.Refused(
                    new SucceedReferential
                    {
                        Referential = "member",
                        Code = "IVRY",
                        Version = 1,
                        StartsOn = FirstOf2016,
                        Into = ["ARCUEIL"],
                    }
                )
                .Errors["StartsOn"]
                .Single(),
            Does.Contain("1 tickets"),
            $"{ticket.Number}"
        );
        Assert.That(
            app.Refused(
                    new SucceedReferential
                    {
                        Referential = "team",
                        Code = "SI",
                        Version = 1,
                        StartsOn = FirstOf2016,
                        Into = ["SUPPORT"],
                    }
                )
                .Errors["StartsOn"]
                .Single(),
            Does.Contain(agent)
        );
    }

    [Test]
    public async Task Time_on_an_old_ticket_goes_to_what_took_its_member_over()
    {
        var ticket = await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                Member = "GENTILLY",
                OpenedAt = new DateTime(2015, 12, 1, 9, 0, 0, DateTimeKind.Utc),
            }
        );
        await Succeed("member", "GENTILLY", FirstOf2016, into: ["ARCUEIL"]);
        var entry = await app.Send(Entry("CULTURE", new(2016, 1, 4), 0.25m) with { Ticket = ticket.Number });
        Assert.That(entry.Member, Is.EqualTo("ARCUEIL"));
    }

    [Test]
    public async Task Who_takes_over_a_whole_member_sees_its_past_and_who_comes_out_of_a_split_does_not()
    {
        await app.Send(new AddMember { Name = "Grand Ivry", Kind = "ville" });
        var (ivry, grand) = (
            await app.AUser(Role.MemberContact, member: "IVRY"),
            await app.AUser(Role.MemberContact, member: "GRAND-IVRY")
        );
        await Log("CULTURE", 2015, 1, member: "IVRY");
        await Log("CULTURE", 2016, 0.5m, member: "GRAND-IVRY");
        await app.RollUp();
        Assert.That(await Days(grand), Is.EqualTo(0.5m));
        await Succeed("member", "IVRY", FirstOf2016, into: ["GRAND-IVRY"]);
        Assert.That((await Days(grand), await Days(ivry)), Is.EqualTo((1.5m, 1m)));
        Assert.That((await app.SendAs(grand, new ListTimeEntries())).Items, Has.Count.EqualTo(2));
        Assert.That((await app.SendAs(ivry, new ListTimeEntries())).Items, Has.Count.EqualTo(1));
        Assert.That(await Year(grand, "GRAND-IVRY"), Is.EqualTo((1m, 0.5m)));
        Assert.That(await Year(ivry, "IVRY"), Is.EqualTo((1m, (decimal?)null)), "of its own past only");

        var version = (await Line("member", "IVRY")).Version;
        await app.Send(
            new RevokeSuccession
            {
                Referential = "member",
                Code = "IVRY",
                Version = version,
            }
        );
        await app.Send(new AddMember { Name = "Petit Ivry", Kind = "ville" });
        await Succeed("member", "IVRY", FirstOf2016, into: ["GRAND-IVRY", "PETIT-IVRY"]);
        Assert.That((await Days(grand), await Days(ivry)), Is.EqualTo((0.5m, 1m)));
        Assert.That(await Year(grand, "GRAND-IVRY"), Is.EqualTo(((decimal?)null, 0.5m)), "nothing of what others took with them");

        async Task<decimal?> Days(UserIdentity who) => (
                await app.SendAs(
                    who,
                    new GetPivotLines
                    {
                        Definition = new()
                        {
                            Measures = ["days"],
                            Rows = ["member"],
                            Columns = "year",
                        },
                        From = "2014",
                        To = "2017",
                    }
                )
            ).Sum.Value;
        async Task<(decimal?, decimal?)> Year(UserIdentity who, string member) =>
            (await app.SendAs(who, new GetMemberYear(member, 2016))).Figures.Rows.Single(row => row.Key == "days") is var row
                ? (row.Cells[0].Value, row.Cells[1].Value)
                : default;
    }

    [Test]
    public async Task Lines_of_a_team_count_in_its_successors_department_now()
    {
        await Log("CULTURE", 2015, 1);
        await app.RollUp();
        await app.Send(
            new AddTeam
            {
                Name = "Nouvelle équipe",
                Code = "NOUVELLE",
                Department = "INFRA",
            }
        );
        await app.Send(
            new PostAgent
            {
                Code = agent,
                From = FirstOf2016,
                Team = "NOUVELLE",
                DayMinutes = 420,
            }
        );
        await MoveEverybodyFrom("SI");
        await Succeed("team", "SI", FirstOf2016, into: ["NOUVELLE"]);
        Assert.That(await Departments("now"), Is.EqualTo("INFRA"));
        Assert.That(await Departments("then"), Is.EqualTo("SI"));

        async Task<string> Departments(string names) => (
                await app.Send(
                    new GetPivot
                    {
                        Definition = new()
                        {
                            Measures = ["days"],
                            Rows = ["department"],
                            Columns = "year",
                            Names = names,
                        },
                        From = "2015",
                        To = "2015",
                    }
                )
            ).Rows.Single().Key;
    }

    [Test]
    public async Task An_edition_stays_equal_when_a_row_of_it_gets_a_successor_later()
    {
        var domain = await ADomain("Action culturelle");
        await Log("CULTURE", 2015, 1);
        await app.RollUp();
        await app.Send(new ClosePeriod { Year = 2015, Confirm = true });
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Succeed("domain", "CULTURE", FirstOf2016, into: [domain]);
        Assert.That((
                await app.Send(
                    new GetReport
                    {
                        Id = "si-domain",
                        From = 2015,
                        To = 2015,
                    }
                )
            ).Rows.Single().Key, Is.EqualTo(domain));
        var verification = await app.Send(new VerifyEdition(2015, 1));
        Assert.That((verification.IsEqual, verification.Figures.Count), Is.EqualTo((true, 0)));
        Assert.That(
            (await app.Send(new GetClosingChecks { Year = 2015 })).Single(check => check.Code == "reconciliation").State,
            Is.EqualTo(CheckState.Ok)
        );
    }

    [TestCase("moon")]
    [TestCase("")]
    public void Unknown_names_are_refused(string names)
    {
        Assert.That(app.Refused(new GetReport { Id = "si-domain", Names = names }).Errors, Contains.Key("Names"));
        Assert.That(app.Refused(new GetPivot { Definition = Domains(names) }).Errors, Contains.Key("Names"));
    }

    static PivotDefinition Domains(string names) =>
        new()
        {
            Measures = ["days"],
            Rows = ["domain"],
            Columns = "year",
            Order = "name",
            Decimals = 2,
            Names = names,
        };

    Task<Report> Table(string names, int from = 2014, int to = 2018) =>
        app.Send(
            new GetPivot
            {
                Definition = Domains(names),
                From = $"{from}",
                To = $"{to}",
            }
        );

    /// <summary>Key, label and figures of five years of each row.</summary>
    async Task<string[]> Rows(string names)
    {
        return [.. (await Table(names)).Rows.Select(row => $"{row.Key} {row.Label} {string.Join(' ', row.Cells.Select(Figure))}")];

        static string? Figure(ReportCell cell) => cell.Value?.ToString("0.######", new System.Globalization.CultureInfo("fr-FR"));
    }

    Task<ReportLines> Lines(string names, string row, string column) =>
        app.Send(
            new GetPivotLines
            {
                Definition = Domains(names),
                From = "2014",
                To = "2018",
                Row = row,
                Column = column,
            }
        );

    async Task<ReferentialLine> Line(string referential, string code) =>
        (
            await app.Send(
                new ListReferential
                {
                    Referential = referential,
                    Q = code,
                    IncludeClosed = true,
                }
            )
        ).Items.Single(line => line.Code == code);

    async Task<string> ADomain(string name) => (await app.Send(new AddDomain { Name = name, Kind = "functional" })).Code;

    LogTime Entry(string domain, DateOnly day, decimal days) =>
        new()
        {
            Agent = agent,
            Day = day,
            Quantity = days,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = domain,
            Confirm = true,
        };

    Task Log(string domain, int year, decimal days, string? member = null) =>
        app.Send(Entry(domain, new(year, 3, 7), days) with { Member = member });

    async Task Rename(string referential, string code, string name, DateOnly? startsOn) =>
        await app.Send(
            new RenameReferential
            {
                Referential = referential,
                Code = code,
                Version = (await Line(referential, code)).Version,
                Name = name,
                StartsOn = startsOn,
            }
        );

    async Task Succeed(string referential, string code, DateOnly startsOn, string[] into, string[]? with = null) =>
        await app.Send(
            new SucceedReferential
            {
                Referential = referential,
                Code = code,
                Version = (await Line(referential, code)).Version,
                StartsOn = startsOn,
                Into = into,
                With = with ?? [],
            }
        );

    async Task MoveEverybodyFrom(string team)
    {
        foreach (var line in (await app.Send(new ListReferential { Referential = "agent" })).Items.Where(line => line.Team == team))
            await app.Send(
                new PostAgent
                {
                    Code = line.Code,
                    From = FirstOf2016,
                    Team = "NOUVELLE",
                    DayMinutes = 420,
                }
            );
    }
}
