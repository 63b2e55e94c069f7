using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>The words that tickets are found by, kept in the transaction that writes the ticket.</summary>
static partial class TicketWords
{
    /// <summary>A longer word is found by its beginning: room for a SHA-256 in full.</summary>
    public const int Longest = 64;

    /// <summary>Words that a ticket is found by, each once.</summary>
    public static IReadOnlyCollection<string> Of(TicketText ticket) =>
        Folding.WordEndings($"{ticket.Title} {ticket.RequesterName} {ticket.Description}").Select(Cut).ToHashSet();

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

    /// <summary>Writes the words of new tickets.</summary>
    public static Task Add(Db db, IEnumerable<TicketText> tickets, CancellationToken ct) =>
        // In the order of the key, whatever their number: pages of the index are written once.
        db.InsertAll(
            InsertWordSql,
            tickets
                .SelectMany(ticket => Of(ticket).Select(word => new { Word = word, TicketId = ticket.Id }))
                .OrderBy(row => row.Word, StringComparer.Ordinal),
            ct
        );

    const string InsertWordSql = "INSERT INTO TicketWords (Word, TicketId) VALUES (@Word, @TicketId)";

    /// <summary>Writes the words of a ticket whose text was changed.</summary>
    public static async Task Replace(Db db, TicketText ticket, CancellationToken ct)
    {
        await db.Execute(DeleteWordsSql, new { TicketId = ticket.Id }, ct);
        await Add(db, [ticket], ct);
    }

    const string DeleteWordsSql = "DELETE FROM TicketWords WHERE TicketId = @TicketId";
}

/// <summary>What a ticket is found by.</summary>
record TicketText
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string? Description { get; init; }
    public string? RequesterName { get; init; }

    /// <summary>Words are found in the same texts.</summary>
    public bool ReadsAs(TicketText other) => (Title, Description, RequesterName) == (other.Title, other.Description, other.RequesterName);
}
