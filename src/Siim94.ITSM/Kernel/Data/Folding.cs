using System.Globalization;
using System.Text;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>Text as people compare it: accents, case, spaces and punctuation ignored.</summary>
public static class Folding
{
    /// <summary>Letters and digits only, lower case, without accents: <c>Théâtre d'IVRY</c> and <c>theatre d ivry</c> fold alike.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
            if (char.IsLetterOrDigit(character))
                Append(folded, character);
        return folded.ToString();
    }

    static void Append(StringBuilder folded, char character)
    {
        var lower = char.ToLowerInvariant(character);
        if (lower is 'œ' or 'æ')
            folded.Append(lower is 'œ' ? 'o' : 'a').Append('e');
        else
            folded.Append(lower);
    }

    /// <summary>
    /// The words of a person's name, folded, in an order of their own and without a civility: <c>M. DUPONT Jean</c> and <c>Jean Dupont</c>
    /// are alike.
    /// </summary>
    public static string WordsInAnyOrder(string name)
    {
        var words = name.Split([' ', ',', '\u00A0', '\t']).Select(Fold).Where(word => word.Length > 0);
        return string.Join(' ', words.Where((word, index) => !IsCivility(word, index)).Order(StringComparer.Ordinal));
    }

    // An M behind a name is an initial.
    static bool IsCivility(string word, int index) =>
        word is "mr" or "mme" or "mlle" or "mrs" or "ms" or "monsieur" or "madame" or "mademoiselle" || (word is "m" && index is 0);

    /// <summary>Like <see cref="Fold"/>, words kept apart by single spaces.</summary>
    public static string FoldWords(string text) => string.Join(' ', Words(text).Select(Fold).Where(w => w.Length > 0));

    static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The words of <see cref="FoldWords"/>, and the rest of each behind every sign in it: <c>l'imprimante</c> is <c>limprimante</c> and
    /// <c>imprimante</c>, <c>GLPI-123</c> is <c>glpi123</c> and <c>123</c>. Whoever types the beginning of one has begun a word.
    /// </summary>
    public static IEnumerable<string> WordEndings(string text) => Words(text).SelectMany(EndingsOf);

    static IEnumerable<string> EndingsOf(string word)
    {
        var folded = new StringBuilder(word.Length);
        var starts = new List<int>();
        var isAtStart = true;
        foreach (var character in word.Normalize(NormalizationForm.FormKD))
            if (char.IsLetterOrDigit(character))
            {
                if (isAtStart)
                    starts.Add(folded.Length);
                Append(folded, character);
                isAtStart = false;
            }
            else
                isAtStart |= !IsWithinWord(character);
        var all = folded.ToString();
        return starts.Select(start => all[start..]);
    }

    // Accents, which were taken apart from their letters, and what only says where a line may break.
    static bool IsWithinWord(char character) =>
        char.GetUnicodeCategory(character)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format;
}
