namespace Siim94.ITSM.Features.Attachments;

/// <summary>Every way in which files refuse.</summary>
static class AttachmentErrors
{
    public const string FileField = "File",
        NameField = "FileName",
        IdsField = "Attachments";

    public static Refusal TooLarge() =>
        new(
            413,
            "attachment.too-large",
            string.Format(Words.FileTooLarge, NewFile.MostBytes / (1024 * 1024)),
            new Dictionary<string, string[]> { [FileField] = [string.Format(Words.FileTooLarge, NewFile.MostBytes / (1024 * 1024))] }
        );

    public static Refusal Empty() => Refusal.Field(FileField, "attachment.empty", Words.EmptyFile);

    public static Refusal NameMissing() => Refusal.Field(NameField, "attachment.name-missing", Words.NameMissing);

    public static Refusal Dangerous(string name, string kind) =>
        Refusal.Field(FileField, "attachment.dangerous", string.Format(Words.Dangerous, name, kind));

    public static Refusal LocationKept(string name) =>
        Refusal.Field(FileField, "attachment.location-kept", string.Format(Words.LocationKept, name));

    public static Refusal BrokenPicture(string name) =>
        Refusal.Field(FileField, "attachment.broken-picture", string.Format(Words.BrokenPicture, name));

    public static Refusal NoPicture() => Refusal.Field(FileField, "attachment.no-picture", Words.NoPicture);

    public static Refusal ThumbnailTooLarge(int mostKilobytes) =>
        Refusal.Field(FileField, "attachment.thumbnail-too-large", string.Format(Words.ThumbnailTooLarge, mostKilobytes));

    public static Refusal NotYours() => Refusal.Field(IdsField, "attachment.not-yours", Words.NotYours);

    public static Refusal TooManyWaiting() => new(429, "attachment.too-many-waiting", Words.TooManyWaiting);
}
