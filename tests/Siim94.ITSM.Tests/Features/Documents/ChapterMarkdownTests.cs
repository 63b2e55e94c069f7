using System.Globalization;
using System.Text.RegularExpressions;
using Siim94.ITSM.Features.Documents;

namespace Siim94.ITSM.Tests.Features.Documents;

/// <summary>Whatever a text holds, the page shows words, and leads nowhere but where a link may.</summary>
sealed partial class ChapterMarkdownTests
{
    [TestCase("<script>alert(1)</script>")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("<svg/onload=alert(1)>")]
    [TestCase("a <b onclick=\"alert(1)\">b</b> c")]
    [TestCase("<iframe src=\"https://exemple.test\"></iframe>")]
    [TestCase("<!-- commentaire --><style>body{display:none}</style>")]
    [TestCase("| a |\n|---|\n| <script>alert(1)</script> |")]
    [TestCase("- <script>alert(1)</script>\n  > <a href=\"javascript:alert(1)\">x</a>")]
    [TestCase("`<script>alert(1)</script>`\n\n    <script>alert(1)</script>")]
    [TestCase("[<script>alert(1)</script>](https://exemple.test)")]
    [TestCase("&lt;script&gt; &#60;script&#62;")]
    [TestCase("{{<script>alert(1)</script>}}")]
    [TestCase("{{si-general[\"><script>alert(1)</script>,2017]}}")]
    public void Html_is_shown_and_never_runs(string text)
    {
        var html = Html(text);
        Assert.That(Tag().Matches(html).Select(tag => tag.Groups[1].Value.ToLowerInvariant()).Distinct(), Is.SubsetOf(Allowed), html);
        Assert.That(
            Attribute().Matches(html).Select(attribute => attribute.Groups[1].Value).Distinct(),
            Is.SubsetOf(new[] { "href", "rel", "class", "title" }),
            html
        );
    }

    [TestCase("[x](javascript:alert(1))")]
    [TestCase("[x](JaVaScRiPt:alert(1))")]
    [TestCase("[x](java&#10;script:alert(1))")]
    [TestCase("[x](&#106;avascript:alert(1))")]
    [TestCase("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [TestCase("[x](vbscript:msgbox)")]
    [TestCase("[x](file:///etc/passwd)")]
    [TestCase("[x](//exemple.test)")]
    [TestCase("[x](/\\exemple.test)")]
    [TestCase("[x](\\\\exemple.test)")]
    [TestCase("[x](bilans)")]
    [TestCase("[x]()")]
    [TestCase("<javascript:alert(1)>")]
    [TestCase("<data:text/html,x>")]
    [TestCase("[x][y]\n\n[y]: javascript:alert(1)")]
    [TestCase("![x](https://exemple.test/suivi.png)")]
    [TestCase("[![x](javascript:alert(1))](https://exemple.test)", "https://exemple.test")]
    public void Links_that_may_harm_are_refused_and_shown_as_words(string text, string? stays = null)
    {
        var parsed = ChapterMarkdown.Parse(text);
        Assert.That(ChapterMarkdown.FaultsOf(parsed), Is.Not.Empty);
        Assert.That(
            Href().Matches(ChapterMarkdown.Html(parsed)).Select(href => href.Groups[1].Value),
            Is.EqualTo(stays is null ? [] : new[] { stays })
        );
    }

    [TestCase("[x](https://exemple.test/a?b=1)", "https://exemple.test/a?b=1")]
    [TestCase("<http://exemple.test>", "http://exemple.test")]
    [TestCase("[x](mailto:dsi@exemple.test)", "mailto:dsi@exemple.test")]
    [TestCase("<dsi@exemple.test>", "mailto:dsi@exemple.test")]
    [TestCase("[x](/bilans/2017)", "/bilans/2017")]
    public void Links_to_the_web_a_mailbox_or_a_page_of_the_product_stay(string text, string target)
    {
        var parsed = ChapterMarkdown.Parse(text);
        Assert.That(ChapterMarkdown.FaultsOf(parsed), Is.Empty);
        Assert.That(Href().Matches(ChapterMarkdown.Html(parsed)).Select(href => href.Groups[1].Value), Is.EqualTo(new[] { target }));
    }

    [Test]
    public void Huge_and_deep_texts_end_soon()
    {
        foreach (var unit in new[] { ">", "- ", "[", "*", "`", "{{", "![", "<", "| a ", "\\", "a\n", "{{si-general[MCO,2017]}} " })
        {
            var text = string.Concat(Enumerable.Repeat(unit, WriteChapter.LongestText / unit.Length));
            var started = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                Html(text);
            }
            catch (Refusal refusal)
            {
                Assert.That((refusal.Status, refusal.Errors.Keys.Single()), Is.EqualTo((422, "Text")));
            }
            Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), unit);
        }
    }

    [TestCase("si-general[MCO,2017]", "si-general", "MCO", "2017")]
    [TestCase(" si-general [ Gestion de domaine , 2017 ] ", "si-general", "Gestion de domaine", "2017")]
    [TestCase(
        "infra-mco-member[Habitat, urbanisme, patrimoine,2017.share]",
        "infra-mco-member",
        "Habitat, urbanisme, patrimoine",
        "2017.share"
    )]
    public void A_figure_is_named_by_table_row_and_column(string text, string table, string row, string column) =>
        Assert.That(FigureReference.Parse(text), Is.EqualTo(new FigureReference(table, row, column)));

    [TestCase("si-general")]
    [TestCase("si-general[MCO]")]
    [TestCase("si-general[MCO,2017")]
    [TestCase("[MCO,2017]")]
    [TestCase("si-general[,]")]
    [TestCase("si general[MCO,2017]")]
    public void Anything_else_is_no_figure(string text) => Assert.That(FigureReference.Parse(text), Is.Null);

    [Test]
    public void Figures_stand_between_words_with_their_lines_and_not_in_code()
    {
        var parsed = ChapterMarkdown.Parse(
            "# {{a[b,1]}}\n\nUn **{{c[d,2]}}** et `{{non[x,3]}}`.\n\n- x\n- {{e[f,4]}}\n\n```\n{{non[y,5]}}\n```\n\n{{ouvert"
        );
        Assert.That(
            ChapterMarkdown.FiguresOf(parsed).Select(figure => (figure.Reference, figure.Line + 1)),
            Is.EqualTo(new[] { ("a[b,1]", 1), ("c[d,2]", 3), ("e[f,4]", 6) })
        );
    }

    [Test]
    public void Naming_figures_by_keys_touches_nothing_else()
    {
        const string Text = "Avant {{ si-general[Gestion Domaine,2017] }} après.\n\n> - cité {{si-general[MCO,2017]}} **{{x}}**\n";
        var parsed = ChapterMarkdown.Parse(Text);
        foreach (var figure in ChapterMarkdown.FiguresOf(parsed))
            figure.Figure = new(figure.Reference, "1", null, null)
            {
                ByKeys = FigureReference.Parse(figure.Reference) is { } reference
                    ? reference with
                    {
                        Row = $"SI-{reference.Row.Length}",
                    }
                    : null,
            };
        Assert.That(
            ChapterMarkdown.ByKeys(Text, parsed),
            Is.EqualTo("Avant {{si-general[SI-15,2017]}} après.\n\n> - cité {{si-general[SI-3,2017]}} **{{x}}**\n")
        );
    }

    static readonly string[] Allowed =
    [
        "p",
        "a",
        "em",
        "strong",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "span",
        "mark",
    ];

    static string Html(string text)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        var parsed = ChapterMarkdown.Parse(text);
        foreach (var figure in ChapterMarkdown.FiguresOf(parsed))
            figure.Figure = new(figure.Reference, figure.Reference, figure.Reference, null);
        return ChapterMarkdown.Html(parsed);
    }

    [GeneratedRegex("</?([a-zA-Z!][^\\s/>]*)")]
    private static partial Regex Tag();

    [GeneratedRegex("<[a-z0-9]+(?:\\s+([a-zA-Z-]+)=\"[^\"]*\")+")]
    private static partial Regex Attribute();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();
}
