using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Imports;

sealed class PersonImportTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    const string File = """
        Nom;Prénom;Organisation;Mail;Téléphone;Fonction;VIP
        Dupont;Zoé;Mairie d'Arcueil;zoe@arcueil.example;145123456;Comptable;oui
        Durand;Paul;GENTILLY;paul@gentilly.example,p@gentilly.example;+33 6 11 22 33 44;;
        """;

    [Test]
    public async Task Fills_the_directory_and_takes_it_out_again()
    {
        var import = await app.Import(File, ImportKind.People);
        Assert.That((import.State, import.RowsAccepted), Is.EqualTo(("imported", 2)));
        var found = (await app.Send(new ListPeople { Q = "01 45 12 34 56" })).Items.Single();
        Assert.That((found.Name, found.Member, found.Function, found.IsVip), Is.EqualTo(("Zoé Dupont", "ARCUEIL", "Comptable", true)));
        Assert.That((await app.Send(new ListPeople { Q = "paul" })).Items.Single().Emails, Has.Count.EqualTo(2));
        await app.Undo(import.Id);
        Assert.That((await app.Send(new ListPeople { IncludeInactive = true })).Items, Is.Empty);
    }

    [Test]
    public async Task Leaves_out_whoever_is_there_or_comes_twice()
    {
        await app.Send(
            new AddPerson
            {
                Name = "Z. Dupont",
                Member = "ARCUEIL",
                Emails = ["ZOE@arcueil.example"],
            }
        );
        var upload = await app.Upload(
            File + "\nDurand;P.;GENTILLY;paul@gentilly.example;;;" + "\nDurand;Q.;GENTILLY;q@gentilly.example;;;peut-être",
            ImportKind.People
        );
        var check = await app.Check(upload.Id);
        Assert.That(check.RowsAccepted, Is.EqualTo(1));
        Assert.That(
            check.Problems.Select(problem => (problem.Row, problem.Field)),
            Is.EqualTo(new[] { (2, "emails"), (4, "emails"), (5, "isVip") })
        );
    }

    [Test]
    public async Task Stays_once_somebody_has_asked_for_something()
    {
        var import = await app.Import(File, ImportKind.People);
        var person = (await app.Send(new ListPeople { Q = "zoe" })).Items.Single();
        await app.Send(new OpenTicket { Title = "Panne", RequesterId = person.Id });
        Assert.That(app.Refused(new UndoImport(import.Id)).Code, Is.EqualTo("import.used-since"));
    }
}
