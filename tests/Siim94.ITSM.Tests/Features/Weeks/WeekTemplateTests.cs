using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Tests.Features.Weeks;

sealed class WeekTemplateTests
{
    const string ThisWeek = "2017-W11",
        NextWeek = "2017-W12",
        Culture = "SI-DOMAINE||CULTURE|||",
        Finances = "SI-DOMAINE||FINANCES|||";

    static readonly DateOnly Monday = new(2017, 3, 13);

    TestApp app = null!;
    string agent = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        agent = await app.AnAgent("SI");
        await app.Send(
            new SaveWeekCells
            {
                Agent = agent,
                Week = ThisWeek,
                Cells = [Cell(Culture, 0, 0.5m), Cell(Culture, 2, 1), Cell(Finances, 0, 0.25m)],
            }
        );
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static WeekCellChange Cell(string row, int day, decimal quantity) =>
        new()
        {
            Row = WeekRowAxes.Parse(row),
            Day = Monday.AddDays(day),
            Quantity = quantity,
        };

    Task<WeekTemplate> Save(string name, bool amounts, string week = ThisWeek) =>
        app.Send(
            new SaveWeekTemplate
            {
                Agent = agent,
                Week = week,
                Name = name,
                Amounts = amounts,
            }
        );

    CopyWeek Apply(string name, bool amounts = true) =>
        new()
        {
            Agent = agent,
            Week = NextWeek,
            Template = name,
            Amounts = amounts,
        };

    Task<WeekDetails> Week(string week) => app.Send(new GetWeek(agent, week));

    [Test]
    public async Task A_shape_is_kept_under_a_name_and_fills_another_week()
    {
        Assert.That(await Save("Semaine type", true), Is.EqualTo(new WeekTemplate("Semaine type", 2, 3)));
        var copied = await app.Send(Apply("semaine TYPE"));
        Assert.That((copied.Rows, copied.Cells, copied.Skipped.Count), Is.EqualTo((2, 3, 0)));
        var week = await Week(NextWeek);
        Assert.That(week.Days.Select(day => day.WorkedMinutes), Is.EqualTo(new[] { 315, 0, 420, 0, 0, 0, 0 }));
        Assert.That((await app.Send(Apply("Semaine type"))).Cells, Is.Zero, "what is filled stays");
    }

    [Test]
    public async Task Rows_alone_hold_nothing_and_the_same_name_is_the_same_template()
    {
        await Save("Projets", true);
        await Save("projets", false);
        Assert.That(await app.Send(new ListWeekTemplates(agent, ThisWeek)), Is.EqualTo(new[] { new WeekTemplate("projets", 2, 0) }));
        await app.Send(Apply("Projets"));
        var week = await Week(NextWeek);
        Assert.That((week.Rows.Count, week.WorkedMinutes), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task Refuses_an_unknown_name_an_empty_week_and_two_sources()
    {
        await Save("Semaine type", true);
        Assert.That(app.Refused(Apply("Semaine typ")).Errors["Template"][0], Does.Contain("Semaine type"), "the nearest");
        var empty = new SaveWeekTemplate
        {
            Agent = agent,
            Week = NextWeek,
            Name = "Vide",
        };
        Assert.That(app.Refused(empty).Code, Is.EqualTo("week.empty-template"));
        Assert.That(app.Refused(Apply("Semaine type") with { From = ThisWeek }).Errors.Keys, Is.EqualTo(new[] { "Template" }));
        Assert.That(app.Refused(Apply("") with { Template = null }).Errors.Keys, Is.EqualTo(new[] { "From" }));
    }

    [Test]
    public async Task Nobody_sees_or_takes_the_templates_of_others()
    {
        await Save("Semaine type", true);
        var stranger = await app.AUser(Role.Technician, agent: await app.AnAgent("SI"));
        Assert.That(app.RefusedAs(stranger, new ListWeekTemplates(agent, ThisWeek)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, Apply("Semaine type")).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(stranger, new DeleteWeekTemplate(agent, ThisWeek, "Semaine type")).Status, Is.EqualTo(404));
        await app.Send(new DeleteWeekTemplate(agent, ThisWeek, "Semaine type"));
        Assert.That(await app.Send(new ListWeekTemplates(agent, ThisWeek)), Is.Empty);
    }
}
