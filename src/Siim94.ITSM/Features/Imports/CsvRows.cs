using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Siim94.ITSM.Features.Imports;

/// <summary>Rows of a CSV file, one at a time: the file may be of any size, a row may not.</summary>
static partial class CsvRows
{
    /// <summary>A first line by which Excel is told what separates cells; it is no row.</summary>
    [GeneratedRegex(@"^\uFEFF?""?sep=(?<separator>.)""?\r?\n?$", RegexOptions.IgnoreCase)]
    public static partial Regex SeparatorLine();

    // A row of 300 long cells; without an end it would be read into memory whole.
    const int LongestLine = 2_000_000;

    /// <param name="stream">The file, from its beginning.</param>
    /// <param name="encoding">See <see cref="ImportMapping.Encoding"/>.</param>
    /// <param name="separator">See <see cref="ImportMapping.Separator"/>.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="Refusal">The file is broken, and where.</exception>
    public static async IAsyncEnumerable<FileRow> Read(
        Stream stream,
        string encoding,
        string separator,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var text = new GuardedReader(
            new StreamReader(
                stream,
                TextEncodings.Of(encoding),
                detectEncodingFromByteOrderMarks: true,
                bufferSize: 65_536,
                leaveOpen: true
            )
        );
        var firstLine = 1;
        using var csv = new CsvParser(text, Configuration(separator, () => firstLine), leaveOpen: true);
        for (; await ReadRow(csv, firstLine); firstLine = csv.RawRow + 1)
        {
            ct.ThrowIfCancellationRequested();
            if (csv.Row == 1 && SeparatorLine().IsMatch(csv.RawRecord))
                continue;
            FileLimits.CheckRow(csv.Row);
            FileLimits.CheckColumns(csv.Count, csv.Row);
            yield return new(csv.Row, [.. csv.Record!.Select(cell => new FileCell(Plain(cell)))]);
        }
    }

    // So that a spreadsheet takes no text for a formula, ours begins with one more character: it goes again.
    static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? cell[1..] : cell;

    static async Task<bool> ReadRow(CsvParser csv, int firstLine)
    {
        try
        {
            return await csv.ReadAsync();
        }
        catch (DecoderFallbackException)
        {
            throw ImportErrors.Broken(string.Format(Words.WrongEncoding, firstLine));
        }
        catch (MaxFieldSizeException)
        {
            throw ImportErrors.Broken(string.Format(Words.CellTooLong, firstLine, FileLimits.CellLength));
        }
        catch (LineTooLong)
        {
            throw ImportErrors.Broken(string.Format(Words.RowTooLong, firstLine));
        }
        catch (NotText)
        {
            throw ImportErrors.Broken(string.Format(Words.NotText, firstLine));
        }
    }

    static CsvConfiguration Configuration(string separator, Func<int> firstLine) =>
        new(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            HasHeaderRecord = false,
            IgnoreBlankLines = false, // a blank line is a row, as in a spreadsheet
            MaxFieldSize = FileLimits.CellLength,
            // A quote within plain text is text (a 12" screen); one that opens a cell and is not closed swallows lines, up to the next
            // quote or to the end of the file.
            BadDataFound = bad =>
            {
                if (bad.Field is ['"', ..] && (!bad.Field.EndsWith('"') || bad.Field.Contains('\n')))
                    throw ImportErrors.Broken(string.Format(Words.QuoteNotClosed, firstLine() + LinesBefore(bad)));
            },
        };

    static int LinesBefore(BadDataFoundArgs bad) =>
        bad.RawRecord.AsSpan(0, Math.Max(0, bad.RawRecord.IndexOf(bad.Field, StringComparison.Ordinal))).Count('\n');

    sealed class LineTooLong : Exception;

    sealed class NotText : Exception;

    /// <summary>Text without NUL characters and endless lines.</summary>
    sealed class GuardedReader(StreamReader inner) : TextReader
    {
        int lineLength;

        public override int Read(char[] buffer, int index, int count) => Guard(buffer.AsSpan(index, inner.Read(buffer, index, count)));

        public override async Task<int> ReadAsync(char[] buffer, int index, int count) =>
            Guard(buffer.AsSpan(index, await inner.ReadAsync(buffer, index, count)));

        int Guard(ReadOnlySpan<char> read)
        {
            if (read.Contains('\0'))
                throw new NotText();
            var last = read.LastIndexOfAny('\n', '\r');
            lineLength = last < 0 ? lineLength + read.Length : read.Length - last;
            return lineLength > LongestLine ? throw new LineTooLong() : read.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>The encodings that files come in.</summary>
static class TextEncodings
{
    public const string Utf8 = "utf-8",
        Utf16 = "utf-16",
        Utf16BigEndian = "utf-16BE",
        Windows = "windows-1252",
        Dos = "ibm850",
        Macintosh = "macintosh";
    public static readonly IReadOnlyList<string> All = [Utf8, Windows, Utf16, Utf16BigEndian, Dos, Macintosh];

    /// <summary>As people call it.</summary>
    public static string NameOf(string name) =>
        name switch
        {
            Utf8 => "UTF-8",
            Utf16 => "UTF-16",
            Utf16BigEndian => "UTF-16BE",
            Windows => "Windows-1252",
            Dos => $"{Words.EncodingDos} (CP850)",
            Macintosh => "Mac Roman",
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

    /// <summary>An encoding that refuses bytes it does not know.</summary>
    public static Encoding Of(string name) =>
        name switch
        {
            Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            Windows or Dos or Macintosh => CodePagesEncodingProvider.Instance.GetEncoding(name)!,
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        };
}
