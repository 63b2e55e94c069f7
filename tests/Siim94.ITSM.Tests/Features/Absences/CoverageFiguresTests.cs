using Siim94.ITSM.Features.Absences.Coverage;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Absences;

sealed class CoverageFiguresTests
{
    static readonly CoverageReach Manager = new(true, []),
        Leader = new(false, ["SI"]),
        Engineer = new(false, []);

    static CoverageFigures Figures(CoverageReach reach, Axis? columns, params Axis[] rows) =>
        new(rows, columns, new Dictionary<Axis, IReadOnlyList<string>>(), new(2016, 1, 1), new(2017, 3, 14), reach);

    [TestCase("SI", "2016.missing-hours", "/couverture?du=2016-01-01&au=2016-12-31&equipe=SI")]
    [TestCase("SI", "2017.missing-hours.change", "/couverture?du=2017-01-01&au=2017-03-14&equipe=SI")]
    [TestCase(null, "2016", "/couverture?du=2016-01-01&au=2016-12-31")]
    [TestCase("SI", "total", "/couverture?du=2016-01-01&au=2017-03-14&equipe=SI")]
    [TestCase("SI+AT", "2016", null)]
    public void A_manager_opens_any_figure_of_one_team_or_all(string? row, string column, string? address) =>
        Assert.That(Figures(Manager, Axis.Year, Axis.Team).AddressOf(row, column), Is.EqualTo(address));

    [Test]
    public void Rows_columns_and_filters_narrow_together()
    {
        var figures = Figures(Manager, Axis.Month, Axis.Department, Axis.Agent) with
        {
            Filters = new Dictionary<Axis, IReadOnlyList<string>> { [Axis.Team] = ["SI"] },
        };
        Assert.That(
            figures.AddressOf("SI|AMARTIN", "2016-02"),
            Is.EqualTo("/couverture?du=2016-02-01&au=2016-02-29&service=SI&equipe=SI&agent=AMARTIN")
        );
        var two = figures with { Filters = new Dictionary<Axis, IReadOnlyList<string>> { [Axis.Team] = ["SI", "AT"] } };
        Assert.That(two.AddressOf("SI|AMARTIN", "2016-02"), Is.Null);
    }

    [Test]
    public void A_leader_opens_their_team_and_what_names_agents_and_others_nothing_else()
    {
        var byTeam = Figures(Leader, Axis.Year, Axis.Team);
        Assert.That(byTeam.AddressOf("SI", "2016"), Does.EndWith("&equipe=SI"));
        Assert.That(new[] { byTeam.AddressOf("AT", "2016"), byTeam.AddressOf(null, "2016") }, Is.All.Null);
        Assert.That(Figures(Engineer, Axis.Year, Axis.Team).AddressOf("SI", "2016"), Is.Null);
        Assert.That(Figures(Engineer, Axis.Year, Axis.Agent).AddressOf("AMARTIN", "2016"), Does.EndWith("&agent=AMARTIN"));
    }
}
