namespace Siim94.ITSM.Features.Notices;

/// <summary>Languages that mail is written in.</summary>
static class MailTextLanguage
{
    public const string French = "fr",
        English = "en";

    public static readonly IReadOnlyList<string> All = [French, English];

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string language) =>
        language switch
        {
            French => Words.TextInFrench,
            English => Words.TextInEnglish,
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language of mail."),
        };
}
