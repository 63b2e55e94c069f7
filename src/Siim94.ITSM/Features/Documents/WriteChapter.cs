using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Documents;

/// <summary>The text of a chapter, for those who write, review or read it.</summary>
public sealed record ChapterDetails
{
    public int Year { get; init; }
    public string Code { get; init; } = "";
    public string Number { get; init; } = "";
    public string Title { get; init; } = "";

    /// <summary><c>none</c>, <c>draft</c>, <c>submitted</c>, <c>reviewed</c> or <c>published</c>.</summary>
    public string State { get; init; } = TextState.None;

    public string Text { get; init; } = "";

    /// <summary>The text as the page shows it.</summary>
    public string Html { get; init; } = "";

    /// <summary>What has become wrong with it since it was written: a figure that is no longer there.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public DateTime? ChangedAt { get; init; }
    public string? ChangedByName { get; init; }
    public DateTime? ReviewedAt { get; init; }
    public string? ReviewedByName { get; init; }

    /// <summary>Why a reviewer sent it back.</summary>
    public string? ReviewComment { get; init; }

    /// <summary>0 while nothing has been written, and for a published text, which has no other version.</summary>
    public long Version { get; init; }

    /// <summary>Row whose history can be asked for; 0 while there is none.</summary>
    public long TextId { get; init; }
}

/// <summary>The chapters of a year with their texts. People of a member see published texts only.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListChapters(int Year) : IQuery<Page<ChapterDetails>>;

/// <summary>One chapter of a year.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetChapter(int Year, string Code) : IQuery<ChapterDetails>;

/// <summary>A chapter's text as it would be shown, and what would be refused on saving; nothing is written.</summary>
[Requires(Permission.WriteReportTexts)]
public sealed record PreviewChapter : IQuery<ChapterPreview>
{
    [JsonIgnore]
    public int Year { get; set; }
    public string? Text { get; set; }
}

public sealed record ChapterPreview(string Html, IReadOnlyList<string> Faults);

/// <summary>
/// Writes the text of a chapter; it is a draft again. Refused when somebody changed it meanwhile, when it names a figure that is not there,
/// and while the year's document is published.
/// </summary>
[Requires(Permission.WriteReportTexts)]
public sealed record WriteChapter : ICommand<ChapterDetails>
{
    [JsonIgnore]
    public int Year { get; set; }

    [JsonIgnore]
    public string Code { get; set; } = "";

    /// <summary>Version that was read; 0 for a text that nobody has written yet.</summary>
    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>Markdown without HTML; figures as <c>{{table[row,column]}}</c>.</summary>
    public string? Text { get; set; }

    public const int LongestText = 20_000;
}

sealed class ListChaptersValidator : AbstractValidator<ListChapters>
{
    public ListChaptersValidator() => RuleFor(c => c.Year).YearOfReport();
}

sealed class GetChapterValidator : AbstractValidator<GetChapter>
{
    public GetChapterValidator() => RuleFor(c => c.Year).YearOfReport();
}

sealed class WriteChapterValidator : AbstractValidator<WriteChapter>
{
    public WriteChapterValidator()
    {
        RuleFor(c => c.Year).YearOfReport();
        RuleFor(c => c.Text).NotNull().WithMessage(_ => TimeWords.FieldMissing).Paragraphs(WriteChapter.LongestText);
    }
}

sealed class PreviewChapterValidator : AbstractValidator<PreviewChapter>
{
    public PreviewChapterValidator()
    {
        RuleFor(c => c.Year).YearOfReport();
        RuleFor(c => c.Text).Paragraphs(WriteChapter.LongestText);
    }
}

sealed class ListChaptersHandler(ChapterReader reader) : IRequestHandler<ListChapters, Page<ChapterDetails>>
{
    public async Task<Page<ChapterDetails>> Handle(ListChapters request, CancellationToken ct) =>
        new(await reader.All(request.Year, ct), null);
}

sealed class GetChapterHandler(ChapterReader reader) : IRequestHandler<GetChapter, ChapterDetails>
{
    public Task<ChapterDetails> Handle(GetChapter request, CancellationToken ct) => reader.Get(request.Year, request.Code, ct);
}

sealed class PreviewChapterHandler(DocumentTexts texts, YearTablesReader tables) : IRequestHandler<PreviewChapter, ChapterPreview>
{
    public async Task<ChapterPreview> Handle(PreviewChapter request, CancellationToken ct)
    {
        var (parsed, _) = await texts.Read(request.Text ?? "", request.Year, await tables.Now(request.Year, null, null, ct), ct);
        return new(ChapterMarkdown.Html(parsed), DocumentTexts.FaultsOf(parsed));
    }
}

sealed class WriteChapterHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    ChapterTexts texts,
    DocumentTexts documentTexts,
    YearTablesReader tables,
    ChapterReader reader,
    Audit audit
) : IRequestHandler<WriteChapter, ChapterDetails>
{
    public async Task<ChapterDetails> Handle(WriteChapter request, CancellationToken ct)
    {
        var chapter = Chapter.Find(request.Code) ?? throw RequestErrors.NotFound();
        await texts.RefuseWhilePublished(request.Year, ct);
        var markdown = request.Text!.ReplaceLineEndings("\n").Trim();
        var (parsed, _) = await documentTexts.Read(markdown, request.Year, await tables.Now(request.Year, null, null, ct), ct);
        if (DocumentTexts.FaultsOf(parsed) is { Count: > 0 } faults)
            throw DocumentErrors.Faults(faults);

        var before = await texts.Get(request.Year, chapter.Code, ct);
        if (before.Version != request.Version)
            throw RequestErrors.ChangedMeanwhile();
        var row = new
        {
            before.Id,
            request.Year,
            Chapter = chapter.Code,
            Markdown = markdown,
            TextState.Draft,
            ChangedAt = clock.GetUtcNow().UtcDateTime,
            ChangedByUserId = user.AuthorId,
            request.Version,
        };
        var id = before.Id;
        if (before.Version == 0)
            id = await db.Insert(InsertSql, row, ct);
        else if (await db.Execute(UpdateSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var after = await texts.Get(request.Year, chapter.Code, ct);
        await audit.Record("chapter", id, before.Version == 0 ? "add" : "change", before.Version == 0 ? null : before, after, ct);
        return await reader.Get(request.Year, chapter.Code, ct);
    }

    const string InsertSql = """
        INSERT INTO ChapterTexts (Year, Chapter, Markdown, State, ChangedAt, ChangedByUserId, ReviewedAt, ReviewedByUserId, ReviewComment,
            Version)
        VALUES (@Year, @Chapter, @Markdown, @Draft, @ChangedAt, @ChangedByUserId, NULL, NULL, NULL, 1)
        """;

    const string UpdateSql = """
        UPDATE ChapterTexts
        SET Markdown = @Markdown, State = @Draft, ChangedAt = @ChangedAt, ChangedByUserId = @ChangedByUserId, ReviewedAt = NULL,
            ReviewedByUserId = NULL, ReviewComment = NULL, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}

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
