using Dapper;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// What one kind of file becomes: how a row is checked by everybody's rules and staged, how staged rows are written, and how they are taken
/// out again.
/// </summary>
abstract class ImportTarget(Db db)
{
    /// <summary>Rows of a statement within the one transaction: no statement takes so long that the server loses patience.</summary>
    const int RowsPerStatement = 20_000;

    protected Db Db => db;

    /// <summary>Inserts what <see cref="Check"/> returns, its import and row number included.</summary>
    public abstract string InsertStagedSql { get; }

    /// <summary>Deletes staged rows between <c>@FromRow</c> and <c>@ToRow</c>.</summary>
    public abstract string DeleteStagedSql { get; }

    /// <summary>First and last staged row.</summary>
    public abstract string StagedRangeSql { get; }

    /// <summary>Rows that this kind of file may have at most.</summary>
    public virtual int MostRows => FileLimits.Rows;

    /// <summary>Whether staged rows are still needed in a state in which the file no longer is.</summary>
    public virtual bool NeedsStagedRows(string state) => false;

    /// <summary>The row to stage; whatever is wrong with it is added to its problems.</summary>
    /// <exception cref="Refusal">A rule that looks at the whole line refuses it.</exception>
    public abstract Task<object?> Check(RowFields row, CheckRun run, ReferentialData all, CancellationToken ct);

    /// <summary>Writes all staged rows, in the transaction of the sender.</summary>
    /// <exception cref="Refusal">Something has changed since the check, or a period is closed.</exception>
    public abstract Task Write(ImportRow import, CancellationToken ct);

    /// <summary>Takes out all that an import has written, in the transaction of the sender.</summary>
    /// <exception cref="Refusal">Something of it was changed since, or a period is closed.</exception>
    public abstract Task Remove(ImportRow import, CancellationToken ct);

    /// <exception cref="Refusal">What <see cref="Remove"/> would refuse now.</exception>
    public abstract Task RefuseRemoval(ImportRow import, CancellationToken ct);

    /// <summary>Runs a statement over all staged rows, some thousand at a time.</summary>
    protected Task ForStagedRows(long importId, string sql, object parameters, CancellationToken ct) =>
        ForRowsOf(importId, StagedRangeSql, sql, ct, parameters);

    /// <summary>Runs a statement on the rows between <c>@FromRow</c> and <c>@ToRow</c>, some thousand at a time.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="rangeSql">Its first and last row.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="ct">Cancels it.</param>
    /// <param name="parameters">What else the statement takes.</param>
    protected async Task ForRowsOf(long importId, string rangeSql, string sql, CancellationToken ct, object? parameters = null)
    {
        if (await db.FirstOrDefault<RowRange>(rangeSql, new { ImportId = importId }, ct) is not { FirstRow: { } first, LastRow: { } last })
            return;
        for (var from = first; from <= last; from += RowsPerStatement)
        {
            var all = new DynamicParameters(parameters);
            all.AddDynamicParams(
                new
                {
                    ImportId = importId,
                    FromRow = from,
                    ToRow = from + RowsPerStatement - 1,
                }
            );
            await db.Execute(sql, all, ct);
        }
    }

    public sealed record RowRange
    {
        public int? FirstRow { get; init; }
        public int? LastRow { get; init; }
    }
}

/// <summary>The target of a kind of import.</summary>
sealed class ImportTargets(TimeEntryImport timeEntries, TicketImport tickets, KeyFigureImport keyFigures)
{
    public ImportTarget Of(string kind) =>
        kind switch
        {
            ImportKind.TimeEntries => timeEntries,
            ImportKind.Tickets => tickets,
            _ => keyFigures,
        };
}

/// <summary>What a check remembers from one part of the file to the next.</summary>
sealed class CheckRun(ImportRow import, IReadOnlyDictionary<SpellingKey, string> chosen)
{
    // More are hardly names of anything.
    const int MostSpellings = 5_000;

    readonly Dictionary<SpellingKey, (string Text, int LineCount)> unknown = [];

    public ImportRow Import => import;
    public ImportMapping Mapping { get; } = import.Mapping;
    public AgentDays AgentDays { get; } = new();

    /// <summary>Days found to be in no closed period; the write looks again.</summary>
    public HashSet<DateOnly> OpenDays { get; } = [];

    /// <summary>The figures that rows name; null until the first one does.</summary>
    public IReadOnlyList<KeyFigureRow>? KeyFigures { get; set; }

    /// <summary>Values of the file so far.</summary>
    public HashSet<(long KeyFigureId, int Period)> Periods { get; } = [];

    /// <summary>The code that somebody has chosen for a spelling, or the spelling.</summary>
    public string Chosen(string referential, string text) =>
        chosen.TryGetValue(SpellingKey.Of(referential, text), out var code) ? code : text;

    public void CountUnknown(string referential, string text)
    {
        var key = SpellingKey.Of(referential, text);
        if (key.FoldedText.Length == 0 || (unknown.Count >= MostSpellings && !unknown.ContainsKey(key)))
            return;
        unknown[key] = (unknown.TryGetValue(key, out var before) ? before.Text : text, before.LineCount + 1);
    }

    public IEnumerable<(SpellingKey Key, string Text, int LineCount)> Unknown =>
        unknown.Select(spelling => (spelling.Key, spelling.Value.Text, spelling.Value.LineCount));
}

/// <summary>A spelling, accents and case ignored.</summary>
readonly record struct SpellingKey(string Referential, string FoldedText)
{
    const int Longest = 200;

    public static SpellingKey Of(string referential, string text)
    {
        var folded = Folding.Fold(text);
        return new(referential, folded.Length <= Longest ? folded : folded[..Longest]);
    }
}

/// <summary>A row of a file by field, and what is wrong with it.</summary>
sealed class RowFields(FileRow row, CheckRun run)
{
    const int LongestText = 200;

    readonly Dictionary<string, List<string>> problems = [];

    public int Number => row.Number;

    public FileCell Cell(string field) => run.Mapping.Columns.TryGetValue(field, out var column) ? row[column] : new("");

    /// <summary>The text of a field; null when blank.</summary>
    public string? Text(string field) => Cell(field) is { IsBlank: false } cell ? cell.Text.Trim() : null;

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
    public T? Value<T>(string field, Func<FileCell, T?> parse, string otherwise)
        where T : struct
    {
        var cell = Cell(field);
        if (cell.IsBlank)
            return null;
        var value = parse(cell);
        if (value is null)
            Add(field, otherwise);
        return value;
    }

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

    public IEnumerable<ImportProblem> Problems =>
        problems.Select(problem => new ImportProblem(
            row.Number,
            problem.Key,
            Short(Cell(problem.Key).Text),
            string.Join(" ", problem.Value)
        ));

    static string Short(string text) => text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";
}
