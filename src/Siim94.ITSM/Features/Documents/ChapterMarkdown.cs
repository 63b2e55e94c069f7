using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Siim94.ITSM.Features.Documents;

/// <summary>A figure named in a text, between its words.</summary>
sealed class FigureInline : LeafInline
{
    /// <summary>What stands between the braces.</summary>
    public required string Reference { get; init; }

    /// <summary>What the reader sees; set once the figures of a text have been found.</summary>
    public InsertedFigure? Figure { get; set; }
}

/// <summary>Texts of chapters: Markdown without HTML, whose links lead nowhere dangerous, with figures of tables.</summary>
static class ChapterMarkdown
{
    // On the page a chapter is a heading of the second level; its text begins below.
    const int HeadingsBelow = 2,
        DeepestHeading = 6;

    static readonly MarkdownPipeline Pipeline = Build();

    static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UsePreciseSourceLocation();
        builder.InlineParsers.Insert(0, new FigureParser());
        return builder.Build();
    }

    /// <exception cref="Refusal">Its parts are nested too deeply.</exception>
    public static MarkdownDocument Parse(string text)
    {
        MarkdownDocument parsed;
        try
        {
            parsed = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig stops there, lest a reader's stack overflows.
            throw TooDeep();
        }
        return parsed.Descendants<Inline>().All(inline => DepthOf(inline) <= MostDepth) ? parsed : throw TooDeep();
    }

    static Refusal TooDeep() => Refusal.Field("Text", "document.too-deep", Words.TooDeep);

    // Far more than anybody writes, far less than what printing stands.
    const int MostDepth = 60;

    static int DepthOf(Inline inline)
    {
        var depth = 0;
        var outermost = inline;
        while (outermost.Parent is { } parent && depth <= MostDepth)
            (outermost, depth) = (parent, depth + 1);
        for (
            MarkdownObject? block = (outermost as ContainerInline)?.ParentBlock;
            block is Block { Parent: { } parent } && depth <= MostDepth;
            block = parent
        )
            depth++;
        return depth;
    }

    public static IReadOnlyList<FigureInline> FiguresOf(MarkdownDocument text) => [.. text.Descendants<FigureInline>()];

    /// <summary>Links and pictures that a text must not hold, in words, with their lines.</summary>
    public static IEnumerable<string> FaultsOf(MarkdownDocument text)
    {
        foreach (var inline in text.Descendants<Inline>())
        {
            if (inline is LinkInline { IsImage: true } picture)
                yield return string.Format(Words.NoPicture, picture.Line + 1);
            else if (Target(inline) is { } target && !IsHarmless(target))
                yield return string.Format(Words.LinkRefused, inline.Line + 1, target);
        }
    }

    /// <summary>Where a link leads; null for what is none.</summary>
    public static string? Target(Inline inline) =>
        inline switch
        {
            LinkInline link => link.Url ?? "",
            AutolinkInline { IsEmail: true } link => $"mailto:{link.Url}",
            AutolinkInline link => link.Url,
            _ => null,
        };

    /// <summary>Whether a link is to the web, to a mailbox, or to a page of the product.</summary>
    public static bool IsHarmless(string target)
    {
        // Browsers pass over control characters and take a backslash for a slash.
        if (target.Any(character => char.IsControl(character) || character == '\\'))
            return false;
        if (target.StartsWith('/'))
            return !target.StartsWith("//", StringComparison.Ordinal);
        return new[] { "http://", "https://", "mailto:" }.Any(scheme => target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>As a page shows it. What is refused on saving is shown as plain words here too.</summary>
    public static string Html(MarkdownDocument text)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Insert(0, new HeadingHtml());
        renderer.ObjectRenderers.Insert(0, new FigureHtml());
        renderer.ObjectRenderers.Insert(0, new LinkHtml());
        renderer.ObjectRenderers.Insert(0, new AutolinkHtml());
        renderer.Render(text);
        writer.Flush();
        return writer
            .ToString()
            .Replace(AlignedRight, NumberClass, StringComparison.Ordinal)
            .Replace(Centred, "", StringComparison.Ordinal)
            .Replace(AlignedLeft, "", StringComparison.Ordinal);
    }

    // A page takes its looks from its style sheets alone. Quotes of a text itself are written as entities.
    const string AlignedRight = " style=\"text-align: right;\"",
        AlignedLeft = " style=\"text-align: left;\"",
        Centred = " style=\"text-align: center;\"",
        NumberClass = " class=\"number\"";

    /// <summary>The text with its figures named by keys, which no renaming changes.</summary>
    public static string ByKeys(string text, MarkdownDocument parsed)
    {
        foreach (
            var figure in FiguresOf(parsed)
                .Where(figure => figure.Figure?.ByKeys is not null)
                .OrderByDescending(figure => figure.Span.Start)
        )
            text = string.Concat(text.AsSpan(0, figure.Span.Start), $"{figure.Figure!.ByKeys}", text.AsSpan(figure.Span.End + 1));
        return text;
    }

    sealed class FigureParser : InlineParser
    {
        public FigureParser() => OpeningCharacters = [FigureReference.Opening[0]];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != FigureReference.Opening[1])
                return false;
            var rest = slice.AsSpan()[FigureReference.Opening.Length..];
            var length = rest.IndexOf(FigureReference.Closing, StringComparison.Ordinal);
            if (length < 0 || rest[..length].Contains('\n'))
                return false;
            var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
            var whole = length + FigureReference.Opening.Length + FigureReference.Closing.Length;
            processor.Inline = new FigureInline
            {
                Reference = rest[..length].ToString(),
                Line = line,
                Column = column,
                Span = new(start, start + whole - 1),
            };
            slice.Start += whole;
            return true;
        }
    }

    sealed class HeadingHtml : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
        {
            var tag = $"h{Math.Min(heading.Level + HeadingsBelow, DeepestHeading)}";
            renderer.Write($"<{tag}>");
            renderer.WriteLeafInline(heading);
            renderer.Write($"</{tag}>").WriteLine();
        }
    }

    sealed class FigureHtml : HtmlObjectRenderer<FigureInline>
    {
        protected override void Write(HtmlRenderer renderer, FigureInline inline)
        {
            var figure = inline.Figure!;
            var isLink = figure.Address is not null && inline.FindParentOfType<LinkInline>().FirstOrDefault() is null;
            if (figure.Error is not null)
                renderer.Write("<mark class=\"unknown-figure\">");
            else if (isLink)
                renderer
                    .Write("<a class=\"figure\" href=\"")
                    .WriteEscape(figure.Address)
                    .Write("\" title=\"")
                    .WriteEscape(figure.Reference)
                    .Write("\">");
            else
                renderer.Write("<span class=\"figure\" title=\"").WriteEscape(figure.Reference).Write("\">");
            renderer.WriteEscape(figure.Text);
            renderer.Write(
                figure.Error is not null ? "</mark>"
                : isLink ? "</a>"
                : "</span>"
            );
        }
    }

    sealed class LinkHtml : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            var isLink = !link.IsImage && IsHarmless(link.Url ?? "");
            if (isLink)
                renderer.Write("<a rel=\"noopener noreferrer\" href=\"").WriteEscapeUrl(link.Url).Write("\">");
            renderer.WriteChildren(link);
            if (isLink)
                renderer.Write("</a>");
        }
    }

    sealed class AutolinkHtml : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline link)
        {
            var target = Target(link)!;
            if (IsHarmless(target))
                renderer
                    .Write("<a rel=\"noopener noreferrer\" href=\"")
                    .WriteEscapeUrl(target)
                    .Write("\">")
                    .WriteEscape(link.Url)
                    .Write("</a>");
            else
                renderer.WriteEscape(link.Url);
        }
    }
}
