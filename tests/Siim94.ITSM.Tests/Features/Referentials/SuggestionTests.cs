using Siim94.ITSM.Features.BulkChanges;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Tests.Features.Referentials;

/// <summary>A code that means nothing is refused with those that it may have meant, as far as its sender may see them.</summary>
sealed class SuggestionTests
{
    const string Day = "2017-03-13";

    TestApp app = null!;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        await app.AnAgent("SI", code: "DUPONT", name: "Jeanne Dupont");
        await app.AProject("PORTAIL", "FINANCES");
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    static LogTime Line(Action<LogTime> change)
    {
        var line = new LogTime
        {
            Agent = "DUPONT",
            Day = DateOnly.Parse(Day),
            Quantity = 1,
            Unit = "h",
            Activity = "SI-MCO",
            SubActivity = "Suivi d'application",
            Domain = "FINANCES",
        };
        change(line);
        return line;
    }

    static string Only(Refusal refusal, string field)
    {
        Assert.That(refusal.Code, Is.EqualTo("referential.unknown"));
        return refusal.Errors[field].Single();
    }

    static readonly object[] Lines =
    [
        new object[] { "Agent", "DUPOND", "DUPONT (Jeanne Dupont)" },
        new object[] { "Agent", "Jeanne Dupond", "DUPONT (Jeanne Dupont)" },
        new object[] { "Activity", "SI-MCOO", "SI-MCO" },
        new object[] { "Domain", "FINANCE", "FINANCES" },
        new object[] { "Project", "PROTAIL", "PORTAIL" },
        new object[] { "Member", "IVRI", "IVRY (Ivry-sur-Seine)" },
    ];

    [TestCaseSource(nameof(Lines))]
    public void A_line_is_told_the_nearest(string field, string text, string nearest)
    {
        var line = Line(line => typeof(LogTime).GetProperty(field)!.SetValue(line, text));
        Assert.That(Only(app.Refused(line), field), Does.Contain($"Vouliez-vous dire : {nearest}"));
        var batch = new LogTimeBatch { Entries = [Line(_ => { }), line] };
        Assert.That(Only(app.Refused(batch), $"Entries[1].{field}"), Does.Contain($"Vouliez-vous dire : {nearest}"));
    }

    [Test]
    public void Nothing_near_is_said_to_be_unknown_and_no_more() =>
        Assert.That(
            Only(app.Refused(Line(line => line.Member = "XXXXXXXX")), "Member"),
            Is.EqualTo("« XXXXXXXX » ne désigne rien de connu, ou rien dans votre périmètre.")
        );

    [Test]
    public void Only_activities_that_the_agent_may_log_on_are_suggested() =>
        Assert.That(Only(app.Refused(Line(line => line.Activity = "MCOO")), "Activity"), Does.Contain("SI-MCO").And.Not.Contain("INFRA-"));

    [Test]
    public async Task What_is_closed_on_the_day_is_not_suggested_for_it_but_is_for_a_filter()
    {
        await app.Send(
            new CloseReferential
            {
                Referential = "project",
                Code = "PORTAIL",
                ClosedOn = DateOnly.Parse(Day),
            }
        );
        Assert.That(Only(app.Refused(Line(line => line.Project = "PORTAI")), "Project"), Does.Not.Contain("PORTAIL"));
        Assert.That(Only(app.Refused(new ListTimeEntries { Project = "PORTAI" }), "Project"), Does.Contain("PORTAIL"));
    }

    [Test]
    public void Every_other_door_tells_the_nearest_too()
    {
        Refusal[] refusals =
        [
            app.Refused(new ListTimeEntries { Activity = "SI-MCOO" }),
            app.Refused(new ListTimeEntries { Member = "IVRI" }),
            app.Refused(new ListTickets { Member = "IVRI" }),
            app.Refused(new OpenTicket { Title = "Panne", Member = "IVRI" }),
            app.Refused(new ListInterventions { Agent = "DUPOND" }),
            app.Refused(new ListTrainingSessions { Category = "BUREAUTIQE" }),
            app.Refused(
                new FindLinesToChange(
                    new()
                    {
                        From = DateOnly.Parse(Day),
                        To = DateOnly.Parse(Day),
                        Team = "SUPORT",
                    }
                )
            ),
            app.Refused(
                new GetPivot
                {
                    Definition = new()
                    {
                        Measures = ["days"],
                        Rows = ["activity"],
                        Filters = new Dictionary<string, IReadOnlyList<string>> { ["member"] = ["IVRI"] },
                    },
                }
            ),
            app.Refused(
                new SucceedReferential
                {
                    Referential = "project",
                    Code = "PORTAIL",
                    StartsOn = DateOnly.Parse(Day),
                    Into = ["PORTAI"],
                    Version = 1,
                }
            ),
        ];
        foreach (var refusal in refusals)
            Assert.That(Only(refusal, refusal.Errors.Keys.Single()), Does.Contain("Vouliez-vous dire : "));
    }

    [Test]
    public async Task A_figure_is_named_by_the_nearest_row_and_column()
    {
        await app.Send(Line(_ => { }));
        await app.RollUp();
        GetReportLines Lines(string row, string column) =>
            new()
            {
                Id = "si-domain",
                From = 2017,
                To = 2017,
                Row = row,
                Column = column,
            };
        Assert.That(Only(app.Refused(Lines("FINANCE", "2017")), "Row"), Does.Contain("Vouliez-vous dire : FINANCES"));
        Assert.That(Only(app.Refused(Lines("FINANCES", "2018")), "Column"), Does.Contain("Vouliez-vous dire : 2017"));
    }

    [Test]
    public async Task People_of_a_member_are_told_of_their_own_only()
    {
        var contact = await app.AUser(Role.MemberContact, "ARCUEIL");
        foreach (var text in (string[])["IVRI", "VITRI", "GENTILY", "Ivry-sur-Sein"])
        {
            Assert.That(Only(app.RefusedAs(contact, new ListTickets { Member = text }), "Member"), Does.Not.Contain("Vouliez-vous"));
            Assert.That(
                Only(
                    app.RefusedAs(
                        contact,
                        new GetPivot
                        {
                            Definition = new()
                            {
                                Measures = ["days"],
                                Rows = ["activity"],
                                Filters = new Dictionary<string, IReadOnlyList<string>> { ["member"] = [text] },
                            },
                        }
                    ),
                    "Filters"
                ),
                Does.Not.Contain("Vouliez-vous")
            );
        }
        Assert.That(Only(app.RefusedAs(contact, new ListTickets { Member = "ARCEUIL" }), "Member"), Does.Contain("ARCUEIL"));
        Assert.That(Only(app.RefusedAs(contact, new ListInterventions { Agent = "DUPOND" }), "Agent"), Does.Not.Contain("DUPONT"));
    }
}
