using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>
/// Writes the report of a year as a DOCX file: chapters with their texts, tables with numbered captions and sources, charts that Word draws
/// itself.
/// </summary>
sealed class WordDocument
{
    // Twentieths of a point: A4, with margins of 2 cm.
    const int PageShort = 11906,
        PageLong = 16838,
        Margin = 1134;
    public const int PortraitWidth = PageShort - (2 * Margin);
    const int LandscapeWidth = PageLong - (2 * Margin);

    /// <summary>Columns of figures that a page standing upright has room for; a second label takes the room of three.</summary>
    const int MostUprightColumns = 8,
        ColumnsOfLabel = 3;

    // Centimetres that a page has for a table and its chart beside their headings, captions and source; the chart takes what the table
    // leaves.
    const double UprightRoom = 21.4,
        UprightRoomUnderText = 19.2,
        LyingRoom = 13.9,
        UprightRow = 0.435,
        LyingRow = 0.41,
        NoteLine = 0.45;

    readonly ReportDocument document;
    readonly MainDocumentPart main;
    readonly Body body = new();
    readonly WordTexts texts;
    readonly string language,
        portraitFooter,
        landscapeFooter;
    readonly List<(int Level, string Bookmark, string Text)> contents = [];
    bool isLandscape;
    int tables,
        charts;
    uint drawings;

    WordDocument(WordprocessingDocument package, ReportDocument document, string author, DateTime madeAtUtc)
    {
        this.document = document;
        language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? SpokenLanguage.English : SpokenLanguage.French;
        main = package.AddMainDocumentPart();
        main.Document = new Document(body);
        main.AddNewPart<StyleDefinitionsPart>().Styles = WordStyles.Styles(language);
        main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(
            new Zoom { Percent = "100" },
            new DefaultTabStop { Val = 709 },
            new Compatibility(
                new CompatibilitySetting
                {
                    Name = CompatSettingNameValues.CompatibilityMode,
                    Uri = "http://schemas.microsoft.com/office/word",
                    Val = "15",
                }
            ),
            new ThemeFontLanguages { Val = language }
        );
        texts = new(main);
        portraitFooter = Footer(PortraitWidth);
        landscapeFooter = Footer(LandscapeWidth);
        var properties = package.PackageProperties;
        (properties.Title, properties.Creator, properties.LastModifiedBy, properties.Subject, properties.Language) = (
            XmlText.Clean(document.Title),
            XmlText.Clean(author),
            XmlText.Clean(author),
            XmlText.Clean(document.Standing),
            language
        );
        (properties.Created, properties.Modified) = (madeAtUtc, madeAtUtc);

        var titleEnd = Title(author, madeAtUtc);
        foreach (var chapter in document.Chapters.Where(chapter => !chapter.IsEmpty))
            Chapter(chapter);
        Late();
        foreach (var entry in contents)
            body.InsertBefore(ContentsEntry(entry), titleEnd);
        body.Append(Section(isLandscape));
    }

    /// <param name="document">What to write.</param>
    /// <param name="author">Whom it is made for.</param>
    /// <param name="madeAtUtc">When.</param>
    public static byte[] Write(ReportDocument document, string author, DateTime madeAtUtc)
    {
        using var content = new MemoryStream();
        using (var package = WordprocessingDocument.Create(content, WordprocessingDocumentType.Document))
            _ = new WordDocument(package, document, author, madeAtUtc);
        return content.ToArray();
    }

    /// <summary>A paragraph of one text in one style.</summary>
    public static Paragraph Paragraph(string style, string text) =>
        new(
            new ParagraphProperties(new ParagraphStyleId { Val = style }),
            new Run(new Text(XmlText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve })
        );

    /// <returns>The paragraph that ends the page of the title; contents stand before it.</returns>
    Paragraph Title(string author, DateTime madeAtUtc)
    {
        body.Append(Paragraph(WordStyles.Title, document.Title), Paragraph(WordStyles.Subtitle, document.Standing));
        if (document.Members.Count > 0)
            body.Append(Paragraph(WordStyles.Subtitle, string.Format(Words.OnlyMembers, string.Join(", ", document.Members))));
        body.Append(Paragraph(WordStyles.Subtitle, string.Format(Words.MadeBy, author, Paris.ToLocal(madeAtUtc))));
        if (document.EditionDigest is { } digest)
            body.Append(Paragraph(WordStyles.Source, string.Format(Words.EditionDigest, digest)));
        body.Append(Paragraph(WordStyles.ContentsTitle, Words.Contents));
        var end = new Paragraph();
        body.Append(end);
        return end;
    }

    void Chapter(DocumentChapter chapter)
    {
        Turn(false);
        Heading(1, chapter.Heading);
        if (chapter.Markdown.Length > 0)
        {
            if (chapter.State != TextState.Published)
                body.Append(Paragraph(WordStyles.Source, string.Format(Words.TextIs, TextState.NameOf(chapter.State))));
            foreach (var block in texts.Blocks(chapter.Parsed!, Heading))
                body.Append(block);
        }
        foreach (var (index, table) in chapter.Tables.Index())
            Table(table, isFirst: index == 0);
    }

    /// <summary>What came late explains what moved since the edition before.</summary>
    void Late()
    {
        if (document.Late.Count == 0)
            return;
        Turn(false);
        Heading(1, Words.LateTime);
        body.Append(Paragraph(WordStyles.Text, Words.LateTimeExplained));
        foreach (var team in document.Late)
            body.Append(Paragraph(WordStyles.ListParagraph, team.Text));
    }

    void Table(Report report, bool isFirst)
    {
        var isWide = report.Columns.Count + (ColumnsOfLabel * (report.RowHeadings.Count - 1)) > MostUprightColumns;
        Turn(isWide);
        Heading(2, report.Section.Length == 0 ? report.Title : $"{report.Section} – {report.Title}");
        if (report.Rows.Count == 0)
        {
            body.Append(Paragraph(WordStyles.Text, Words.NoLines));
            return;
        }
        body.Append(Caption(Words.TableCaption, "Table", ++tables, report.Title, isBefore: true));
        body.Append(WordTables.Table(report, isWide ? LandscapeWidth : PortraitWidth));
        foreach (var note in report.Notes)
            body.Append(KeptWithNext(Paragraph(WordStyles.Source, note)));
        var source = Paragraph(WordStyles.Source, Source(report));
        body.Append(source);
        if (ReportChart.Of(report) is not { } chart)
            return;
        var room = RoomUnder(report, isWide, isFirst) - (chart.Note is null ? 0 : NoteLine);
        var height = WordCharts.Height(chart, room);
        // The first table of a chapter would leave its text behind.
        if (height <= room && !isFirst)
            KeptWithNext(source);
        if (chart.Note is { } drawn)
            body.Append(KeptWithNext(Paragraph(WordStyles.Source, drawn)));
        body.Append(
            new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Picture }),
                new Run(
                    WordCharts.Drawing(
                        main,
                        chart,
                        ++drawings,
                        string.Format(Words.ChartName, drawings),
                        Describe(chart, report),
                        language,
                        isWide ? LandscapeWidth : PortraitWidth,
                        height
                    )
                )
            )
        );
        body.Append(Caption(Words.FigureCaption, "Figure", ++charts, report.Title, isBefore: false));
    }

    static double RoomUnder(Report report, bool isWide, bool isFirst) =>
        (
            isWide ? LyingRoom
            : isFirst ? UprightRoomUnderText
            : UprightRoom
        )
        - ((isWide ? LyingRow : UprightRow) * (report.Rows.Count + 2))
        - (NoteLine * report.Notes.Count);

    string Source(Report report) =>
        document.EditionDigest is not null
            ? string.Format(Words.SourceEdition, document.Edition, Paris.ToLocal(document.PublishedAt!.Value))
        : (report.Freshness.AsOf ?? document.Freshness?.AsOf) is { } asOf ? string.Format(Words.SourceAsOf, Paris.ToLocal(asOf))
        : Words.SourceNow;

    /// <summary>What the picture shows, for those who do not see it: the table beside it has the figures.</summary>
    static string Describe(ReportChart chart, Report report) =>
        string.Format(
            chart.IsLines ? Words.ChartOfLines : Words.ChartOfBars,
            report.Title,
            string.Join(", ", chart.Columns),
            string.Join(", ", chart.Rows.Select(row => row.Label))
        );

    void Heading(int level, string text)
    {
        var bookmark = $"_Toc{contents.Count + 1:D8}";
        var id = $"{contents.Count + 1}";
        body.Append(
            new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Heading(level) }),
                new BookmarkStart { Id = id, Name = bookmark },
                new Run(new Text(XmlText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve }),
                new BookmarkEnd { Id = id }
            )
        );
        contents.Add((level, bookmark, text));
    }

    /// <summary>A caption numbered by a field, whose number is there before any program counts.</summary>
    static Paragraph Caption(string label, string sequence, int number, string text, bool isBefore)
    {
        var caption = new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Caption }),
            new Run(new Text($"{label} ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new Text($"{number}"))) { Instruction = $" SEQ {sequence} \\* ARABIC " },
            new Run(new Text(XmlText.Clean($" – {text}")) { Space = SpaceProcessingModeValues.Preserve })
        );
        return isBefore ? KeptWithNext(caption) : caption;
    }

    static Paragraph KeptWithNext(Paragraph paragraph)
    {
        paragraph.ParagraphProperties!.Append(new KeepNext());
        return paragraph;
    }

    /// <summary>
    /// A line that leads to its heading and asks for its page. Pages are known to whoever lays them out, not here: until a program counts,
    /// there is no number rather than a wrong one.
    /// </summary>
    static Paragraph ContentsEntry((int Level, string Bookmark, string Text) entry) =>
        new(
            new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Contents(entry.Level) }),
            new Hyperlink(
                new Run(new Text(XmlText.Clean(entry.Text)) { Space = SpaceProcessingModeValues.Preserve }),
                new Run(new TabChar()),
                Mark(FieldCharValues.Begin),
                new Run(new FieldCode($" PAGEREF {entry.Bookmark} \\h ") { Space = SpaceProcessingModeValues.Preserve }),
                Mark(FieldCharValues.Separate),
                Mark(FieldCharValues.End)
            )
            {
                Anchor = entry.Bookmark,
                History = true,
            }
        );

    static Run Mark(FieldCharValues type) => new(new FieldChar { FieldCharType = type });

    /// <param name="width">Of the text above it, at whose end the number of the page stands.</param>
    /// <returns>Its name in the document.</returns>
    string Footer(int width)
    {
        var footer = main.AddNewPart<FooterPart>();
        footer.Footer = new Footer(FooterLine(width));
        return main.GetIdOfPart(footer);
    }

    Paragraph FooterLine(int width) =>
        new(
            new ParagraphProperties(
                new ParagraphStyleId { Val = WordStyles.Footer },
                new Tabs(new TabStop { Val = TabStopValues.Right, Position = width })
            ),
            new Run(
                new Text(
                    XmlText.Clean(
                        document.Title
                            + " – "
                            + (document.IsProvisional ? Words.Provisional : string.Format(Words.EditionShort, document.Edition))
                    )
                )
                {
                    Space = SpaceProcessingModeValues.Preserve,
                }
            ),
            new Run(new TabChar()),
            new Run(new Text($"{Words.Page} ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new Text("1"))) { Instruction = " PAGE " },
            new Run(new Text(" / ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new Text("1"))) { Instruction = " NUMPAGES " }
        );

    /// <summary>Turns the page for what follows; what stands before keeps its own.</summary>
    void Turn(bool toLandscape)
    {
        if (toLandscape == isLandscape)
            return;
        var last = (Paragraph)body.LastChild!;
        (last.ParagraphProperties ??= new()).Append(Section(isLandscape));
        isLandscape = toLandscape;
    }

    SectionProperties Section(bool isTurned) =>
        new(
            new FooterReference { Type = HeaderFooterValues.Default, Id = isTurned ? landscapeFooter : portraitFooter },
            isTurned
                ? new PageSize
                {
                    Width = PageLong,
                    Height = PageShort,
                    Orient = PageOrientationValues.Landscape,
                }
                : new PageSize { Width = PageShort, Height = PageLong },
            new PageMargin
            {
                Top = Margin,
                Bottom = Margin,
                Left = Margin,
                Right = Margin,
                Header = 567,
                Footer = 567,
                Gutter = 0,
            }
        );
}
