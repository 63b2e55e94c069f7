using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Asks for a review of a chapter's text. Refused when it is not a draft, or was changed meanwhile.</summary>
[Requires(Permission.WriteReportTexts)]
public sealed record SubmitChapter(int Year, string Code, long Version) : ICommand<ChapterDetails>;

/// <summary>
/// Accepts a submitted text, or sends it back with a reason. Refused when it does not wait for a review, or was changed meanwhile.
/// </summary>
[Requires(Permission.EditReports)]
public sealed record ReviewChapter : ICommand<ChapterDetails>
{
    [JsonIgnore]
    public int Year { get; set; }

    [JsonIgnore]
    public string Code { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>Whether it may be published as it is.</summary>
    public bool? IsAccepted { get; set; }

    /// <summary>Why it is sent back.</summary>
    public string? Comment { get; set; }
}

sealed class SubmitChapterValidator : AbstractValidator<SubmitChapter>
{
    public SubmitChapterValidator() => RuleFor(s => s.Year).YearOfReport();
}

sealed class ReviewChapterValidator : AbstractValidator<ReviewChapter>
{
    public ReviewChapterValidator()
    {
        RuleFor(r => r.Year).YearOfReport();
        RuleFor(r => r.IsAccepted).NotNull().WithMessage(_ => TimeWords.FieldMissing);
        RuleFor(r => r.Comment).NotEmpty().When(r => r.IsAccepted == false).WithMessage(_ => Words.CommentMissing).Paragraphs(1000);
    }
}

sealed class SubmitChapterHandler(ChapterSteps steps) : IRequestHandler<SubmitChapter, ChapterDetails>
{
    public Task<ChapterDetails> Handle(SubmitChapter request, CancellationToken ct) =>
        steps.Take(request.Year, request.Code, request.Version, TextState.Draft, TextState.Submitted, null, ct);
}

sealed class ReviewChapterHandler(ChapterSteps steps) : IRequestHandler<ReviewChapter, ChapterDetails>
{
    public Task<ChapterDetails> Handle(ReviewChapter request, CancellationToken ct) =>
        steps.Take(
            request.Year,
            request.Code,
            request.Version,
            TextState.Submitted,
            request.IsAccepted == true ? TextState.Reviewed : TextState.Draft,
            request.Comment?.Trim(),
            ct
        );
}

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
