using System.Globalization;
using System.IO.Compression;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>
/// The report of a year as a file, with the sender's figures and texts, in the language of <see cref="CultureInfo.CurrentUICulture"/>.
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record ExportDocument : IQuery<ExportedFile>
{
    public int Year { get; init; }

    /// <inheritdoc cref="GetDocument.From"/>
    public int? From { get; init; }

    /// <inheritdoc cref="GetReport.Names"/>
    public string? Names { get; init; }

    /// <summary><c>docx</c>, <c>xlsx</c> or <c>csv.zip</c>: every table in both dialects of CSV.</summary>
    public string Format { get; init; } = ExportFormat.Docx;
}

/// <param name="Name">Name of the file, without accents or spaces: <c>bilan-2017_provisoire_2018-01-15.docx</c>.</param>
/// <param name="Standing">See <see cref="ReportDocument.Standing"/>.</param>
public sealed record ExportedFile(string Name, string ContentType, byte[] Content, string Standing);

sealed class ExportDocumentValidator : AbstractValidator<ExportDocument>
{
    public ExportDocumentValidator() => RuleFor(e => e.Format).Must(ExportFormat.All.Contains).WithMessage(_ => Words.FormatUnknown);
}

sealed class ExportDocumentHandler(IMediator mediator, CurrentUser user, TimeProvider clock) : IRequestHandler<ExportDocument, ExportedFile>
{
    public async Task<ExportedFile> Handle(ExportDocument request, CancellationToken ct)
    {
        var document = await mediator.Send(new GetDocument(request.Year) { From = request.From, Names = request.Names }, ct);
        var madeAt = clock.GetUtcNow().UtcDateTime;
        var edition = document.IsProvisional ? "provisoire" : $"edition-{document.Edition}";
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"bilan-{document.Year}_{edition}_{Paris.Today(clock):yyyy-MM-dd}.{request.Format}"
        );
        return request.Format switch
        {
            ExportFormat.Docx => new(
                name,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                WordDocument.Write(document, user.DisplayName, madeAt),
                document.Standing
            ),
            ExportFormat.Xlsx => new(name, ReportSheets.ContentType, await Workbook(document, madeAt, ct), document.Standing),
            ExportFormat.CsvZip => new(name, "application/zip", await Archive(document), document.Standing),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Format, "Not a format."),
        };
    }

    async Task<byte[]> Workbook(ReportDocument document, DateTime madeAt, CancellationToken ct)
    {
        List<(string, SheetCell)> about =
        [
            (Words.DocumentLabel, SheetCell.Of(document.Title)),
            (CommonWords.State, SheetCell.Of(document.Standing)),
            (Words.AuthorLabel, SheetCell.Of(user.DisplayName)),
            (Words.MadeAtLabel, SheetCell.OfInstant(Paris.ToLocal(madeAt))),
        ];
        if (document.Members.Count > 0)
            about.Add((Words.MembersLabel, SheetCell.Of(string.Join(", ", document.Members))));
        await using var file = await ReportWorkbook.Write(
            about,
            [.. document.Chapters.SelectMany(chapter => chapter.Tables.Select(ReportSheets.SheetOf))],
            ct
        );
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, ct);
        return content;
    }

    /// <summary>A folder a dialect, a file a table.</summary>
    static async Task<byte[]> Archive(ReportDocument document)
    {
        using var content = new MemoryStream();
        await using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (folder, dialect) in new[] { ("excel", ""), ("machine", ReportCsv.Machine) })
            foreach (var table in document.Chapters.SelectMany(chapter => chapter.Tables))
            {
                await using var file = await archive.CreateEntry($"{folder}/bilan-{document.Year}_{table.Id}.csv").OpenAsync();
                await ReportCsv.Write(file, dialect, ReportCsv.Parts(table));
            }
        return content.ToArray();
    }
}
