using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Documents;

/// <summary>Asks for a review of a chapter's text. Refused when it is not a draft, or was changed meanwhile.</summary>
[Requires(Permission.WriteReportTexts)]
public sealed record SubmitChapter(int Year, string Code, long Version) : ICommand<ChapterDetails>;

sealed class SubmitChapterValidator : AbstractValidator<SubmitChapter>
{
    public SubmitChapterValidator() => RuleFor(s => s.Year).YearOfReport();
}

sealed class SubmitChapterHandler(ChapterSteps steps) : IRequestHandler<SubmitChapter, ChapterDetails>
{
    public Task<ChapterDetails> Handle(SubmitChapter request, CancellationToken ct) =>
        steps.Take(request.Year, request.Code, request.Version, TextState.Draft, TextState.Submitted, null, ct);
}
