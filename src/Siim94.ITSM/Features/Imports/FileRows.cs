namespace Siim94.ITSM.Features.Imports;

/// <summary>A cell of a file: its text and, in a workbook, the number, instant or length of time that it is.</summary>
readonly record struct FileCell(string Text, decimal? Number = null, DateTime? Instant = null, TimeSpan? Span = null)
{
    /// <summary>A number that would be this instant, had its cell been given the format of one.</summary>
    public DateTime? Unformatted { get; init; }

    /// <summary>A formula that no spreadsheet has computed yet: what it is worth is not in the file.</summary>
    public bool IsUncomputed { get; init; }

    /// <summary>Shown as a percentage: twelve, not 0.12, is its number.</summary>
    public bool IsPercent { get; init; }

    /// <summary>It is below the first of merged cells, and has what that one has.</summary>
    public bool IsFilledDown { get; init; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Text) && !IsUncomputed;

    /// <summary>What a spreadsheet shows in the place of a value: <c>#N/A</c>, or <c>####</c> for a column that is too narrow.</summary>
    public bool IsError =>
        Text is ['#', ..] && (Array.IndexOf(Errors, Text.Trim()) >= 0 || (Text.Trim() is { Length: > 2 } text && text.All(c => c is '#')));

    static readonly string[] Errors =
    [
        "#N/A",
        "#N/D",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#VALEUR!",
        "#NAME?",
        "#NOM?",
        "#NUM!",
        "#NOMBRE!",
        "#NULL!",
        "#NUL!",
        "#SPILL!",
        "#CALC!",
    ];
}

/// <summary>A row of a file, counted from 1 as a spreadsheet shows it.</summary>
sealed record FileRow(int Number, IReadOnlyList<FileCell> Cells)
{
    /// <summary>Nothing is in it, but what merged cells above it have.</summary>
    public bool IsBlank => Cells.All(cell => cell.IsBlank || cell.IsFilledDown);

    /// <summary>A spreadsheet does not show it.</summary>
    public bool IsHidden { get; init; }

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
