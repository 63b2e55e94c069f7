using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Referentials;

sealed class ReferentialTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<ReferentialData> All() => app.Query(db => new ReferentialCache().Read(db, default));

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

    [TestCase("%")]
    [TestCase("_")]
    [TestCase("!")]
    [TestCase("!%_")]
    [TestCase(" ? ")]
    public async Task A_sign_alone_finds_what_holds_that_sign(string sign)
    {
        var list = new ListReferential { Referential = "member", Q = sign };
        Assert.That((await app.Send(list)).Items, Is.Empty);
        await app.Query(db =>
            db.Execute(
                "UPDATE Members SET Name = @Name WHERE Code = 'ARCUEIL'",
                new { Name = $"Arcueil {sign.Trim()} et environs" },
                default
            )
        );
        await app.Send(
            new AddAlias
            {
                Referential = "member",
                Code = "IVRY",
                Label = "Ivry la ville",
            }
        );
        Assert.That((await app.Send(list)).Items.Select(line => line.Code), Is.EqualTo(new[] { "ARCUEIL" }));
        Assert.That((await app.Send(list with { Q = "   " })).Items, Has.Count.GreaterThan(10), "a blank asks for all");
    }

    [Test]
    public async Task Every_label_of_the_printed_tables_is_known()
    {
        var keys = new RowKeys(await All());
        var unknown =
            from table in PublishedFile.Parse(SeedFiles.Read("published-tables.json")).Tables
            where table.RowDimension != "project"
            from row in table.Rows
            where keys.Find(table.RowDimension, row.Label) is null
            select $"{table.Id}: {row.Label}";
        Assert.That(unknown, Is.Empty);
    }

    [TestCase("OPALY", "OPALY")]
    [TestCase("opaly", "OPALY")]
    [TestCase("Vitez", "VITEZ")]
    [TestCase("théâtre d'ivry (antoine vitez)", "VITEZ")]
    [TestCase("**MULTI", "MULTI")]
    [TestCase("Ivry/Seine", "IVRY")]
    public async Task A_spelling_means_a_member(string text, string code) =>
        Assert.That((await All()).Members.Find(text).Single().Code, Is.EqualTo(code));

    [Test]
    public async Task A_renamed_row_keeps_its_old_spelling()
    {
        await app.Send(
            new RenameReferential
            {
                Referential = "domain",
                Code = "FINANCES",
                Version = 1,
                Name = "Affaires financières",
            }
        );
        Assert.That((await All()).Domains.Find("finances").Single().Name, Is.EqualTo("Affaires financières"));
        Assert.That((await All()).Domains.Find("affaires financieres").Single().Code, Is.EqualTo("FINANCES"));
        Assert.That(
            app.Refused(
                new RenameReferential
                {
                    Referential = "domain",
                    Code = "FINANCES",
                    Version = 1,
                    Name = "Autre",
                }
            ).Status,
            Is.EqualTo(412)
        );
    }

    [Test]
    public async Task A_closed_row_serves_the_days_before_only()
    {
        var agent = await app.AnAgent();
        var entry = new LogTime
        {
            Agent = agent,
            Quantity = 0.5m,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "CULTURE",
        };
        Assert.That(
            app.Refused(
                new CloseReferential
                {
                    Referential = "domain",
                    Code = "CULTURE",
                    ClosedOn = DateOnly.MinValue,
                }
            ).Errors.Keys,
            Is.EqualTo(new[] { "ClosedOn" })
        );
        await app.Send(
            new CloseReferential
            {
                Referential = "domain",
                Code = "CULTURE",
                ClosedOn = new DateOnly(2017, 3, 10),
            }
        );
        await app.Send(entry with { Day = new DateOnly(2017, 3, 9) });
        Assert.That(app.Refused(entry with { Day = new DateOnly(2017, 3, 10) }).Errors, Contains.Key("Domain"));
        await app.Send(new ReopenReferential { Referential = "domain", Code = "CULTURE" });
        await app.Send(entry with { Day = new DateOnly(2017, 3, 10) });
    }

    [Test]
    public async Task A_spelling_cannot_mean_two_rows()
    {
        Assert.That(
            app.Refused(
                new AddAlias
                {
                    Referential = "member",
                    Code = "IVRY",
                    Label = "Gentilly",
                }
            ).Errors,
            Contains.Key("Label")
        );
        await app.Send(
            new AddAlias
            {
                Referential = "member",
                Code = "IVRY",
                Label = "Ville d'Ivry",
            }
        );
        Assert.That((await Line("member", "IVRY")).Aliases, Does.Contain("Ville d'Ivry"));
    }

    [Test]
    public async Task A_new_row_gets_a_code_from_its_name_and_a_taken_code_is_refused()
    {
        var added = await app.Send(new AddProject { Name = "Réseau des médiathèques", Domain = "Culture" });
        Assert.That(added.Code, Is.EqualTo("RESEAU-DES-MEDIATHEQUES"));
        Assert.That(app.Refused(new AddProject { Name = "Réseau des médiathèques" }).Errors, Contains.Key("Code"));
    }

    [Test]
    public async Task An_activity_of_a_new_department_asks_for_what_its_rules_say()
    {
        await app.Send(new AddDepartment { Name = "Sécurité", Code = "SECU" });
        await app.Send(
            new AddTeam
            {
                Name = "Sécurité",
                Code = "SECU-EQ",
                Department = "Sécurité",
                FullTime = 2.5m,
            }
        );
        await app.Send(
            new AddActivity
            {
                Name = "Audit",
                Code = "SECU-AUDIT",
                Department = "SECU",
                DomainRule = "required",
                DomainKind = "technical",
                MemberRule = "allowed",
            }
        );
        Assert.That(
            (await Line("activity", "SECU-AUDIT")).Rules,
            Is.EqualTo(new ActivityRules("required", "technical", "forbidden", "forbidden", "allowed", false))
        );

        var entry = new LogTime
        {
            Agent = await app.AnAgent("SECU-EQ"),
            Day = new DateOnly(2017, 3, 13),
            Quantity = 1,
            Unit = "d",
            Activity = "SECU-AUDIT",
        };
        Assert.That(app.Refused(entry).Errors, Contains.Key("Domain"));
        Assert.That(app.Refused(entry with { Domain = "CULTURE" }).Errors, Contains.Key("Domain"), "functional, where technical is asked");
        Assert.That(app.Refused(entry with { Domain = "GLPI", Application = "CIRIL-FINANCES" }).Errors, Contains.Key("Application"));
        await app.Send(entry with { Domain = "GLPI", Member = "IVRY" });
    }

    [TestCase("Indoor", null, "DomainRule")]
    [TestCase("required", "both", "DomainKind")]
    [TestCase("required", null, "Department")]
    public void An_activity_with_a_wrong_rule_is_refused(string rule, string? kind, string field) =>
        Assert.That(
            app.Refused(
                new AddActivity
                {
                    Name = "Audit",
                    Department = field == "Department" ? null : "SI",
                    DomainRule = rule,
                    DomainKind = kind,
                }
            ).Errors,
            Contains.Key(field)
        );

    [Test]
    public async Task A_change_of_contract_leaves_earlier_lines_as_they_were()
    {
        var agent = await app.AnAgent();
        var entry = new LogTime
        {
            Agent = agent,
            Day = new DateOnly(2017, 3, 13),
            Quantity = 0.5m,
            Unit = "d",
            Activity = "SI-DOMAINE",
            Domain = "CULTURE",
        };
        var before = await app.Send(entry);
        await app.Send(
            new PostAgent
            {
                Code = agent,
                From = new DateOnly(2017, 3, 14),
                Team = "SI",
                DayMinutes = 468,
            }
        );
        var after = await app.Send(entry with { Day = new DateOnly(2017, 3, 14) });
        Assert.That((before.Minutes, after.Minutes, (await app.Send(new GetTimeEntry(before.Id))).Minutes), Is.EqualTo((210L, 234L, 210L)));
    }

    [Test]
    public async Task People_of_a_member_see_their_own_rows_only()
    {
        await app.Send(new AddSite { Name = "Mairie", Member = "GENTILLY" });
        var contact = await app.AUser(Role.MemberContact, member: "IVRY");
        Assert.That(
            (await app.SendAs(contact, new ListReferential { Referential = "member" })).Items.Select(m => m.Code),
            Is.EqualTo(new[] { "ECOLES-IVRY", "IVRY" })
        );
        Assert.That((await app.SendAs(contact, new ListReferential { Referential = "site" })).Items, Is.Empty);
        Assert.That(app.RefusedAs(contact, new ListReferential { Referential = "agent" }).Status, Is.EqualTo(403));
        Assert.That(app.RefusedAs(contact, new AddSite { Name = "x", Member = "IVRY" }).Status, Is.EqualTo(403));
    }
}
