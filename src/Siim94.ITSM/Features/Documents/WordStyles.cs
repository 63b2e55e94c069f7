using DocumentFormat.OpenXml.Wordprocessing;

namespace Siim94.ITSM.Features.Documents;

/// <summary>The styles of a document, under the names that Word knows, so that readers restyle it in one place.</summary>
static class WordStyles
{
    public const string Text = "Normal",
        Title = "Title",
        Subtitle = "Subtitle",
        Caption = "Caption",
        Source = "Source",
        Picture = "Picture",
        Footer = "Footer",
        ContentsTitle = "TOCHeading",
        Quote = "Quote",
        Code = "Code",
        ListParagraph = "ListParagraph",
        Link = "Hyperlink",
        CodeWords = "CodeWords",
        Table = "ReportTable",
        Cell = "TableText",
        WideCell = "TableTextSmall";

    const string Ink = "16202A",
        Accent = "173F5F",
        Soft = "4A5866",
        Line = "C9D1D9",
        Band = "E3EDF5",
        Font = "Arial",
        Fixed = "Courier New";
    const int DeepestHeading = 4;

    public static string Heading(int level) => $"Heading{Math.Min(level, DeepestHeading)}";

    public static string Contents(int level) => $"TOC{level}";

    /// <param name="language">Of the texts: <c>fr-FR</c> or <c>en-GB</c>.</param>
    public static Styles Styles(string language) =>
        new(
            new DocDefaults(
                new RunPropertiesDefault(
                    new RunPropertiesBaseStyle(
                        new RunFonts
                        {
                            Ascii = Font,
                            HighAnsi = Font,
                            EastAsia = Font,
                            ComplexScript = Font,
                        },
                        new Color { Val = Ink },
                        new FontSize { Val = "20" },
                        new FontSizeComplexScript { Val = "20" },
                        new Languages
                        {
                            Val = language,
                            EastAsia = language,
                            Bidi = "ar-SA",
                        }
                    )
                ),
                new ParagraphPropertiesDefault(
                    new ParagraphPropertiesBaseStyle(
                        new SpacingBetweenLines
                        {
                            After = "120",
                            Line = "264",
                            LineRule = LineSpacingRuleValues.Auto,
                        }
                    )
                )
            ),
            Of(Text, "Normal", null, null, null, isDefault: true),
            Of(
                Title,
                "Title",
                Text,
                new(new SpacingBetweenLines { Before = "1200", After = "120" }),
                new(new Bold(), new Color { Val = Accent }, new FontSize { Val = "52" })
            ),
            Of(
                Subtitle,
                "Subtitle",
                Text,
                new(new SpacingBetweenLines { After = "60" }),
                new(new Color { Val = Soft }, new FontSize { Val = "22" })
            ),
            OfHeading(
                1,
                new(
                    new KeepNext(),
                    new KeepLines(),
                    new PageBreakBefore(),
                    new ParagraphBorders(
                        new BottomBorder
                        {
                            Val = BorderValues.Single,
                            Size = 12,
                            Space = 4,
                            Color = Accent,
                        }
                    ),
                    new SpacingBetweenLines { Before = "0", After = "200" },
                    new OutlineLevel { Val = 0 }
                ),
                "36"
            ),
            OfHeading(
                2,
                new(
                    new KeepNext(),
                    new KeepLines(),
                    new SpacingBetweenLines { Before = "320", After = "100" },
                    new OutlineLevel { Val = 1 }
                ),
                "26"
            ),
            OfHeading(
                3,
                new(
                    new KeepNext(),
                    new KeepLines(),
                    new SpacingBetweenLines { Before = "220", After = "80" },
                    new OutlineLevel { Val = 2 }
                ),
                "22"
            ),
            OfHeading(
                4,
                new(
                    new KeepNext(),
                    new KeepLines(),
                    new SpacingBetweenLines { Before = "160", After = "60" },
                    new OutlineLevel { Val = 3 }
                ),
                "20"
            ),
            Of(
                Caption,
                "caption",
                Text,
                new(new KeepLines(), new SpacingBetweenLines { Before = "60", After = "80" }),
                new(new Bold(), new Color { Val = Accent }, new FontSize { Val = "18" })
            ),
            Of(
                Source,
                "Source",
                Text,
                new(new SpacingBetweenLines { Before = "40", After = "60" }),
                new(new Italic(), new Color { Val = Soft }, new FontSize { Val = "16" }),
                isCustom: true
            ),
            Of(
                Picture,
                "Picture",
                Text,
                new(
                    new KeepNext(),
                    new SpacingBetweenLines
                    {
                        Before = "200",
                        After = "40",
                        Line = "240",
                        LineRule = LineSpacingRuleValues.Auto,
                    }
                ),
                null,
                isCustom: true
            ),
            Of(
                Footer,
                "footer",
                Text,
                new(
                    new ParagraphBorders(
                        new TopBorder
                        {
                            Val = BorderValues.Single,
                            Size = 4,
                            Space = 4,
                            Color = Line,
                        }
                    ),
                    new SpacingBetweenLines { After = "0" }
                ),
                new(new Color { Val = Soft }, new FontSize { Val = "16" })
            ),
            Of(
                ContentsTitle,
                "TOC Heading",
                Text,
                new(new KeepNext(), new SpacingBetweenLines { Before = "480", After = "120" }),
                new(new Bold(), new Color { Val = Accent }, new FontSize { Val = "26" })
            ),
            OfContents(1, "120", "0", new(new Bold())),
            OfContents(2, "0", "284", new(new FontSize { Val = "18" })),
            Of(
                Quote,
                "Quote",
                Text,
                new(
                    new ParagraphBorders(
                        new LeftBorder
                        {
                            Val = BorderValues.Single,
                            Size = 18,
                            Space = 8,
                            Color = Line,
                        }
                    ),
                    new Indentation { Left = "400" }
                ),
                new(new Italic(), new Color { Val = Soft })
            ),
            Of(
                Code,
                "Code",
                Text,
                new(
                    new Shading
                    {
                        Val = ShadingPatternValues.Clear,
                        Color = "auto",
                        Fill = "F4F6F8",
                    },
                    new SpacingBetweenLines { After = "0" }
                ),
                new(
                    new RunFonts
                    {
                        Ascii = Fixed,
                        HighAnsi = Fixed,
                        ComplexScript = Fixed,
                    },
                    new FontSize { Val = "18" }
                ),
                isCustom: true
            ),
            Of(ListParagraph, "List Paragraph", Text, new(new SpacingBetweenLines { After = "60" }), null),
            Of(
                Cell,
                "Table Text",
                Text,
                new(
                    new SpacingBetweenLines
                    {
                        Before = "20",
                        After = "20",
                        Line = "240",
                        LineRule = LineSpacingRuleValues.Auto,
                    }
                ),
                new(new FontSize { Val = "17" }),
                isCustom: true
            ),
            Of(WideCell, "Table Text Small", Cell, null, new(new FontSize { Val = "15" }), isCustom: true),
            new Style(new StyleName { Val = "Default Paragraph Font" }, new UIPriority { Val = 1 }, new SemiHidden(), new UnhideWhenUsed())
            {
                Type = StyleValues.Character,
                StyleId = "DefaultParagraphFont",
                Default = true,
            },
            new Style(
                new StyleName { Val = "Hyperlink" },
                new BasedOn { Val = "DefaultParagraphFont" },
                new StyleRunProperties(new Color { Val = "0B4A7A" }, new Underline { Val = UnderlineValues.Single })
            )
            {
                Type = StyleValues.Character,
                StyleId = Link,
            },
            new Style(
                new StyleName { Val = "Code Words" },
                new BasedOn { Val = "DefaultParagraphFont" },
                new StyleRunProperties(
                    new RunFonts
                    {
                        Ascii = Fixed,
                        HighAnsi = Fixed,
                        ComplexScript = Fixed,
                    }
                )
            )
            {
                Type = StyleValues.Character,
                StyleId = CodeWords,
                CustomStyle = true,
            },
            new Style(
                new StyleName { Val = "Normal Table" },
                new UIPriority { Val = 99 },
                new SemiHidden(),
                new UnhideWhenUsed(),
                new StyleTableProperties(new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa }, CellMargins(0, 108))
            )
            {
                Type = StyleValues.Table,
                StyleId = "TableNormal",
                Default = true,
            },
            OfTable()
        );

    static TableCellMarginDefault CellMargins(int vertical, short horizontal) =>
        new(
            new TopMargin { Width = $"{vertical}", Type = TableWidthUnitValues.Dxa },
            new TableCellLeftMargin { Width = horizontal, Type = TableWidthValues.Dxa },
            new BottomMargin { Width = $"{vertical}", Type = TableWidthUnitValues.Dxa },
            new TableCellRightMargin { Width = horizontal, Type = TableWidthValues.Dxa }
        );

    static Style Of(
        string id,
        string name,
        string? basedOn,
        StyleParagraphProperties? paragraph,
        StyleRunProperties? run,
        bool isDefault = false,
        bool isCustom = false
    )
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id };
        if (basedOn is not null)
            style.Append(new BasedOn { Val = basedOn });
        style.Append(new PrimaryStyle());
        if (paragraph is not null)
            style.Append(paragraph);
        if (run is not null)
            style.Append(run);
        if (isDefault)
            style.Default = true;
        if (isCustom)
            style.CustomStyle = true;
        return style;
    }

    static Style OfHeading(int level, StyleParagraphProperties paragraph, string size) =>
        new(
            new StyleName { Val = $"heading {level}" },
            new BasedOn { Val = Text },
            new NextParagraphStyle { Val = Text },
            new PrimaryStyle(),
            paragraph,
            new StyleRunProperties(new Bold(), new Color { Val = Accent }, new FontSize { Val = size })
        )
        {
            Type = StyleValues.Paragraph,
            StyleId = Heading(level),
        };

    static Style OfContents(int level, string before, string left, StyleRunProperties run) =>
        new(
            new StyleName { Val = $"toc {level}" },
            new BasedOn { Val = Text },
            new UIPriority { Val = 39 },
            new StyleParagraphProperties(
                new Tabs(new TabStop { Val = TabStopValues.Right, Position = WordDocument.PortraitWidth }),
                new SpacingBetweenLines { Before = before, After = "20" },
                new Indentation { Left = left }
            ),
            run
        )
        {
            Type = StyleValues.Paragraph,
            StyleId = Contents(level),
        };

    /// <summary>Headings on a band, totals under a line, rows told apart by thin ones.</summary>
    static Style OfTable() =>
        new(
            new StyleName { Val = "Report Table" },
            new BasedOn { Val = "TableNormal" },
            new PrimaryStyle(),
            new StyleTableProperties(
                new TableBorders(
                    new TopBorder
                    {
                        Val = BorderValues.Single,
                        Size = 8,
                        Space = 0,
                        Color = Accent,
                    },
                    new BottomBorder
                    {
                        Val = BorderValues.Single,
                        Size = 8,
                        Space = 0,
                        Color = Accent,
                    },
                    new InsideHorizontalBorder
                    {
                        Val = BorderValues.Single,
                        Size = 4,
                        Space = 0,
                        Color = Line,
                    }
                ),
                CellMargins(0, 70)
            ),
            new TableStyleProperties(
                new RunPropertiesBaseStyle(new Bold()),
                new TableStyleConditionalFormattingTableCellProperties(
                    new TableCellBorders(
                        new BottomBorder
                        {
                            Val = BorderValues.Single,
                            Size = 8,
                            Space = 0,
                            Color = Accent,
                        }
                    ),
                    new Shading
                    {
                        Val = ShadingPatternValues.Clear,
                        Color = "auto",
                        Fill = Band,
                    }
                )
            )
            {
                Type = TableStyleOverrideValues.FirstRow,
            },
            new TableStyleProperties(
                new RunPropertiesBaseStyle(new Bold()),
                new TableStyleConditionalFormattingTableCellProperties(
                    new TableCellBorders(
                        new TopBorder
                        {
                            Val = BorderValues.Single,
                            Size = 8,
                            Space = 0,
                            Color = Accent,
                        }
                    )
                )
            )
            {
                Type = TableStyleOverrideValues.LastRow,
            }
        )
        {
            Type = StyleValues.Table,
            StyleId = Table,
            CustomStyle = true,
        };
}
