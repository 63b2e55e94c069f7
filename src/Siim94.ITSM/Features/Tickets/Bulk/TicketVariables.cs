using System.Text.RegularExpressions;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What stands between double braces in a text that is kept, and what it becomes on a ticket.</summary>
static partial class TicketVariables
{
    // In both languages: people write what they read.
    static readonly Dictionary<string, Func<TicketLine, ReferentialData, CurrentUser, string>> Values = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["number"] = (ticket, _, _) => $"{ticket.Number}",
        ["numero"] = (ticket, _, _) => $"{ticket.Number}",
        ["title"] = (ticket, _, _) => ticket.Title,
        ["titre"] = (ticket, _, _) => ticket.Title,
        ["requester"] = (ticket, _, _) => ticket.Requester ?? "",
        ["demandeur"] = (ticket, _, _) => ticket.Requester ?? "",
        ["member"] = (ticket, all, _) => NameOf(all.Members, ticket.Member),
        ["adherent"] = (ticket, all, _) => NameOf(all.Members, ticket.Member),
        ["application"] = (ticket, all, _) => NameOf(all.Applications, ticket.Application),
        ["agent"] = (_, _, user) => user.DisplayName,
        ["opened"] = (ticket, _, _) => $"{Paris.ToLocal(ticket.OpenedAt):d}",
        ["ouverture"] = (ticket, _, _) => $"{Paris.ToLocal(ticket.OpenedAt):d}",
    };

    static string NameOf<T>(ReferentialSet<T> set, string? code)
        where T : ReferentialRow => code is null ? "" : set.Find(code)[0].Name;

    /// <exception cref="Refusal">The text has a variable that is none.</exception>
    public static void Check(string? text, string field)
    {
        if (
            Variable().Matches(text ?? "").Select(match => match.Groups[1].Value).FirstOrDefault(name => !Values.ContainsKey(name)) is
            { } name
        )
            throw Refusal.Field(
                field,
                "ticket.variable-unknown",
                string.Format(Words.VariableUnknown, name, string.Join(", ", Values.Keys))
            );
    }

    /// <summary>
    /// The text as it reads on a ticket; a variable that is none stays as it is. What is not known leaves no blank: « Bonjour, ».
    /// </summary>
    public static string Fill(string text, TicketLine ticket, ReferentialData all, CurrentUser user) =>
        Variable()
            .Replace(text, match => !Values.TryGetValue(match.Groups[1].Value, out var value) ? match.Value
                : value(ticket, all, user) is { Length: > 0 } known ? match.Groups["before"].Value + known
                : "");

    [GeneratedRegex(@"(?<before> ?)\{\{\s*([\p{L}]+)\s*\}\}")]
    private static partial Regex Variable();
}
