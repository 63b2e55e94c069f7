namespace Siim94.ITSM.Features.Referentials;

/// <summary>What a text could have meant: the code that programs send, what people call it, and its other spellings.</summary>
readonly record struct KnownCode(string Code, string Name, params IEnumerable<string> Aliases)
{
    /// <summary>What somebody may have meant by a text that means nothing.</summary>
    public static IReadOnlyList<KnownCode> Near(string text, IEnumerable<KnownCode> known) =>
        Nearest.To(text, known, each => [each.Code, each.Name, .. each.Aliases]);

    /// <inheritdoc cref="Near(string, IEnumerable{KnownCode})"/>
    public static IReadOnlyList<KnownCode> Near(string text, IEnumerable<ReferentialRow> rows) =>
        Near(text, rows.Select(row => new KnownCode(row.Code, row.Name)));

    public override string ToString() => Folding.Fold(Name) == Folding.Fold(Code) ? Code : $"{Code} ({Name})";
}
