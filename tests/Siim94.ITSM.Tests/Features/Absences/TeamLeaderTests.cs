using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Absences;

sealed class TeamLeaderTests
{
    [Test]
    public async Task Are_chosen_by_managers_in_the_place_of_those_before()
    {
        await using var app = await TestApp.Start();
        var (one, two) = (await app.AnAgent(), await app.AnAgent());
        var manager = await app.AUser(Role.Manager);
        await app.SendAs(manager, new ChooseTeamLeaders { Team = "SI", Agents = [one] });
        await app.SendAs(manager, new ChooseTeamLeaders { Team = "SI", Agents = [two, two] });
        var leaders = (await app.SendAs(manager, new ListTeamLeaders())).Items;
        Assert.That(leaders.Single(team => team.Team == "SI").Agents, Is.EqualTo(new[] { two }));
        Assert.That(leaders.Where(team => team.Team != "SI").SelectMany(team => team.Agents), Is.Empty);

        var seen = leaders.Single(team => team.Team == "SI").Version;
        await app.SendAs(
            manager,
            new ChooseTeamLeaders
            {
                Team = "SI",
                Version = seen,
                Agents = [one, two],
            }
        );
        Assert.That(app.RefusedAs(manager, new ChooseTeamLeaders { Team = "SI", Version = seen }).Status, Is.EqualTo(412));

        var technician = await app.AUser(Role.Technician, agent: one);
        Assert.That(app.RefusedAs(technician, new ChooseTeamLeaders { Team = "SI", Agents = [one] }).Status, Is.EqualTo(403));
        Assert.That(
            app.RefusedAs(manager, new ChooseTeamLeaders { Team = "SI", Agents = ["PERSONNE"] }).Errors,
            Does.ContainKey("Agents[0]")
        );
    }
}
