using Siim94.ITSM.Features.Approval;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Tests.Features.Approval;

sealed class CorrectionTests
{
    const string Period = "2017-W10";

    static readonly DateOnly Wednesday = new(2017, 3, 8);

    Sheets sheets = null!;
    TestApp app = null!;

    [SetUp]
    public async Task SetUp()
    {
        sheets = await Sheets.Start();
        app = sheets.App;
        await sheets.Fill(Period);
        await app.SendAs(sheets.AsAgent, sheets.Submit(Period));
        await app.SendAs(sheets.AsLeader, sheets.Approve(Period));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    AskCorrection Ask(DateOnly? day = null) =>
        new()
        {
            Agent = sheets.Agent,
            Period = Period,
            Day = day ?? Wednesday,
            Wanted = "Une demi-journée à Vitry",
            Reason = "La visite a été avancée",
        };

    Task<TimesheetDetails> Sheet() => app.SendAs(sheets.AsAgent, new GetTimesheet(sheets.Agent, Period));

    async Task<IReadOnlyList<TimeCorrection>> SeenBy(UserIdentity reader) => (await app.SendAs(reader, new ListCorrections())).Items;

    Task<int> MailsTo(string agent) =>
        app.Query(db =>
            db.FirstOrDefault<int>(
                """
                SELECT COUNT(*)
                FROM MailMessages m
                JOIN Users u ON u.Id = m.UserId
                JOIN Agents a ON a.Id = u.AgentId
                WHERE m.Kind = 'time-correction' AND a.Code = @Code
                """,
                new { Code = agent },
                default
            )
        );

    [Test]
    public async Task What_is_accepted_goes_back_to_its_author_with_the_day_marked()
    {
        var asked = await app.SendAs(sheets.AsAgent, Ask());
        Assert.That((asked.State, asked.IsForReaderToDecide), Is.EqualTo(("asked", false)));
        Assert.That((await SeenBy(sheets.AsLeader)).Single().IsForReaderToDecide);
        Assert.That((await MailsTo(sheets.Leader), await MailsTo(sheets.Manager)), Is.EqualTo((1, 0)), "who approves is told");

        var accepted = await app.SendAs(sheets.AsLeader, new AcceptCorrection { Id = asked.Id, Version = asked.Version });
        Assert.That((accepted.State, accepted.DecidedByName), Is.EqualTo(("accepted", "Lucie Durand")));
        var sheet = await Sheet();
        Assert.That(sheet.State, Is.EqualTo(TimesheetState.Returned));
        Assert.That(sheet.Steps[^1].Comment, Is.EqualTo("La visite a été avancée"));
        Assert.That(
            sheet.Steps[^1].Cells.Select(cell => (cell.Day, cell.Comment)),
            Is.EqualTo(new[] { ((DateOnly?)Wednesday, "Une demi-journée à Vitry") })
        );
        Assert.That(await MailsTo(sheets.Agent), Is.EqualTo(1), "and so is its author");
        await app.SendAs(sheets.AsAgent, sheets.Line(Wednesday, 0.25m));
    }

    [Test]
    public async Task What_is_refused_says_why_and_leaves_the_week_approved()
    {
        var asked = await app.SendAs(sheets.AsAgent, Ask());
        Assert.That(app.RefusedAs(sheets.AsLeader, new RefuseCorrection { Id = asked.Id }).Errors.Keys, Is.EqualTo(new[] { "Answer" }));
        await app.SendAs(sheets.AsLeader, new RefuseCorrection { Id = asked.Id, Answer = "Déjà facturé" });
        Assert.That((await SeenBy(sheets.AsAgent)).Single().Answer, Is.EqualTo("Déjà facturé"));
        Assert.That((await Sheet()).State, Is.EqualTo(TimesheetState.Approved));
        Assert.That(app.RefusedAs(sheets.AsLeader, new AcceptCorrection { Id = asked.Id }).Code, Is.EqualTo("correction.decided"));
        await app.SendAs(sheets.AsAgent, Ask());
    }

    [Test]
    public async Task Two_days_of_a_week_are_accepted_one_after_the_other()
    {
        var first = await app.SendAs(sheets.AsAgent, Ask());
        var second = await app.SendAs(sheets.AsAgent, Ask(Wednesday.AddDays(1)));
        await app.SendAs(sheets.AsLeader, new AcceptCorrection { Id = first.Id });
        await app.SendAs(sheets.AsLeader, new AcceptCorrection { Id = second.Id });
        Assert.That((await SeenBy(sheets.AsLeader)).Select(one => one.State), Is.All.EqualTo("accepted"));
        Assert.That((await Sheet()).Steps.Count(step => step.Kind == TimesheetStepKind.Return), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_its_author_asks_once_a_day_for_what_is_approved()
    {
        Assert.That(app.RefusedAs(sheets.AsAgent, Ask(new(2017, 3, 20))).Errors.Keys, Is.EqualTo(new[] { "Day" }));
        Assert.That(app.RefusedAs(sheets.AsLeader, Ask()).Code, Is.EqualTo("correction.not-yours"));
        Assert.That(app.RefusedAs(sheets.AsColleague, Ask()).Status, Is.EqualTo(404));
        await app.SendAs(sheets.AsAgent, Ask());
        Assert.That(app.RefusedAs(sheets.AsAgent, Ask()).Code, Is.EqualTo("correction.waits"));
        Assert.That(app.RefusedAs(sheets.AsAgent, Ask() with { Period = "2017-W11" }).Code, Is.EqualTo("correction.not-approved"));
    }

    [Test]
    public async Task Nobody_else_sees_or_decides_it()
    {
        var asked = await app.SendAs(sheets.AsAgent, Ask());
        Assert.That(await SeenBy(sheets.AsColleague), Is.Empty);
        Assert.That(app.RefusedAs(sheets.AsColleague, new GetCorrection(asked.Id)).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(sheets.AsColleague, new AcceptCorrection { Id = asked.Id }).Status, Is.EqualTo(404));
        Assert.That(app.RefusedAs(sheets.AsAgent, new AcceptCorrection { Id = asked.Id }).Code, Is.EqualTo("timesheet.own"));
        Assert.That((await SeenBy(sheets.AsManager)).Single().IsForReaderToDecide);
    }

    [Test]
    public async Task Whoever_decides_is_told_how_many_wait_as_many_as_the_list_shows()
    {
        var asked = await app.SendAs(sheets.AsAgent, Ask());
        await Waiting((sheets.AsAgent, 0), (sheets.AsColleague, 0), (sheets.AsLeader, 1), (sheets.AsManager, 1));
        await app.SendAs(sheets.AsLeader, new RefuseCorrection { Id = asked.Id, Answer = "Non" });
        await Waiting((sheets.AsLeader, 0), (sheets.AsManager, 0));
    }

    async Task Waiting(params (UserIdentity Reader, int Count)[] all)
    {
        foreach (var (reader, count) in all)
        {
            Assert.That((await app.SendAs(reader, new ListCorrections { ToDecide = true })).Items, Has.Count.EqualTo(count));
            Assert.That((await app.SendAs(reader, new CountForApproval())).Corrections, Is.EqualTo(count));
        }
    }
}
