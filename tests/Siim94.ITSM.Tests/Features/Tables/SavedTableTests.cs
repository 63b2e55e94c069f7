using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Tables;

sealed class SavedTableTests
{
    static readonly PivotDefinition DaysByMember = new()
    {
        Measures = ["days"],
        Rows = ["member"],
        Columns = "year",
    };

    TestApp app = null!;
    UserIdentity leader,
        manager,
        other;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (leader, manager, other) = (await app.AUser(Role.ProjectLeader), await app.AUser(Role.Manager), await app.AUser(Role.Technician));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [Test]
    public async Task A_private_table_is_its_owners_only()
    {
        var table = await app.SendAs(leader, new SaveTable { Title = "Mes jours à Ivry", Definition = DaysByMember });
        Assert.That((table.Id, table.Visibility, table.IsOwn), Is.EqualTo(("mes-jours-a-ivry", "private", true)));
        Assert.That((await app.SendAs(leader, new GetReport { Id = table.Id })).Title, Is.EqualTo("Mes jours à Ivry"));
        Assert.That(app.RefusedAs(manager, new GetTable(table.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(manager, new GetReport { Id = table.Id }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(manager, new GetReportLines { Id = table.Id }).Status, Is.EqualTo(404));
        Assert.That((await app.SendAs(manager, new ListTables())).Items.Select(t => t.Id), Does.Not.Contain(table.Id));
    }

    static Dictionary<string, IReadOnlyList<string>> FilterOn(string? axis, string? code) =>
        axis is null ? new() : new() { [axis] = [code!] };

    /// <summary>About one member by a filter or by its title; its people and all staff read it, people of others find nothing.</summary>
    [TestCase("Jours", "member", "ARCUEIL", "shared")]
    [TestCase("Jours", "member", "ARCUEIL", "report")]
    [TestCase("Jours", "member-group", "ARCUEIL", "shared")]
    [TestCase("Jours à Arcueil", null, null, "shared")]
    [TestCase("Jours à Arcueil", null, null, "report")]
    public async Task A_table_shared_about_one_member_is_not_there_for_people_of_another(
        string title,
        string? axis,
        string? code,
        string visibility
    )
    {
        var table = await app.SendAs(
            manager,
            new SaveTable
            {
                Title = title,
                Visibility = visibility,
                Definition = DaysByMember with { Rows = ["activity"], Filters = FilterOn(axis, code) },
            }
        );
        var (its, another) = (await app.AUser(Role.MemberContact, member: "ARCUEIL"), await app.AUser(Role.MemberContact, member: "IVRY"));
        foreach (var reader in (UserIdentity[])[its, other])
        {
            Assert.That((await app.SendAs(reader, new GetTable(table.Id))).Title, Is.EqualTo(title));
            Assert.That((await app.SendAs(reader, new ListTables())).Items.Select(t => t.Id), Has.Member(table.Id));
        }
        Assert.That((await app.SendAs(another, new ListTables())).Items.Select(t => t.Id), Has.No.Member(table.Id));
        Assert.That((await app.SendAs(another, new ListReports())).Items.Select(t => t.Id), Has.No.Member(table.Id));
        Assert.That(app.RefusedAs(another, new GetTable(table.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(another, new GetReport { Id = table.Id }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(another, new GetReportLines { Id = table.Id }).Status, Is.EqualTo(404));
    }

    /// <summary>Another member's code is as unknown to people of a member as one that does not exist.</summary>
    [TestCase("member", "IVRY")]
    [TestCase("member-group", "IVRY")]
    public async Task People_of_a_member_filter_on_no_other(string axis, string code)
    {
        var contact = await app.AUser(Role.MemberContact, member: "ARCUEIL");
        Refusal Asked(string value) =>
            app.RefusedAs(
                contact,
                new Siim94.ITSM.Features.Pivot.GetPivot
                {
                    Definition = DaysByMember with { Rows = ["activity"], Filters = FilterOn(axis, value) },
                }
            );
        var (refusal, unknown) = (Asked(code), Asked("NULLE-PART"));
        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((unknown.Status, unknown.Code)));
        Assert.That(refusal.Message.Replace(code, "NULLE-PART", StringComparison.Ordinal), Is.EqualTo(unknown.Message));
    }

    [Test]
    public async Task A_shared_table_is_everybodys_to_read_and_its_owners_to_change()
    {
        var table = await app.SendAs(
            leader,
            new SaveTable
            {
                Title = "Jours",
                Visibility = "shared",
                Definition = DaysByMember,
            }
        );
        Assert.That((await app.SendAs(other, new GetTable(table.Id))).IsOwn, Is.False);
        var change = new ChangeTable
        {
            Id = table.Id,
            Version = table.Version,
            Title = "Jours par adhérent",
            Visibility = "shared",
            Definition = DaysByMember with { Shares = true },
        };
        Assert.That(app.RefusedAs(other, change).Status, Is.EqualTo(403));
        var changed = await app.SendAs(leader, change);
        Assert.That(
            (changed.Id, changed.Title, changed.Definition.Shares),
            Is.EqualTo(("jours", "Jours par adhérent", true)),
            "links to it stay"
        );
        Assert.That(app.RefusedAs(leader, change).Status, Is.EqualTo(412));
        Assert.That(app.RefusedAs(other, new DeleteTable(table.Id, changed.Version)).Status, Is.EqualTo(403));
        await app.SendAs(leader, new DeleteTable(table.Id, changed.Version));
        Assert.That(app.RefusedAs(other, new GetTable(table.Id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_table_of_the_report_is_put_there_by_managers_and_published_with_the_year()
    {
        var request = new SaveTable
        {
            Title = "Jours par famille d'adhérents",
            Section = "13",
            Visibility = "report",
            Definition = DaysByMember,
        };
        Assert.That(app.RefusedAs(leader, request).Errors, Contains.Key("Visibility"));
        var table = await app.SendAs(manager, request);
        Assert.That(
            (await app.SendAs(other, new ListReports())).Items[^1],
            Is.EqualTo(new ReportEntry(table.Id, "Jours par famille d'adhérents", "13", "days", true))
        );

        await app.Send(
            new LogTime
            {
                Agent = await app.AnAgent(),
                Day = new DateOnly(2016, 3, 14),
                Quantity = 0.5m,
                Unit = "d",
                Activity = "SI-DOMAINE",
                Domain = "CULTURE",
                Member = "IVRY",
            }
        );
        await app.RollUp();
        await app.SendAs(manager, new ClosePeriod { Year = 2016, Confirm = true });
        var frozen = (await app.Send(new GetEdition(2016, 1))).Tables.Single(t => t.Table.Id == table.Id);
        Assert.That(frozen.Table.Rows.Single().Cells[^1].Value, Is.EqualTo(0.5m));
        await app.SendAs(manager, new DeleteTable(table.Id, table.Version));
        Assert.That(
            (await app.Send(new GetEdition(2016, 1))).Tables.Select(t => t.Table.Id),
            Does.Contain(table.Id),
            "what is published stays"
        );
    }

    [Test]
    public async Task Two_tables_of_one_title_have_different_addresses_and_none_takes_a_built_in_one()
    {
        Assert.That((await app.SendAs(manager, new SaveTable { Title = "Jours", Definition = DaysByMember })).Id, Is.EqualTo("jours"));
        Assert.That((await app.SendAs(manager, new SaveTable { Title = "Jours !", Definition = DaysByMember })).Id, Is.EqualTo("jours-2"));
        Assert.That(
            (await app.SendAs(manager, new SaveTable { Title = "SI domain", Definition = DaysByMember })).Id,
            Is.EqualTo("si-domain-2")
        );
        Assert.That((await app.SendAs(manager, new SaveTable { Title = "…", Definition = DaysByMember })).Id, Is.EqualTo("tableau"));
        Assert.That(app.Refused(new DeleteTable("si-domain", 1)).Status, Is.EqualTo(409));
    }

    [TestCaseSource(typeof(BuiltInTableIds))]
    public async Task A_built_in_table_opened_in_the_pivot_and_saved_under_another_name_is_the_same(string id)
    {
        var agent = await app.AnAgent();
        foreach (var (day, domain) in new[] { (3, "CULTURE"), (6, "FINANCES") })
            await app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = new DateOnly(2017, 3, day),
                    Quantity = 0.25m,
                    Unit = "d",
                    Activity = "SI-DOMAINE",
                    Domain = domain,
                    Member = "IVRY",
                }
            );
        await app.ATicket();
        await app.RollUp();
        var definition = (await app.Send(new GetTable(id))).Definition;
        var saved = await app.SendAs(manager, new SaveTable { Title = "Le mien", Definition = definition });
        var (builtIn, own) = (
            await app.Send(
                new GetReport
                {
                    Id = id,
                    From = 2016,
                    To = 2017,
                }
            ),
            await app.SendAs(
                manager,
                new GetReport
                {
                    Id = saved.Id,
                    From = 2016,
                    To = 2017,
                }
            )
        );
        Assert.That(
            own.Rows.Select(row => (row.Key, string.Join(' ', row.Cells.Select(cell => cell.Value)))),
            Is.EqualTo(builtIn.Rows.Select(row => (row.Key, string.Join(' ', row.Cells.Select(cell => cell.Value)))))
        );
        Assert.That(own.Totals.Select(total => total.Value), Is.EqualTo(builtIn.Totals.Select(total => total.Value)));
        Assert.That(
            PivotDefinition.Of(definition.ToTable("x")) with
            {
                Filters = definition.Filters,
            },
            Is.EqualTo(definition)
                .Using<PivotDefinition>(
                    (a, b) => System.Text.Json.JsonSerializer.Serialize(a) == System.Text.Json.JsonSerializer.Serialize(b)
                )
        );
    }

    [TestCase("", "shared", "days", "Title")]
    [TestCase("Titre", "everyone", "days", "Visibility")]
    [TestCase("Titre", "shared", "moons", "Measures[0]")]
    public void A_table_that_makes_no_sense_is_refused(string title, string visibility, string measure, string field) =>
        Assert.That(
            app.Refused(
                new SaveTable
                {
                    Title = title,
                    Visibility = visibility,
                    Definition = DaysByMember with { Measures = [measure] },
                }
            ).Errors,
            Contains.Key(field)
        );

    sealed class BuiltInTableIds : System.Collections.IEnumerable
    {
        public System.Collections.IEnumerator GetEnumerator() => BuiltInTables.All.Select(table => table.Id).GetEnumerator();
    }
}
