using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Documents;

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

sealed class WriteChapterValidator : AbstractValidator<WriteChapter>
{
    public WriteChapterValidator()
    {
        RuleFor(c => c.Year).YearOfReport();
        RuleFor(c => c.Text).NotNull().WithMessage(_ => CommonWords.FieldMissing).Paragraphs(WriteChapter.LongestText);
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
