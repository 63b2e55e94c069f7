using Markdig.Syntax;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Texts as their reader may see them, with their figures found.</summary>
sealed class DocumentTexts(ChapterTexts texts, FigureResolver figures, CurrentUser user)
{
    /// <summary>Chapters of a year with the state and Markdown of their texts; blank where there is none for the reader.</summary>
    public async Task<IReadOnlyList<(Chapter Chapter, string State, string Markdown)>> Visible(
        int year,
        Publication? publication,
        CancellationToken ct
    )
    {
        // Drafts are the staff's; a published text is everybody's until the next edition.
        if (publication is not null && (publication.IsValid || !user.SeesAllMembers))
        {
            var published = (await texts.Published(publication.Id, ct)).ToDictionary(chapter => chapter.Code);
            return
            [
                .. published.Values.Select(chapter =>
                    (chapter.Chapter, chapter.Markdown.Length > 0 ? TextState.Published : TextState.None, chapter.Markdown)
                ),
            ];
        }
        var written = user.SeesAllMembers ? await texts.Of(year, ct) : new Dictionary<string, ChapterText>();
        return
        [
            .. Chapter.All.Select(chapter =>
                written.TryGetValue(chapter.Code, out var text) ? (chapter, text.State, text.Markdown) : (chapter, TextState.None, "")
            ),
        ];
    }

    /// <summary>
    /// Reads a text and finds its figures; for people of a member an ellipsis stands for each, since a sentence is about all members.
    /// </summary>
    public async Task<(MarkdownDocument Parsed, IReadOnlyList<InsertedFigure> Figures)> Read(
        string markdown,
        int year,
        YearTables tables,
        CancellationToken ct
    )
    {
        var parsed = ChapterMarkdown.Parse(markdown);
        var inserted = new List<InsertedFigure>();
        foreach (var inline in ChapterMarkdown.FiguresOf(parsed))
        {
            inline.Figure = user.SeesAllMembers
                ? await figures.Resolve(inline.Reference, year, tables, ct)
                : new(inline.Reference, InsertedFigure.Hidden, null, null);
            inserted.Add(inline.Figure);
        }
        return (parsed, inserted);
    }

    /// <summary>What is wrong with a text, in words, with lines.</summary>
    public static IReadOnlyList<string> FaultsOf(MarkdownDocument text) =>
        [
            .. ChapterMarkdown
                .FiguresOf(text)
                .Where(inline => inline.Figure?.Error is not null)
                .Select(inline => string.Format(Words.FigureFault, inline.Line + 1, inline.Reference, inline.Figure!.Error)),
            .. ChapterMarkdown.FaultsOf(text),
        ];
}
