using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Tables of a document: headings repeated on every page, rows that stay whole, short tables too.</summary>
static class WordTables
{
    // A label needs this much of the width; columns of figures share the rest, none wider than their figures need; beside two labels they
    // stand closer.
    const double LeastLabelShare = 0.28,
        MostLabelShare = 0.36;
    const int WidestColumn = 1500,
        WidestColumnBesideTwo = 1250,
        NarrowestColumn = 620,
        MostLargeColumns = 8,
        MostRowsKeptTogether = 22,
        LeastLabelLength = 12;

    /// <param name="report">The table.</param>
    /// <param name="width">Of the text, in twentieths of a point.</param>
    public static Table Table(Report report, int width)
    {
        var axes = Math.Max(1, report.RowHeadings.Count);
        var column = Math.Clamp(
            (int)(width * (1 - Math.Min(LeastLabelShare * axes, MostLabelShare))) / report.Columns.Count,
            NarrowestColumn,
            axes > 1 ? WidestColumnBesideTwo : WidestColumn
        );
        var labels = LabelWidths(report, axes, width - (column * report.Columns.Count));
        var style = report.Columns.Count > MostLargeColumns ? WordStyles.WideCell : WordStyles.Cell;
        var hasTotals = report.Totals.Any(total => total.Value is not null);
        var isShort = report.Rows.Count <= MostRowsKeptTogether;

        var table = Empty(report.Title, hasTotals, [.. labels, .. Enumerable.Repeat(column, report.Columns.Count)]);
        table.Append(
            Heading(
                Cells(
                    [.. Enumerable.Range(0, axes).Select(axis => report.RowHeadings.ElementAtOrDefault(axis) ?? "")],
                    report.Columns.Select(heading => heading.Label),
                    style,
                    true
                )
            )
        );
        foreach (var (index, row) in report.Rows.Index())
            table.Append(
                Row(Cells([.. row.Labels], row.Cells.Select(cell => cell.Text), style, isShort || index >= report.Rows.Count - 2))
            );
        if (hasTotals)
            table.Append(
                Row(
                    Cells(
                        [CommonWords.Total, .. Enumerable.Repeat("", axes - 1)],
                        report.Totals.Select(total => total.Text),
                        style,
                        true,
                        new Bold()
                    )
                )
            );
        return table;
    }

    /// <summary>Each kind of label gets of the width what its longest needs.</summary>
    static IEnumerable<int> LabelWidths(Report report, int axes, int width)
    {
        List<int> lengths =
        [
            .. Enumerable
                .Range(0, axes)
                .Select(axis => Math.Max(LeastLabelLength, report.Rows.Max(row => row.Labels.ElementAtOrDefault(axis)?.Length ?? 0))),
        ];
        return lengths.Select(length => width * length / lengths.Sum());
    }

    /// <summary>A table without rows, of columns of given widths.</summary>
    public static Table Empty(string title, bool hasTotals, IReadOnlyList<int> widths) =>
        new(
            new TableProperties(
                new TableStyle { Val = WordStyles.Table },
                new TableWidth { Width = $"{widths.Sum()}", Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook
                {
                    FirstRow = true,
                    LastRow = hasTotals,
                    FirstColumn = false,
                    LastColumn = false,
                    NoHorizontalBand = true,
                    NoVerticalBand = true,
                },
                new TableCaption { Val = XmlText.Clean(title) }
            ),
            new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" }))
        );

    public static TableRow Heading(IEnumerable<TableCell> cells) => Row(cells, new TableHeader());

    public static TableRow Row(IEnumerable<TableCell> cells, params OpenXmlElement[] properties) =>
        new([new TableRowProperties([new CantSplit(), .. properties]), .. cells]);

    public static TableCell Cell(IEnumerable<OpenXmlElement> content, string style, bool isNumber, bool isKeptWithNext)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (isKeptWithNext)
            properties.Append(new KeepNext());
        if (isNumber)
            properties.Append(new Justification { Val = JustificationValues.Right });
        return new(
            new TableCellProperties(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
            new Paragraph([properties, .. content])
        );
    }

    static IEnumerable<TableCell> Cells(
        IReadOnlyList<string> labels,
        IEnumerable<string> figures,
        string style,
        bool isKeptWithNext,
        Bold? look = null
    ) =>
        labels
            .Select(text => Cell([Run(text, look)], style, false, isKeptWithNext))
            .Concat(figures.Select(text => Cell([Run(text, look)], style, true, isKeptWithNext)));

    // The style of a table makes its last row bold too, but not in every program.
    static Run Run(string text, Bold? look)
    {
        var run = new Run(new Text(XmlText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve });
        if (look is not null)
            run.PrependChild(new RunProperties(look.CloneNode(true)));
        return run;
    }
}
