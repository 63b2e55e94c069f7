using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Pivot;

sealed class TraceFactTests
{
    [Test]
    public async Task A_line_names_the_published_figures_that_it_feeds_but_not_to_people_of_a_member()
    {
        await using var app = await TestApp.Start();
        var agent = await app.AnAgent();
        var (manager, contact) = (await app.AUser(Role.Manager), await app.AUser(Role.MemberContact, member: "ARCUEIL"));
        foreach (var member in new[] { "ARCUEIL", "IVRY" })
            await app.Send(
                new LogTime
                {
                    Agent = agent,
                    Day = new DateOnly(2016, 6, 1),
                    Quantity = 0.25m,
                    Unit = "d",
                    Activity = "SI-DOMAINE",
                    Domain = "FINANCES",
                    Member = member,
                }
            );
        await app.SendAs(manager, new ClosePeriod { Year = 2016, Confirm = true });
        var line = (
            await app.SendAs(
                manager,
                new GetPivotLines
                {
                    Definition = new() { Measures = ["days"], Rows = ["member"] },
                    From = "2016",
                    To = "2016",
                    Row = "ARCUEIL",
                }
            )
        ).Items.Single();

        var figures = (await app.SendAs(manager, new TraceFact(line.Kind, line.Id))).Figures;
        Assert.That(
            figures
                .Where(figure => figure.Table == "si-domain")
                .Select(figure => (figure.Row, figure.Year, figure.Value, figure.PublishedText, figure.Edition)),
            Is.EqualTo(new[] { ("FINANCES", 2016, 0.25m, "0,5", (int?)1) })
        );
        Assert.That(figures.Select(figure => figure.PublishedText), Has.None.Null);

        // What is published of a domain is the work for everybody.
        figures = (await app.SendAs(contact, new TraceFact(line.Kind, line.Id))).Figures;
        Assert.That(figures.Select(figure => figure.Table), Does.Contain("si-domain"));
        Assert.That(figures.Select(figure => figure.PublishedText), Is.All.Null);
    }
}
