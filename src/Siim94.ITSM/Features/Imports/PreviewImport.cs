using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// How a file seems to be read: its columns, first rows and a proposal of what each column is. What the sender states is not guessed.
/// </summary>
[Requires(Permission.ImportFiles)]
public sealed record PreviewImport : IQuery<ImportPreview>
{
    public long Id { get; init; }
    public string? Encoding { get; init; }
    public string? Separator { get; init; }
    public string? Sheet { get; init; }
    public bool? HasHeadings { get; init; }
}

/// <param name="IsWorkbook">An XLSX file: it has sheets, and no encoding or separator.</param>
/// <param name="Sheets">Sheets of a workbook.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Proposal">How to read the file; complete when every required field has a column.</param>
/// <param name="IsRemembered">The proposal is what was chosen the last time that a file had these headings.</param>
public sealed record ImportPreview(
    bool IsWorkbook,
    IReadOnlyList<string> Sheets,
    IReadOnlyList<PreviewColumn> Columns,
    ImportMapping Proposal,
    bool IsRemembered
);

/// <param name="Number">Counted from 1.</param>
/// <param name="Heading">Its name; its letter when the file names no columns.</param>
/// <param name="Samples">Its first cells.</param>
public sealed record PreviewColumn(int Number, string Heading, IReadOnlyList<string> Samples);

sealed class PreviewImportValidator : AbstractValidator<PreviewImport>
{
    public PreviewImportValidator()
    {
        RuleFor(p => p.Encoding)
            .Must(encoding => encoding is null || TextEncodings.All.Contains(encoding))
            .WithMessage(_ => Words.EncodingUnknown);
        RuleFor(p => p.Separator).Must(separator => separator is null or { Length: 1 }).WithMessage(_ => Words.SeparatorUnknown);
    }
}

sealed class PreviewImportHandler(ImportReader reader, ImportFile files, ImportMappings mappings)
    : IRequestHandler<PreviewImport, ImportPreview>
{
    const int HeadBytes = 64 * 1024,
        ChunksRead = 4,
        RowsRead = 50,
        RowsShown = 8,
        LongestSample = 200;

    public async Task<ImportPreview> Handle(PreviewImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State is ImportState.Uploading)
            throw ImportErrors.NotInState(import.State);
        var head = await files.Chunk(import.Id, 0, ct) ?? throw ImportErrors.NotInState(import.State);
        var mapping = Reading(request, import, head);
        var (rows, sheets) = await FirstRows(import, head, mapping, ct);
        if (rows.Count == 0)
            throw ImportErrors.EmptyFile();

        mapping.HasHeadings = request.HasHeadings ?? FileGuess.HasHeadings(rows, import.Kind);
        mapping.Decimals = FileGuess.Decimals(rows, mapping.Separator);
        var columns = Columns(rows, mapping.HasHeadings);
        IReadOnlyList<string> headings = [.. rows[0].Cells.Select(cell => cell.Text)];
        var remembered = mapping.HasHeadings ? await mappings.Find(import.Kind, headings, ct) : null;
        mapping.Columns = remembered?.Columns ?? (mapping.HasHeadings ? ImportFields.Propose(import.Kind, headings) : []);
        if (remembered is not null)
            mapping.Unit = remembered.Unit;
        else if (mapping.Columns.TryGetValue("quantity", out var quantity))
            mapping.Unit = ImportFields.UnitOf(columns[quantity - 1].Heading);
        return new(mapping.Encoding is null, sheets, columns, mapping, remembered is not null);
    }

    static ImportMapping Reading(PreviewImport request, ImportRow import, byte[] head)
    {
        FileGuess.RefuseOtherFormats(head);
        if (FileGuess.IsWorkbook(head))
            return new() { Sheet = request.Sheet };
        var start = head.AsSpan(0, Math.Min(head.Length, HeadBytes));
        var encoding = request.Encoding ?? FileGuess.Encoding(start, import.IsUtf8);
        // Separators are the same byte in every encoding of single bytes; cut anywhere, the last character may be broken.
        var text = (
            encoding switch
            {
                TextEncodings.Utf16 => Encoding.Unicode,
                TextEncodings.Utf16BigEndian => Encoding.BigEndianUnicode,
                _ => Encoding.Latin1,
            }
        ).GetString(start);
        return new() { Encoding = encoding, Separator = request.Separator ?? FileGuess.Separator(text) };
    }

    async Task<(IReadOnlyList<FileRow> Rows, IReadOnlyList<string> Sheets)> FirstRows(
        ImportRow import,
        byte[] head,
        ImportMapping mapping,
        CancellationToken ct
    )
    {
        await using var file = await files.Open(import.Id, mapping.Encoding is null ? int.MaxValue : ChunksRead, ct);
        var sheets = ImportFile.Sheets(file);
        var rows = new List<FileRow>();
        try
        {
            await foreach (var row in ImportFile.Rows(file, mapping, ct))
            {
                if (row.IsBlank)
                    continue;
                rows.Add(row);
                if (rows.Count == RowsRead)
                    break;
            }
        }
        catch (Refusal) when (rows.Count > 0 && file.Length < import.FileBytes)
        {
            // The row that the beginning of the file cuts in two.
        }
        return (rows, sheets);
    }

    static List<PreviewColumn> Columns(IReadOnlyList<FileRow> rows, bool hasHeadings)
    {
        var width = rows.Max(row => row.Cells.Count);
        return
        [
            .. Enumerable
                .Range(1, width)
                .Select(number => new PreviewColumn(
                    number,
                    hasHeadings && !rows[0][number].IsBlank ? Short(rows[0][number].Text) : string.Format(Words.ColumnNumber, number),
                    [.. rows.Skip(hasHeadings ? 1 : 0).Take(RowsShown).Select(row => Short(row[number].Text))]
                )),
        ];
    }

    static string Short(string text) => text.Length <= LongestSample ? text.Trim() : text[..LongestSample].Trim() + "…";
}

/// <summary>Which column was what, by kind of import and the headings of the file.</summary>
sealed class ImportMappings(Db db, TimeProvider clock)
{
    public async Task<ImportMapping?> Find(string kind, IReadOnlyList<string> headings, CancellationToken ct) =>
        ImportMapping.Parse(await db.FirstOrDefault<string>(MappingSql, new { Kind = kind, HeadingsDigest = Digest(headings) }, ct));

    const string MappingSql = "SELECT m.MappingJson FROM ImportMappings m WHERE m.Kind = @Kind AND m.HeadingsDigest = @HeadingsDigest";

    public async Task Remember(string kind, IReadOnlyList<string> headings, ImportMapping mapping, CancellationToken ct)
    {
        var row = new
        {
            Kind = kind,
            HeadingsDigest = Digest(headings),
            MappingJson = mapping.ToJson(),
            UsedAt = clock.GetUtcNow().UtcDateTime,
        };
        if (await db.Execute(UpdateMappingSql, row, ct) == 0)
            await db.Execute(InsertMappingSql, row, ct);
    }

    const string UpdateMappingSql =
        "UPDATE ImportMappings SET MappingJson = @MappingJson, UsedAt = @UsedAt WHERE Kind = @Kind AND HeadingsDigest = @HeadingsDigest";
    const string InsertMappingSql =
        "INSERT INTO ImportMappings (Kind, HeadingsDigest, MappingJson, UsedAt) VALUES (@Kind, @HeadingsDigest, @MappingJson, @UsedAt)";

    static string Digest(IReadOnlyList<string> headings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings.Select(Folding.Fold)))));
}
