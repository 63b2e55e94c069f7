using FluentValidation;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Rules that every feature's validators share.</summary>
static class ValidationRules
{
    /// <summary>One line of text: not longer than its column, no control characters.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int maximumLength) =>
        rule.AtMost(maximumLength).Must(text => text is null || !text.Any(IsForbiddenInLine)).WithMessage(_ => Words.ControlCharacters);

    /// <summary>Several lines of text: tabs and line ends allowed, other control characters not.</summary>
    public static IRuleBuilderOptions<T, string?> Paragraphs<T>(this IRuleBuilder<T, string?> rule, int maximumLength) =>
        rule.AtMost(maximumLength)
            .Must(text => text is null || !text.Any(IsForbiddenInParagraphs))
            .WithMessage(_ => Words.ControlCharacters);

    /// <summary>Not longer than its column, said without the name that code has for the field.</summary>
    public static IRuleBuilderOptions<T, string?> AtMost<T>(this IRuleBuilder<T, string?> rule, int maximumLength) =>
        rule.MaximumLength(maximumLength).WithMessage(_ => string.Format(Words.TooLong, maximumLength));

    static bool IsForbiddenInLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    static bool IsForbiddenInParagraphs(char character) => IsForbiddenInLine(character) && character is not ('\n' or '\r' or '\t');
}
