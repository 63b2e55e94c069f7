using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>Blanks around a key mean nothing, on either engine: SQL Server passes over those at its end, SQLite does not.</summary>
sealed class KeyTextTests
{
    const string Password = "une-phrase-de-passe";

    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    [TestCase("FOYERS ")]
    [TestCase(" FOYERS")]
    [TestCase("FOYERS\n")]
    [TestCase("FOYERS\t")]
    [TestCase("FOY\u0001ERS")]
    public void A_code_with_blanks_or_signs_is_none(string code)
    {
        var errors = new[]
        {
            app.Refused(new AddProject { Code = code, Name = "Foyers" }),
            app.Refused(
                new AddKeyFigure
                {
                    Code = code,
                    Name = "Foyers",
                    Kind = KeyFigureKind.Business,
                    Group = "Foyers",
                    Unit = "foyers",
                }
            ),
        };
        Assert.That(errors.Select(refusal => refusal.Errors.Keys), Is.All.EqualTo(new[] { "Code" }));
    }

    [TestCase("alix ", "alix")]
    [TestCase("  Alix\u00A0", "ALIX ")]
    public async Task A_login_is_one_with_or_without_blanks(string added, string typed)
    {
        var request = new AddAccount
        {
            Login = added,
            DisplayName = "Alix",
            Role = "Technician",
        };
        var account = await app.Send(request);
        Assert.That(app.Refused(request with { Login = typed }).Errors.Keys, Is.EqualTo(new[] { "Login" }), "it is taken");
        await app.SendAs(new(account.Id), new ChangePassword { CurrentPassword = account.OneTimePassword, NewPassword = Password });
        var signedIn = await app.SendAs(UserIdentity.Anonymous, new SignIn { Login = typed, Password = Password });
        Assert.That(signedIn.UserId, Is.EqualTo(account.Id));
    }

    [TestCase("FOYERS")]
    [TestCase("FOYERS ")]
    [TestCase(" FOYERS\t")]
    public async Task A_key_figure_is_found_with_or_without_blanks(string code)
    {
        await app.Send(
            new AddKeyFigure
            {
                Code = "FOYERS",
                Name = "Foyers",
                Kind = KeyFigureKind.Business,
                Group = "Foyers",
                Unit = "foyers",
            }
        );
        Assert.That((await app.Send(new GetKeyFigure(code))).Figure.Code, Is.EqualTo("FOYERS"));
    }

    [Test]
    public async Task A_saved_table_is_found_with_or_without_blanks()
    {
        var table = await app.Send(
            new SaveTable
            {
                Title = "Mes jours",
                Definition = new() { Measures = ["days"], Rows = ["member"] },
                Visibility = TableVisibility.Shared,
            }
        );
        Assert.That((await app.Send(new GetTable(table.Id + " "))).Id, Is.EqualTo(table.Id));
    }

    [Test]
    public async Task A_requester_is_filtered_on_with_or_without_blanks()
    {
        await app.Send(
            new OpenTicket
            {
                Title = "Panne",
                Member = "ARCUEIL",
                Requester = " Jeanne Dupont ",
            }
        );
        await app.RollUp();
        GetPivot Of(string requester) =>
            new()
            {
                Definition = new()
                {
                    Measures = ["tickets-opened"],
                    Rows = ["member"],
                    Filters = new Dictionary<string, IReadOnlyList<string>> { ["requester"] = [requester] },
                },
            };
        Assert.That((await app.Send(Of("Jeanne Dupont"))).Rows, Has.Count.EqualTo(1));
        Assert.That((await app.Send(Of("Jeanne Dupont "))).Rows, Has.Count.EqualTo(1));
        Assert.That((await app.Send(Of("Jeanne"))).Rows, Is.Empty);
    }

    [TestCase("account")]
    [TestCase("account ")]
    [TestCase("token ")]
    public async Task The_past_of_an_account_is_the_administrators_however_it_is_asked_for(string subject)
    {
        var manager = await app.AUser(Role.Manager);
        Assert.That(app.RefusedAs(manager, new GetHistory(subject, manager.UserId)).Status, Is.EqualTo(403));
        var admin = await app.AUser(Role.Administrator);
        Assert.That(await app.SendAs(admin, new GetHistory("account ", manager.UserId)), Is.Not.Empty);
    }

    [Test]
    public async Task The_name_of_a_file_has_no_blanks_around_it()
    {
        var id = await app.Send(new StartImport { Kind = ImportKind.Tickets, FileName = " tickets.csv " });
        Assert.That(
            await app.Query(db => db.FirstOrDefault<string>("SELECT FileName FROM Imports WHERE Id = @Id", new { Id = id }, default)),
            Is.EqualTo("tickets.csv")
        );
    }
}
