using System.Text;
using Siim94.ITSM.Features.Absences;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Tests.Features.Imports;

sealed class AbsenceImportTests
{
    TestApp app = null!;
    string agent = "",
        other = "";

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        (agent, other) = (await app.AnAgent("SI"), await app.AnAgent("SI"));
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    async Task<IReadOnlyList<AbsenceDetails>> Absences() => (await app.Send(new ListAbsences())).Items;

    string File(params string[] lines) =>
        string.Join('\n', (string[])["Agent;Nature;Du;Au;Demi-journée de début;Demi-journée de fin;Commentaire", .. lines]);

    [Test]
    public async Task Files_become_approved_absences_and_are_taken_out_again()
    {
        var import = await app.Import(
            File($"{agent};congé annuel;03/07/2017;07/07/2017;après-midi;;Été", $"{other};RTT;2017-03-20;;;matin;"),
            ImportKind.Absences
        );
        Assert.That((import.State, import.RowsAccepted), Is.EqualTo(("imported", 2)));
        var absences = await Absences();
        Assert.That(
            absences.Select(a => (a.Agent, a.Kind, a.From, a.To, a.FromHalf, a.ToHalf, a.Status, a.Note)),
            Is.EqualTo(
                new[]
                {
                    (other, "RTT", new DateOnly(2017, 3, 20), new DateOnly(2017, 3, 20), "morning", "morning", "approved", (string?)null),
                    (agent, "CONGE", new DateOnly(2017, 7, 3), new DateOnly(2017, 7, 7), "afternoon", "afternoon", "approved", "Été"),
                }
            )
        );
        await app.Undo(import.Id);
        Assert.That(await Absences(), Is.Empty);
    }

    [Test]
    public async Task Every_line_says_what_is_wrong_with_it_and_nothing_is_written()
    {
        await app.Send(
            new AskAbsence
            {
                Agent = agent,
                Kind = "RTT",
                From = new(2017, 4, 3),
            }
        );
        var upload = await app.Upload(
            File(
                $"{agent};RTT;03/04/2017;;;;",
                $"{agent};CONGES;04/04/2017;;;;",
                $"{agent};CONGE;05/04/2017;04/04/2017;;;",
                $"{agent};CONGE;06/04/2017;;midi;;",
                $"{agent};CONGE;10/04/2017;12/04/2017;;;",
                $"{agent};RTT;12/04/2017;;;;",
                "PERSONNE;RTT;13/04/2017;;;;",
                ";RTT;14/04/2017;;;;"
            ),
            ImportKind.Absences
        );
        var check = await app.Check(upload.Id);
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(new[] { (2, "from"), (3, "kind"), (4, "to"), (5, "fromHalf"), (7, "from"), (8, "agent"), (9, "agent") })
        );
        Assert.That(check.Problems.Single(problem => problem.Row == 3).Message, Does.Contain("CONGE"), "the nearest");
        Assert.That(check.RowsAccepted, Is.EqualTo(1));
        Assert.That(await Absences(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_changed_since_is_not_taken_out()
    {
        var import = await app.Import(File($"{agent};RTT;03/04/2017;;;;"), ImportKind.Absences);
        var absence = (await Absences()).Single();
        await app.Send(
            new ChangeAbsence
            {
                Id = absence.Id,
                Version = absence.Version,
                Agent = agent,
                Kind = "RTT",
                From = new(2017, 4, 4),
            }
        );
        Assert.That(app.Refused(new UndoImport(import.Id)).Code, Is.EqualTo("import.changed-since"));
    }

    [Test]
    public async Task A_calendar_is_read_by_its_days_and_by_its_hours()
    {
        var calendar = $"""
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            UID:1
            DTSTART;VALUE=DATE:20170703
            DTEND;VALUE=DATE:20170708
            SUMMARY:{agent} : CONGE
            END:VEVENT
            BEGIN:VEVENT
            UID:2
            DTSTART:20170710T120000Z
            DTEND:20170710T150000Z
            SUMMARY:RTT
            ATTENDEE;CN={other}:mailto:x@example.org
            END:VEVENT
            BEGIN:VEVENT
            UID:3
            STATUS:CANCELLED
            DTSTART;VALUE=DATE:20170801
            SUMMARY:{agent} : RTT
            END:VEVENT
            END:VCALENDAR
            """.ReplaceLineEndings("\r\n");
        var upload = await app.Upload(Encoding.UTF8.GetBytes(calendar), ImportKind.Absences, "absences.ics");
        await app.Check(upload.Id);
        Assert.That((await app.Commit(upload.Id)).RowsAccepted, Is.EqualTo(2));
        Assert.That(
            (await Absences()).Select(a => (a.Agent, a.Kind, a.From, a.To, a.FromHalf, a.ToHalf)),
            Is.EqualTo(
                new[]
                {
                    (agent, "CONGE", new DateOnly(2017, 7, 3), new DateOnly(2017, 7, 7), "morning", "afternoon"),
                    (other, "RTT", new DateOnly(2017, 7, 10), new DateOnly(2017, 7, 10), "afternoon", "afternoon"),
                }
            )
        );
    }

    [Test]
    public async Task Calendars_of_other_programs_name_people_and_kinds_in_their_words()
    {
        var name = (await app.Send(new GetReferentials())).Agents.Single(each => each.Code == agent).Name;
        var turned = string.Join(' ', name.Split(' ').Reverse());
        string[] subjects =
        [
            $"{turned} - RTT",
            $"Congés : {name}",
            $"Arrêt maladie {agent}",
            "Dentiste",
            "Vacances",
            $"Congé maternité {name}",
        ];
        int[] days = [3, 4, 5, 6, 7, 10];
        var calendar = string.Join(
            "\r\n",
            [
                "\uFEFFBEGIN:VCALENDAR",
                "PRODID:Zimbra-Calendar-Provider",
                "VERSION:2.0",
                .. subjects.SelectMany(
                    (subject, index) =>
                        (string[])
                            [
                                "BEGIN:VEVENT",
                                $"UID:{index}",
                                "CATEGORIES:Catégorie rouge",
                                "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
                                "ORGANIZER;CN=Secrétariat:mailto:secretariat@example.org",
                                $"DTSTART;VALUE=DATE:201707{days[index]:00}",
                                $"DTEND;VALUE=DATE:201707{days[index] + 1:00}",
                                $"SUMMARY:{subject[..4]}",
                                $" {subject[4..]}",
                                "END:VEVENT",
                            ]
                ),
                "END:VCALENDAR",
            ]
        );
        var upload = await app.Upload(Encoding.UTF8.GetBytes(calendar), ImportKind.Absences, "absences.ics");
        var check = await app.Check(upload.Id);
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)).Order(),
            Is.EqualTo(new[] { (5, "agent"), (5, "kind"), (6, "agent"), (7, "kind") })
        );
        await app.Check(upload.Id, again => (again.Mapping!.Agent, again.Mapping.AbsenceKind) = (other, "AUTORISATION"));
        await app.Commit(upload.Id);
        Assert.That(
            (await Absences()).Select(a => (a.From.Day, a.Agent, a.Kind)).Order(),
            Is.EqualTo(
                new[]
                {
                    (3, agent, "RTT"),
                    (4, agent, "CONGE"),
                    (5, agent, "MALADIE"),
                    (6, other, "AUTORISATION"),
                    (7, other, "CONGE"),
                    (10, agent, "AUTORISATION"),
                }
            )
        );
    }

    [Test]
    public async Task Allowances_stand_in_the_place_of_those_before_and_come_back()
    {
        await app.Send(
            new SetAbsenceAllowance
            {
                Agent = agent,
                Kind = "CONGE",
                Year = 2017,
                Allowance = 25,
            }
        );
        var file = $"Agent;Nature;Année;Droit\n{agent};CONGE;2017;27,5\n{other};RTT;2017;15";
        var import = await app.Import(file, ImportKind.Allowances);
        Assert.That((import.State, await Allowance(agent), await Allowance(other)), Is.EqualTo(("imported", 27.5m, 15m)));
        await app.Undo(import.Id);
        Assert.That((await Allowance(agent), await Allowance(other)), Is.EqualTo(((decimal?)25, (decimal?)null)));

        await app.Send(new DeleteAbsenceAllowance(agent, "congé annuel", 2017));
        Assert.That(await Allowance(agent), Is.Null);
        Assert.That(app.Refused(new DeleteAbsenceAllowance(agent, "CONGE", 2017)).Status, Is.EqualTo(404));

        var upload = await app.Upload(file + $"\n{agent};CONGE;2017;1\n{agent};CONGE;2018;1,3", ImportKind.Allowances);
        Assert.That(
            (await app.Check(upload.Id)).Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(new[] { (4, "agent"), (5, "allowance") })
        );
    }

    async Task<decimal?> Allowance(string code) =>
        (await app.Send(new ListAbsenceBalances { Agent = code, Year = 2017 })).Items.SingleOrDefault()?.Allowance;
}
