namespace Siim94.ITSM.Features.Documents;

/// <summary>Where the text of a chapter stands.</summary>
static class TextState
{
    /// <summary>Nobody has written anything yet.</summary>
    public const string None = "none";

    /// <summary>Being written; waiting for a review; accepted by one; part of a published document.</summary>
    public const string Draft = "draft",
        Submitted = "submitted",
        Reviewed = "reviewed",
        Published = "published";

    public static string NameOf(string state) =>
        state switch
        {
            Draft => Words.StateDraft,
            Submitted => Words.StateSubmitted,
            Reviewed => Words.StateReviewed,
            Published => Words.StatePublished,
            None => Words.StateNone,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a text."),
        };
}

/// <summary>The text of a chapter as it is being written.</summary>
sealed record ChapterText
{
    public long Id { get; init; }
    public int Year { get; init; }
    public string Chapter { get; init; } = "";
    public string Markdown { get; init; } = "";
    public string State { get; init; } = TextState.None;
    public DateTime? ChangedAt { get; init; }
    public string? ChangedByName { get; init; }
    public DateTime? ReviewedAt { get; init; }
    public string? ReviewedByName { get; init; }
    public string? ReviewComment { get; init; }

    /// <summary>0 while nothing has been written.</summary>
    public long Version { get; init; }
}

/// <summary>A document that was published with an edition of its year.</summary>
sealed record Publication
{
    public long Id { get; init; }
    public int Edition { get; init; }
    public DateTime PublishedAt { get; init; }
    public string? PublishedByName { get; init; }
    public DateTime? ReopenedAt { get; init; }

    /// <summary>Its edition is the valid one: figures and texts are frozen.</summary>
    public bool IsValid => ReopenedAt is null;

    public string By => PublishedByName ?? CurrentUser.System.DisplayName;
}

/// <summary>A chapter as it was published.</summary>
sealed record PublishedChapter
{
    public string Code { get; init; } = "";
    public string Number { get; init; } = "";
    public string TitleFrench { get; init; } = "";
    public string TitleEnglish { get; init; } = "";
    public string Markdown { get; init; } = "";

    public Chapter Chapter => new(Code, Number, new(TitleFrench, TitleEnglish));
}

/// <summary>Reads texts of chapters: those being written, and those published.</summary>
sealed class ChapterTexts(Db db)
{
    public async Task<IReadOnlyDictionary<string, ChapterText>> Of(int year, CancellationToken ct) =>
        (await db.Query<ChapterText>(TextsSql, new { Year = year }, ct)).ToDictionary(text => text.Chapter);

    /// <summary>The text of a chapter; an empty one of version 0 while there is none.</summary>
    public async Task<ChapterText> Get(int year, string chapter, CancellationToken ct) =>
        await db.FirstOrDefault<ChapterText>(TextSql, new { Year = year, Chapter = chapter }, ct)
        ?? new() { Year = year, Chapter = chapter };

    const string SelectTextsSql = """
        SELECT t.Id, t.Year, t.Chapter, t.Markdown, t.State, t.ChangedAt, w.DisplayName AS ChangedByName, t.ReviewedAt,
               r.DisplayName AS ReviewedByName, t.ReviewComment, t.Version
        FROM ChapterTexts t
        LEFT JOIN Users w ON w.Id = t.ChangedByUserId
        LEFT JOIN Users r ON r.Id = t.ReviewedByUserId
        """;

    const string TextsSql = $"{SelectTextsSql} WHERE t.Year = @Year";
    const string TextSql = $"{SelectTextsSql} WHERE t.Year = @Year AND t.Chapter = @Chapter";

    /// <summary>The last document published for a year; null before the first.</summary>
    public Task<Publication?> LastPublication(int year, CancellationToken ct) =>
        db.FirstOrDefault<Publication>(LastPublicationSql + db.Dialect.FirstRows, new { Year = year, Take = 1 }, ct);

    const string LastPublicationSql = """
        SELECT d.Id, e.Number AS Edition, d.PublishedAt, u.DisplayName AS PublishedByName, p.ReopenedAt
        FROM PublishedDocuments d
        JOIN Editions e ON e.Id = d.EditionId
        JOIN ClosedPeriods p ON p.Id = e.ClosedPeriodId
        LEFT JOIN Users u ON u.Id = d.PublishedByUserId
        WHERE d.Year = @Year
        ORDER BY d.Id DESC
        """;

    public Task<IReadOnlyList<PublishedChapter>> Published(long documentId, CancellationToken ct) =>
        db.Query<PublishedChapter>(PublishedChaptersSql, new { PublishedDocumentId = documentId }, ct);

    const string PublishedChaptersSql = """
        SELECT c.Code, c.Number, c.TitleFrench, c.TitleEnglish, c.Markdown
        FROM PublishedChapters c
        WHERE c.PublishedDocumentId = @PublishedDocumentId
        ORDER BY c.SortOrder
        """;

    /// <exception cref="Refusal">The document of the year is published and its year still closed: its texts stay as they are.</exception>
    public async Task RefuseWhilePublished(int year, CancellationToken ct)
    {
        if (await LastPublication(year, ct) is { IsValid: true } publication)
            throw DocumentErrors.Published(year, publication);
    }
}

/// <summary>Every way in which documents refuse.</summary>
static class DocumentErrors
{
    public static Refusal Published(int year, Publication publication) =>
        new(
            409,
            "document.published",
            string.Format(Words.DocumentPublished, year, publication.By, Paris.ToLocal(publication.PublishedAt))
        );

    public static Refusal Faults(IReadOnlyList<string> faults) =>
        new(422, "document.faults", Words.TextRefused, new Dictionary<string, string[]> { ["Text"] = [.. faults] });

    public static Refusal NotInState(string state) =>
        new(409, "document.not-in-state", string.Format(Words.NotInState, TextState.NameOf(state)));

    public static Refusal YearOpen(int year) => new(409, "document.year-open", string.Format(Words.YearOpen, year));

    public static Refusal NothingWritten(int year) => new(409, "document.nothing-written", string.Format(Words.NothingWritten, year));

    public static Refusal NotReviewed(IEnumerable<string> chapters) =>
        new(409, "document.not-reviewed", string.Format(Words.NotReviewed, string.Join(", ", chapters)));

    public static Refusal FiguresGone(IEnumerable<string> faults) =>
        new(409, "document.figures-gone", string.Format(Words.FiguresGone, string.Join(" ", faults)));
}
