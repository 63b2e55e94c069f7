using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What a file seems to be, from its first bytes and rows; whoever imports it may say otherwise.</summary>
static partial class FileGuess
{
    const int RowsLookedAt = 50;

    public static bool IsWorkbook(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Events, as calendars exchange them (ICS).</summary>
    public static bool IsCalendar(ReadOnlySpan<byte> head) =>
        head.StartsWith("BEGIN:VCALENDAR"u8) || head.StartsWith("\uFEFFBEGIN:VCALENDAR"u8);

    /// <exception cref="Refusal">A kind of file that no import reads, and what to do about it.</exception>
    public static void RefuseOtherFormats(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw ImportErrors.Broken(Words.OldWorkbook);
        if (IsWorkbook(head) && head[..Math.Min(head.Length, LongestMark)].IndexOf("mimetypeapplication/vnd.oasis.opendocument"u8) >= 0)
            throw ImportErrors.Broken(Words.OpenDocument);
        if (head.StartsWith("%PDF"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            throw ImportErrors.Broken(Words.NotATable);
        var text = System.Text.Encoding.Latin1.GetString(head[..Math.Min(head.Length, LongestMark)]);
        if (WebPage().IsMatch(text))
            throw ImportErrors.Broken(Words.WebPage);
    }

    // Room for what may stand before the first element of a page.
    const int LongestMark = 1_000;

    /// <summary>Exports named .xls are often pages, or XML of 2003.</summary>
    [GeneratedRegex(@"^(?:ï»¿)?\s*<(?:!doctype\s+html|html|head|body|table|meta|\?xml|workbook)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WebPage();

    /// <param name="head">The first bytes of the file.</param>
    /// <param name="isUtf8">All bytes of the file are valid UTF-8.</param>
    public static string Encoding(ReadOnlySpan<byte> head, bool isUtf8)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return TextEncodings.Utf8;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return TextEncodings.Utf16;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return TextEncodings.Utf16BigEndian;

        // Latin text in UTF-16 has a zero in every other byte.
        var (even, odd) = (0, 0);
        for (var index = 0; index < head.Length; index++)
            if (head[index] == 0)
                _ = index % 2 == 0 ? even++ : odd++;
        if (odd > head.Length / 4 && even < head.Length / 20)
            return TextEncodings.Utf16;
        if (even > head.Length / 4 && odd < head.Length / 20)
            return TextEncodings.Utf16BigEndian;
        return isUtf8 ? TextEncodings.Utf8 : SingleBytes(head);
    }

    /// <summary>Of the encodings with a byte a letter, the one in which the text looks most like French.</summary>
    static string SingleBytes(ReadOnlySpan<byte> head)
    {
        var best = (Encoding: TextEncodings.Windows, Score: int.MinValue);
        foreach (var encoding in (string[])[TextEncodings.Windows, TextEncodings.Dos, TextEncodings.Macintosh])
            if (FrenchLetters(TextEncodings.Of(encoding).GetString(head)) is var score && score > best.Score)
                best = (encoding, score);
        return best.Encoding;
    }

    /// <summary>Accented letters as French words have them, less what no word has: other signs, and capitals after small letters.</summary>
    static int FrenchLetters(string text)
    {
        var score = 0;
        for (var index = 0; index < text.Length; index++)
            if (text[index] >= FirstBeyondAscii)
            {
                var isCapitalInWord = char.IsUpper(text[index]) && index > 0 && char.IsLower(text[index - 1]);
                score += French.Contains(text[index]) && !isCapitalInWord ? 1 : -1;
            }
        return score;
    }

    const char FirstBeyondAscii = '\u0080';
    const string French = "éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ«»°€’–…²\u00A0";

    /// <summary>The separator that cuts the rows into the same number of cells, the more the better.</summary>
    public static string Separator(string head)
    {
        if (CsvRows.SeparatorLine().Match(head.Split('\n')[0]) is { Success: true } stated)
            return stated.Groups["separator"].Value;
        var best = (Separator: ";", Score: 0.0);
        foreach (var separator in Separators.Usual)
        {
            var counts = ColumnCounts(head, separator);
            if (counts.Count == 0)
                continue;
            var (columns, rows) = counts
                .GroupBy(count => count)
                .Select(group => (group.Key, Count: group.Count()))
                .MaxBy(group => group.Count);
            var score = columns < 2 ? 0 : (double)rows / counts.Count + columns / 1_000.0;
            if (score > best.Score)
                best = (separator, score);
        }
        return best.Separator;
    }

    static List<int> ColumnCounts(string head, string separator)
    {
        var counts = new List<int>();
        using var csv = new CsvParser(
            new StringReader(head),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = separator,
                HasHeaderRecord = false,
                BadDataFound = null,
            }
        );
        while (counts.Count < RowsLookedAt && csv.Read())
            counts.Add(csv.Count);
        return counts;
    }

    /// <summary>The row that names the columns, where it is not the first one: titles, dates and logos often stand above a table.</summary>
    /// <returns>Its number; null when the table begins with the file.</returns>
    public static int? FirstRow(IReadOnlyList<FileRow> rows, string kind)
    {
        const int MostRowsAbove = 30,
            LeastNames = 2;
        var best = (Row: (FileRow?)null, Names: 0);
        foreach (var row in rows.Take(MostRowsAbove))
            if (ImportFields.CountMeant(kind, row.Cells.Select(cell => cell.Text)) is var names && names > best.Names)
                best = (row, names);
        return best.Row is { } found && found != rows[0] && best.Names >= LeastNames ? found.Number : null;
    }

    /// <summary>
    /// Whether the first row names the columns: it has a known name, or only words where the next rows have dates and numbers.
    /// </summary>
    public static bool HasHeadings(IReadOnlyList<FileRow> rows, string kind)
    {
        if (rows.Count == 0)
            return false;
        var first = rows[0].Cells;
        if (first.Any(cell => ImportFields.Of(kind).Any(field => field.IsMeant(cell.Text))))
            return true;
        return first.All(cell => cell.IsBlank || !IsValue(cell)) && rows.Skip(1).Any(row => row.Cells.Any(IsValue));
    }

    static bool IsValue(FileCell cell) =>
        cell.Number is not null || FileDates.Instant(cell) is not null || FileNumbers.Read(cell.Text, ",").Value is not null;

    /// <summary>What stands before decimals: what the texts of columns of numbers say.</summary>
    /// <returns>The sign, null where nothing shows it; and whether some number cannot be read without it.</returns>
    public static (string? Decimals, bool IsAsked) Decimals(IEnumerable<FileRow> rows, IReadOnlyDictionary<string, int> columns)
    {
        var numbers = columns.Where(column => ImportFields.Numbers.Contains(column.Key)).Select(column => column.Value).ToList();
        return FileNumbers.Guess(
            rows.SelectMany(row => numbers.Select(column => row[column]))
                .Where(cell => cell is { IsBlank: false, Number: null, Instant: null, Span: null })
                .Select(cell => cell.Text)
        );
    }
}
