using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What a file seems to be, from its first bytes and rows; whoever imports it may say otherwise.</summary>
static partial class FileGuess
{
    static readonly string[] Separators = [";", ",", "\t", "|"];
    const int RowsLookedAt = 50;

    public static bool IsWorkbook(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <exception cref="Refusal">A kind of file that no import reads, and what to do about it.</exception>
    public static void RefuseOtherFormats(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw ImportErrors.Broken(Words.OldWorkbook);
        if (head.StartsWith("%PDF"u8))
            throw ImportErrors.Broken(Words.NotATable);
    }

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
        return isUtf8 ? TextEncodings.Utf8 : TextEncodings.Windows;
    }

    /// <summary>The separator that cuts the rows into the same number of cells, the more the better.</summary>
    public static string Separator(string head)
    {
        var best = (Separator: ";", Score: 0.0);
        foreach (var separator in Separators)
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

    /// <summary>
    /// Whether the first row names the columns: it has a known name, or only words where the next rows have dates and numbers.
    /// </summary>
    public static bool HasHeadings(IReadOnlyList<FileRow> rows, string kind)
    {
        if (rows.Count == 0)
            return false;
        var first = rows[0].Cells;
        if (first.Any(cell => ImportFields.Of(kind).Any(field => field.IsCalled(cell.Text))))
            return true;
        return first.All(cell => cell.IsBlank || !IsValue(cell)) && rows.Skip(1).Any(row => row.Cells.Any(IsValue));
    }

    static bool IsValue(FileCell cell) =>
        cell.Number is not null || FileValues.Instant(cell) is not null || FileValues.Number(cell, ",") is not null;

    /// <summary>What stands before decimals: what more cells have, and in doubt what goes with the separator.</summary>
    public static string Decimals(IEnumerable<FileRow> rows, string? separator)
    {
        var texts = rows.SelectMany(row => row.Cells).Select(cell => cell.Text.Trim()).ToList();
        var (commas, points) = (texts.Count(text => WithComma().IsMatch(text)), texts.Count(text => WithPoint().IsMatch(text)));
        return commas != points
            ? commas > points
                ? ","
                : "."
            : separator == ","
                ? "."
                : ",";
    }

    [GeneratedRegex(@"^-?[\d\s]*\d,\d+$")]
    private static partial Regex WithComma();

    [GeneratedRegex(@"^-?[\d\s]*\d\.\d+$")]
    private static partial Regex WithPoint();
}
