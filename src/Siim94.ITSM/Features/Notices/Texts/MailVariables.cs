using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What stands between double braces in a text of mail, and what it becomes in a mail.</summary>
static partial class MailVariables
{
    // In both languages: people write what they read.
    static readonly Dictionary<string, Func<MailFacts, string>> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["numero"] = facts => $"{facts.Number}",
        ["number"] = facts => $"{facts.Number}",
        ["titre"] = facts => facts.Title,
        ["title"] = facts => facts.Title,
        ["destinataire"] = facts => facts.Recipient,
        ["recipient"] = facts => facts.Recipient,
        ["demandeur"] = facts => facts.Requester ?? "",
        ["requester"] = facts => facts.Requester ?? "",
        ["adherent"] = facts => facts.Member,
        ["member"] = facts => facts.Member,
    };

    public static bool AreKnown(string? text) => Unknown(text ?? "") is null;

    /// <summary>What is wrong with a text that has a variable which is none.</summary>
    public static string Complaint(string text) => string.Format(Words.TextVariableUnknown, Unknown(text), string.Join(", ", Values.Keys));

    static string? Unknown(string text) =>
        Variable().Matches(text).Select(match => match.Groups[1].Value).FirstOrDefault(name => !Values.ContainsKey(name));

    /// <summary>The text as it reads in a mail.</summary>
    public static string Fill(string text, MailFacts facts) =>
        Variable().Replace(text, match => Values.TryGetValue(match.Groups[1].Value, out var value) ? value(facts) : match.Value);

    [GeneratedRegex(@"\{\{\s*([\p{L}]+)\s*\}\}")]
    private static partial Regex Variable();
}

/// <summary>What texts of mail may name.</summary>
sealed record MailFacts(long Number, string Title, string? Requester, string Member, string Recipient);
