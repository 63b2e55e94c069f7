namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>Every way in which changes in bulk are refused.</summary>
static class BulkChangeErrors
{
    public static Refusal TooManyLines(string field, int most) =>
        Refusal.Field(field, "bulk-change.too-many", string.Format(Words.TooManyLines, most));

    public static Refusal NothingChanges() => Refusal.Field("Set", "bulk-change.nothing-changes", Words.NothingChanges);

    public static Refusal WrittenElsewhere(int count) =>
        Refusal.Field("Source", "bulk-change.written-elsewhere", string.Format(Words.WrittenElsewhere, count));

    public static Refusal Misfits(int count, IReadOnlyDictionary<string, string[]> errors) =>
        new(422, "bulk-change.misfits", string.Format(Words.Misfits, count), errors);

    public static Refusal AlreadyUndone() => new(409, "bulk-change.undone", Words.AlreadyUndone);

    public static Refusal ChangedSince(int count) => new(409, "bulk-change.changed-since", string.Format(Words.ChangedSince, count));
}
