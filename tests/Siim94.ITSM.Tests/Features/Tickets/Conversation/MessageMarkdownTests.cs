using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Tests.Features.Tickets;

/// <summary>Whatever somebody writes, a page shows text, lists and harmless links.</summary>
sealed class MessageMarkdownTests
{
    [TestCase("Voir **ici**", "<strong>ici</strong>")]
    [TestCase("une\nligne", "<br")]
    [TestCase("#12 et #7.", "<a href=\"/tickets/12\" rel=\"noopener noreferrer\">#12</a> et <a href=\"/tickets/7\"")]
    [TestCase("https://exemple.fr", "<a href=\"https://exemple.fr\"")]
    [TestCase("[page](/tickets)", "<a href=\"/tickets\"")]
    [TestCase("# Titre", "<h3>Titre</h3>")]
    public void Shows(string text, string html) => Assert.That(MessageMarkdown.Html(text).Value, Does.Contain(html));

    [TestCase("<script>alert(1)</script>", "<script")]
    [TestCase("<img src=x onerror=alert(1)>", "<img")]
    [TestCase("[clic](javascript:alert(1))", "href")]
    [TestCase("[clic](//evil.example)", "href")]
    [TestCase("[clic](/\\evil.example)", "href")]
    [TestCase("<javascript:alert(1)>", "href")]
    [TestCase("![](https://evil.example/pixel.png)", "<img")]
    [TestCase("n#12 et # 12 et #a", "href")]
    public void Shows_no(string text, string html) => Assert.That(MessageMarkdown.Html(text).Value, Does.Not.Contain(html));

    [Test]
    public void Shows_what_is_nested_beyond_all_reason_as_it_was_written() =>
        Assert.That(MessageMarkdown.Html($"{new string('>', 5_000)} <b>x").Value, Does.Contain("&lt;b&gt;x"));
}
