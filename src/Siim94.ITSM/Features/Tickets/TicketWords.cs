using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// The words that tickets are found by, kept in the transaction that writes what they stand in: the ticket's own text, what was said of
/// it and of those merged into it, their tasks and visits, and the names of their files.
/// </summary>
static partial class TicketWords
{
    /// <summary>A longer word is found by its beginning: room for a SHA-256 in full.</summary>
    public const int Longest = 64;

    // Below what SQL Server takes as parameters.
    internal const int TicketsAtOnce = 500;

    /// <summary>Words that a text is found by, each once.</summary>
    static IReadOnlyCollection<string> Of(string text) => Folding.WordEndings(text).Select(Cut).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the words of a ticket must begin with to be found by a text: its own, without an article before each.</summary>
    public static IReadOnlyList<string> SoughtBy(string text) =>
        [
            .. Folding
                .FoldWords(Article().Replace(text, ""))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(Cut)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>What comes behind every word that begins with one: no letter has a higher number.</summary>
    public static string Behind(string word) => word + '\uFFFF';

    // Whoever looks for « l'imprimante » wants « une imprimante », too.
    [GeneratedRegex(@"(?<!\S)([cdjlmnst]|qu)['’](?=\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Article();

    static string Cut(string word) => word.Length > Longest ? word[..Longest] : word;

    /// <summary>Writes the words of tickets that have none.</summary>
    public static async Task Add(Db db, IEnumerable<long> numbers, CancellationToken ct)
    {
        foreach (var some in numbers.Chunk(TicketsAtOnce))
        {
            var tickets = new
            {
                Numbers = some,
                Kinds = TicketEventKind.Written,
                SubjectKind = TicketAttachments.KindName,
            };
            var parts = new Dictionary<(string Word, long TicketId), int>();
            foreach (var sql in (string[])[OwnTextsSql, SaidSql, FileNamesSql, TasksSql, VisitsSql])
            foreach (var row in await db.Query<TextRow>(sql, tickets, ct))
            foreach (var word in Of(row.Text))
                parts[(word, row.TicketId)] = Math.Min(row.Part, parts.GetValueOrDefault((word, row.TicketId), row.Part));
            await Insert(
                db,
                parts.Select(part => new WordRow
                {
                    Word = part.Key.Word,
                    TicketId = part.Key.TicketId,
                    Part = part.Value,
                }),
                ct
            );
        }
    }

    /// <summary>Writes the words of a ticket that has just been opened: nothing has been said of it.</summary>
    public static Task AddOwn(Db db, TicketText ticket, CancellationToken ct) =>
        Insert(
            db,
            Of($"{ticket.Title} {ticket.RequesterName} {ticket.Description}")
                .Select(word => new WordRow { Word = word, TicketId = ticket.Id }),
            ct
        );

    // In the order of the key, whatever their number: pages of the index are written once.
    static Task Insert(Db db, IEnumerable<WordRow> words, CancellationToken ct) =>
        db.InsertAll(InsertWordSql, words.OrderBy(row => row.Word, StringComparer.Ordinal), ct);

    const string OwnTextsSql = """
        SELECT t.Id AS TicketId, CONCAT(t.Title, ' ', t.RequesterName, ' ', t.Description) AS Text, 0 AS Part
        FROM Tickets t
        WHERE t.Id IN @Numbers
        """;

    // What belongs to a merged ticket is seen with the one that leads.
    internal const string LedByThem = """
        WITH Led AS (
            SELECT t.Id AS LeadingId, t.Id FROM Tickets t WHERE t.Id IN @Numbers AND t.MergedIntoId IS NULL
            UNION ALL
            SELECT l.LeadingId, t.Id FROM Tickets t JOIN Led l ON t.MergedIntoId = l.Id
        )
        """;

    // CROSS JOIN: SQLite takes a recursive table for a long one, and would read every step there is to look each up in it.
    const string SaidSql = $"""
        {LedByThem}
        SELECT l.LeadingId AS TicketId, e.Text, CASE WHEN e.IsPrivate = 1 THEN 2 ELSE 1 END AS Part
        FROM Led l
        CROSS JOIN TicketEvents e
        WHERE e.TicketId = l.Id AND e.Text IS NOT NULL AND e.Kind IN @Kinds
        """;

    const string FileNamesSql = $"""
        {LedByThem}
        SELECT l.LeadingId AS TicketId, a.Name AS Text, CASE WHEN f.IsInternal = 1 THEN 2 ELSE 1 END AS Part
        FROM Led l
        CROSS JOIN AttachmentLinks f
        JOIN Attachments a ON a.Id = f.AttachmentId
        WHERE f.SubjectId = l.Id AND f.SubjectKind = @SubjectKind
        """;

    const string TasksSql = $"""
        {LedByThem}
        SELECT l.LeadingId AS TicketId, k.Text, 2 AS Part
        FROM Led l
        CROSS JOIN TicketTasks k
        WHERE k.TicketId = l.Id
        """;

    // Members read visits to themselves alone, and a visit may be to another than the ticket is of.
    const string VisitsSql = $"""
        {LedByThem}
        SELECT l.LeadingId AS TicketId, i.Summary AS Text, 2 AS Part
        FROM Led l
        CROSS JOIN InterventionTickets n
        JOIN Interventions i ON i.Id = n.InterventionId
        WHERE n.TicketId = l.Id
        """;

    const string InsertWordSql = "INSERT INTO TicketWords (Word, TicketId, Part) VALUES (@Word, @TicketId, @Part)";

    /// <summary>Writes the words of tickets anew.</summary>
    public static async Task Rewrite(Db db, IReadOnlyCollection<long> numbers, CancellationToken ct)
    {
        foreach (var some in numbers.Chunk(TicketsAtOnce))
        {
            await Hold(db, some, ct);
            await db.Execute(DeleteWordsSql, new { Numbers = some }, ct);
            await Add(db, some, ct);
        }
    }

    const string DeleteWordsSql = "DELETE FROM TicketWords WHERE TicketId IN @Numbers";

    /// <summary>Writes the words of a ticket anew, and of those that it goes on in once merged.</summary>
    public static Task Rewrite(Db db, long number, CancellationToken ct) => RewriteWithLeading(db, [number], ct);

    /// <summary>Writes the words of tickets anew, and of those that they go on in once merged.</summary>
    public static async Task RewriteWithLeading(Db db, IEnumerable<long> numbers, CancellationToken ct)
    {
        foreach (var some in numbers.Distinct().Chunk(TicketsAtOnce))
            for (IReadOnlyCollection<long> next = some; next.Count > 0; next = await db.Query<long>(LeadingSql, new { Numbers = next }, ct))
                await Rewrite(db, next, ct);
    }

    internal const string LeadingSql =
        "SELECT DISTINCT t.MergedIntoId FROM Tickets t WHERE t.Id IN @Numbers AND t.MergedIntoId IS NOT NULL";

    /// <summary>Adds the words of what was said of a ticket that is not merged.</summary>
    public static async Task AddSaid(Db db, long number, string text, bool isInternal, CancellationToken ct)
    {
        await Hold(db, [number], ct);
        var known = (await db.Query<WordRow>(WordsSql, new { TicketId = number }, ct)).ToDictionary(
            row => row.Word,
            row => row.Part,
            StringComparer.Ordinal
        );
        var said = Of(text)
            .Order(StringComparer.Ordinal)
            .Select(word => new WordRow
            {
                Word = word,
                TicketId = number,
                Part = isInternal ? AmongStaff : ToEverybody,
            })
            .ToList();
        await db.InsertAll(InsertWordSql, said.Where(row => !known.ContainsKey(row.Word)), ct);
        await db.Execute(LowerPartSql, said.Where(row => known.GetValueOrDefault(row.Word) > row.Part), ct);
    }

    const int ToEverybody = 1,
        AmongStaff = 2;

    const string WordsSql = "SELECT w.Word, w.TicketId, w.Part FROM TicketWords w WHERE w.TicketId = @TicketId";
    const string LowerPartSql = "UPDATE TicketWords SET Part = @Part WHERE Word = @Word AND TicketId = @TicketId";

    /// <summary>Whoever else writes words of these tickets waits.</summary>
    static async Task Hold(Db db, IReadOnlyCollection<long> numbers, CancellationToken ct)
    {
        if (!db.Dialect.HasOneWriter)
            await db.Execute(HoldSql, new { Numbers = numbers }, ct);
    }

    const string HoldSql = "UPDATE Tickets SET Version = Version WHERE Id IN @Numbers";

    sealed record TextRow
    {
        public long TicketId { get; init; }
        public string Text { get; init; } = "";
        public int Part { get; init; }
    }

    sealed record WordRow
    {
        public string Word { get; init; } = "";
        public long TicketId { get; init; }
        public int Part { get; init; }
    }
}

/// <summary>What a ticket itself is found by.</summary>
record TicketText
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string? Description { get; init; }
    public string? RequesterName { get; init; }

    /// <summary>Words are found in the same texts.</summary>
    public bool ReadsAs(TicketText other) => (Title, Description, RequesterName) == (other.Title, other.Description, other.RequesterName);
}
