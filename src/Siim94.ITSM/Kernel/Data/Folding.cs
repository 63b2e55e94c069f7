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
                folded.Append(char.ToLowerInvariant(character));
        return folded.Replace("œ", "oe").Replace("æ", "ae").ToString();
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

    /// <summary>Like <see cref="Fold"/>, words kept apart by single spaces: what searches look into.</summary>
    public static string FoldWords(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Fold).Where(w => w.Length > 0));
}
