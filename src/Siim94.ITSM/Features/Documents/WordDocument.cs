using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Siim94.ITSM.Features.Reports;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Writes the report of a year as a DOCX file: chapters with their texts, tables with numbered captions and sources, charts that Word draws itself.</summary>
sealed class WordDocument
{
    // Twentieths of a point: A4, with margins of 2 cm.
    const int PageShort = 11906, PageLong = 16838, Margin = 1134;
    const int PortraitWidth = PageShort - (2 * Margin), LandscapeWidth = PageLong - (2 * Margin);

    /// <summary>Columns of figures that a page standing upright has room for.</summary>
    const int MostUprightColumns = 8;

    readonly ReportDocument document;
    readonly MainDocumentPart main;
    readonly Body body = new();
    readonly WordTexts texts;
    readonly string language, footerId;
    readonly List<(int Level, string Bookmark, string Text)> contents = [];
    bool isLandscape;
    int tables, charts;
    uint drawings;

    WordDocument(WordprocessingDocument package, ReportDocument document, string author, DateTime madeAtUtc)
    {
        this.document = document;
        language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en-GB" : "fr-FR";
        main = package.AddMainDocumentPart();
        main.Document = new Document(body);
        main.AddNewPart<StyleDefinitionsPart>().Styles = WordStyles.Styles(language);
        main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(
            new Zoom { Percent = "100" },
            new DefaultTabStop { Val = 709 },
            new Compatibility(new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }),
            new ThemeFontLanguages { Val = language });
        texts = new(main);
        var footer = main.AddNewPart<FooterPart>();
        footer.Footer = new Footer(Footer());
        footerId = main.GetIdOfPart(footer);
        var properties = package.PackageProperties;
        (properties.Title, properties.Creator, properties.LastModifiedBy, properties.Subject, properties.Language) = (XmlText.Clean(document.Title), XmlText.Clean(author), XmlText.Clean(author), XmlText.Clean(document.Standing), language);
        (properties.Created, properties.Modified) = (madeAtUtc, madeAtUtc);

        var titleEnd = Title(author, madeAtUtc);
        foreach (var chapter in document.Chapters.Where(chapter => !chapter.IsEmpty)) Chapter(chapter);
        foreach (var entry in contents) body.InsertBefore(ContentsEntry(entry, entry == contents[0], entry == contents[^1]), titleEnd);
        body.Append(Section(isLandscape));
    }

    /// <param name="document">What to write.</param>
    /// <param name="author">Whom it is made for.</param>
    /// <param name="madeAtUtc">When.</param>
    public static byte[] Write(ReportDocument document, string author, DateTime madeAtUtc)
    {
        using var content = new MemoryStream();
        using (var package = WordprocessingDocument.Create(content, WordprocessingDocumentType.Document)) _ = new WordDocument(package, document, author, madeAtUtc);
        return content.ToArray();
    }

    /// <summary>A paragraph of one text in one style.</summary>
    public static Paragraph Paragraph(string style, string text) => new(new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(new Text(XmlText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve }));

    /// <returns>The paragraph that ends the page of the title; contents stand before it.</returns>
    Paragraph Title(string author, DateTime madeAtUtc)
    {
        body.Append(Paragraph(WordStyles.Title, document.Title), Paragraph(WordStyles.Subtitle, document.Standing));
        if (document.Members.Count > 0) body.Append(Paragraph(WordStyles.Subtitle, string.Format(Words.OnlyMembers, string.Join(", ", document.Members))));
        body.Append(Paragraph(WordStyles.Subtitle, string.Format(Words.MadeBy, author, Paris.ToLocal(madeAtUtc))));
        if (document.EditionDigest is { } digest) body.Append(Paragraph(WordStyles.Source, string.Format(Words.EditionDigest, digest)));
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
            if (chapter.State != TextState.Published) body.Append(Paragraph(WordStyles.Source, string.Format(Words.TextIs, TextState.NameOf(chapter.State))));
            foreach (var block in texts.Blocks(chapter.Parsed!, Heading)) body.Append(block);
        }
        foreach (var table in chapter.Tables) Table(table);
    }

    void Table(Report report)
    {
        var isWide = report.Columns.Count > MostUprightColumns;
        Turn(isWide);
        Heading(2, report.Section.Length == 0 ? report.Title : $"{report.Section} – {report.Title}");
        if (report.Rows.Count == 0)
        {
            body.Append(Paragraph(WordStyles.Text, Words.NoLines));
            return;
        }
        body.Append(Caption(Words.TableCaption, "Table", ++tables, report.Title, isBefore: true));
        body.Append(WordTables.Table(report, isWide ? LandscapeWidth : PortraitWidth));
        foreach (var note in report.Notes) body.Append(Paragraph(WordStyles.Source, note));
        body.Append(Paragraph(WordStyles.Source, Source(report)));
        if (ReportChart.Of(report) is not { } chart) return;
        if (chart.Note is { } drawn) body.Append(Paragraph(WordStyles.Source, drawn));
        body.Append(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Picture }),
            new Run(WordCharts.Drawing(main, chart, ++drawings, string.Format(Words.ChartName, drawings), Describe(chart, report), language, isWide ? LandscapeWidth : PortraitWidth))));
        body.Append(Caption(Words.FigureCaption, "Figure", ++charts, report.Title, isBefore: false));
    }

    string Source(Report report) => document.EditionDigest is not null
        ? string.Format(Words.SourceEdition, document.Edition, Paris.ToLocal(document.PublishedAt!.Value))
        : (report.Freshness.AsOf ?? document.Freshness?.AsOf) is { } asOf ? string.Format(Words.SourceAsOf, Paris.ToLocal(asOf)) : Words.SourceNow;

    /// <summary>What the picture shows, for those who do not see it: the table beside it has the figures.</summary>
    static string Describe(ReportChart chart, Report report) => string.Format(
        chart.IsLines ? Words.ChartOfLines : Words.ChartOfBars, report.Title, string.Join(", ", chart.Columns), string.Join(", ", chart.Rows.Select(row => row.Label)));

    void Heading(int level, string text)
    {
        var bookmark = $"_Toc{contents.Count + 1:D8}";
        var id = $"{contents.Count + 1}";
        body.Append(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Heading(level) }),
            new BookmarkStart { Id = id, Name = bookmark },
            new Run(new Text(XmlText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve }),
            new BookmarkEnd { Id = id }));
        contents.Add((level, bookmark, text));
    }

    /// <summary>A caption numbered by a field, whose number is there before any program counts.</summary>
    static Paragraph Caption(string label, string sequence, int number, string text, bool isBefore)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Caption });
        if (isBefore) properties.Append(new KeepNext());
        return new(
            properties,
            new Run(new Text($"{label} ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(new Text($"{number}"))) { Instruction = $" SEQ {sequence} \\* ARABIC " },
            new Run(new Text(XmlText.Clean($" – {text}")) { Space = SpaceProcessingModeValues.Preserve }));
    }

    /// <summary>Contents are one field over all their lines, each of which leads to its heading. Pages are known to whoever lays them out, not here: a list without page numbers is right in every program, unasked.</summary>
    static Paragraph ContentsEntry((int Level, string Bookmark, string Text) entry, bool isFirst, bool isLast)
    {
        var paragraph = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Contents(entry.Level) }));
        if (isFirst) paragraph.Append(Mark(FieldCharValues.Begin), new Run(new FieldCode(" TOC \\o \"1-2\" \\n \\h \\z \\u ") { Space = SpaceProcessingModeValues.Preserve }), Mark(FieldCharValues.Separate));
        paragraph.Append(new Hyperlink(new Run(new Text(XmlText.Clean(entry.Text)) { Space = SpaceProcessingModeValues.Preserve })) { Anchor = entry.Bookmark, History = true });
        if (isLast) paragraph.Append(Mark(FieldCharValues.End));
        return paragraph;
    }

    static Run Mark(FieldCharValues type) => new(new FieldChar { FieldCharType = type });

    Paragraph Footer() => new(
        new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Footer }),
        new Run(new Text(XmlText.Clean($"{document.Title} – {(document.IsProvisional ? Words.Provisional : string.Format(Words.EditionShort, document.Edition))}")) { Space = SpaceProcessingModeValues.Preserve }),
        new Run(new TabChar()),
        new Run(new Text($"{Words.Page} ") { Space = SpaceProcessingModeValues.Preserve }),
        new SimpleField(new Run(new Text("1"))) { Instruction = " PAGE " },
        new Run(new Text(" / ") { Space = SpaceProcessingModeValues.Preserve }),
        new SimpleField(new Run(new Text("1"))) { Instruction = " NUMPAGES " });

    /// <summary>Turns the page for what follows; what stands before keeps its own.</summary>
    void Turn(bool toLandscape)
    {
        if (toLandscape == isLandscape) return;
        var last = (Paragraph)body.LastChild!;
        (last.ParagraphProperties ??= new()).Append(Section(isLandscape));
        isLandscape = toLandscape;
    }

    SectionProperties Section(bool isTurned) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = footerId },
        isTurned ? new PageSize { Width = PageLong, Height = PageShort, Orient = PageOrientationValues.Landscape } : new PageSize { Width = PageShort, Height = PageLong },
        new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 });
}
