using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM.Features.Documents;

/// <summary>
/// Publishes the document of a closed year: its reviewed texts are frozen with the figures of the year's edition. Harmless when it is
/// published already. Refused while the year is open, while a text is not reviewed, and when a text names a figure that the edition does
/// not hold.
/// </summary>
[Requires(Permission.EditReports)]
public sealed record PublishDocument(int Year) : ICommand<PublishedDocument>;

/// <summary>A document that will not move any more.</summary>
public sealed record PublishedDocument(int Year, int Edition, DateTime PublishedAt, string PublishedByName);

sealed class PublishDocumentValidator : AbstractValidator<PublishDocument>
{
    public PublishDocumentValidator() => RuleFor(p => p.Year).YearOfReport();
}

sealed class PublishDocumentHandler(
    Db db,
    CurrentUser user,
    TimeProvider clock,
    ChapterTexts texts,
    DocumentTexts documentTexts,
    EditionStore editions,
    Audit audit
) : IRequestHandler<PublishDocument, PublishedDocument>
{
    public async Task<PublishedDocument> Handle(PublishDocument request, CancellationToken ct)
    {
        // The year is neither opened nor closed meanwhile.
        await db.Execute(RollupRows.LockStateSql, null, ct);
        if (await texts.LastPublication(request.Year, ct) is { IsValid: true } published)
            return Details(request.Year, published);
        var edition = (await editions.List(request.Year, ct)).LastOrDefault();
        if (edition is null || edition.ReopenedAt is not null)
            throw DocumentErrors.YearOpen(request.Year);

        var written = (await texts.Of(request.Year, ct)).Values.Where(text => text.Markdown.Length > 0).ToDictionary(text => text.Chapter);
        if (written.Count == 0)
            throw DocumentErrors.NothingWritten(request.Year);
        if (
            Chapter
                .All.Where(chapter => written.GetValueOrDefault(chapter.Code) is { } text && text.State != TextState.Reviewed)
                .Select(chapter => $"{chapter.Title}")
                .ToList() is
            { Count: > 0 } waiting
        )
            throw DocumentErrors.NotReviewed(waiting);

        var figures = YearTablesReader.Of(await editions.Get(request.Year, edition.Number, ct));
        var (rows, faults) = (new List<object>(), new List<string>());
        var editionId = await db.FirstOrDefault<long>(EditionIdSql, new { request.Year, edition.Number }, ct);
        foreach (var (order, chapter) in Chapter.All.Index())
        {
            var markdown = written.GetValueOrDefault(chapter.Code)?.Markdown ?? "";
            var (parsed, _) = await documentTexts.Read(markdown, request.Year, figures, ct);
            faults.AddRange(DocumentTexts.FaultsOf(parsed).Select(fault => $"{chapter.Title} – {fault}"));
            rows.Add(
                new
                {
                    chapter.Code,
                    SortOrder = order,
                    chapter.Number,
                    TitleFrench = chapter.Title.French,
                    TitleEnglish = chapter.Title.English,
                    Markdown = ChapterMarkdown.ByKeys(markdown, parsed),
                    EditionId = editionId,
                }
            );
        }
        if (faults.Count > 0)
            throw DocumentErrors.FiguresGone(faults);

        var id = await db.Insert(
            InsertDocumentSql,
            new
            {
                EditionId = editionId,
                request.Year,
                PublishedAt = clock.GetUtcNow().UtcDateTime,
                PublishedByUserId = user.AuthorId,
            },
            ct
        );
        await db.Execute(InsertChapterSql, rows, ct);
        var details = Details(request.Year, (await texts.LastPublication(request.Year, ct))!);
        await audit.Record(
            "document",
            id,
            "add",
            null,
            new
            {
                details.Year,
                details.Edition,
                Chapters = rows,
            },
            ct
        );
        return details;
    }

    const string EditionIdSql = "SELECT e.Id FROM Editions e WHERE e.Period = @Year AND e.Number = @Number";

    const string InsertDocumentSql = """
        INSERT INTO PublishedDocuments (EditionId, Year, PublishedAt, PublishedByUserId)
        VALUES (@EditionId, @Year, @PublishedAt, @PublishedByUserId)
        """;

    const string InsertChapterSql = """
        INSERT INTO PublishedChapters (PublishedDocumentId, Code, SortOrder, Number, TitleFrench, TitleEnglish, Markdown)
        SELECT d.Id, @Code, @SortOrder, @Number, @TitleFrench, @TitleEnglish, @Markdown
        FROM PublishedDocuments d
        WHERE d.EditionId = @EditionId
        """;

    static PublishedDocument Details(int year, Publication publication) =>
        new(year, publication.Edition, publication.PublishedAt, publication.By);
}
