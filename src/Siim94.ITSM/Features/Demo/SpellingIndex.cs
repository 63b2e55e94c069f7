namespace Siim94.ITSM.Features.Demo;

/// <summary>Finds what a printed label means; case, accents, blanks and punctuation do not matter.</summary>
sealed class SpellingIndex
{
    readonly string kind;
    readonly Dictionary<string, string> meanings = new(StringComparer.Ordinal);

    /// <param name="kind">What is looked up, for messages.</param>
    /// <param name="spellings">Each meaning with one of its spellings; the first meaning of a spelling wins.</param>
    public SpellingIndex(string kind, IEnumerable<(string Meaning, string Spelling)> spellings)
    {
        this.kind = kind;
        foreach (var (meaning, spelling) in spellings)
            meanings.TryAdd(Folding.Fold(spelling), meaning);
    }

    /// <exception cref="InvalidOperationException">The label is unknown: the published tables and the reference do not belong
    /// together.</exception>
    public string this[string label] =>
        meanings.TryGetValue(Folding.Fold(label), out var meaning)
            ? meaning
            : throw new InvalidOperationException($"The published {kind} \"{label}\" is not in the reference.");
}
