namespace Siim94.ITSM.Features.Documents;

/// <summary>Takes the text of a chapter from one state to the next.</summary>
sealed class ChapterSteps(Db db, CurrentUser user, TimeProvider clock, ChapterTexts texts, ChapterReader reader, Audit audit)
{
    /// <exception cref="Refusal">The text is not in the state that the step starts from, was changed meanwhile, or is
    /// published.</exception>
    public async Task<ChapterDetails> Take(
        int year,
        string code,
        long version,
        string from,
        string to,
        string? comment,
        CancellationToken ct
    )
    {
        if (Chapter.Find(code) is null)
            throw RequestErrors.NotFound();
        await texts.RefuseWhilePublished(year, ct);
        var before = await texts.Get(year, code, ct);
        if (before.Version != version)
            throw RequestErrors.ChangedMeanwhile();
        if (before.State != from)
            throw DocumentErrors.NotInState(before.State);
        // Asking for a review is no review.
        var isReview = from == TextState.Submitted;
        if (
            await db.Execute(
                StepSql,
                new
                {
                    before.Id,
                    Version = version,
                    State = to,
                    ReviewedAt = isReview ? clock.GetUtcNow().UtcDateTime : (DateTime?)null,
                    ReviewedByUserId = isReview ? user.AuthorId : null,
                    ReviewComment = comment,
                },
                ct
            ) == 0
        )
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("chapter", before.Id, to, before, await texts.Get(year, code, ct), ct);
        return await reader.Get(year, code, ct);
    }

    const string StepSql = """
        UPDATE ChapterTexts
        SET State = @State, ReviewedAt = @ReviewedAt, ReviewedByUserId = @ReviewedByUserId, ReviewComment = @ReviewComment,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}
