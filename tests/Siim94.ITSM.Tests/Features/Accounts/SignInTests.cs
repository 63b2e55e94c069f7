using MediatR;
using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Tests.Features.Accounts;

/// <summary>Whoever guesses waits; whoever knows does not wait for others.</summary>
sealed class SignInTests
{
    const string Password = "une-phrase-de-passe",
        Home = "203.0.113.1",
        Elsewhere = "198.51.100.7";

    TestApp app = null!;
    UserIdentity alix;

    [SetUp]
    public async Task SetUp()
    {
        app = await TestApp.Start();
        var account = await app.Send(
            new AddAccount
            {
                Login = "Alix",
                DisplayName = "Alix",
                Role = "Technician",
            }
        );
        alix = new(account.Id);
        await app.SendAs(alix, new ChangePassword { CurrentPassword = account.OneTimePassword, NewPassword = Password });
    }

    [TearDown]
    public async Task TearDown() => await app.DisposeAsync();

    Task<SignedIn> SignIn(string password, string address = Home, string? device = null, string login = "alix") =>
        app.SendAs(
            UserIdentity.Anonymous,
            new SignIn
            {
                Login = login,
                Password = password,
                Address = address,
                Device = device,
            }
        );

    async Task<Refusal> Fails(string password = "faux", string address = Home, string? device = null, string login = "alix")
    {
        try
        {
            await SignIn(password, address, device, login);
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
        throw new AssertionException("It was the right password.");
    }

    async Task FailFiveTimes(string address = Home, string? device = null, string login = "alix")
    {
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.That((await Fails(address: address, device: device, login: login)).Status, Is.EqualTo(401));
    }

    [TestCase("alix")]
    [TestCase("personne")]
    public async Task After_five_failures_every_attempt_waits_longer(string login)
    {
        await FailFiveTimes(login: login);
        foreach (var seconds in (int[])[15, 30, 60, 120, 240, 480, 900, 900])
        {
            var early = await Fails(Password, login: login);
            Assert.That((early.Status, early.RetryAfter), Is.EqualTo((429, TimeSpan.FromSeconds(seconds))));
            app.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.That((await Fails(login: login)).Status, Is.EqualTo(401));
        }
    }

    [Test]
    public async Task The_right_password_forgets_the_failures_before_it()
    {
        await FailFiveTimes();
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.That((await SignIn(Password, login: "ALIX")).UserId, Is.EqualTo(alix.UserId));
        await FailFiveTimes();
    }

    [Test]
    public async Task Failures_are_forgotten_after_a_day()
    {
        await FailFiveTimes();
        app.Clock.Advance(TimeSpan.FromHours(25));
        await FailFiveTimes();
    }

    [Test]
    public async Task Guesses_at_the_same_instant_count_one_by_one()
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Fails()));
        // As many are under way at once as processors hash.
        Assert.That(refusals.Count(refusal => refusal.Status == 401), Is.InRange(5, 4 + Math.Max(1, Environment.ProcessorCount / 2)));
        Assert.That(refusals.Where(refusal => refusal.Status != 401).Select(refusal => refusal.Status), Is.All.EqualTo(429));
    }

    [Test]
    public async Task Many_who_know_the_password_sign_in_at_the_same_instant()
    {
        var users = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignIn(Password)));
        Assert.That(users.Select(user => user.UserId), Is.All.EqualTo(alix.UserId));
    }

    [Test]
    public async Task Strangers_shut_nobody_out_elsewhere()
    {
        await FailFiveTimes(Elsewhere);
        Assert.That((await SignIn(Password)).UserId, Is.EqualTo(alix.UserId));
        Assert.That((await Fails(Password, Elsewhere)).Status, Is.EqualTo(429));
    }

    static string AddressOf(int number) => $"198.51.{number / 250}.{number % 250 + 1}";

    [TestCase("alix")]
    [TestCase("personne")]
    public async Task Who_guesses_from_many_addresses_waits_at_each_of_them(string login)
    {
        var waits = new List<int>();
        for (var guess = 0; guess < 12; guess++)
        {
            var refusal = await Fails(address: AddressOf(guess % 4), login: login);
            if (refusal.RetryAfter is { } wait)
                waits.Add((int)wait.TotalSeconds);
        }
        Assert.That(waits, Is.EqualTo(new[] { 15, 15, 15 }), "eight are free of any wait, then the ninth makes the others wait too");
    }

    [Test]
    public async Task A_stranger_waits_a_minute_at_most_and_is_then_heard_whatever_others_do()
    {
        for (var address = 0; address < 40; address++)
            await Fails(address: AddressOf(address));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        for (var address = 0; address < 40; address++)
            await Fails(address: AddressOf(address));
        var early = await Fails(Password);
        Assert.That((early.Status, early.RetryAfter), Is.EqualTo((429, TimeSpan.FromMinutes(1))));
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        for (var address = 40; address < 80; address++)
            await Fails(address: AddressOf(address));
        Assert.That((await Fails(Password)).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(1)), "it waits for itself, not for them");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await SignIn(Password)).UserId, Is.EqualTo(alix.UserId));
    }

    [Test]
    public async Task A_device_that_has_signed_in_before_does_not_wait_for_guesses_from_many_addresses()
    {
        var device = (await SignIn(Password)).Device;
        for (var address = 0; address < 40; address++)
            await Fails(address: AddressOf(address));
        Assert.That((await SignIn(Password, device: device)).UserId, Is.EqualTo(alix.UserId));
        await FailFiveTimes(device: device);
    }

    [Test]
    public async Task Who_fails_once_everywhere_on_another_login_makes_nobody_wait()
    {
        for (var address = 0; address < 40; address++)
            await Fails(address: AddressOf(address), login: "personne");
        Assert.That((await SignIn(Password)).UserId, Is.EqualTo(alix.UserId));
    }

    Task<int> FailureRows() => app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM SignInFailures", null, default));

    [TestCase("alix")]
    [TestCase("personne")]
    public async Task Failures_of_a_login_keep_so_many_rows_and_no_more(string login)
    {
        for (var address = 0; address < SignInDelays.MostSources + 20; address++)
        {
            await Fails(address: AddressOf(address), login: login);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.That(await FailureRows(), Is.EqualTo(SignInDelays.MostSources));
        Assert.That((await Fails(address: AddressOf(SignInDelays.MostSources + 19), login: login)).Status, Is.EqualTo(429), "the newest");
    }

    [Test]
    public async Task Made_up_logins_keep_no_more_rows_than_there_are_buckets()
    {
        var keys = Enumerable.Range(0, 20_000).Select(number => SignInAttempt.OfUnknown($"login{number}", Home).LoginKey).ToHashSet();
        Assert.That(keys, Has.Count.InRange(900, 1000));
        Assert.That(keys, Is.All.Matches<string>(key => key.Length <= 5));
        foreach (var login in (string[])["é", new string('x', 101), new string('x', 1_000_000)])
            Assert.That((await Fails(login: login)).Status, Is.EqualTo(422));
        Assert.That(await FailureRows(), Is.Zero, "what is no login is not looked up");
        await Fails(login: new string('x', 100));
        Assert.That(await FailureRows(), Is.EqualTo(1));
    }

    [Test]
    public async Task Rows_are_gone_a_day_after_the_last_failure()
    {
        for (var number = 0; number < 30; number++)
            await Fails(address: AddressOf(number), login: $"login{number}");
        Assert.That(await FailureRows(), Is.EqualTo(30));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await Fails();
        Assert.That(await FailureRows(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_device_that_has_signed_in_before_does_not_wait_for_strangers_behind_the_same_address()
    {
        var device = (await SignIn(Password)).Device;
        Assert.That(device, Is.Not.Null);
        await FailFiveTimes();
        var known = await SignIn(Password, device: device);
        Assert.That((known.UserId, known.Device), Is.EqualTo((alix.UserId, (string?)null)), "it is known already");
        await FailFiveTimes(device: device);
        Assert.That((await Fails(Password, Elsewhere, device)).Status, Is.EqualTo(429), "a stolen device guesses no more than others");
    }

    [Test]
    public async Task A_device_is_known_to_the_accounts_that_have_signed_in_from_it_and_to_no_other()
    {
        var device = (await SignIn(Password)).Device;
        var other = await app.Send(
            new AddAccount
            {
                Login = "bo",
                DisplayName = "Bo",
                Role = "Technician",
            }
        );
        await FailFiveTimes(device: device, login: "bo");
        Assert.That((await Fails(other.OneTimePassword, device: device, login: "bo")).Status, Is.EqualTo(429));
        Assert.That((await SignIn(Password, device: device)).UserId, Is.EqualTo(alix.UserId));
        var both = (await SignIn(other.OneTimePassword, Elsewhere, device, "bo")).Device;
        Assert.That((await SignIn(Password, device: both)).Device, Is.Null);
        Assert.That((await SignIn(other.OneTimePassword, device: both, login: "bo")).Device, Is.Null);
    }

    [TestCase("")]
    [TestCase("CfDJ8")]
    [TestCase("n'importe quoi")]
    public async Task A_device_that_was_made_up_is_not_known(string device)
    {
        await FailFiveTimes();
        Assert.That((await Fails(Password, device: device)).Status, Is.EqualTo(429));
    }

    [Test]
    public async Task Administrators_see_who_waits_and_let_them_try_again()
    {
        await FailFiveTimes(Elsewhere);
        await FailFiveTimes(Elsewhere, login: "un mot de passe tapé trop haut");
        var delays = await app.Send(new ListSignInDelays());
        Assert.That(
            delays.Select(delay => (delay.Login, delay.Source, delay.Failures)),
            Is.EquivalentTo(new[] { ("Alix", $"address:{Elsewhere}", 5), ((string?)null, $"address:{Elsewhere}", 5) })
        );
        await app.Send(new LiftSignInDelays(alix.UserId));
        Assert.That((await app.Send(new ListSignInDelays())).Select(delay => delay.Login), Is.EqualTo(new string?[] { null }));
        Assert.That((await SignIn(Password, Elsewhere)).UserId, Is.EqualTo(alix.UserId));
        Assert.That(app.Refused(new LiftSignInDelays(alix.UserId)).Status, Is.EqualTo(404), "nobody waits");
        Assert.That(app.RefusedAs(alix, new ListSignInDelays()).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_disabled_account_is_refused_as_a_wrong_password_is()
    {
        await app.Send(new SetAccountDisabled(alix.UserId, true));
        Assert.That((await Fails(Password)).Code, Is.EqualTo((await Fails()).Code));
    }

    [Test]
    public async Task The_current_password_is_not_guessed_without_end_in_an_open_session()
    {
        var change = new ChangePassword { CurrentPassword = "faux", NewPassword = "une-autre-phrase" };
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.That(app.RefusedAs(alix, change).Status, Is.EqualTo(422));
        Assert.That(app.RefusedAs(alix, change with { CurrentPassword = Password }).Status, Is.EqualTo(429));
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        await app.SendAs(alix, change with { CurrentPassword = Password });
    }

    /// <summary>A password takes a tenth of a second: nobody who writes waits for it.</summary>
    [Test]
    public void No_password_is_hashed_within_a_transaction()
    {
        var handlers = typeof(Passwords)
            .Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            .Where(type => type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(Passwords))))
            .Select(type => type.Name);
        Assert.That(
            handlers,
            Is.EquivalentTo(new[] { "SignInHandler", "CreateFirstAdministratorHandler", "AddDemoPeopleHandler" }),
            "sign-in opens its own transactions; the others fill a database that nobody is using yet"
        );
        Assert.That(new SignIn(), Is.Not.InstanceOf<ICommand<SignedIn>>());
    }

    [Test]
    public async Task A_key_of_a_stranger_keeps_nothing()
    {
        var request = new SignIn { Login = "alix", Password = Password };
        var first = await app.SendAs(UserIdentity.Anonymous, request, "clé");
        await app.Send(new SetAccountDisabled(alix.UserId, true));
        Assert.That(
            Assert.ThrowsAsync<Refusal>(() => app.SendAs(UserIdentity.Anonymous, request, "clé"))!.Status,
            Is.EqualTo(401),
            "a closed account is not signed in to again"
        );
        Assert.That(first.UserId, Is.EqualTo(alix.UserId));
        Assert.That(await app.Query(db => db.FirstOrDefault<int>("SELECT COUNT(*) FROM IdempotencyKeys", null, default)), Is.Zero);
    }
}
