using System.Text.Json;
using System.Text.Json.Serialization;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What a file holds, named as its list is in the API.</summary>
static class ImportKind
{
    public const string TimeEntries = "time-entries",
        Tickets = "tickets",
        KeyFigures = "key-figures",
        People = "people",
        Absences = "absences",
        Allowances = "absence-allowances";
    public static readonly IReadOnlyList<string> All = [TimeEntries, Tickets, KeyFigures, People, Absences, Allowances];

    /// <summary>What one must be allowed to beside importing.</summary>
    public static Permission RightTo(string kind) =>
        kind switch
        {
            TimeEntries => Permission.LogTimeForOthers,
            Tickets => Permission.ImportPastTickets,
            KeyFigures => Permission.ManageReferentials,
            People => Permission.ManagePeople,
            Absences or Allowances => Permission.ManageAbsences,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of import."),
        };

    public static string NameOf(string kind) =>
        kind switch
        {
            TimeEntries => Words.KindTimeEntries,
            Tickets => Words.KindTickets,
            KeyFigures => Words.KindKeyFigures,
            People => Words.KindPeople,
            Absences => Words.KindAbsences,
            Allowances => Words.KindAllowances,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of import."),
        };
}

/// <summary>
/// The life of an import. A job brings it from <c>checking</c>, <c>importing</c> and <c>undoing</c> to the next state; people do the rest.
/// </summary>
static class ImportState
{
    public const string Uploading = "uploading",
        Uploaded = "uploaded",
        Checking = "checking",
        Checked = "checked",
        Importing = "importing",
        Imported = "imported",
        Undoing = "undoing",
        Undone = "undone",
        Cancelled = "cancelled";

    /// <summary>A job is at work, or should be.</summary>
    public static bool IsAtWork(string state) => state is Checking or Importing or Undoing;

    public static string NameOf(string state) =>
        state switch
        {
            Uploading => Words.StateUploading,
            Uploaded => Words.StateUploaded,
            Checking => Words.StateChecking,
            Checked => Words.StateChecked,
            Importing => Words.StateImporting,
            Imported => Words.StateImported,
            Undoing => Words.StateUndoing,
            Undone => Words.StateUndone,
            Cancelled => Words.StateCancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an import."),
        };
}

/// <summary>How a file is read, and which of its columns is what.</summary>
public sealed record ImportMapping
{
    /// <summary>
    /// <c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c>, <c>windows-1252</c>, <c>ibm850</c> or <c>macintosh</c>; null for a workbook.
    /// </summary>
    public string? Encoding { get; set; }

    /// <summary><c>;</c>, <c>,</c>, <c>|</c> or a tab; null for a workbook.</summary>
    public string? Separator { get; set; }

    /// <summary>Sheet of a workbook; the first one when left blank.</summary>
    public string? Sheet { get; set; }

    /// <summary>
    /// Row of the file where the table begins, as a spreadsheet counts them; what is above is left out. The first one when left blank.
    /// </summary>
    public int? FirstRow { get; set; }

    /// <summary>The first line of the table names the columns.</summary>
    public bool HasHeadings { get; set; } = true;

    /// <summary>
    /// <c>,</c> or <c>.</c>: what stands before decimals where a number can be read in two ways, as 1,234 can. Without it such numbers are
    /// refused.
    /// </summary>
    public string? Decimals { get; set; }

    /// <summary>Column of each field, counted from 1: <c>{"agent": 1, "day": 3}</c>.</summary>
    public Dictionary<string, int> Columns { get; set; } = [];

    /// <summary>
    /// Unit of quantities that do not say theirs: <c>d</c>, <c>half-d</c>, <c>h</c> or <c>min</c>. Without it such quantities are refused.
    /// </summary>
    public string? Unit { get; set; }

    /// <summary>Whose absences are those that name nobody: code of an agent. Without it such events are refused.</summary>
    public string? Agent { get; set; }

    /// <summary>Kind of the absences that name none: its code. Without it such events are refused.</summary>
    public string? AbsenceKind { get; set; }

    /// <summary>More than an agent's day a day is right.</summary>
    public bool Confirm { get; set; }

    public static ImportMapping? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<ImportMapping>(json, JsonSerializerOptions.Web);

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <summary>A row of Imports.</summary>
sealed record ImportRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public string FileName { get; init; } = "";
    public long FileBytes { get; init; }
    public string FileDigest { get; init; } = "";
    public bool IsUtf8 { get; init; }
    public string State { get; init; } = "";
    public int Run { get; init; }
    public string? MappingJson { get; init; }
    public string? Message { get; init; }
    public string? UnderstoodJson { get; init; }
    public int RowsRead { get; init; }
    public int RowsAccepted { get; init; }
    public int RowsRefused { get; init; }
    public int PercentDone { get; init; }
    public long? CheckedRevision { get; init; }
    public DateTime ActiveAt { get; init; }
    public DateTime CreatedAt { get; init; }
    public long? CreatedByUserId { get; init; }
    public string? CreatedByName { get; init; }
    public DateTime? CommittedAt { get; init; }
    public long? CommittedByUserId { get; init; }
    public string? CommittedByName { get; init; }
    public DateTime? UndoneAt { get; init; }
    public long? UndoneByUserId { get; init; }
    public string? UndoneByName { get; init; }

    public ImportMapping Mapping => ImportMapping.Parse(MappingJson) ?? new();
}

/// <summary>An import as its readers see it.</summary>
public record ImportLine
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public string FileName { get; init; } = "";
    public long FileBytes { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public string FileDigest { get; init; } = "";

    public string State { get; init; } = "";
    public int RowsRead { get; init; }
    public int RowsAccepted { get; init; }
    public int RowsRefused { get; init; }

    /// <summary>0 to 100, of the work under way.</summary>
    public int PercentDone { get; init; }

    /// <summary>Why the last step did not come about; null when it did.</summary>
    public string? Message { get; init; }

    public DateTime CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public DateTime? CommittedAt { get; init; }
    public string? CommittedBy { get; init; }
    public DateTime? UndoneAt { get; init; }
    public string? UndoneBy { get; init; }
}

/// <summary>An import with what its check has found.</summary>
public sealed record ImportDetails : ImportLine
{
    public ImportDetails(ImportLine line)
        : base(line) { }

    // What tests and clients read back.
    [JsonConstructor]
    public ImportDetails() { }

    public ImportMapping? Mapping { get; init; }

    /// <summary>What the whole file was understood as, once it is checked.</summary>
    public Understanding? Understood { get; init; }

    /// <summary>Spellings that mean no row of a referential yet, with the lines that wait for them; the first thousand.</summary>
    public IReadOnlyList<UnknownSpelling> Spellings { get; init; } = [];

    /// <summary>What is wrong with which line; the first hundred.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>An earlier import of the same file, not undone: to import it once more must be confirmed.</summary>
    public long? SameAs { get; init; }
}

/// <param name="Referential">Kind of thing meant: <c>member</c>.</param>
/// <param name="Text">As the file writes it.</param>
/// <param name="LineCount">Lines with that spelling.</param>
/// <param name="Code">The row that was chosen; null while none is.</param>
public sealed record UnknownSpelling(string Referential, string Text, int LineCount, string? Code);

/// <param name="Row">Row of the file, counted from 1 as a spreadsheet shows it.</param>
/// <param name="Field">Field of the line: <c>day</c>; empty for the whole line.</param>
/// <param name="Text">What the file has there.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record ImportProblem(int Row, string Field, string Text, string Message);

/// <summary>Reads imports.</summary>
sealed class ImportReader(Db db)
{
    public const int ProblemsShown = 100;
    const int SpellingsShown = 1_000;

    /// <exception cref="Refusal">Not there.</exception>
    public async Task<ImportRow> Row(long id, CancellationToken ct) =>
        await db.FirstOrDefault<ImportRow>(ImportSql, new { Id = id }, ct) ?? throw RequestErrors.NotFound();

    const string ImportSql = $"{SelectImportsSql} WHERE i.Id = @Id";

    /// <summary>The columns of <see cref="ImportRow"/>; conditions and order follow.</summary>
    public const string SelectImportsSql = """
        SELECT i.Id, i.Kind, i.FileName, i.FileBytes, i.FileDigest, i.IsUtf8, i.State, i.Run, i.MappingJson, i.UnderstoodJson, i.Message,
               i.RowsRead, i.RowsAccepted, i.RowsRefused, i.PercentDone, i.CheckedRevision, i.ActiveAt, i.CreatedAt, i.CreatedByUserId,
               c.DisplayName AS CreatedByName, i.CommittedAt, i.CommittedByUserId, w.DisplayName AS CommittedByName, i.UndoneAt,
               i.UndoneByUserId, u.DisplayName AS UndoneByName
        FROM Imports i
        LEFT JOIN Users c ON c.Id = i.CreatedByUserId
        LEFT JOIN Users w ON w.Id = i.CommittedByUserId
        LEFT JOIN Users u ON u.Id = i.UndoneByUserId
        """;

    public async Task<ImportDetails> Get(long id, CancellationToken ct)
    {
        var row = await Row(id, ct);
        return new(LineOf(row))
        {
            Mapping = ImportMapping.Parse(row.MappingJson),
            Understood = Understanding.Parse(row.UnderstoodJson),
            Spellings =
            [
                .. (
                    await db.Query<SpellingRow>(SpellingsSql + db.Dialect.FirstRows, new { ImportId = id, Take = SpellingsShown }, ct)
                ).Select(s => new UnknownSpelling(s.Referential, s.Text, s.LineCount, s.ChosenCode)),
            ],
            Problems = await Problems(id, 0, "", ProblemsShown, ct),
            SameAs = await db.FirstOrDefault<long?>(
                SameFileSql,
                new
                {
                    Id = id,
                    row.FileDigest,
                    row.Kind,
                    row.FileBytes,
                },
                ct
            ),
        };
    }

    const string SpellingsSql = """
        SELECT s.Referential, s.Text, s.LineCount, s.ChosenCode
        FROM ImportSpellings s
        WHERE s.ImportId = @ImportId
        ORDER BY s.Referential, s.FoldedText
        """;

    const string SameFileSql = """
        SELECT MIN(i.Id) FROM Imports i
        WHERE i.FileDigest = @FileDigest
          AND i.FileBytes = @FileBytes
          AND i.Kind = @Kind
          AND i.Id <> @Id
          AND i.State IN ('importing', 'imported')
        """;

    /// <summary>Problems after a place, in the order of the file.</summary>
    public async Task<IReadOnlyList<ImportProblem>> Problems(long id, int afterRow, string afterField, int take, CancellationToken ct) =>
        [
            .. (
                await db.Query<ProblemRow>(
                    ProblemsSql + db.Dialect.FirstRows,
                    new
                    {
                        ImportId = id,
                        AfterRow = afterRow,
                        AfterField = afterField,
                        Take = take,
                    },
                    ct
                )
            ).Select(p => new ImportProblem(
                p.RowNumber,
                p.Field,
                p.Text,
                SpokenLanguage.IsEnglish ? p.MessageInEnglish ?? p.Message : p.Message
            )),
        ];

    const string ProblemsSql = """
        SELECT p.RowNumber, p.Field, p.Text, p.Message, p.MessageInEnglish
        FROM ImportProblems p
        WHERE p.ImportId = @ImportId AND (p.RowNumber > @AfterRow OR (p.RowNumber = @AfterRow AND p.Field > @AfterField))
        ORDER BY p.RowNumber, p.Field
        """;

    public static ImportLine LineOf(ImportRow row) =>
        new()
        {
            Id = row.Id,
            Kind = row.Kind,
            FileName = row.FileName,
            FileBytes = row.FileBytes,
            FileDigest = row.FileDigest,
            State = row.State,
            RowsRead = row.RowsRead,
            RowsAccepted = row.RowsAccepted,
            RowsRefused = row.RowsRefused,
            PercentDone = row.PercentDone,
            Message = row.Message,
            CreatedAt = row.CreatedAt,
            CreatedBy = row.CreatedByName ?? CurrentUser.System.DisplayName,
            CommittedAt = row.CommittedAt,
            CommittedBy = row.CommittedAt is null ? null : row.CommittedByName ?? CurrentUser.System.DisplayName,
            UndoneAt = row.UndoneAt,
            UndoneBy = row.UndoneAt is null ? null : row.UndoneByName ?? CurrentUser.System.DisplayName,
        };

    sealed record SpellingRow
    {
        public string Referential { get; init; } = "";
        public string Text { get; init; } = "";
        public int LineCount { get; init; }
        public string? ChosenCode { get; init; }
    }

    sealed record ProblemRow
    {
        public int RowNumber { get; init; }
        public string Field { get; init; } = "";
        public string Text { get; init; } = "";
        public string Message { get; init; } = "";
        public string? MessageInEnglish { get; init; }
    }
}
