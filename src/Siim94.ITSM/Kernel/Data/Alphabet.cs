namespace Siim94.ITSM.Kernel.Data;

/// <summary>Text in the order of a dictionary: neither accents nor case count.</summary>
static class Alphabet
{
    const string Accented = "àâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ",
        Plain = "aaaceeeeiioouuunaaceeeeio";

    /// <summary>What the database computes of the same text for its columns TitleKey, RequesterKey and NameKey.</summary>
    public static string KeyOf(string text) => string.Concat(text.Select(KeyOf));

    static string KeyOf(char letter) =>
        letter switch
        {
            'œ' or 'Œ' => "oe",
            _ when char.IsAsciiLetterUpper(letter) => $"{char.ToLowerInvariant(letter)}",
            _ when Accented.IndexOf(letter) is >= 0 and var index => $"{Plain[index]}",
            _ => $"{letter}",
        };
}
