using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Documents;

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

sealed class ReviewChapterValidator : AbstractValidator<ReviewChapter>
{
    public ReviewChapterValidator()
    {
        RuleFor(r => r.Year).YearOfReport();
        RuleFor(r => r.IsAccepted).NotNull().WithMessage(_ => CommonWords.FieldMissing);
        RuleFor(r => r.Comment).NotEmpty().When(r => r.IsAccepted == false).WithMessage(_ => Words.CommentMissing).Paragraphs(1000);
    }
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
