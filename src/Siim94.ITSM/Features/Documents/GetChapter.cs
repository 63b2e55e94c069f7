using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Documents;

/// <summary>One chapter of a year.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetChapter(int Year, string Code) : IQuery<ChapterDetails>;

sealed class GetChapterValidator : AbstractValidator<GetChapter>
{
    public GetChapterValidator() => RuleFor(c => c.Year).YearOfReport();
}

sealed class GetChapterHandler(ChapterReader reader) : IRequestHandler<GetChapter, ChapterDetails>
{
    public Task<ChapterDetails> Handle(GetChapter request, CancellationToken ct) => reader.Get(request.Year, request.Code, ct);
}
