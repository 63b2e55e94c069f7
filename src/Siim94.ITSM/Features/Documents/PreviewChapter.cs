using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Documents;

/// <summary>A chapter's text as it would be shown, and what would be refused on saving; nothing is written.</summary>
[Requires(Permission.WriteReportTexts)]
public sealed record PreviewChapter : IQuery<ChapterPreview>
{
    [JsonIgnore]
    public int Year { get; set; }
    public string? Text { get; set; }
}

public sealed record ChapterPreview(string Html, IReadOnlyList<string> Faults);

sealed class PreviewChapterValidator : AbstractValidator<PreviewChapter>
{
    public PreviewChapterValidator()
    {
        RuleFor(c => c.Year).YearOfReport();
        RuleFor(c => c.Text).Paragraphs(WriteChapter.LongestText);
    }
}

sealed class PreviewChapterHandler(DocumentTexts texts, YearTablesReader tables) : IRequestHandler<PreviewChapter, ChapterPreview>
{
    public async Task<ChapterPreview> Handle(PreviewChapter request, CancellationToken ct)
    {
        var (parsed, _) = await texts.Read(request.Text ?? "", request.Year, await tables.Now(request.Year, null, null, ct), ct);
        return new(ChapterMarkdown.Html(parsed), DocumentTexts.FaultsOf(parsed));
    }
}
