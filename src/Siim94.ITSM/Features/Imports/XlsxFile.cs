using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// An XLSX workbook, read row by row. Nothing in it is trusted: sizes are counted while they are unpacked, entities are refused, no link is
/// followed.
/// </summary>
sealed class XlsxFile : IDisposable
{
    // A million lines of twelve columns are 600 MB of XML and 100 MB of distinct texts.
    const long MostSheetBytes = 4L * 1024 * 1024 * 1024,
        MostTextBytes = 256L * 1024 * 1024,
        MostOtherBytes = 16L * 1024 * 1024;
    const int MostTexts = 5_000_000,
        MostDirectoryBytes = 1024 * 1024,
        MostSheets = 1_000,
        MostDepth = 100;

    // A text that is written once may stand in every cell: what rows hold is counted, to no more than the largest CSV file holds.
    const long MostCharacters = ImportUpload.MostBytes;

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    readonly ZipArchive zip;
    readonly List<(string Name, string Path, bool IsHidden, bool IsActive)> sheets = [];
    readonly List<CellStyle> styles = [];
    readonly List<string> texts = [];
    bool isFrom1904;

    XlsxFile(ZipArchive zip) => this.zip = zip;

    public IReadOnlyList<string> Sheets => [.. sheets.Select(sheet => sheet.Name)];

    /// <summary>The sheet that a spreadsheet shows first.</summary>
    public string FirstSheet => sheets.OrderBy(sheet => sheet.IsHidden).ThenBy(sheet => !sheet.IsActive).First().Name;

    /// <exception cref="Refusal">It is no workbook, or a broken or hostile one.</exception>
    public static XlsxFile Open(Stream stream) =>
        Guard(() =>
        {
            RefuseEndlessDirectory(stream);
            var workbook = new XlsxFile(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
            try
            {
                workbook.ReadParts();
                return workbook;
            }
            catch
            {
                workbook.Dispose();
                throw;
            }
        });

    public void Dispose() => zip.Dispose();

    /// <summary>The rows of a sheet that are not left out, numbered as the spreadsheet shows them.</summary>
    /// <remarks>Cells merged downwards all have what the first of them has.</remarks>
    /// <param name="sheet">Its name; the first one that is shown when null.</param>
    /// <exception cref="Refusal">There is no such sheet, or it is broken.</exception>
    public IEnumerable<FileRow> Rows(string? sheet)
    {
        var name = string.IsNullOrEmpty(sheet) ? FirstSheet : sheet;
        var path = sheets.FirstOrDefault(known => known.Name == name).Path
            ?? throw ImportErrors.Broken(string.Format(Words.SheetUnknown, sheet));
        var merged = Guard(() => MergedCells(path));
        using var xml = Guard(() => Xml(path, MostSheetBytes)) ?? throw ImportErrors.Broken(Words.BrokenWorkbook);
        var characters = 0L;
        for (var last = 0; Guard(() => ReadRow(xml, last)) is { } read; last = read.Number)
        {
            var row = merged.Count == 0 ? read : merged.Fill(read);
            // A separator a cell, as in a CSV file.
            characters += row.Cells.Sum(cell => cell.Text.Length + 1L);
            if (characters > MostCharacters)
                throw ImportErrors.Broken(Words.ZipBomb);
            yield return row;
        }
    }

    /// <summary>Cells merged over several rows; they stand behind the rows that they are in.</summary>
    MergedRows MergedCells(string path)
    {
        const int MostMerges = 100_000;
        var merges = new List<Merge>();
        using var xml = Xml(path, MostSheetBytes);
        while (Reads(xml))
        {
            if (
                xml is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" }
                && xml.GetAttribute("ref")?.Split(':') is [var from, var to]
                && RowOf(to) > RowOf(from)
                && ColumnOf(from) <= FileLimits.Columns
                && merges.Count < MostMerges
            )
                merges.Add(new(ColumnOf(from), RowOf(from), RowOf(to)));
        }
        return new(merges);

        // What is wrong with the sheet is for its rows to say.
        static bool Reads([NotNullWhen(true)] XmlReader? xml)
        {
            try
            {
                return xml is not null && Read(xml);
            }
            catch (XmlException)
            {
                return false;
            }
        }
    }

    readonly record struct Merge(int Column, int From, int To);

    /// <summary>Merged cells of a sheet, met row by row: at most one is open in a column.</summary>
    sealed class MergedRows(IEnumerable<Merge> merges)
    {
        readonly Queue<Merge> waiting = new(merges.OrderBy(merge => merge.From));
        readonly Dictionary<int, (FileCell First, int To)> open = [];

        public int Count => waiting.Count + open.Count;

        /// <summary>A row with what cells merged into it have.</summary>
        public FileRow Fill(FileRow row)
        {
            var cells = row.Cells.ToList();
            foreach (var (column, (first, to)) in open)
                if (to < row.Number)
                    open.Remove(column);
                else
                {
                    while (cells.Count < column)
                        cells.Add(new(""));
                    cells[column - 1] = first with { IsFilledDown = true };
                }
            // What begins in a row that is not there has nothing to fill with.
            while (waiting.TryPeek(out var merge) && merge.From <= row.Number)
                if (waiting.Dequeue().From == row.Number)
                    open[merge.Column] = (row[merge.Column], merge.To);
            return row with { Cells = cells };
        }
    }

    // The list of entries is read whole: one of half a gigabyte would be ten million objects.
    static void RefuseEndlessDirectory(Stream stream)
    {
        const int EndBytes = 22,
            LongestComment = 65_535;
        var tail = new byte[(int)Math.Min(stream.Length, EndBytes + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndBytes > tail.Length)
            throw new InvalidDataException();
        var start = BitConverter.ToUInt32(tail, end + 16);
        if (stream.Length - tail.Length + end - start > MostDirectoryBytes)
            throw ImportErrors.Broken(Words.ZipBomb);
    }

    void ReadParts()
    {
        var workbookPath = Relations("_rels/.rels", "")
            .FirstOrDefault(relation => relation.Type.EndsWith("/officeDocument", StringComparison.Ordinal))
            .Path
            ?? "xl/workbook.xml";
        if (workbookPath.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
            throw ImportErrors.Broken(Words.BinaryWorkbook);
        var folder = workbookPath[..(workbookPath.LastIndexOf('/') + 1)];
        var relations = Relations($"{folder}_rels/{workbookPath[folder.Length..]}.rels", folder);
        var worksheets = relations
            .Where(relation => relation.Type.EndsWith("/worksheet", StringComparison.Ordinal))
            .DistinctBy(relation => relation.Id)
            .ToDictionary(relation => relation.Id, relation => relation.Path);
        using (var xml = Xml(workbookPath, MostOtherBytes) ?? throw ImportErrors.Broken(Words.NotAWorkbook))
            for (var (tab, active) = (0, 0); Read(xml); )
            {
                if (xml.NodeType is not XmlNodeType.Element)
                    continue;
                if (xml.LocalName == "workbookView")
                    active = Number(xml.GetAttribute("activeTab"));
                if (xml.LocalName == "workbookPr")
                    isFrom1904 = xml.GetAttribute("date1904") is "1" or "true";
                if (xml.LocalName == "sheet" && sheets.Count < MostSheets && worksheets.TryGetValue(RelationOf(xml) ?? "", out var path))
                {
                    var isHidden = xml.GetAttribute("state") is "hidden" or "veryHidden";
                    sheets.Add((SpreadsheetText.Unescape(xml.GetAttribute("name") ?? path), path, isHidden, tab == active));
                }
                if (xml.LocalName == "sheet")
                    tab++;
            }
        if (sheets.Count == 0)
            throw ImportErrors.Broken(Words.NotAWorkbook);
        ReadStyles(PathOf("/styles"));
        ReadTexts(PathOf("/sharedStrings"));

        // A workbook has one of each; of more, the first.
        string PathOf(string kind) =>
            relations.FirstOrDefault(relation => relation.Type.EndsWith(kind, StringComparison.Ordinal)).Path ?? "";
    }

    static string? RelationOf(XmlReader sheet)
    {
        for (var more = sheet.MoveToFirstAttribute(); more; more = sheet.MoveToNextAttribute())
            if (sheet.LocalName == "id" && sheet.Prefix.Length > 0)
            {
                var id = sheet.Value;
                sheet.MoveToElement();
                return id;
            }
        sheet.MoveToElement();
        return null;
    }

    List<(string Id, string Type, string Path)> Relations(string path, string folder)
    {
        var relations = new List<(string, string, string)>();
        using var xml = Xml(path, MostOtherBytes);
        while (xml is not null && Read(xml))
            if (
                xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && xml.GetAttribute("TargetMode") != "External"
                && xml.GetAttribute("Target") is { } target
            )
                relations.Add(
                    (xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : folder + target)
                );
        return relations;
    }

    void ReadStyles(string path)
    {
        var formats = new Dictionary<int, CellStyle>();
        var isInCellFormats = false;
        using var xml = Xml(path, MostOtherBytes);
        while (xml is not null && Read(xml))
        {
            if (xml.LocalName == "cellXfs")
                isInCellFormats = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            if (xml.NodeType is not XmlNodeType.Element)
                continue;
            if (xml.LocalName == "numFmt")
                formats[Number(xml.GetAttribute("numFmtId"))] = XlsxNumber.StyleOf(xml.GetAttribute("formatCode") ?? "");
            if (xml.LocalName == "xf" && isInCellFormats)
            {
                var id = Number(xml.GetAttribute("numFmtId"));
                styles.Add(formats.TryGetValue(id, out var style) ? style : XlsxNumber.StyleOf(id));
            }
        }
    }

    void ReadTexts(string path)
    {
        using var xml = Xml(path, MostTextBytes);
        while (xml is not null && Read(xml))
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                if (texts.Count == MostTexts)
                    throw ImportErrors.Broken(Words.ZipBomb);
                texts.Add(SpreadsheetText.Unescape(ReadText(xml)));
            }
    }

    /// <summary>The text of an element, its runs put together, without phonetic readings.</summary>
    static string ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var (depth, text, isPhonetic) = (xml.Depth, new StringBuilder(), false);
        while (Read(xml) && xml.Depth > depth)
        {
            if (xml.LocalName == "rPh")
                isPhonetic = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            if (
                xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA
                && !isPhonetic
                && text.Length < FileLimits.CellLength
            )
                text.Append(xml.Value);
        }
        return text.ToString();
    }

    FileRow? ReadRow(XmlReader xml, int last)
    {
        do
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                var number = xml.GetAttribute("r") is { } stated ? Number(stated) : last + 1;
                if (number <= last)
                    throw ImportErrors.Broken(Words.BrokenWorkbook);
                FileLimits.CheckRow(number);
                var isHidden = xml.GetAttribute("hidden") is "1" or "true";
                var cells = ReadCells(xml, number);
                Read(xml);
                return new(number, cells) { IsHidden = isHidden };
            }
        } while (Read(xml));
        return null;
    }

    List<FileCell> ReadCells(XmlReader xml, int row)
    {
        var cells = new List<FileCell>();
        if (xml.IsEmptyElement)
            return cells;
        var depth = xml.Depth;
        while (Read(xml) && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var column = xml.GetAttribute("r") is { } place ? ColumnOf(place) : cells.Count + 1;
            FileLimits.CheckColumns(Math.Max(column, cells.Count + 1), row);
            if (column <= cells.Count)
                throw ImportErrors.Broken(Words.BrokenWorkbook);
            while (cells.Count < column - 1)
                cells.Add(new(""));
            cells.Add(ReadCell(xml));
        }
        return cells;
    }

    FileCell ReadCell(XmlReader xml)
    {
        var (type, style) = (xml.GetAttribute("t"), Number(xml.GetAttribute("s")));
        if (xml.IsEmptyElement)
            return new("");
        var (depth, text, isFormula) = (xml.Depth, (string?)null, false);
        while (Read(xml) && xml.Depth > depth)
        {
            isFormula |= xml is { NodeType: XmlNodeType.Element, LocalName: "f" };
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
                text = ReadText(xml);
        }
        // A text that a formula has computed may be empty; a number may not.
        if (isFormula && (text is null || (text.Length == 0 && type is not "str")))
            return new("") { IsUncomputed = true };
        text ??= "";
        return type switch
        {
            "s" => new(
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count
                    ? texts[index]
                    : throw ImportErrors.Broken(Words.BrokenWorkbook)
            ),
            "d" when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) => XlsxNumber.CellOf(
                instant
            ),
            "b" => new(text is "1" or "true" ? "TRUE" : "FALSE"),
            "str" or "inlineStr" => new(SpreadsheetText.Unescape(text)),
            "e" or "d" => new(text),
            _ => XlsxNumber.CellOf(text, style < styles.Count ? styles[style] : CellStyle.Plain, isFrom1904),
        };
    }

    /// <summary>Column of a place: <c>AB12</c> → 28; a great many letters are simply too many.</summary>
    static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var letter in place)
        {
            if (!char.IsAsciiLetter(letter) || column > FileLimits.Columns)
                break;
            column = column * 26 + (letter & 31);
        }
        return column == 0 ? throw ImportErrors.Broken(Words.BrokenWorkbook) : column;
    }

    /// <summary>Row of a place: <c>AB12</c> → 12.</summary>
    static int RowOf(string place) =>
        Number(place.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"]).Replace("$", "", StringComparison.Ordinal));

    static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    XmlReader? Xml(string path, long mostBytes)
    {
        if (zip.GetEntry(path) is not { } entry)
            return null;
        if (entry.Length > mostBytes)
            throw ImportErrors.Broken(Words.ZipBomb);
        return XmlReader.Create(new UnpackedStream(entry.Open(), entry.CompressedLength, mostBytes), Settings);
    }

    // Each open element costs memory: a workbook is some ten deep.
    static bool Read(XmlReader xml)
    {
        if (!xml.Read())
            return false;
        return xml.Depth <= MostDepth ? true : throw ImportErrors.Broken(Words.ZipBomb);
    }

    static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken)
            when (broken is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or IOException)
        {
            throw ImportErrors.Broken(Words.BrokenWorkbook);
        }
    }
}
