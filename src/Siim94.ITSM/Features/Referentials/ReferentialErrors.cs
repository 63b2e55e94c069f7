namespace Siim94.ITSM.Features.Referentials;

/// <summary>Every way in which referentials refuse.</summary>
static class ReferentialErrors
{
    public static Refusal Unknown(string field, string text) => Refusal.Field(field, "referential.unknown", string.Format(Words.Unknown, text));
    public static Refusal Missing(string field) => Refusal.Field(field, "referential.missing", Words.Missing);
    public static Refusal Closed(string field, ReferentialRow row) => Refusal.Field(field, "referential.closed", string.Format(Words.Closed, row.Name, row.ClosedOn));
    public static Refusal Ambiguous(string field, string text, IEnumerable<string> codes) =>
        Refusal.Field(field, "referential.ambiguous", string.Format(Words.Ambiguous, text, string.Join(", ", codes)));
    public static Refusal CodeTaken(string field, string code) => Refusal.Field(field, "referential.code-taken", string.Format(Words.CodeTaken, code));

    public static Refusal SpellingTaken(string field, string label, string name) => Refusal.Field(field, "referential.spelling-taken", string.Format(Words.SpellingTaken, label, name));
}
