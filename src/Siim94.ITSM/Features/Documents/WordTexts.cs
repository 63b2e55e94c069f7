using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Siim94.ITSM.Features.Tables;
using MarkdownTable = Markdig.Extensions.Tables.Table;
using MarkdownTableCell = Markdig.Extensions.Tables.TableCell;
using MarkdownTableRow = Markdig.Extensions.Tables.TableRow;
using TableColumnAlign = Markdig.Extensions.Tables.TableColumnAlign;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Texts of chapters as paragraphs of a document.</summary>
sealed class WordTexts
{
    const int Bullets = 1,
        FirstNumbers = 2,
        DeepestLevel = 8,
        LevelIndent = 360,
        TableWidth = 9638;

    readonly MainDocumentPart main;
    readonly Numbering numbering;
    int lists = FirstNumbers - 1;

    public WordTexts(MainDocumentPart main)
    {
        this.main = main;
        numbering = new(
            AbstractNumbering(1, NumberFormatValues.Bullet),
            AbstractNumbering(2, NumberFormatValues.Decimal),
            new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = Bullets }
        );
        main.AddNewPart<NumberingDefinitionsPart>().Numbering = numbering;
    }

    static AbstractNum AbstractNumbering(int id, NumberFormatValues format) =>
        new([
            new MultiLevelType { Val = MultiLevelValues.HybridMultilevel },
            .. Enumerable
                .Range(0, DeepestLevel + 1)
                .Select(level => new Level(
                    new StartNumberingValue { Val = 1 },
                    new NumberingFormat { Val = format },
                    new LevelText { Val = format == NumberFormatValues.Bullet ? "•" : $"%{level + 1}." },
                    new LevelJustification { Val = LevelJustificationValues.Left },
                    new PreviousParagraphProperties(new Indentation { Left = $"{LevelIndent * (level + 1)}", Hanging = $"{LevelIndent}" })
                )
                {
                    LevelIndex = level,
                }),
        ])
        {
            AbstractNumberId = id,
        };

    /// <param name="text">A text whose figures have been found.</param>
    /// <param name="heading">Writes a heading, of level 1 for a chapter's.</param>
    public IEnumerable<OpenXmlElement> Blocks(MarkdownDocument text, Action<int, string> heading) =>
        text.SelectMany(block => Block(block, new(), heading));

    /// <param name="Style">Style of its paragraphs.</param>
    /// <param name="List">Number of the list that it stands in; 0 for none.</param>
    /// <param name="Level">How deep in lists, from 0.</param>
    readonly record struct Place(string? Style, int List, int Level);

    IEnumerable<OpenXmlElement> Block(Block block, Place place, Action<int, string>? heading)
    {
        switch (block)
        {
            case HeadingBlock title when heading is not null:
                heading(title.Level + 1, PlainText(title.Inline));
                return [];
            case HeadingBlock title:
                return [Paragraph(place, title.Inline, new Bold())];
            case ParagraphBlock paragraph:
                return [Paragraph(place, paragraph.Inline)];
            case ListBlock list:
                return List(list, place);
            case QuoteBlock quote:
                return quote.SelectMany(inner => Block(inner, place with { Style = WordStyles.Quote }, null));
            case CodeBlock code:
                return code.Lines.Lines.Take(code.Lines.Count).Select(line => WordDocument.Paragraph(WordStyles.Code, $"{line}"));
            case MarkdownTable table:
                return [Table(table), WordDocument.Paragraph(WordStyles.Text, "")];
            case ThematicBreakBlock:
                return
                [
                    new Paragraph(
                        new ParagraphProperties(
                            new ParagraphBorders(
                                new BottomBorder
                                {
                                    Val = BorderValues.Single,
                                    Size = 6,
                                    Space = 1,
                                    Color = "C9D1D9",
                                }
                            )
                        )
                    ),
                ];
            case ContainerBlock container:
                return container.SelectMany(inner => Block(inner, place, heading));
            default:
                return []; // definitions of links show nothing
        }
    }

    List<OpenXmlElement> List(ListBlock list, Place place)
    {
        var number = list.IsOrdered ? NewNumbers(list) : Bullets;
        var level = place.List == 0 ? 0 : Math.Min(place.Level + 1, DeepestLevel);
        var blocks = new List<OpenXmlElement>();
        foreach (var item in list.Cast<ListItemBlock>())
        // The first paragraph carries the mark; what follows stands under it.
        foreach (var (index, inner) in item.Index())
            blocks.AddRange(
                index == 0 || inner is ListBlock
                    ? Block(inner, place with { Style = WordStyles.ListParagraph, List = number, Level = level }, null)
                    : Block(inner, place with { Style = WordStyles.ListParagraph, List = -1, Level = level }, null)
            );
        return blocks;
    }

    /// <summary>Every numbered list counts for itself.</summary>
    int NewNumbers(ListBlock list)
    {
        var start = int.TryParse(list.OrderedStart, out var first) && first >= 0 ? first : 1;
        numbering.Append(
            new NumberingInstance([
                new AbstractNumId { Val = 2 },
                .. Enumerable
                    .Range(0, DeepestLevel + 1)
                    .Select(level => new LevelOverride(new StartOverrideNumberingValue { Val = level == 0 ? start : 1 })
                    {
                        LevelIndex = level,
                    }),
            ])
            {
                NumberID = ++lists,
            }
        );
        return lists;
    }

    Paragraph Paragraph(Place place, ContainerInline? inlines, params OpenXmlElement[] look)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = place.Style ?? WordStyles.Text });
        if (place.List > 0)
            properties.Append(
                new NumberingProperties(new NumberingLevelReference { Val = place.Level }, new NumberingId { Val = place.List })
            );
        else if (place.List < 0)
            properties.Append(new Indentation { Left = $"{LevelIndent * (place.Level + 1)}" });
        return new([properties, .. Runs(inlines, look)]);
    }

    IEnumerable<OpenXmlElement> Runs(ContainerInline? inlines, OpenXmlElement[] look) =>
        inlines is null ? [] : inlines.SelectMany(inline => Runs(inline, look));

    IEnumerable<OpenXmlElement> Runs(Inline inline, OpenXmlElement[] look)
    {
        switch (inline)
        {
            case FigureInline figure:
                return [Run(figure.Figure!.Text, look)];
            case LiteralInline literal:
                return [Run($"{literal.Content}", look)];
            case HtmlEntityInline entity:
                return [Run($"{entity.Transcoded}", look)];
            case CodeInline code:
                return [Run(code.Content, [new RunStyle { Val = WordStyles.CodeWords }])];
            case LineBreakInline { IsHard: true }:
                return [new Run(new Break())];
            case LineBreakInline:
                return [Run(" ", look)];
            case EmphasisInline { DelimiterCount: >= 2 } strong:
                return Runs(strong, With(look, new Bold()));
            case EmphasisInline emphasis:
                return Runs(emphasis, With(look, new Italic()));
            case LinkInline or AutolinkInline:
                return Link(inline, look);
            case ContainerInline container:
                return Runs(container, look);
            default:
                return [];
        }
    }

    /// <summary>A link out of the document; a page of the product has no address outside of it, and stays words.</summary>
    IEnumerable<OpenXmlElement> Link(Inline link, OpenXmlElement[] look)
    {
        var target = ChapterMarkdown.Target(link)!;
        OpenXmlElement[] underlined = [new RunStyle { Val = WordStyles.Link }, .. look];
        var isOutward =
            link is not LinkInline { IsImage: true }
            && ChapterMarkdown.IsHarmless(target)
            && !target.StartsWith('/')
            && Uri.TryCreate(target, UriKind.Absolute, out _);
        var words = (
            link is LinkInline inner
                ? Runs((ContainerInline)inner, isOutward ? underlined : look)
                : [Run(((AutolinkInline)link).Url, isOutward ? underlined : look)]
        ).ToList();
        // Links inside links do not exist in Word either.
        if (!isOutward || words.Any(word => word is Hyperlink))
            return words;
        return
        [
            new Hyperlink(words) { Id = main.AddHyperlinkRelationship(new(target, UriKind.Absolute), isExternal: true).Id, History = true },
        ];
    }

    // In the order that the format asks for: style, bold, italic.
    static OpenXmlElement[] With(OpenXmlElement[] look, OpenXmlElement more) =>
        look.Any(element => element.GetType() == more.GetType())
            ? look
            :
            [
                .. look.Append(more)
                    .OrderBy(element =>
                        element is RunStyle ? 0
                        : element is Bold ? 1
                        : 2
                    ),
            ];

    static Run Run(string text, OpenXmlElement[] look)
    {
        var run = new Run();
        if (look.Length > 0)
            run.Append(new RunProperties(look.Select(element => element.CloneNode(true))));
        run.Append(new Text(XmlText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    Table Table(MarkdownTable source)
    {
        var rows = source.Cast<MarkdownTableRow>().ToList();
        var columns = rows.Max(row => row.Count);
        var table = WordTables.Empty("", false, [.. Enumerable.Repeat(TableWidth / columns, columns)]);
        foreach (var row in rows)
        {
            var cells = row.Cast<MarkdownTableCell>()
                .Select(
                    (cell, index) =>
                        WordTables.Cell(
                            cell.OfType<ParagraphBlock>().SelectMany(paragraph => Runs(paragraph.Inline, [])),
                            WordStyles.Cell,
                            IsRight(index),
                            false
                        )
                )
                .ToList();
            while (cells.Count < columns)
                cells.Add(WordTables.Cell([], WordStyles.Cell, false, false));
            table.Append(row.IsHeader ? WordTables.Heading(cells) : WordTables.Row(cells));
        }
        return table;

        bool IsRight(int column) => source.ColumnDefinitions.ElementAtOrDefault(column)?.Alignment is TableColumnAlign.Right;
    }

    static string PlainText(ContainerInline? inlines) =>
        inlines is null
            ? ""
            : string.Concat(
                inlines.Select(inline =>
                    inline switch
                    {
                        FigureInline figure => figure.Figure!.Text,
                        LiteralInline literal => $"{literal.Content}",
                        HtmlEntityInline entity => $"{entity.Transcoded}",
                        CodeInline code => code.Content,
                        AutolinkInline link => link.Url,
                        LineBreakInline => " ",
                        ContainerInline container => PlainText(container),
                        _ => "",
                    }
                )
            );
}
