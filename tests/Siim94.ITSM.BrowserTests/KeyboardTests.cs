using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Siim94.ITSM.BrowserTests;

/// <summary>What each persona comes for, from the home page to done, without a mouse: every key is counted, and told.</summary>
/// <remarks>
/// Words are what is entered; keys are all the rest: shortcuts, Tab, arrows, Enter. The limits are what it takes, and little more.
/// </remarks>
sealed class KeyboardTests
{
    [Test]
    public async Task A_hotline_agent_opens_a_ticket_while_on_the_phone()
    {
        await using var hotline = await Visitor.Come("hotline");
        var keys = await Keys.AtHome(hotline);
        await keys.Press("n");
        await keys.Reach("f-requesterid-input");
        await keys.Write("Mme Quentinette");
        await keys.Press("Enter");
        await keys.Reach("f-member-input");
        await keys.Write("Arcueil");
        await keys.Reach("f-title");
        await keys.Write("Imprimante muette au guichet");
        await keys.Press("Control+Enter");
        await Assertions.Expect(hotline.Page.Locator(".saved")).ToContainTextAsync("enregistré");
        keys.Tell("hotline, ticket on the phone", mostKeys: 12);
    }

    [Test]
    public async Task A_technician_logs_a_visit()
    {
        await using var technician = await Visitor.Come("technicien");
        var keys = await Keys.AtHome(technician);
        await keys.Press("g", "i");
        await keys.Wait("[data-shortcut=new]");
        await keys.Press("n");
        await keys.Reach("f-quantity");
        await keys.Write("10 min");
        await keys.Reach("f-member-input");
        await keys.Write("Arcueil");
        await keys.Reach("f-summary");
        await keys.Write("Poste de l'accueil remplacé.");
        await keys.Press("Control+Enter");
        await Assertions.Expect(technician.Page).ToHaveURLAsync(new Regex("/interventions/[0-9]+"));
        keys.Tell("technician, visit", mostKeys: 30);
    }

    [Test]
    public async Task A_project_leader_fills_a_week()
    {
        await using var engineer = await Visitor.Come("chefprojet");
        var keys = await Keys.AtHome(engineer);
        await keys.Press("g", "h");
        await keys.Wait("[data-week-grid]");
        // A week of its own: others hand in the one that is running, or fill those of the next five months.
        var later = DateTime.Today.AddDays(7 * 40);
        await engineer.Open($"/temps/{ISOWeek.GetYear(later)}-S{ISOWeek.GetWeekOfYear(later):00}");
        await keys.Press("n");
        await keys.Write("domaine finances");
        await keys.Press("Enter");
        for (var day = 0; day < 5; day++)
        {
            await Assertions.Expect(engineer.Page.Locator("[data-cell]:focus")).ToHaveCountAsync(1);
            await keys.Write("0,125");
            await keys.Press("Enter");
            await keys.Press("ArrowRight", "ArrowUp");
        }
        await Assertions.Expect(engineer.Page.Locator("[data-week-state]")).ToHaveTextAsync("Tout est enregistré.");
        await Assertions.Expect(engineer.Page.Locator("tbody [data-cell]", new() { HasText = "0,125" })).Not.ToHaveCountAsync(0);
        keys.Tell("project leader, a row of a week", mostKeys: 25);
    }

    [Test]
    public async Task A_trainer_logs_a_session()
    {
        await using var trainer = await Visitor.Come("formateur");
        var keys = await Keys.AtHome(trainer);
        await keys.Press("g", "f");
        await keys.Wait("[data-shortcut=new]");
        await keys.Press("n");
        await keys.Reach("f-category");
        await keys.Write("Bureautique");
        await keys.Reach("f-days");
        await keys.Write("0.5");
        await keys.Reach("f-attendances-0-member-input");
        await keys.Write("Ivry");
        await keys.Reach("f-attendances-0-people");
        await keys.Write("8");
        await keys.Press("Control+Enter");
        await Assertions.Expect(trainer.Page).ToHaveURLAsync(new Regex("/formations/[0-9]+"));
        keys.Tell("trainer, session", mostKeys: 25);
    }

    [Test]
    public async Task A_manager_opens_a_figure_down_to_its_lines()
    {
        await using var manager = await Visitor.Come("manager");
        var keys = await Keys.AtHome(manager);
        await keys.Press("g", "b");
        await keys.Wait(".report-contents a");
        // The list of contents leads to the table, whose figures come next.
        await keys.ReachFirst(".report-contents a[href$='#si-domain']");
        await keys.Press("Enter");
        await keys.ReachFirst("#si-domain tbody td a");
        await keys.Press("Enter");
        await Assertions.Expect(manager.Page).ToHaveURLAsync(new Regex("/lignes"));
        await Assertions.Expect(manager.Page.Locator("tbody tr").First).ToBeVisibleAsync();
        keys.Tell("manager, from home to the lines of a figure", mostKeys: 40);
    }

    [Test]
    public async Task Somebody_who_needs_help_asks_for_it()
    {
        await using var requester = await Visitor.Come("demandeur");
        var keys = await Keys.AtHome(requester);
        await keys.Press("c");
        await keys.Wait("#create a:focus");
        await keys.Press("Enter");
        await keys.Reach("f-title");
        await keys.Write("Besoin d'un casque");
        await keys.Press("Control+Enter");
        await Assertions.Expect(requester.Page).ToHaveURLAsync(new Regex("/tickets/[0-9]+"));
        keys.Tell("end user, asks for help", mostKeys: 10);
    }

    /// <summary>Somebody's fingers.</summary>
    sealed class Keys(Visitor visitor)
    {
        // A page that takes more Tabs than that to its field is not one for the keyboard.
        const int MostTabs = 60;

        int keys,
            letters;

        public static async Task<Keys> AtHome(Visitor visitor)
        {
            await visitor.Open("/");
            return new(visitor);
        }

        IPage Page => visitor.Page;

        public async Task Press(params string[] pressed)
        {
            foreach (var key in pressed)
            {
                keys++;
                await Page.Keyboard.PressAsync(key);
            }
        }

        public async Task Write(string text)
        {
            letters += text.Length;
            await Page.Keyboard.TypeAsync(text);
        }

        /// <summary>Waits until a page that was gone to has come.</summary>
        public async Task Wait(string selector)
        {
            await Assertions.Expect(Page.Locator(selector).First).ToBeVisibleAsync();
            await visitor.Settle();
        }

        /// <summary>Presses Tab until a field has the focus.</summary>
        public async Task Reach(string id)
        {
            await Wait($"#{id}");
            await Go($"document.activeElement.id === '{id}'", id);
        }

        /// <summary>Presses Tab until the first of the links that a selector finds has the focus.</summary>
        public Task ReachFirst(string selector) => Go($"document.activeElement === document.querySelector(\"{selector}\")", selector);

        async Task Go(string isThere, string what)
        {
            for (var tabs = 0; !await Page.EvaluateAsync<bool>(isThere); tabs++)
            {
                Assert.That(tabs, Is.LessThan(MostTabs), $"{what} is out of reach of the Tab key");
                await Press("Tab");
            }
        }

        public void Tell(string task, int mostKeys)
        {
            TestContext.Out.WriteLine($"{task}: {keys} keys beside {letters} letters of words");
            Assert.That(keys, Is.LessThanOrEqualTo(mostKeys));
        }
    }
}
