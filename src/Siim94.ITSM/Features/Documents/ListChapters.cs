using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Documents;

/// <summary>The chapters of a year with their texts. People of a member see published texts only.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListChapters(int Year) : IQuery<Page<ChapterDetails>>;

sealed class ListChaptersValidator : AbstractValidator<ListChapters>
{
    public ListChaptersValidator() => RuleFor(c => c.Year).YearOfReport();
}

sealed class ListChaptersHandler(ChapterReader reader) : IRequestHandler<ListChapters, Page<ChapterDetails>>
{
    public async Task<Page<ChapterDetails>> Handle(ListChapters request, CancellationToken ct) =>
        new(await reader.All(request.Year, ct), null);
}
