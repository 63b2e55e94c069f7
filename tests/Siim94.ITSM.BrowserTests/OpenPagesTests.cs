using System.Globalization;

namespace Siim94.ITSM.BrowserTests;

/// <summary>What pages cost that are open and looked at by nobody, and what going from one to the next takes.</summary>
[Platform("Linux")]
sealed class OpenPagesTests
{
    static readonly string[] Pages = ["/tickets?statut=", "/", "/tickets/1", "/bilans/2017"];

    /// <remarks>Memory is that of the process, what is not collected yet included: an upper bound.</remarks>
    [Test, Explicit("Opens two hundred windows, which takes minutes.")]
    public async Task Two_hundred_open_pages()
    {
        const int windows = 200;
        await using (var warm = await Visitor.Come("hotline"))
            for (var time = 0; time < 20; time++)
                await warm.Open(Pages[time % 2]);
        await using var reader = await Visitor.Come("hotline");
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = MegabytesOf(Demo.ProductId);
        for (var window = 0; window < windows; window++)
        {
            var page = await reader.Page.Context.NewPageAsync();
            await page.GotoAsync(Pages[0]);
            await page.WaitForFunctionAsync("() => !document.querySelector('[data-connecting], .loading')");
        }
        var after = MegabytesOf(Demo.ProductId);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var worked = ProcessorSecondsOf(Demo.ProductId);
        await Task.Delay(TimeSpan.FromSeconds(20));
        var idle = ProcessorSecondsOf(Demo.ProductId) - worked;
        TestContext.Out.WriteLine(
            $"{windows} pages: {before:N0} MB, then {after:N0} MB, {(after - before) * 1024 / windows:N0} KB each; "
                + $"{idle / 20:P1} of a processor while nothing happens"
        );
        Assert.That((after - before) / windows, Is.LessThanOrEqualTo(1), "megabytes of a page that is open");
    }

    /// <summary>Kilobytes that come over the line of a page that is open when another one is gone to.</summary>
    [Test]
    public async Task Going_from_page_to_page_brings_what_is_new_alone()
    {
        await using var hotline = await Visitor.Come("hotline");
        var (page, received) = (hotline.Page, new MemoryStream());
        page.WebSocket += (_, line) => line.FrameReceived += (_, frame) => received.Write(frame.Binary ?? []);
        await hotline.Open("/tickets?statut=");
        foreach (
            var (name, selector) in new[] { ("ticket", "tbody th a"), ("list", "nav a[href='/tickets']"), ("home", "nav a[href='/']") }
        )
        {
            await Task.Delay(500); // nothing more is coming
            received.SetLength(0);
            await page.Locator(selector).First.ClickAsync();
            await Task.Delay(500);
            await hotline.Settle();
            var packed = Visitor.Packed(received.ToArray());
            TestContext.Out.WriteLine($"{name}: {packed / 1024m:N1} KB, {received.Length / 1024m:N1} KB not packed");
            Assert.That(packed, Is.InRange(1, 30 * 1024));
        }
    }

    static double MegabytesOf(int process) =>
        double.Parse(
            File.ReadLines($"/proc/{process}/status")
                .Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture
        ) / 1024;

    // The kernel counts in hundredths of a second.
    static double ProcessorSecondsOf(int process) =>
        File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[11..13].Sum(long.Parse) / 100.0;
}
