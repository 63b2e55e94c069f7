using System.Text.RegularExpressions;

namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>
/// « Merci, bonne journée » asks for nothing: it opens no ticket again. Thanks, politeness and names, and no word beside them: in doubt it
/// is no thanks.
/// </summary>
static partial class ThanksOnly
{
    const int LongestThanks = 200;

    static readonly string[] Thanks = ["merci", "remerci", "thank", "thx", "parfait", "nickel", "impeccable", "super", "genial", "top"];

    static readonly HashSet<string> Polite =
    [
        .. "merci mercis merciii remercie remercions remerciements thank thanks thx parfait parfaite parfaitement nickel".Split(),
        .. "impeccable super genial geniale top bonjour bonsoir salut hello hi bonne bon bonnes belle excellente journee".Split(),
        .. "soiree apres midi week end weekend semaine fetes beaucoup infiniment mille grand tres bien encore de du des la".Split(),
        .. "le les l un une pour votre vos ton ta tes notre a vous te toi je nous on et tout toute tous toutes c est ca".Split(),
        .. "cela ok d accord note recu reception aide intervention reponse retour rapidite efficacite reactivite rapide".Split(),
        .. "efficace patience travail disponibilite equipe service depannage explications il elle marche fonctionne".Split(),
        .. "remarche refonctionne maintenant nouveau resolu resolue regle reglee en ordre cordialement respectueusement".Split(),
        .. "sincerement cdt cdlt bav salutations amities bientot souhaite passez you very so much lot for your the this it".Split(),
        .. "is s works working now again fixed solved resolved help quick fast reply answer support great perfect nice".Split(),
        .. "good lovely day evening best kind regards cheers all everybody team".Split(),
    ];

    public static bool Is(string text) =>
        text.Length <= LongestThanks
        && !text.Contains('?', StringComparison.Ordinal)
        && text.Split('\n').TakeWhile((line, at) => at == 0 || !IsSigned(line)).All(IsPolite)
        && Folding.FoldWords(text).Split(' ').Any(word => Thanks.Any(thanks => word.StartsWith(thanks, StringComparison.Ordinal)));

    static bool IsPolite(string line)
    {
        var words = Words().Matches(line);
        var isOfNames = words.All(word => char.IsUpper(word.Value[0])) && line.TrimEnd('.', '!', ' ').IndexOfAny(['.', '!']) < 0;
        return words.All(word =>
            Folding.FoldWords(word.Value).Split(' ').All(Polite.Contains) || (IsName(word) && (isOfNames || !Begins(word, line)))
        );
    }

    /// <summary>First name and name: what follows is where they work.</summary>
    static bool IsSigned(string line) =>
        Words().Matches(line) is { Count: > 1 } words
        && words.All(word => IsName(word) && !Folding.FoldWords(word.Value).Split(' ').All(Polite.Contains));

    static bool IsName(Match word) => char.IsUpper(word.Value[0]) && word.Value.All(char.IsLetter);

    /// <summary>Whether a sentence begins with a word: its capital says nothing.</summary>
    static bool Begins(Match word, string line) =>
        line[..word.Index].TrimEnd() is var before && (before.Length == 0 || before[^1] is '.' or '!' or '…');

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Words();
}
