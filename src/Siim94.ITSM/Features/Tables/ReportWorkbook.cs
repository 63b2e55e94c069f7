using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Siim94.ITSM.Features.Tables;

/// <summary>A cell of a sheet: a text, a number, a day or a local time; nothing for a blank. Text never becomes a formula.</summary>
readonly record struct SheetCell
{
    public string? Text { get; private init; }
    public decimal? Number { get; private init; }
    public int Decimals { get; private init; }
    public DateTime? Instant { get; private init; }

    /// <summary>The instant is a whole day.</summary>
    public bool IsDay { get; private init; }

    public bool IsBold { get; init; }

    public static SheetCell Of(string? text) => new() { Text = text };

    public static SheetCell Of(decimal? number, int decimals) => new() { Number = number, Decimals = decimals };

    public static SheetCell Of(DateOnly day) => new() { Instant = day.ToDateTime(TimeOnly.MinValue), IsDay = true };

    public static SheetCell OfInstant(DateTime local) => new() { Instant = local };
}

/// <summary>A sheet of a workbook: headings that stay in view, and rows.</summary>
/// <param name="Title">What it shows; its tab has room for a short form only.</param>
sealed record Sheet(
    string Title,
    string Tab,
    IReadOnlyList<string> Headings,
    int TextColumns,
    IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows
)
{
    /// <summary>What its figures were restricted to, in words.</summary>
    public string Filters { get; init; } = "";

    /// <summary>Totals and notes: below the rows, and none of them.</summary>
    public IReadOnlyList<IReadOnlyList<SheetCell>> Footer { get; init; } = [];
}

/// <summary>Writes sheets as an XLSX file, row by row, after a sheet that says what they are.</summary>
static class ReportWorkbook
{
    const int LongestTab = 31,
        MostDecimals = 6,
        AboutTextColumns = 3;

    // Labels stay in view beside their figures as long as they leave room for them.
    const int MostFrozenColumns = 3;
    const uint HeadingStyle = 1,
        DayStyle = 2,
        BoldStyle = 3,
        InstantStyle = 4,
        FirstNumberStyle = 5;

    /// <param name="about">What is said of the whole, by label.</param>
    /// <param name="sheets">The sheets, in order.</param>
    /// <param name="ct">Stops the writing.</param>
    /// <returns>The file, from its beginning; it is gone once closed.</returns>
    public static async Task<Stream> Write(
        IReadOnlyList<(string Label, SheetCell Value)> about,
        IReadOnlyList<Sheet> sheets,
        CancellationToken ct
    )
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.xlsx"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            81_920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
            {
                var book = document.AddWorkbookPart();
                var styles = book.AddNewPart<WorkbookStylesPart>();
                styles.Stylesheet = Styles();
                var first = book.AddNewPart<WorksheetPart>();
                var tabs = new List<(string Tab, WorksheetPart Part)> { (Words.AboutSheet, first) };
                var counts = new List<int>();
                foreach (var sheet in sheets)
                {
                    var part = book.AddNewPart<WorksheetPart>();
                    tabs.Add((UniqueTab(sheet.Tab, tabs.Select(tab => tab.Tab)), part));
                    counts.Add(await WriteSheet(part, sheet, ct));
                }
                await WriteSheet(
                    first,
                    new(
                        Words.AboutSheet,
                        Words.AboutSheet,
                        [Words.AboutSheet, "", "", ""],
                        AboutTextColumns,
                        AboutRows(about, sheets, tabs, counts)
                    ),
                    ct,
                    hasFilter: false
                );
                // One list opens on its rows: whoever reads the file, an import too, means those.
                book.Workbook = new Workbook(
                    new BookViews(new WorkbookView { ActiveTab = sheets.Count == 1 ? 1u : 0u }),
                    new Sheets(
                        tabs.Index()
                            .Select(tab => new DocumentFormat.OpenXml.Spreadsheet.Sheet
                            {
                                Id = book.GetIdOfPart(tab.Item.Part),
                                SheetId = (uint)tab.Index + 1,
                                Name = SpreadsheetText.Escape(tab.Item.Tab),
                            })
                    )
                );
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    static async IAsyncEnumerable<IReadOnlyList<SheetCell>> AboutRows(
        IReadOnlyList<(string Label, SheetCell Value)> about,
        IReadOnlyList<Sheet> sheets,
        List<(string Tab, WorksheetPart Part)> tabs,
        List<int> counts
    )
    {
        foreach (var (label, value) in about)
            yield return [SheetCell.Of(label) with { IsBold = true }, value];
        yield return [];
        yield return
        [
            SheetCell.Of(Words.SheetName) with
            {
                IsBold = true,
            },
            SheetCell.Of(CommonWords.Title) with
            {
                IsBold = true,
            },
            SheetCell.Of(Words.Filters) with
            {
                IsBold = true,
            },
            SheetCell.Of(Words.SheetRows) with
            {
                IsBold = true,
            },
        ];
        foreach (var (index, sheet) in sheets.Index())
            yield return
            [
                SheetCell.Of(tabs[index + 1].Tab),
                SheetCell.Of(sheet.Title),
                SheetCell.Of(sheet.Filters),
                SheetCell.Of(counts[index], 0),
            ];
        await Task.CompletedTask;
    }

    /// <returns>Rows written; headings, totals and notes left out.</returns>
    static async Task<int> WriteSheet(WorksheetPart part, Sheet sheet, CancellationToken ct, bool hasFilter = true)
    {
        const double TextWidth = 38,
            NumberWidth = 14;
        var count = 0;
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(
            new SheetViews(
                new SheetView(FrozenAt(hasFilter && sheet.TextColumns <= MostFrozenColumns ? sheet.TextColumns : 0)) { WorkbookViewId = 0 }
            )
        );
        writer.WriteElement(
            new Columns(
                sheet
                    .Headings.Index()
                    .Select(heading => new Column
                    {
                        Min = (uint)heading.Index + 1,
                        Max = (uint)heading.Index + 1,
                        Width = heading.Index < sheet.TextColumns ? TextWidth : NumberWidth,
                        CustomWidth = true,
                    })
            )
        );
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, [.. sheet.Headings.Select(SheetCell.Of)], HeadingStyle);
        await foreach (var row in sheet.Rows.WithCancellation(ct))
        {
            WriteRow(writer, row, null);
            count++;
        }
        foreach (var row in sheet.Footer)
            WriteRow(writer, row, null);
        writer.WriteEndElement();
        if (hasFilter)
            writer.WriteElement(new AutoFilter { Reference = $"A1:{ColumnName(sheet.Headings.Count - 1)}{count + 1}" });
        writer.WriteEndElement();
        return count;
    }

    static Pane FrozenAt(int columns) =>
        columns == 0
            ? new()
            {
                VerticalSplit = 1,
                TopLeftCell = "A2",
                ActivePane = PaneValues.BottomLeft,
                State = PaneStateValues.Frozen,
            }
            : new()
            {
                HorizontalSplit = columns,
                VerticalSplit = 1,
                TopLeftCell = $"{ColumnName(columns)}2",
                ActivePane = PaneValues.BottomRight,
                State = PaneStateValues.Frozen,
            };

    /// <summary>0 → <c>A</c>, 26 → <c>AA</c>.</summary>
    static string ColumnName(int index) =>
        index < Letters ? $"{(char)('A' + index)}" : $"{ColumnName((index / Letters) - 1)}{(char)('A' + (index % Letters))}";

    const int Letters = 26;

    static void WriteRow(OpenXmlWriter writer, IReadOnlyList<SheetCell> cells, uint? style)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
            writer.WriteElement(CellOf(cell, style));
        writer.WriteEndElement();
    }

    static Cell CellOf(SheetCell cell, uint? style)
    {
        if (cell.Instant is { } instant)
            return new Cell(new CellValue(instant.ToOADate().ToString(CultureInfo.InvariantCulture)))
            {
                StyleIndex = style ?? (cell.IsDay ? DayStyle : InstantStyle),
            };
        if (cell.Number is { } number)
            return new Cell(new CellValue(number.ToString(CultureInfo.InvariantCulture)))
            {
                StyleIndex = style ?? FirstNumberStyle + (uint)(Math.Min(cell.Decimals, MostDecimals) * 2) + (cell.IsBold ? 1u : 0),
            };
        if (string.IsNullOrEmpty(cell.Text))
            return new Cell { StyleIndex = style ?? 0 };
        return new Cell(new InlineString(new Text(SpreadsheetText.Escape(cell.Text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString,
            StyleIndex = style ?? (cell.IsBold ? BoldStyle : 0),
        };
    }

    /// <summary>Tabs are short, unlike one another whatever their case, and free of what Excel forbids there.</summary>
    static string UniqueTab(string wanted, IEnumerable<string> taken)
    {
        var cleaned = string.Concat(
                XmlText.Clean(wanted).Select(character => "[]:*?/\\'".Contains(character) || char.IsControl(character) ? ' ' : character)
            )
            .Trim();
        if (cleaned.Length == 0)
            cleaned = Words.SheetName;
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : $" {number}";
            var tab = cleaned[..Math.Min(cleaned.Length, LongestTab - suffix.Length)] + suffix;
            if (!taken.Contains(tab, StringComparer.OrdinalIgnoreCase))
                return tab;
        }
    }

    /// <summary>Plain, heading, day, bold, time; then each number of decimals, plain and bold.</summary>
    static Stylesheet Styles()
    {
        const uint FirstFormat = 164,
            DayFormat = 200,
            InstantFormat = 201;
        var formats = Enumerable
            .Range(0, MostDecimals + 1)
            .Select(decimals => new NumberingFormat
            {
                NumberFormatId = FirstFormat + (uint)decimals,
                FormatCode = decimals == 0 ? "#,##0" : $"#,##0.{new string('0', decimals)}",
            })
            .Append(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "dd/mm/yyyy" })
            .Append(new NumberingFormat { NumberFormatId = InstantFormat, FormatCode = "dd/mm/yyyy hh:mm" });
        var numbers = Enumerable
            .Range(0, MostDecimals + 1)
            .SelectMany(
                decimals => new uint[] { 0, 1 },
                (decimals, font) =>
                    new CellFormat
                    {
                        NumberFormatId = FirstFormat + (uint)decimals,
                        ApplyNumberFormat = true,
                        FontId = font,
                        ApplyFont = true,
                    }
            );
        return new Stylesheet(
            new NumberingFormats(formats),
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE2ECF5" }) { PatternType = PatternValues.Solid })
            ),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats([
                new CellFormat(),
                new CellFormat
                {
                    FontId = 1,
                    ApplyFont = true,
                    FillId = 2,
                    ApplyFill = true,
                },
                new CellFormat { NumberFormatId = DayFormat, ApplyNumberFormat = true },
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = InstantFormat, ApplyNumberFormat = true },
                .. numbers,
            ])
        );
    }
}
