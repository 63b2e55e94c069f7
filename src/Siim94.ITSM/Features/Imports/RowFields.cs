namespace Siim94.ITSM.Features.Imports;

/// <summary>A row of a file by field, what its cells were understood as, and what is wrong with it.</summary>
sealed class RowFields(FileRow row, CheckRun run)
{
    const int LongestText = 200;

    readonly Dictionary<string, List<string>> problems = [];
    readonly Dictionary<string, string> understood = [];

    public int Number => row.Number;

    public FileCell Cell(string field) => run.Mapping.Columns.TryGetValue(field, out var column) ? row[column] : new("");

    /// <summary>The cell of a field when there is a value in it; what a spreadsheet shows where it has none is a problem.</summary>
    public FileCell? Filled(string field)
    {
        var cell = Cell(field);
        if (cell.IsBlank)
            return null;
        if (cell.IsUncomputed)
            Add(field, Words.FormulaNotComputed);
        else if (cell.IsError)
            Add(field, Words.ErrorCell);
        else
            return cell;
        return null;
    }

    /// <summary>The text of a field; null when blank.</summary>
    public string? Text(string field)
    {
        if (Filled(field) is not { } cell)
            return null;
        Understand(field, cell.Text.Trim());
        return cell.Text.Trim();
    }

    /// <summary>
    /// The text of a field that means a row of a referential, or the code chosen for it. One that means nothing is a problem.
    /// </summary>
    public string? Spelling(string field, string referential, Func<string, bool> isKnown)
    {
        if (Text(field) is not { } text)
            return null;
        var chosen = run.Chosen(referential, text);
        if (isKnown(chosen))
            return chosen;
        run.CountUnknown(referential, text);
        Add(field, string.Format(Words.SpellingUnknown, Short(text)));
        return null;
    }

    /// <summary>A value that must be understood where the cell is not blank.</summary>
    public T? Value<T>(string field, Func<FileCell, T?> parse, Func<FileCell, string> otherwise)
        where T : struct
    {
        if (Filled(field) is not { } cell)
            return null;
        if (parse(cell) is not { } value)
        {
            Add(field, otherwise(cell));
            return null;
        }
        Understand(field, $"{value}");
        return value;
    }

    /// <summary>What each row counts once: merged cells have it once for several.</summary>
    /// <returns>The cell, or null when there is none, or a problem.</returns>
    public FileCell? Counted(string field)
    {
        if (Filled(field) is not { } cell)
            return null;
        if (!cell.IsFilledDown && !cell.IsPercent)
            return cell;
        Add(field, cell.IsFilledDown ? Words.MergedNumber : Words.PercentNotUnderstood);
        return null;
    }

    /// <summary>A number; one that may be two is asked for, one that is none is refused.</summary>
    public decimal? NumberOf(string field, string text, string otherwise)
    {
        var reading = FileNumbers.Read(text, run.Mapping.Decimals);
        if (reading.Value is null)
            Add(field, reading.IsAmbiguous ? string.Format(Words.NumberAmbiguous, Short(text)) : otherwise);
        return reading.Value;
    }

    /// <summary>A day or an instant that is not understood: what to write instead.</summary>
    public static string DayNotUnderstood(FileCell cell) =>
        cell.Text.Trim() is { Length: 5 } text && text.All(char.IsAsciiDigit)
            ? string.Format(Words.DayIsSerial, text)
            : Words.DayNotUnderstood;

    /// <summary>Says what a field was understood as, to whoever looks before anything is written.</summary>
    public void Understand(string field, string value)
    {
        if (run.IsForPreview)
            understood[field] = value;
    }

    /// <summary>What the fields with a column were understood as; blank where they were not.</summary>
    public IReadOnlyList<UnderstoodCell> Understood() =>
        [
            .. ImportFields
                .Of(run.Import.Kind)
                .Where(known => run.Mapping.Columns.ContainsKey(known.Code))
                .Select(known => new UnderstoodCell(
                    known.Code,
                    Short(Cell(known.Code).Text.Trim()),
                    IsWrong(known.Code) ? "" : Short(understood.GetValueOrDefault(known.Code, ""))
                )),
        ];

    public bool HasProblems => problems.Count > 0;

    public bool IsWrong(string field) => problems.ContainsKey(field);

    public void Add(string field, string message)
    {
        if (!problems.TryGetValue(field, out var messages))
            problems[field] = messages = [];
        if (!messages.Contains(message))
            messages.Add(message);
    }

    /// <summary>What a rule refuses; a field that is wrong already is not blamed twice.</summary>
    public void Add(IEnumerable<KeyValuePair<string, string[]>> errors)
    {
        foreach (var (property, messages) in errors)
        {
            var field = char.ToLowerInvariant(property[0]) + property[1..];
            if (!IsWrong(field))
                Add(field, string.Join(" ", messages));
        }
    }

    /// <summary>What a rule that looks at more than one field refuses.</summary>
    public void Add(Refusal refusal)
    {
        if (refusal.Errors.Count == 0)
            Add("", refusal.Message);
        else if (refusal.IsWarning)
            Add(refusal.Errors.Select(error => KeyValuePair.Create(error.Key, (string[])[.. error.Value, Words.HowToConfirmDays])));
        else
            Add(refusal.Errors);
    }

    /// <summary>A rule that is judged although others have refused the row: all that is wrong with it is said at once.</summary>
    public async Task Judge(Func<Task> rule)
    {
        try
        {
            await rule();
        }
        catch (Refusal refusal)
        {
            Add(refusal);
        }
    }

    public IEnumerable<ImportProblem> Problems =>
        problems.Select(problem => new ImportProblem(
            row.Number,
            problem.Key,
            Short(Cell(problem.Key).Text),
            string.Join(" ", problem.Value)
        ));

    static string Short(string text) => text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";
}
