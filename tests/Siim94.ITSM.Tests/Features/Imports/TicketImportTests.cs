using System.Text.Json;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Tests.Features.Imports;

[SetCulture("fr-FR")]
sealed class TicketImportTests
{
    const string Headings =
        "Titre;Adhérent;Ouvert le;Attribué à;Pris en charge le;Résolu le;Clos le;Solution;Canal;Type;Urgence;Demandeur\n";

    TestApp app = null!;

    [SetUp]
    public async Task Start()
    {
        app = await TestApp.Start();
        await app.AnAgent(code: "DUPONT");
    }

    [TearDown]
    public async Task Stop() => await app.DisposeAsync();

    async Task<ImportDetails> Import(string lines) => await app.Import(Headings + lines, ImportKind.Tickets);

    async Task<IReadOnlyList<TicketDetails>> Tickets()
    {
        var tickets = new List<TicketDetails>();
        foreach (var line in (await app.Send(new ListTickets { Limit = 500 })).Items.Reverse())
            tickets.Add(await app.Send(new GetTicket(line.Number)));
        return tickets;
    }

    [Test]
    public async Task Tickets_of_the_past_come_with_what_became_of_them()
    {
        var import = await Import(
            "Imprimante en panne;Arcueil;02/05/2016 09:30;DUPONT;02/05/2016 10:00;03/05/2016;06/05/2016 08:00;"
                + """
                Rouleau changé;Téléphone;Incident;Haute;Mme X
                Accès au dossier;IVRY;2016-05-04T08:00:00Z;;;;;;courriel;Demande;;
                Mot de passe;ARCUEIL;05/05/2016;DUPONT;;05/05/2016;;;;;;
                Sans suite;ARCUEIL;06/05/2016 09:00;;;;07/05/2016 09:00;;;;;

                """.Replace("\r", "")
        );
        Assert.That(import.State, Is.EqualTo(ImportState.Imported), string.Join(" ", import.Problems) + import.Message);
        var tickets = await Tickets();
        Assert.That(
            tickets.Select(ticket =>
                (ticket.Title, ticket.Member, ticket.Status, ticket.Channel, ticket.Type, ticket.Urgency, ticket.Import, ticket.ImportRow)
            ),
            Is.EqualTo(
                new (string, string, string, string, string, string, long?, int?)[]
                {
                    ("Imprimante en panne", "ARCUEIL", TicketStatus.Closed, TicketChannel.Phone, TicketType.Incident, "high", import.Id, 2),
                    ("Accès au dossier", "IVRY", TicketStatus.New, TicketChannel.Mail, TicketType.Request, "medium", import.Id, 3),
                    ("Mot de passe", "ARCUEIL", TicketStatus.Resolved, TicketChannel.Phone, TicketType.Incident, "medium", import.Id, 4),
                    ("Sans suite", "ARCUEIL", TicketStatus.Closed, TicketChannel.Phone, TicketType.Incident, "medium", import.Id, 5),
                }
            )
        );
        Assert.That(
            tickets[0].Events.Select(step => (step.Kind, step.At, step.Text)),
            Is.EqualTo(
                new (string, DateTime, string?)[]
                {
                    ("open", new(2016, 5, 2, 7, 30, 0), null),
                    ("take-charge", new(2016, 5, 2, 8, 0, 0), "Agent DUPONT"),
                    ("resolve", new(2016, 5, 2, 22, 0, 0), "Rouleau changé"),
                    ("close", new(2016, 5, 6, 6, 0, 0), null),
                }
            )
        );
        Assert.That(tickets[3].Events.Select(step => step.Kind), Is.EqualTo(new[] { "open", "resolve", "close" }));
    }

    [Test]
    public async Task They_are_the_tickets_that_the_same_steps_by_hand_would_make()
    {
        await Import("Panne;ARCUEIL;02/05/2016 09:30;DUPONT;02/05/2016 10:00;03/05/2016 11:00;06/05/2016 08:00;Fait;;;;Mme X\n");
        var byHand = await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                Member = "ARCUEIL",
                Requester = "Mme X",
                OpenedAt = new DateTimeOffset(2016, 5, 2, 9, 30, 0, TimeSpan.FromHours(2)),
            }
        );
        await app.Send(
            new TakeTicketInCharge
            {
                Number = byHand.Number,
                Agent = "DUPONT",
                At = new(2016, 5, 2, 8, 0, 0, DateTimeKind.Utc),
            }
        );
        await app.Send(
            new ResolveTicket
            {
                Number = byHand.Number,
                Solution = "Fait",
                At = new(2016, 5, 3, 9, 0, 0, DateTimeKind.Utc),
            }
        );
        byHand = await app.Send(new CloseTicket { Number = byHand.Number, At = new(2016, 5, 6, 6, 0, 0, DateTimeKind.Utc) });
        var imported = (await Tickets())[0];
        // What is done by hand is a change of today.
        Assert.That(
            JsonSerializer.Serialize(
                imported with
                {
                    Number = 0,
                    Version = 0,
                    Import = null,
                    ImportRow = null,
                    Events = [],
                    UpdatedAt = default,
                }
            ),
            Is.EqualTo(JsonSerializer.Serialize(byHand with { Number = 0, Version = 0, Events = [], UpdatedAt = default }))
        );
        Assert.That(imported.Events, Is.EqualTo(byHand.Events));
        await app.RollUp();
        foreach (var measure in (string[])["Opened", "TakenInCharge", "Resolved", "Closed"])
            Assert.That(
                await app.Query(db =>
                    db.FirstOrDefault<int>($"SELECT SUM(r.{measure}) FROM ReportTicketsByMonth r WHERE r.YearMonth = 201605", null, default)
                ),
                Is.EqualTo(2),
                measure
            );
    }

    [Test]
    public async Task The_second_line_counts_as_in_tickets_that_were_passed_on_by_hand()
    {
        var person = await app.Send(new AddPerson { Name = "Anne Roy", Member = "ARCUEIL" });
        await app.Send(
            new AddSite
            {
                Code = "MAIRIE",
                Name = "Mairie",
                Member = "ARCUEIL",
            }
        );
        await app.Send(new AddCategory { Code = "RESEAU-WIFI", Name = "Wifi" });
        const string lines = """
            Titre;Adhérent;Demandeur;Catégorie;Site;Groupe;Attribué à;Ouvert le;Pris en charge le;Passé au N2 le;Résolu le
            Passé;ARCUEIL;Anne Roy;Wifi;Mairie;SYSTEMES-RESEAUX;DUPONT;02/05/2016 09:30;02/05/2016 10:00;02/05/2016 11:00;03/05/2016 08:00
            Direct;ARCUEIL;;;;SYSTEMES-RESEAUX;;02/05/2016 09:30;;;03/05/2016 08:00
            Premier;ARCUEIL;;;;HOTLINE;;02/05/2016 09:30;;;03/05/2016 08:00

            """;
        var import = await app.Import(lines.Replace("\r", ""), ImportKind.Tickets);
        Assert.That(import.State, Is.EqualTo(ImportState.Imported), string.Join(" ", import.Problems) + import.Message);
        var tickets = await Tickets();
        Assert.That(
            tickets.Select(ticket => (ticket.Title, ticket.Group, ticket.Level)),
            Is.EqualTo(
                new (string, string?, int)[]
                {
                    ("Passé", "SYSTEMES-RESEAUX", 2),
                    ("Direct", "SYSTEMES-RESEAUX", 2),
                    ("Premier", "HOTLINE", 1),
                }
            )
        );
        var passed = tickets[0];
        Assert.That((passed.RequesterId, passed.Category, passed.Site), Is.EqualTo(((long?)person.Id, "RESEAU-WIFI", "MAIRIE")));
        Assert.That(passed.Events.Select(step => step.Kind), Is.EqualTo(new[] { "open", "take-charge", "escalate", "resolve" }));
        Assert.That((passed.Events[2].Text, passed.Events[2].IsPrivate), Is.EqualTo((passed.GroupName, true)));
        await app.RollUp();
        Assert.That((await Sum("Escalated"), await Sum("Received"), await Sum("SolvedAtFirstLine")), Is.EqualTo((1, 1, 1)));
        Assert.That((await app.Undo(import.Id)).State, Is.EqualTo(ImportState.Undone));
        await app.RollUp();
        Assert.That((await app.Count("TicketHandovers"), await Sum("Escalated")), Is.EqualTo((0, 0)));

        Task<int> Sum(string column) =>
            app.Query(db => db.FirstOrDefault<int>($"SELECT COALESCE(SUM(r.{column}), 0) FROM ReportTicketsByMonth r", null, default));
    }

    [TestCase("02/05/2016 09:00", "avant")]
    [TestCase("04/05/2016", "résolution")]
    public async Task A_ticket_is_not_passed_on_before_its_opening_or_after_its_end(string passedOn, string says)
    {
        var file = $"Titre;Adhérent;Ouvert le;Passé au N2 le;Résolu le\nPanne;ARCUEIL;02/05/2016 09:30;{passedOn};03/05/2016 08:00\n";
        var problem = (await app.Check((await app.Upload(file, ImportKind.Tickets)).Id)).Problems.Single();
        Assert.That(problem.Field, Is.EqualTo("escalatedAt"));
        Assert.That(problem.Message, Does.Contain(says));
    }

    [Test]
    public async Task What_cannot_have_been_is_refused_by_line()
    {
        var id = (
            await app.Upload(
                Headings
                    + ";ARCUEIL;02/05/2016;;;;;;;;;\n"
                    + "Panne;ARCUEIL;;;;;;;;;;\n"
                    + "Panne;ARCUEIL;02/05/2036;;;;;;;;;\n"
                    + "Panne;ARCUEIL;02/05/2016;;03/05/2016;;;;;;;\n"
                    + "Panne;ARCUEIL;02/05/2016;;;01/05/2016;;;;;;\n"
                    + "Panne;ARCUEIL;02/05/2016;;;;;;pigeon;;énorme;\n"
                    + "Panne;Nulle part;02/05/2016;;;;;;;;;\n",
                ImportKind.Tickets
            )
        ).Id;
        var check = await app.Check(id);
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(
                new[]
                {
                    (2, "title"),
                    (3, "openedAt"),
                    (4, "openedAt"),
                    (5, "agent"),
                    (6, "resolvedAt"),
                    (7, "channel"),
                    (7, "urgency"),
                    (8, "member"),
                }
            )
        );
        Assert.That((check.RowsAccepted, check.RowsRefused), Is.EqualTo((0, 7)));
    }

    [Test]
    public async Task Tickets_are_taken_out_again_until_they_serve()
    {
        var id = (await Import("Panne;ARCUEIL;02/05/2016;DUPONT;;;;;;;;\nAutre;ARCUEIL;02/05/2016;DUPONT;;;;;;;;\n")).Id;
        Assert.That((await app.Undo(id)).State, Is.EqualTo(ImportState.Undone));
        Assert.That(await Tickets(), Is.Empty);
        Assert.That(await app.Count("TicketEvents"), Is.Zero);

        id = (await Import("Panne;ARCUEIL;02/05/2016;DUPONT;;;;;;;;\n")).Id;
        var number = (await Tickets())[0].Number;
        await app.Send(
            new LogTime
            {
                Agent = "DUPONT",
                Day = new(2016, 5, 2),
                Quantity = 1,
                Unit = "h",
                Activity = "SI-DOMAINE",
                Domain = "FINANCES",
                Ticket = number,
            }
        );
        Assert.That(app.Refused(new UndoImport(id)).Code, Is.EqualTo("import.used-since"));

        id = (await Import("Encore;ARCUEIL;02/05/2016;DUPONT;;;;;;;;\n")).Id;
        await app.Send(new ResolveTicket { Number = (await Tickets())[^1].Number });
        Assert.That(app.Refused(new UndoImport(id)).Message, Does.Contain("Siim94.ITSM"));
    }

    [Test]
    public async Task Managers_who_may_not_open_tickets_in_the_past_do_not_import_them()
    {
        var manager = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(manager, new StartImport { Kind = ImportKind.Tickets, FileName = "x.csv" }).Status, Is.EqualTo(403));
        Assert.That(
            await app.SendAs(await app.AUser(Role.Administrator), new StartImport { Kind = ImportKind.Tickets, FileName = "x.csv" }),
            Is.Positive
        );
    }
}
