using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Pivot;

[SetCulture("fr-FR"), SetUICulture("fr-FR")]
sealed class ExplainChangeTests
{
    TestApp app = null!;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent();
        await Log(2014, 9, "FINANCES", "ARCUEIL");
        await Log(2015, 2, "FINANCES", "ARCUEIL");
        await Log(2016, 6, "FINANCES", "ARCUEIL");
        await Log(2016, 1, "CULTURE", "ARCUEIL");
        await Log(2016, 4, "CULTURE", "IVRY");
        await app.RollUp();
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task Log(int year, int days, string domain, string member)
    {
        for (var day = 1; day <= days; day++)
            await app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = new DateOnly(year, 3, day),
                    Quantity = 0.5m,
                    Unit = "d",
                    Activity = "SI-DOMAINE",
                    Domain = domain,
                    Member = member,
                    Confirm = true,
                }
            );
    }

    static ExplainPivotChange Change(string column, string? row, string? before = null) =>
        new()
        {
            Definition = new()
            {
                Measures = ["days"],
                Rows = ["member"],
                Columns = "year",
            },
            From = "2014",
            To = "2016",
            Row = row,
            Column = column,
            Before = before,
        };

    [Test]
    public async Task Says_in_words_where_the_difference_of_a_row_comes_from()
    {
        var change = await app.Send(Change("2016", "ARCUEIL"));
        Assert.That(change.Sentence, Is.EqualTo("Arcueil : +2,5 j de 2015 (1,0 j) à 2016 (3,5 j)."));
        Assert.That(
            change.Axes.Single(axis => axis.Axis == "domain").Sentence,
            Is.EqualTo("+2,5 j par domaine : +2,0 j Finances, +0,5 j Culture.")
        );
    }

    [Test]
    public async Task Compares_any_two_years_and_the_total_too()
    {
        var change = await app.Send(Change("2016", null, before: "2014"));
        Assert.That((change.Sentence, change.Before.Key), Is.EqualTo(("Total : +1,0 j de 2014 (4,5 j) à 2016 (5,5 j).", "2014")));
        Assert.That(change.Columns.Select(column => column.Key), Is.EqualTo(new[] { "2014", "2015" }));
        Assert.That(
            change.Axes.Single(axis => axis.Axis == "domain").Parts.Select(part => (part.Key, part.Figures.Change)),
            Is.EqualTo(new[] { ("CULTURE", 2.5m), ("FINANCES", -1.5m) })
        );

        var ofReport = await app.Send(
            new ExplainChange
            {
                Id = "si-domain",
                Column = "2016",
                Before = "2014",
            }
        );
        Assert.That(ofReport.Figures.Change, Is.EqualTo(1m));
        Assert.That(ofReport.Axes.Single(axis => axis.Axis == "member").Parts.Sum(part => part.Figures.Change), Is.EqualTo(1m));
    }

    [TestCase("2014", "ARCUEIL", null, "Column")]
    [TestCase("2016", "ARCUEIL", "2017", "Before")]
    [TestCase("2016", "NOWHERE", null, "Row")]
    public void What_cannot_be_compared_is_refused(string column, string row, string? before, string field) =>
        Assert.That(app.Refused(Change(column, row, before)).Errors.Keys, Is.EqualTo(new[] { field }));

    [Test]
    public async Task Activities_of_one_name_say_whose_they_are()
    {
        await app.Send(
            new LogTime
            {
                Agent = agent,
                Day = new DateOnly(2017, 3, 1),
                Quantity = 0.25m,
                Unit = "d",
                Activity = "SI-MCO",
                SubActivity = "SI-MCO-SUIVI",
                Domain = "FINANCES",
            }
        );
        await app.Send(
            new LogTime
            {
                Agent = await app.AnAgent("INFRA-SYSRES"),
                Day = new DateOnly(2017, 3, 1),
                Quantity = 0.25m,
                Unit = "d",
                Activity = "INFRA-MCO",
                SubActivity = "INFRA-MCO-ADH",
                Member = "IVRY",
            }
        );
        await app.RollUp();
        var pivot = new GetPivot
        {
            Definition = new() { Measures = ["days"], Rows = ["activity"] },
            From = "2017",
            To = "2017",
        };
        Assert.That(
            (await app.Send(pivot)).Rows.Select(row => row.Label),
            Is.EquivalentTo(new[] { "MCO (Systèmes d'Information)", "MCO (Infogérance)" })
        );
        var ofOne = pivot with
        {
            Definition = pivot.Definition with { Filters = new Dictionary<string, IReadOnlyList<string>> { ["department"] = ["SI"] } },
        };
        Assert.That((await app.Send(ofOne)).Rows.Single().Label, Is.EqualTo("MCO"));
    }

    [Test]
    public async Task A_pivot_by_member_says_that_it_is_without_allocation_and_what_it_was_filtered_by()
    {
        var report = await app.Send(
            new GetPivot
            {
                Definition = new()
                {
                    Measures = ["days"],
                    Rows = ["member-group"],
                    Filters = new Dictionary<string, IReadOnlyList<string>> { ["domain"] = ["CULTURE"] },
                },
                From = "2016",
                To = "2016",
            }
        );
        Assert.That(report.Notes, Has.Some.StartsWith("Sans répartition du temps partagé"));
        Assert.That(report.Filters, Is.EqualTo(new[] { "Domaine : Culture" }));
    }
}
