namespace Siim94.ITSM.Features.Mailboxes;

/// <summary>« Merci, bonne journée » asks for nothing: it opens no ticket again. In doubt it is no thanks.</summary>
static class ThanksOnly
{
    const int LongestThanks = 200;

    static readonly string[] Thanks = ["merci", "remerci", "thank", "thx", "parfait", "nickel", "impeccable", "super", "genial", "top"];

    static readonly HashSet<string> Doubts =
    [
        .. "mais but toujours still pas not ne n encore again probleme problem erreur error helas malheureusement".Split(),
        .. "unfortunately sauf except cependant however pouvez pourriez can could quand when comment how pourquoi why".Split(),
        .. "aussi also depuis since besoin need plus".Split(),
    ];

    public static bool Is(string text)
    {
        if (text.Length > LongestThanks || text.Contains('?', StringComparison.Ordinal))
            return false;
        var words = Folding.FoldWords(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => Thanks.Any(thanks => word.StartsWith(thanks, StringComparison.Ordinal))) && !words.Any(Doubts.Contains);
    }
}
