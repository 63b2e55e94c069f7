namespace Siim94.ITSM.Features.Imports;

/// <summary>Every way in which imports refuse.</summary>
static class ImportErrors
{
    public static Refusal Broken(string message) => Refusal.Field("File", "import.broken-file", message);

    public static Refusal EmptyFile() => Refusal.Field("File", "import.empty-file", Words.EmptyFile);

    public static Refusal TooLarge() =>
        new(413, "import.too-large", string.Format(Words.FileTooLarge, ImportUpload.MostBytes / (1024 * 1024)));

    public static Refusal AnotherFile() => Refusal.Field("File", "import.another-file", Words.AnotherFile);

    public static Refusal NotInState(string state) =>
        new(409, "import.not-in-state", string.Format(Words.NotInState, ImportState.NameOf(state)));

    public static Refusal ColumnMissing(string field, string label) =>
        Refusal.Field($"Columns.{field}", "import.column-missing", string.Format(Words.ColumnMissing, label));

    public static Refusal ColumnUnknown(string field) =>
        Refusal.Field($"Columns.{field}", "import.column-unknown", string.Format(Words.ColumnUnknown, field));

    /// <summary>Lines cannot be read before somebody says what the file does not.</summary>
    public static Refusal Asked(IReadOnlyList<string> asks) =>
        new(
            422,
            "import.asked",
            Words.Asked,
            asks.ToDictionary(
                ask => ask == "unit" ? "Mapping.Unit" : "Mapping.Decimals",
                ask => (string[])[ask == "unit" ? Words.UnitAsked : Words.DecimalsAsked]
            )
        );

    public static Refusal NothingToImport() => new(409, "import.nothing-to-import", Words.NothingToImport);

    public static Refusal LinesRefused(int count) =>
        Refusal.Field("SkipRefused", "import.lines-refused", string.Format(Words.LinesRefused, count));

    public static Refusal SameFile(long id) => Refusal.Field("ConfirmSameFile", "import.same-file", string.Format(Words.SameFile, id));

    public static Refusal ReferentialsChanged() => new(409, "import.referentials-changed", Words.ReferentialsChanged);

    public static Refusal FactsChanged(string message) => new(409, "import.facts-changed", string.Format(Words.FactsChanged, message));

    public static Refusal ChangedSince(long count, string? byName, DateTime? at) =>
        new(
            409,
            "import.changed-since",
            byName is null || at is null
                ? string.Format(Words.ChangedSince, count)
                : string.Format(Words.ChangedSinceBy, count, byName, Paris.ToLocal(at.Value))
        );

    public static Refusal UsedSince(long count) => new(409, "import.used-since", string.Format(Words.UsedSince, count));
}
