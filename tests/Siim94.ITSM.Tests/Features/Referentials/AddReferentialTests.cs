using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Referentials;

sealed class AddReferentialTests
{
    TestApp app = null!;
    UserIdentity manager,
        technician;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        manager = await app.AUser(Role.Manager);
        technician = await app.AUser(Role.Technician);
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<ReferentialLine> Line(string referential, string code) =>
        (await app.Send(new ListReferential { Referential = referential, Q = code })).Items.Single(line => line.Code == code);

    AddAgent Agent() =>
        new()
        {
            Name = "Maud Lenoir",
            Team = "SI",
            From = new DateOnly(2017, 1, 1),
            DayMinutes = 390,
        };

    [Test]
    public async Task An_agent_is_posted_to_their_team_from_their_first_day()
    {
        var added = await app.SendAs(manager, Agent());
        var line = await Line("agent", added.Code);
        Assert.That((added.Code, line.Name, line.Team, line.DayMinutes), Is.EqualTo(("MAUD-LENOIR", "Maud Lenoir", "SI", 390)));
        Assert.That(app.RefusedAs(manager, Agent()).Errors.Keys, Is.EqualTo(new[] { "Code" }), "there is one already");
        Assert.That(app.RefusedAs(manager, Agent() with { Code = "ML", Team = "RIEN" }).Errors.Keys, Is.EqualTo(new[] { "Team" }));
        Assert.That(app.RefusedAs(manager, Agent() with { Code = "ML", From = null }).Errors.Keys, Is.EqualTo(new[] { "From" }));
        Assert.That(app.RefusedAs(manager, Agent() with { Code = "ML", DayMinutes = 59 }).Errors.Keys, Is.EqualTo(new[] { "DayMinutes" }));
        Assert.That(app.RefusedAs(technician, Agent()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task An_application_is_of_a_domain_or_of_none()
    {
        var added = await app.SendAs(manager, new AddApplication { Name = "Trésor", Domain = "FINANCES" });
        Assert.That((added.Code, (await Line("application", added.Code)).Domain), Is.EqualTo(("TRESOR", "FINANCES")));
        var alone = await app.SendAs(manager, new AddApplication { Name = "Messagerie interne" });
        Assert.That((await Line("application", alone.Code)).Domain, Is.Null);
        Assert.That(app.RefusedAs(manager, new AddApplication { Name = "X", Domain = "RIEN" }).Errors.Keys, Is.EqualTo(new[] { "Domain" }));
        Assert.That(app.RefusedAs(manager, new AddApplication()).Errors.Keys, Is.EqualTo(new[] { "Name" }));
        Assert.That(app.RefusedAs(technician, new AddApplication { Name = "X" }).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_category_of_training_says_where_its_time_is_logged()
    {
        var category = new AddTrainingCategory { Name = "Sécurité", SubActivity = "SUPPORT-FORMATION-METIERS" };
        var added = await app.SendAs(manager, category);
        Assert.That(
            (added.Code, (await Line("training-category", added.Code)).SubActivity),
            Is.EqualTo(("SECURITE", "SUPPORT-FORMATION-METIERS"))
        );
        var onWholeActivity = category with { Code = "AUTRE", SubActivity = "SUPPORT-FORMATION" };
        Assert.That(app.RefusedAs(manager, onWholeActivity).Errors.Keys, Is.EqualTo(new[] { "SubActivity" }));
        Assert.That(app.RefusedAs(manager, category with { SubActivity = null }).Errors.Keys, Is.EqualTo(new[] { "SubActivity" }));
        Assert.That(app.RefusedAs(technician, category).Status, Is.EqualTo(403));
    }
}
