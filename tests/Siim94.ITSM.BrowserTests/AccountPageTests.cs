using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Before sign-in, and what an administrator sets.</summary>
sealed class AccountPageTests
{
    [TestCase("/connexion", "connexion")]
    [TestCase("/connexion/oubli", "mot-de-passe-oublie")]
    [TestCase("/connexion/mot-de-passe?jeton=aucun", "mot-de-passe-choisi")]
    [TestCase("/desabonnement?jeton=aucun", "desabonnement")]
    [TestCase("/satisfaction?jeton=aucun", "satisfaction")]
    public async Task Pages_before_sign_in_are_accessible_on_every_screen(string path, string name)
    {
        await using var visitor = await Visitor.Come(null);
        await visitor.Page.GotoAsync(path);
        await visitor.Check(name);
        await visitor.Page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visitor.Check($"telephone-sombre-{name}");
        Assert.That(
            await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth"),
            Is.LessThanOrEqualTo(0)
        );
    }

    [Test]
    public async Task Who_one_is_here_is_on_ones_own_account_and_in_words_on_that_of_others()
    {
        await using var technician = await Visitor.Come("technicien");
        await technician.Open("/compte");
        var facts = technician.Page.Locator("dl.facts");
        await Assertions.Expect(facts).ToContainTextAsync("Technicien");
        await Assertions.Expect(facts).ToContainTextAsync("Agent");
        var agent = (await facts.Locator("dd").Last.InnerTextAsync()).Trim();

        await using var administrator = await Visitor.Come("admin");
        await administrator.Open("/comptes");
        await administrator.Page.Locator("tbody th a", new() { HasText = "technicien" }).First.ClickAsync();
        await Assertions.Expect(administrator.Page.Locator("dl.facts")).ToContainTextAsync(agent);
    }

    [Test]
    public async Task A_password_is_seen_while_its_writer_wants_to_and_sent_as_one()
    {
        await using var visitor = await Visitor.Come(null);
        var page = visitor.Page;
        await page.GotoAsync("/connexion");
        var password = page.Locator("#f-password");
        var show = page.GetByRole(AriaRole.Button, new() { Name = "Afficher le mot de passe" });
        await page.FillAsync("#f-login", "hotline");
        await password.FillAsync("bilan-2017-demo");
        await show.ClickAsync();
        await Assertions.Expect(password).ToHaveAttributeAsync("type", "text");
        await Assertions.Expect(show).ToHaveAttributeAsync("aria-pressed", "true");
        await show.ClickAsync();
        await Assertions.Expect(password).ToHaveAttributeAsync("type", "password");

        await show.ClickAsync();
        await password.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(Demo.Address + "/");
        Assert.That(
            await page.EvaluateAsync<string>("() => JSON.stringify(Object.values(localStorage))"),
            Does.Not.Contain("bilan-2017-demo"),
            "nor is it kept among what was typed"
        );
    }

    [Test]
    public async Task Whoever_fails_to_sign_in_is_not_sent_to_sign_in()
    {
        await using var visitor = await Visitor.Come(null);
        var page = visitor.Page;
        await page.GotoAsync("/connexion");
        await page.FillAsync("#f-login", "personne-de-connu");
        await page.FillAsync("#f-password", "pas-le-bon");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".refusal")).ToContainTextAsync("incorrect");
        await Assertions.Expect(page.Locator(".refusal a")).ToHaveCountAsync(0);
        await visitor.Check("connexion-refusee");
    }

    [Test]
    public async Task A_link_that_is_none_says_so_before_a_password_is_typed()
    {
        await using var visitor = await Visitor.Come(null);
        await visitor.Page.GotoAsync("/connexion/mot-de-passe?jeton=aucun");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("Ce lien a déjà servi, ou n'est plus valable.");
        await Assertions.Expect(visitor.Page.Locator("#f-newpassword")).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Demander un autre lien" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#f-login")).ToBeVisibleAsync();
    }

    // One pixel.
    static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Test]
    public async Task An_administrator_gives_the_sign_in_page_its_face()
    {
        await using var administrator = await Visitor.Come("admin");
        var page = administrator.Page;
        await page.GotoAsync("/parametres");
        await page.FillAsync("#f-name", "Syndicat d'essai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le nom" }).ClickAsync();
        await Assertions.Expect(page.Locator(".saved")).ToBeVisibleAsync();

        await page.SetInputFilesAsync("#f-logo", Picture("logo.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()));
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer l'image" }).ClickAsync();
        await Assertions.Expect(page.Locator("#f-logo-messages")).ToContainTextAsync("n'est pas une image");
        await administrator.Check("parametres-logo-refuse");

        await page.SetInputFilesAsync("#f-logo", Picture("logo.png", Png));
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer l'image" }).ClickAsync();
        await Assertions.Expect(page.GetByAltText("Logo de Syndicat d'essai")).ToBeVisibleAsync();
        await administrator.Check("parametres-logo");

        await using var stranger = await Visitor.Come(null);
        await stranger.Page.GotoAsync("/connexion");
        await Assertions.Expect(stranger.Page.Locator(".face")).ToContainTextAsync("Syndicat d'essai");
        Assert.That(await stranger.Page.EvalOnSelectorAsync<int>(".face img", "picture => picture.naturalWidth"), Is.EqualTo(1));

        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer le logo" }).ClickAsync();
        await Assertions.Expect(page.Locator("img.logo")).ToHaveCountAsync(0);

        static FilePayload Picture(string name, byte[] content) =>
            new()
            {
                Name = name,
                MimeType = "image/png",
                Buffer = content,
            };
    }

    [Test]
    public async Task Everybody_sees_which_session_is_the_present_one()
    {
        await using var visitor = await Visitor.Come("formateur");
        await visitor.Open("/compte");
        await Assertions.Expect(visitor.Page.GetByText("celle-ci")).ToHaveCountAsync(1);
    }
}
