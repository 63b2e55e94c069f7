using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.KeyFigures;

namespace Siim94.ITSM.Features.Imports;

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

    /// <summary>What stands in the way of writing the time of agents met so far; the write looks again.</summary>
    public Dictionary<long, Barriers> Barriers { get; } = [];

    /// <summary>The figures that rows name; null until the first one does.</summary>
    public IReadOnlyList<KeyFigureRow>? KeyFigures { get; set; }

    /// <summary>Values of the file so far.</summary>
    public HashSet<(long KeyFigureId, int Period)> Periods { get; } = [];

    /// <summary>Addresses of people in the rows so far.</summary>
    public HashSet<string> Emails { get; } = [];

    /// <summary>Allowances in the rows so far.</summary>
    public HashSet<(long AgentId, long KindId, int Year)> Allowances { get; } = [];

    readonly Dictionary<long, List<HalfDays>> absences = [];

    /// <summary>When an agent is away by the rows so far.</summary>
    public List<HalfDays> AbsencesOf(long agentId) => absences.TryGetValue(agentId, out var known) ? known : absences[agentId] = [];

    /// <summary>What the rows accepted so far add up to.</summary>
    public UnderstoodSums Sums { get; } = new();

    /// <summary>Rows so far that a spreadsheet hides.</summary>
    public int HiddenRowCount { get; set; }

    /// <param name="isWhole">All rows of the file were checked.</param>
    public Understanding Understanding(bool isWhole) => new(isWhole, Sums.Total, Sums.Rows, HiddenRowCount);

    /// <summary>Keeps what each cell was understood as, for somebody to look at.</summary>
    public bool IsForPreview { get; init; }

    /// <summary>The code that somebody has chosen for a spelling, or the spelling.</summary>
    public string Chosen(string referential, string text) =>
        chosen.TryGetValue(SpellingKey.Of(referential, text), out var code) ? code : text;

    /// <summary>A row is judged once more, for the words of another language: what is counted was.</summary>
    public bool IsRepeated { get; set; }

    public void CountUnknown(string referential, string text)
    {
        if (IsRepeated)
            return;
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

/// <summary>Reads what somebody has said of the spellings of a file.</summary>
sealed class ImportSpellings(Db db)
{
    /// <summary>Codes of the rows that were chosen, by spelling.</summary>
    public async Task<IReadOnlyDictionary<SpellingKey, string>> Chosen(long importId, CancellationToken ct) =>
        (await db.Query<ChosenRow>(ChosenSql, new { ImportId = importId }, ct)).ToDictionary(
            row => new SpellingKey(row.Referential, row.FoldedText),
            row => row.ChosenCode
        );

    const string ChosenSql =
        "SELECT s.Referential, s.FoldedText, s.ChosenCode FROM ImportSpellings s WHERE s.ImportId = @ImportId AND s.ChosenCode IS NOT NULL";

    sealed record ChosenRow
    {
        public string Referential { get; init; } = "";
        public string FoldedText { get; init; } = "";
        public string ChosenCode { get; init; } = "";
    }
}
