using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>What comes on paper: what is there to be read and signed, and nothing to be typed in or pressed.</summary>
sealed class PrintTests
{
    [TestCase("/interventions/1", ".signatures")]
    [TestCase("/formations/1", "table.signatures")]
    public async Task A_sheet_to_sign_takes_the_place_of_the_form(string path, string sheet)
    {
        await using var visitor = await Visitor.Come("manager");
        var page = visitor.Page;
        await visitor.Open(path);
        await Assertions.Expect(page.Locator(sheet)).ToBeHiddenAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator(sheet)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main").Locator("form, button").Filter(new() { Visible = true })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_week_says_whose_it_is()
    {
        await using var visitor = await Visitor.Come("chefprojet");
        var page = visitor.Page;
        await visitor.Open("/temps/2017-S11");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("main .print-only strong")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[role=grid]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".week-tools, .week-keys").Filter(new() { Visible = true })).ToHaveCountAsync(0);
    }
}
