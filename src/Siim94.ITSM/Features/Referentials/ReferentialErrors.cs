namespace Siim94.ITSM.Features.Referentials;

/// <summary>Every way in which referentials refuse.</summary>
static class ReferentialErrors
{
    /// <param name="field">Field of the request.</param>
    /// <param name="text">What means nothing.</param>
    /// <param name="nearest">What it may have meant: only what the sender may see.</param>
    public static Refusal Unknown(string field, string text, params IReadOnlyList<KnownCode> nearest)
    {
        var unknown = string.Format(Words.Unknown, text);
        return Refusal.Field(
            field,
            "referential.unknown",
            nearest.Count == 0 ? unknown : $"{unknown} {string.Format(Words.DidYouMean, string.Join(", ", nearest))}"
        );
    }

    public static Refusal Missing(string field) => Refusal.Field(field, "referential.missing", CommonWords.FieldMissing);

    public static Refusal Closed(string field, ReferentialRow row) =>
        Refusal.Field(field, "referential.closed", string.Format(Words.Closed, row.Name, row.ClosedOn));

    public static Refusal Ambiguous(string field, string text, IEnumerable<string> codes) =>
        Refusal.Field(field, "referential.ambiguous", string.Format(Words.Ambiguous, text, string.Join(", ", codes)));

    public static Refusal CodeTaken(string field, string code) =>
        Refusal.Field(field, "referential.code-taken", string.Format(Words.CodeTaken, code));

    public static Refusal InTheFuture(string field) => Refusal.Field(field, "referential.in-the-future", Words.DayInTheFuture);

    public static Refusal NamedLater(string field, ReferentialRow row, DateOnly day) =>
        Refusal.Field(field, "referential.named-later", string.Format(Words.NamedLater, row.Name, day));

    public static Refusal NoSuccessions() => new(409, "succession.not-here", Words.NoSuccessions);

    public static Refusal Succeeded(ReferentialRow row) => new(409, "succession.already", string.Format(Words.AlreadySucceeded, row.Name));

    public static Refusal NotSucceeded(ReferentialRow row) => new(409, "succession.none", string.Format(Words.NotSucceeded, row.Name));

    public static Refusal OwnSuccessor(string field, ReferentialRow row) =>
        Refusal.Field(field, "succession.cycle", string.Format(Words.OwnSuccessor, row.Name));

    public static Refusal ManyToMany(string field) => Refusal.Field(field, "succession.many-to-many", Words.ManyToMany);

    public static Refusal NotAlike(string field, ReferentialRow from, ReferentialRow to) =>
        Refusal.Field(field, "succession.not-alike", string.Format(Words.NotAlike, from.Name, to.Name));

    public static Refusal PseudoMember(string field, ReferentialRow row) =>
        Refusal.Field(field, "succession.pseudo-member", string.Format(Words.PseudoMember, row.Name));

    public static Refusal StillPosted(string field, ReferentialRow row, IEnumerable<string> agents) =>
        Refusal.Field(field, "succession.still-posted", string.Format(Words.StillPosted, row.Name, string.Join(", ", agents)));

    public static Refusal StillUsed(string field, ReferentialRow row, DateOnly day, long lines, long others) =>
        Refusal.Field(field, "succession.still-used", string.Format(Words.StillUsed, row.Name, day, lines, others));

    public static Refusal WithinItself(string field, ReferentialRow row) =>
        Refusal.Field(field, "category.cycle", string.Format(Words.WithinItself, row.Name));

    public static Refusal SpellingTaken(string field, string label, string name) =>
        Refusal.Field(field, "referential.spelling-taken", string.Format(Words.SpellingTaken, label, name));
}
