using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Tests.Features.Accounts;

sealed class AccountTests
{
    TestApp app = null!;

    [SetUp]
    public async Task SetUp() => app = await TestApp.Start();

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<SignedIn> SignIn(string login, string password) =>
        app.SendAs(UserIdentity.Anonymous, new SignIn { Login = login, Password = password });

    [Test]
    public async Task A_temporary_password_opens_nothing_but_its_own_change()
    {
        var account = await app.Send(
            new AddAccount
            {
                Login = "alix",
                DisplayName = "Alix",
                Role = "Manager",
            }
        );
        var identity = new UserIdentity(account.Id);
        Assert.That(app.RefusedAs(identity, new ListReports()).Code, Is.EqualTo("request.change-password-first"));
        await app.SendAs(identity, new ChangePassword { CurrentPassword = account.OneTimePassword, NewPassword = "une-phrase-de-passe" });
        await app.SendAs(identity, new ListReports());
    }

    [TestCase("trop-court")]
    [TestCase("aaaaaaaaaaaaaaaa")]
    [TestCase("121212121212")]
    [TestCase("mon-ALIX-bien-long")]
    public async Task A_password_that_anybody_tries_first_is_refused(string password)
    {
        var account = await app.Send(
            new AddAccount
            {
                Login = "alix",
                DisplayName = "Alix",
                Role = "Manager",
            }
        );
        Assert.That(
            app.RefusedAs(
                new(account.Id),
                new ChangePassword { CurrentPassword = account.OneTimePassword, NewPassword = password }
            ).Errors.Keys,
            Is.EqualTo(new[] { "NewPassword" })
        );
    }

    [Test]
    public async Task A_new_password_ends_every_other_session()
    {
        var account = await app.Send(
            new AddAccount
            {
                Login = "alix",
                DisplayName = "Alix",
                Role = "Manager",
            }
        );
        var old = await SignIn("alix", account.OneTimePassword);
        await app.SendAs(
            new UserIdentity(account.Id),
            new ChangePassword { CurrentPassword = account.OneTimePassword, NewPassword = "une-phrase-de-passe" }
        );
        Assert.That(app.RefusedAs(new UserIdentity(account.Id, old.SecurityStamp), new ListReports()).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Tokens_end_for_good_when_an_account_is_disabled_or_its_password_reset()
    {
        var user = await app.AUser(Role.Technician);
        await app.SendAs(user, new CreateToken { Name = "un" });
        await app.Send(new SetAccountDisabled(user.UserId, true));
        await app.Send(new SetAccountDisabled(user.UserId, false));
        Assert.That(await app.SendAs(user, new ListTokens()), Is.Empty, "enabled again, the account makes new ones");

        await app.SendAs(user, new CreateToken { Name = "deux" });
        var password = (await app.Send(new ResetPassword(user.UserId))).OneTimePassword;
        await app.SendAs(user, new ChangePassword { CurrentPassword = password, NewPassword = "une-phrase-de-passe" });
        Assert.That(await app.SendAs(user, new ListTokens()), Is.Empty);
    }

    [TestCase(Role.Technician, "account", 403)]
    [TestCase(Role.Manager, "account", 403)]
    [TestCase(Role.Administrator, "account", null)]
    [TestCase(Role.Technician, "token", 403)]
    [TestCase(Role.Technician, "table", 403)]
    [TestCase(Role.Technician, "report-schedule", 403)]
    [TestCase(Role.Technician, "allocation", 403)]
    [TestCase(Role.Technician, "whatever-comes-next", 403)]
    [TestCase(Role.Manager, "table", null)]
    [TestCase(Role.Technician, "ticket", null)]
    [TestCase(Role.MemberContact, "ticket", 403)]
    public async Task The_past_of_a_thing_is_for_those_who_read_the_thing(Role role, string subject, int? refused)
    {
        var reader = await app.AUser(role, role is Role.MemberContact ? "ARCUEIL" : null);
        if (refused is { } status)
            Assert.That(app.RefusedAs(reader, new GetHistory(subject, 1)).Status, Is.EqualTo(status));
        else
            Assert.That(await app.SendAs(reader, new GetHistory(subject, 1)), Is.Not.Null);
    }

    [Test]
    public async Task What_a_member_pays_does_not_show_in_its_history_to_those_who_do_not_see_costs()
    {
        await app.Send(
            new SetContribution
            {
                Member = "ARCUEIL",
                Year = 2017,
                Nature = "cotisation",
                Amount = 123_456.78m,
                Version = 1,
            }
        );
        var arcueil = await app.Query(db => db.FirstOrDefault<long>("SELECT Id FROM Members WHERE Code = 'ARCUEIL'", null, default));
        Assert.That(await app.SendAs(await app.AUser(Role.Technician), new GetHistory("member", arcueil)), Is.Empty);
        Assert.That(
            (await app.SendAs(await app.AUser(Role.Manager), new GetHistory("member", arcueil))).Single().AfterJson,
            Does.Contain("12345678")
        );
    }

    [Test]
    public async Task A_disabled_account_loses_its_sessions_and_tokens_at_once()
    {
        var manager = await app.AUser(Role.Manager);
        await app.Send(new SetAccountDisabled(manager.UserId, true));
        Assert.That(app.RefusedAs(manager, new ListReports()).Status, Is.EqualTo(401));
    }

    [TestCase(Role.Requester, false)]
    [TestCase(Role.MemberContact, true)]
    [TestCase(Role.Technician, true)]
    [TestCase(Role.Manager, true)]
    public async Task Reports_are_read_by(Role role, bool isAllowed)
    {
        var user = await app.AUser(role, member: Roles.IsOfMember(role) ? "ARCUEIL" : null);
        if (isAllowed)
            await app.SendAs(user, new ListReports());
        else
            Assert.That(app.RefusedAs(user, new ListReports()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task The_first_administrator_is_made_once()
    {
        Assert.That(await app.Send(new CreateFirstAdministrator()), Is.Not.Null);
        Assert.That(await app.Send(new CreateFirstAdministrator()), Is.Null);
    }

    [Test]
    public async Task A_token_is_told_once_and_nowhere_in_clear()
    {
        var user = await app.AUser(Role.Manager);
        var token = await app.SendAs(user, new CreateToken { Name = "essai" }, "clé");
        var again = Assert.ThrowsAsync<Refusal>(() => app.SendAs(user, new CreateToken { Name = "essai" }, "clé"))!;
        Assert.That(again.Code, Is.EqualTo("request.secret-told-once"));
        Assert.That(await app.SendAs(user, new ListTokens()), Has.Count.EqualTo(1), "the same key has one effect");
        Assert.That(
            Assert.ThrowsAsync<Refusal>(() => app.SendAs(user, new CreateToken { Name = "autre" }, "clé"))!.Code,
            Is.EqualTo("request.key-used-for-another")
        );
        var stored = await app.Query(async db =>
            string.Concat(await db.Query<string>("SELECT TokenHash FROM ApiTokens", null, default))
            + string.Concat(await db.Query<string>("SELECT SealedAnswer FROM IdempotencyKeys", null, default))
            + string.Concat(await db.Query<string?>("SELECT AfterJson FROM AuditEntries", null, default))
        );
        Assert.That(stored, Does.Not.Contain(token.Token).And.Not.Contain(token.Token[5..]));
        var protection = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("idempotency-answer");
        var answer = await app.Query(db => db.FirstOrDefault<string>("SELECT SealedAnswer FROM IdempotencyKeys", null, default));
        Assert.That(protection.Unprotect(answer!), Does.Not.Contain(token.Token), "the key that opens it lies beside it");
    }

    [Test]
    public async Task A_secret_is_told_again_to_the_same_key_where_what_seals_it_lies_elsewhere()
    {
        await using var apart = await TestApp.Start(services => services.AddSingleton(new KeySealing(IsOutsideDatabase: true)));
        var user = await apart.AUser(Role.Manager);
        var token = await apart.SendAs(user, new CreateToken { Name = "essai" }, "clé");
        Assert.That(await apart.SendAs(user, new CreateToken { Name = "essai" }, "clé"), Is.EqualTo(token));
    }

    [Test]
    public async Task An_account_changes_role_agent_and_member_and_its_past_shows_it()
    {
        var admin = await app.AUser(Role.Administrator);
        var account = await Alix(Role.Requester, "ARCUEIL");
        var agent = await app.AnAgent();
        await app.AUser(Role.Technician, agent: agent, name: "Bo");
        var changed = await app.SendAs(
            admin,
            new ChangeAccount
            {
                Id = account.Id,
                Version = 1,
                DisplayName = "Alix B.",
                Role = "ProjectLeader",
                Agent = agent,
            }
        );
        Assert.That(changed.SharesAgentWith, Has.Count.EqualTo(1), "two accounts on one agent");
        var line = (await app.Send(new ListAccounts())).Items.Single(each => each.Id == account.Id);
        Assert.That((line.DisplayName, line.Role, line.Member, line.Agent), Is.EqualTo(("Alix B.", "ProjectLeader", (string?)null, agent)));
        var past = (await app.SendAs(admin, new GetHistory("account", account.Id)))[0];
        Assert.That(past.Action, Is.EqualTo("change"));
        Assert.That(past.BeforeJson, Does.Contain("Requester").And.Contain("ARCUEIL"));
        Assert.That(past.AfterJson, Does.Contain("ProjectLeader").And.Contain(agent));
    }

    [TestCase("beranger")]
    [TestCase("  Zoé Béran ")]
    [TestCase("arcueil")]
    public async Task An_account_is_found_by_part_of_a_name_however_it_is_spelled(string text)
    {
        var account = await app.AUser(Role.Requester, "ARCUEIL", name: "Zoé Béranger");
        Assert.That(
            (await app.Send(new ListAccounts { Search = text })).Items.Select(each => each.Id),
            Is.EqualTo(new[] { account.UserId })
        );
        Assert.That((await app.Send(new ListAccounts { Search = "personne" })).Items, Is.Empty);
        Assert.That((await app.Send(new ListAccounts { Search = " " })).Items, Is.Not.Empty);
    }

    [Test]
    public async Task An_account_changed_meanwhile_is_not_overwritten()
    {
        var account = await Alix(Role.Technician);
        var change = new ChangeAccount
        {
            Id = account.Id,
            Version = 1,
            DisplayName = "Alix",
            Role = "Trainer",
        };
        await app.Send(change);
        Assert.That(app.Refused(change).Status, Is.EqualTo(412));
        Assert.That(app.Refused(change with { Id = 9999 }).Status, Is.EqualTo(404));
    }

    [TestCase("Roi", null, null, "Role")]
    [TestCase("1", null, null, "Role")]
    [TestCase("System", null, null, "Role")]
    [TestCase("MemberContact", null, null, "Member")]
    [TestCase("Technician", "ARCUEIL", null, "Member")]
    [TestCase("Technician", null, "PERSONNE", "Agent")]
    [TestCase("Requester", "ARCUEIL", "PERSONNE", "Agent")]
    public async Task An_account_is_of_a_role_with_the_attachment_that_fits_it(string role, string? member, string? agent, string field)
    {
        var account = await Alix(Role.Technician);
        var refusal = app.Refused(
            new ChangeAccount
            {
                Id = account.Id,
                Version = 1,
                DisplayName = "Alix",
                Role = role,
                Member = member,
                Agent = agent,
            }
        );
        Assert.That(refusal.Errors.Keys, Is.EqualTo(new[] { field }));
        if (field == "Role")
            Assert.That(refusal.Errors[field].Single(), Does.Contain("Technician, ProjectLeader"), "says which there are");
    }

    [Test]
    public async Task Nobody_changes_their_own_role()
    {
        var admin = await app.AUser(Role.Administrator);
        Assert.That(
            app.RefusedAs(
                admin,
                new ChangeAccount
                {
                    Id = admin.UserId,
                    Version = 1,
                    DisplayName = "Test",
                    Role = "Manager",
                }
            ).Code,
            Is.EqualTo("account.own-role")
        );
    }

    Task<AddedAccount> Alix(Role role, string? member = null) =>
        app.Send(
            new AddAccount
            {
                Login = "alix",
                DisplayName = "Alix",
                Role = $"{role}",
                Member = member,
            }
        );
}
