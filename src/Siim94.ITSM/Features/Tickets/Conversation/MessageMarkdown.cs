using System.Net;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Messages as pages show them: Markdown without HTML and pictures, whose links lead nowhere dangerous; <c>#123</c> leads to a ticket.
/// </summary>
static class MessageMarkdown
{
    // A message stands below a heading of the second level, whatever its own are.
    const int HeadingLevel = 3;

    static readonly MarkdownPipeline Pipeline = Build();

    static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().UseAutoLinks();
        builder.InlineParsers.Insert(0, new TicketNumberParser());
        return builder.Build();
    }

    public static MarkupString Html(string text) => Html(text, leadsToPages: true);

    /// <summary>The same for a mail, in which links to pages of the product would lead nowhere: their text stays.</summary>
    public static string MailHtml(string text) => Html(text, leadsToPages: false).Value;

    static MarkupString Html(string text, bool leadsToPages)
    {
        MarkdownDocument parsed;
        try
        {
            parsed = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested so deeply that Markdig stops there.
            return new($"<p>{WebUtility.HtmlEncode(text)}</p>");
        }
        foreach (var heading in parsed.Descendants<HeadingBlock>())
            heading.Level = HeadingLevel;
        foreach (var link in parsed.Descendants<LinkInline>().ToList())
            if (link.IsImage || !IsHarmless(link.Url ?? "") || (!leadsToPages && link.Url!.StartsWith('/')))
                link.ReplaceBy(new ContainerInline());
            else
                link.GetAttributes().AddProperty("rel", "noopener noreferrer");
        foreach (var link in parsed.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsHarmless(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        return new(parsed.ToHtml(Pipeline));
    }

    /// <summary>What a line says, without the signs of Markdown.</summary>
    public static string PlainText(string line) => Markdown.ToPlainText(line.Trim(), Pipeline).Trim();

    /// <summary>Whether a link is to the web, to a mailbox, or to a page of the product.</summary>
    static bool IsHarmless(string target)
    {
        // Browsers pass over control characters and take a backslash for a slash.
        if (target.Any(character => char.IsControl(character) || character == '\\'))
            return false;
        if (target.StartsWith('/'))
            return !target.StartsWith("//", StringComparison.Ordinal);
        return new[] { "http://", "https://", "mailto:" }.Any(scheme => target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
    }

    sealed class TicketNumberParser : InlineParser
    {
        const int MostDigits = 12;

        public TicketNumberParser() => OpeningCharacters = ['#'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var digits = slice.AsSpan()[1..];
            var length = 0;
            while (length < digits.Length && char.IsAsciiDigit(digits[length]))
                length++;
            if (length is 0 or > MostDigits || char.IsLetterOrDigit(slice.PeekCharExtra(-1)))
                return false;
            var number = digits[..length].ToString();
            processor.Inline = new LinkInline($"/tickets/{number}", "") { IsClosed = true }.AppendChild(new LiteralInline($"#{number}"));
            slice.Start += length + 1;
            return true;
        }
    }
}
