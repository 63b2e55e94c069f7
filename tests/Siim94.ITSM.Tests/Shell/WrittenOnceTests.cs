using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Tests.Shell;

sealed class WrittenOnceTests
{
    readonly HtmlRenderer renderer = new(new ServiceCollection().AddLogging().BuildServiceProvider(), NullLoggerFactory.Instance);
    int written;

    [OneTimeTearDown]
    public async Task Stop() => await renderer.DisposeAsync();

    [Test]
    public async Task What_is_shown_again_is_written_once()
    {
        object shown = new();
        Assert.That(await Write(shown, "a"), Is.EqualTo(await Write(shown, "a")));
    }

    [Test]
    public async Task Something_else_is_written_anew()
    {
        object shown = new();
        var first = await Write(shown, "a");
        Assert.Multiple(async () =>
        {
            Assert.That(await Write(new object(), "a"), Is.Not.EqualTo(first));
            Assert.That(await Write(shown, "b"), Is.Not.EqualTo(first), "under something else");
            Assert.That(await Write(shown, null), Is.Not.EqualTo(await Write(shown, null)), "for each reader");
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name == "en" ? "fr" : "en");
            Assert.That(await Write(shown, "a"), Is.Not.EqualTo(first), "in another language");
        });
    }

    Task<string> Write(object shown, string? under) =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            RenderFragment part = builder => builder.AddContent(0, $"<{++written}>");
            var parameters = ParameterView.FromDictionary(
                new Dictionary<string, object?>
                {
                    [nameof(WrittenOnce.Shown)] = shown,
                    [nameof(WrittenOnce.Under)] = under,
                    [nameof(WrittenOnce.ChildContent)] = part,
                }
            );
            return (await renderer.RenderComponentAsync<WrittenOnce>(parameters)).ToHtmlString();
        });
}
