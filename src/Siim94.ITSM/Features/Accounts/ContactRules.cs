using System.Text.RegularExpressions;
using FluentValidation;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>What mail addresses and languages look like.</summary>
static partial class ContactRules
{
    /// <summary>RFC 5321, §4.5.3.1.3.</summary>
    public const int LongestAddress = 254;

    public const string French = "fr",
        English = "en";

    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text =>
                string.IsNullOrWhiteSpace(text) || (text.Trim() is { Length: <= LongestAddress } address && Address().IsMatch(address))
            )
            .WithMessage(_ => Words.EmailInvalid);

    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(language => string.IsNullOrEmpty(language) || language is French or English).WithMessage(_ => Words.LanguageUnknown);

    public static string? Clean(string? address) => string.IsNullOrWhiteSpace(address) ? null : address.Trim();

    // One address and nothing else: no quotes, comments or lists, which servers read differently. The name of a domain in its ASCII form.
    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
            + @"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Address();
}
