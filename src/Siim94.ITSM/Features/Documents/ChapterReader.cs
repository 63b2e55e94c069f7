namespace Siim94.ITSM.Features.Documents;

/// <summary>Chapters as their reader may see them.</summary>
sealed class ChapterReader(ChapterTexts texts, DocumentTexts documentTexts, YearTablesReader tables, CurrentUser user)
{
    public async Task<IReadOnlyList<ChapterDetails>> All(int year, CancellationToken ct)
    {
        var publication = await texts.LastPublication(year, ct);
        var figures = await tables.For(year, null, null, publication, ct);
        var written =
            user.SeesAllMembers && publication is not { IsValid: true } ? await texts.Of(year, ct) : new Dictionary<string, ChapterText>();
        var chapters = new List<ChapterDetails>();
        foreach (var (chapter, state, markdown) in await documentTexts.Visible(year, publication, ct))
        {
            var (parsed, _) = await documentTexts.Read(markdown, year, figures, ct);
            var text = written.GetValueOrDefault(chapter.Code) ?? new();
            chapters.Add(
                new()
                {
                    Year = year,
                    Code = chapter.Code,
                    Number = chapter.Number,
                    Title = $"{chapter.Title}",
                    State = state,
                    Text = markdown,
                    Html = ChapterMarkdown.Html(parsed),
                    Faults = DocumentTexts.FaultsOf(parsed),
                    ChangedAt = text.ChangedAt,
                    ChangedByName = text.ChangedAt is null ? null : text.ChangedByName ?? CurrentUser.System.DisplayName,
                    ReviewedAt = text.ReviewedAt,
                    ReviewedByName = text.ReviewedAt is null ? null : text.ReviewedByName ?? CurrentUser.System.DisplayName,
                    ReviewComment = text.ReviewComment,
                    Version = text.Version,
                    TextId = text.Id,
                }
            );
        }
        return chapters;
    }

    /// <exception cref="Refusal">There is no such chapter.</exception>
    public async Task<ChapterDetails> Get(int year, string code, CancellationToken ct) =>
        (await All(year, ct)).FirstOrDefault(chapter => chapter.Code == code) ?? throw RequestErrors.NotFound();
}
