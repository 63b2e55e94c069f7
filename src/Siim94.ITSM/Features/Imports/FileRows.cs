using System.Globalization;

namespace Siim94.ITSM.Features.Imports;

/// <summary>A cell of a file: its text and, in a workbook, the number, instant or length of time that it is.</summary>
readonly record struct FileCell(string Text, decimal? Number = null, DateTime? Instant = null, TimeSpan? Span = null)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>A row of a file, counted from 1 as a spreadsheet shows it.</summary>
sealed record FileRow(int Number, IReadOnlyList<FileCell> Cells)
{
    public bool IsBlank => Cells.All(cell => cell.IsBlank);

    /// <summary>The cell of a column, counted from 1; a blank one where the row ends before.</summary>
    public FileCell this[int column] => column <= Cells.Count ? Cells[column - 1] : new("");
}

/// <summary>What any file may hold at most: each is some ten times what people have.</summary>
static class FileLimits
{
    public const int Rows = 2_000_000,
        Columns = 300,
        CellLength = 100_000;

    /// <exception cref="Refusal">The file has more rows than any import takes.</exception>
    public static void CheckRow(int number)
    {
        if (number > Rows)
            throw ImportErrors.Broken(string.Format(Words.TooManyRows, Rows));
    }

    /// <exception cref="Refusal">A row has more columns than any import takes.</exception>
    public static void CheckColumns(int count, int row)
    {
        if (count > Columns)
            throw ImportErrors.Broken(string.Format(Words.TooManyColumns, row, Columns));
    }
}

/// <summary>Values as people write them in files.</summary>
static class FileValues
{
    static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy/MM/dd", "d/M/yy", "yyyyMMdd"];
    static readonly string[] Times = ["", " HH:mm", " HH:mm:ss", "'T'HH:mm", "'T'HH:mm:ss", " H:mm", " H'h'mm"];
    static readonly string[] Instants = [.. Days.SelectMany(_ => Times, (day, time) => day + time)];

    /// <summary>A plain date: ISO, or day before month; null when it is none.</summary>
    public static DateOnly? Day(FileCell cell) => Instant(cell) is { } instant ? DateOnly.FromDateTime(instant) : null;

    /// <summary>A local date and time; midnight when the file says none.</summary>
    public static DateTime? Instant(FileCell cell)
    {
        if (cell.Instant is { } instant)
            return instant;
        var text = cell.Text.Trim();
        if (DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local;
        return
            text.Length > 16
            && DateTimeOffset.TryParseExact(
                text,
                ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var zoned
            )
            ? Paris.ToLocal(zoned.UtcDateTime)
            : null;
    }

    /// <summary>A number, with spaces between thousands; null when it is none.</summary>
    public static decimal? Number(FileCell cell, string decimals)
    {
        if (cell.Number is { } number)
            return number;
        var text = string.Concat(
            cell.Text.Where(character => !char.IsWhiteSpace(character) && character is not ('\'' or '\u00A0' or '\u202F'))
        );
        text = decimals == "," ? text.Replace(".", "").Replace(',', '.') : text.Replace(",", "");
        return decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var parsed
        )
            ? parsed
            : null;
    }
}
