using System.Globalization;
using FluentValidation;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Rules that every feature's validators share.</summary>
static class ValidationRules
{
    /// <summary>One line of text: not longer than its column, no control characters, and something to be seen unless it is empty.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int maximumLength) =>
        rule.AtMost(maximumLength)
            .Must(text => text is null || !text.Any(IsForbiddenInLine))
            .WithMessage(_ => Words.ControlCharacters)
            .Must(text => string.IsNullOrWhiteSpace(text) || !IsBlank(text))
            .WithMessage(_ => CommonWords.FieldMissing);

    /// <summary>Whether nothing of a text is seen: no more than blanks, and signs of no width.</summary>
    public static bool IsBlank(string? text) =>
        text is null || text.All(character => char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format);

    /// <summary>Several lines of text: tabs and line ends but no other control characters, something to be seen unless empty.</summary>
    public static IRuleBuilderOptions<T, string?> Paragraphs<T>(this IRuleBuilder<T, string?> rule, int maximumLength) =>
        rule.AtMost(maximumLength)
            .Must(text => text is null || !text.Any(IsForbiddenInParagraphs))
            .WithMessage(_ => Words.ControlCharacters)
            .Must(text => string.IsNullOrWhiteSpace(text) || !IsBlank(text))
            .WithMessage(_ => CommonWords.FieldMissing);

    /// <summary>Who sends the request that is validated; null outside the pipeline.</summary>
    public static CurrentUser? Sender(this IValidationContext context) =>
        context.RootContextData.TryGetValue(nameof(Sender), out var sender) ? (CurrentUser)sender : null;

    /// <summary>Not longer than its column, said without the name that code has for the field.</summary>
    public static IRuleBuilderOptions<T, string?> AtMost<T>(this IRuleBuilder<T, string?> rule, int maximumLength) =>
        rule.MaximumLength(maximumLength).WithMessage(_ => string.Format(Words.TooLong, maximumLength));

    static bool IsForbiddenInLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    static bool IsForbiddenInParagraphs(char character) => IsForbiddenInLine(character) && character is not ('\n' or '\r' or '\t');
}
