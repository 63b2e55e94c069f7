using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>What a page of HTML says, as text: nothing of it is ever carried out or fetched.</summary>
/// <remarks>A link is followed by its address where that says something else; what is quoted has « &gt; » before its lines.</remarks>
static partial class HtmlText
{
    // What hides everything was left open by mistake.
    public static string Of(string html) => Read(html, hides: true) is { Length: > 0 } text ? text : Read(html, hides: false);

    static string Read(string html, bool hides)
    {
        var writer = new Writer(hides);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        while (tokenizer.ReadNextToken(out var token))
            switch (token)
            {
                case HtmlTagToken tag:
                    writer.Tag(tag);
                    break;
                case HtmlScriptDataToken or HtmlCDataToken:
                    break;
                case HtmlDataToken data:
                    writer.Say(data.Data);
                    break;
            }
        return TextCharset.Clean(writer.ToString());
    }

    // Deeper ones look alike: a mail of a megabyte must not become gigabytes of signs.
    const int DeepestQuotation = 20;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"display\s*:\s*none|mso-hide\s*:\s*all", RegexOptions.IgnoreCase)]
    private static partial Regex Hiding();

    sealed class Writer(bool hides)
    {
        readonly List<string> lines = [];
        readonly StringBuilder line = new();
        int silent,
            quoted,
            kept;
        HtmlTagId hiddenBy;
        int hiddenDepth;
        string? address;
        int addressStart;

        public void Say(string text)
        {
            if (silent > 0 || hiddenDepth > 0)
                return;
            if (kept > 0)
            {
                var parts = text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
                foreach (var part in parts[..^1])
                {
                    line.Append(part);
                    EndLine();
                }
                line.Append(parts[^1]);
                return;
            }
            var said = Blanks().Replace(text, " ");
            line.Append(line.Length == 0 || line[^1] == ' ' ? said.TrimStart() : said);
        }

        public void Tag(HtmlTagToken tag)
        {
            if (Hides(tag))
                return;
            switch (tag.Id)
            {
                case HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title:
                    Count(ref silent, tag);
                    break;
                case HtmlTagId.Br:
                    EndLine();
                    break;
                case HtmlTagId.HR:
                    EndLine();
                    lines.Add(Quote("__________"));
                    break;
                case HtmlTagId.LI when !tag.IsEndTag:
                    StartLine();
                    line.Append("- ");
                    break;
                case HtmlTagId.TD or HtmlTagId.TH:
                    if (line.Length > 0 && line[^1] != ' ')
                        line.Append(' ');
                    break;
                case HtmlTagId.BlockQuote:
                    StartLine();
                    Count(ref quoted, tag);
                    break;
                case HtmlTagId.Pre:
                    StartLine();
                    Count(ref kept, tag);
                    break;
                case HtmlTagId.A:
                    Link(tag);
                    break;
                case HtmlTagId.P
                or HtmlTagId.H1
                or HtmlTagId.H2
                or HtmlTagId.H3
                or HtmlTagId.H4
                or HtmlTagId.UL
                or HtmlTagId.OL
                or HtmlTagId.Table:
                    StartLine();
                    if (lines.Count > 0 && lines[^1].TrimStart('>', ' ').Length > 0)
                        lines.Add(Quote(""));
                    break;
                case HtmlTagId.Div
                or HtmlTagId.TR
                or HtmlTagId.LI
                or HtmlTagId.DD
                or HtmlTagId.DT
                or HtmlTagId.Section
                or HtmlTagId.Article
                or HtmlTagId.Header
                or HtmlTagId.Footer:
                    StartLine();
                    break;
            }
        }

        /// <summary>An element that nobody sees is left out with all that is in it.</summary>
        bool Hides(HtmlTagToken tag)
        {
            if (hiddenDepth > 0)
            {
                if (tag.Id == hiddenBy && !tag.IsEmptyElement)
                    hiddenDepth += tag.IsEndTag ? -1 : 1;
                return true;
            }
            if (
                !hides
                || tag.IsEndTag
                || tag.IsEmptyElement
                || tag.Id is HtmlTagId.Br or HtmlTagId.Image or HtmlTagId.Input or HtmlTagId.Meta or HtmlTagId.Link or HtmlTagId.HR
                || !tag.Attributes.Any(a => a.Id == HtmlAttributeId.Style && a.Value is { } style && Hiding().IsMatch(style))
            )
                return false;
            (hiddenBy, hiddenDepth) = (tag.Id, 1);
            return true;
        }

        void Link(HtmlTagToken tag)
        {
            if (!tag.IsEndTag)
            {
                address = tag.Attributes.FirstOrDefault(a => a.Id == HtmlAttributeId.Href)?.Value?.Trim();
                addressStart = line.Length;
                return;
            }
            if (
                address is not null
                && Uri.TryCreate(address, UriKind.Absolute, out var link)
                && link.Scheme is "http" or "https"
                && addressStart <= line.Length
                && line.ToString(addressStart, line.Length - addressStart).Trim() is var said
                && said.Length > 0
                && !address.Contains(said, StringComparison.OrdinalIgnoreCase)
            )
                line.Append(" (").Append(address).Append(')');
            address = null;
        }

        static void Count(ref int depth, HtmlTagToken tag)
        {
            if (!tag.IsEmptyElement)
                depth = Math.Max(0, depth + (tag.IsEndTag ? -1 : 1));
        }

        void StartLine()
        {
            if (line.Length > 0)
                EndLine();
        }

        void EndLine()
        {
            lines.Add(Quote(line.ToString().TrimEnd()));
            line.Clear();
        }

        string Quote(string text) => quoted == 0 ? text : $"{new string('>', Math.Min(quoted, DeepestQuotation))} {text}";

        public override string ToString()
        {
            StartLine();
            return string.Join('\n', lines);
        }
    }
}
