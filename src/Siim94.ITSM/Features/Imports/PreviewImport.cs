using System.Text;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// How a file seems to be read: its columns, a proposal of what each column is, and what its first lines are understood as. What the sender
/// states is not guessed.
/// </summary>
[Requires(Permission.ImportFiles)]
public sealed record PreviewImport : IQuery<ImportPreview>
{
    public long Id { get; init; }
    public string? Encoding { get; init; }
    public string? Separator { get; init; }
    public string? Sheet { get; init; }

    /// <inheritdoc cref="ImportMapping.FirstRow"/>
    public int? FirstRow { get; init; }

    public bool? HasHeadings { get; init; }

    /// <summary>A whole reading, to see what it makes of the file; nothing is guessed then.</summary>
    public ImportMapping? Mapping { get; init; }
}

/// <param name="IsWorkbook">An XLSX or ICS file: it has no encoding or separator, and perhaps sheets.</param>
/// <param name="Sheets">Sheets of a workbook.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Proposal">How to read the file; complete when every required field has a column, and nothing is asked.</param>
/// <param name="IsRemembered">The proposal is what was chosen the last time that a file had these headings.</param>
/// <param name="Guesses">What was guessed, and what is to be known of the file, in sentences.</param>
/// <param name="Asks">What nothing in the file shows, and lines need: <c>unit</c>, <c>decimals</c>.</param>
/// <param name="Lines">The first lines as understood, beside what the file has.</param>
/// <param name="Understood">What the file adds up to: the whole of it once it is checked, else its first thousand lines.</param>
public sealed record ImportPreview(
    bool IsWorkbook,
    IReadOnlyList<string> Sheets,
    IReadOnlyList<PreviewColumn> Columns,
    ImportMapping Proposal,
    bool IsRemembered,
    IReadOnlyList<string> Guesses,
    IReadOnlyList<string> Asks,
    IReadOnlyList<UnderstoodLine> Lines,
    Understanding Understood
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
        RuleFor(p => p.FirstRow)
            .InclusiveBetween(1, FileLimits.Rows)
            .WithMessage(_ => string.Format(Words.FirstRowOutOfRange, FileLimits.Rows));
    }
}

sealed class PreviewImportHandler(
    ImportReader reader,
    ImportFile files,
    ImportMappings mappings,
    ImportSpellings spellings,
    RowChecker checker,
    ReferentialLookup lookup
) : IRequestHandler<PreviewImport, ImportPreview>
{
    const int HeadBytes = 64 * 1024,
        ChunksRead = 4,
        RowsRead = 20_000,
        RowsUnderstood = 1_000,
        RowsShown = 8,
        LongestSample = 200;

    public async Task<ImportPreview> Handle(PreviewImport request, CancellationToken ct)
    {
        var import = await reader.Row(request.Id, ct);
        if (import.State is ImportState.Uploading)
            throw ImportErrors.NotInState(import.State);
        var head = await files.Chunk(import.Id, 0, ct) ?? throw ImportErrors.NotInState(import.State);
        FileGuess.RefuseOtherFormats(head);
        var reading = request.Mapping ?? Reading(request, import, head);
        var part = await FirstRows(import, reading, ct);
        if (part.Rows.Count == 0)
            throw ImportErrors.EmptyFile();

        var (rows, isRemembered) = (part.Rows, false);
        if (request.Mapping is null)
        {
            reading.Sheet ??= part.FirstSheet;
            reading.FirstRow ??= FileGuess.FirstRow(rows, import.Kind);
            rows = [.. rows.Where(row => row.Number >= (reading.FirstRow ?? 1))];
            reading.HasHeadings = request.HasHeadings ?? FileGuess.HasHeadings(rows, import.Kind);
            isRemembered = await Propose(reading, import.Kind, rows, ct);
        }
        var columns = Columns(rows, reading.HasHeadings);
        var lines = reading.HasHeadings ? rows.Skip(1).ToList() : [.. rows];
        var asks = Asks(reading, import.Kind, lines);
        var (understoodLines, understood) = await Understand(import with { MappingJson = reading.ToJson() }, lines, part.IsWhole, ct);
        var whole =
            import.State is ImportState.Checked && import.MappingJson == reading.ToJson()
                ? Understanding.Parse(import.UnderstoodJson)
                : null;
        return new(
            reading.Encoding is null,
            part.Sheets,
            columns,
            reading,
            isRemembered,
            [.. Guesses(reading, import.Kind, columns, lines, part)],
            asks,
            understoodLines,
            whole ?? understood
        );
    }

    static ImportMapping Reading(PreviewImport request, ImportRow import, byte[] head)
    {
        if (FileGuess.IsWorkbook(head) || FileGuess.IsCalendar(head))
            return new() { Sheet = request.Sheet, FirstRow = request.FirstRow };
        var start = head.AsSpan(0, Math.Min(head.Length, HeadBytes));
        // An accent may come late: all of the first chunk is looked at.
        var encoding = request.Encoding ?? FileGuess.Encoding(head, import.IsUtf8);
        // Separators are the same byte in every encoding of single bytes; cut anywhere, the last character may be broken.
        var text = (
            encoding switch
            {
                TextEncodings.Utf16 => Encoding.Unicode,
                TextEncodings.Utf16BigEndian => Encoding.BigEndianUnicode,
                TextEncodings.Utf8 => Encoding.UTF8,
                _ => Encoding.Latin1,
            }
        ).GetString(start);
        return new()
        {
            Encoding = encoding,
            Separator = request.Separator ?? FileGuess.Separator(text),
            FirstRow = request.FirstRow,
        };
    }

    /// <summary>The beginning of a file.</summary>
    /// <param name="Rows">Its first rows.</param>
    /// <param name="IsWhole">There are no others.</param>
    /// <param name="Sheets">Sheets of a workbook.</param>
    /// <param name="FirstSheet">The one that it shows first.</param>
    sealed record FilePart(IReadOnlyList<FileRow> Rows, bool IsWhole, IReadOnlyList<string> Sheets, string? FirstSheet);

    async Task<FilePart> FirstRows(ImportRow import, ImportMapping mapping, CancellationToken ct)
    {
        await using var file = await files.Open(import.Id, mapping.Encoding is null ? int.MaxValue : ChunksRead, ct);
        var (sheets, firstSheet) = ImportFile.Sheets(file);
        var (rows, isWhole) = (new List<FileRow>(), file.Length == import.FileBytes);
        try
        {
            await foreach (var row in ImportFile.Rows(file, mapping, ct))
            {
                if (rows.Count == RowsRead)
                {
                    isWhole = false;
                    break;
                }
                rows.Add(row);
            }
        }
        catch (Refusal) when (rows.Count > 0 && file.Length < import.FileBytes)
        {
            // The row that the beginning of the file cuts in two.
        }
        return new(rows, isWhole, sheets, firstSheet);
    }

    /// <summary>What each column is, and how numbers are written.</summary>
    /// <returns>Whether it is what somebody has chosen for these headings before.</returns>
    async Task<bool> Propose(ImportMapping reading, string kind, IReadOnlyList<FileRow> rows, CancellationToken ct)
    {
        IReadOnlyList<string> headings = [.. rows[0].Cells.Select(cell => cell.Text)];
        var remembered = reading.HasHeadings ? await mappings.Find(kind, headings, ct) : null;
        reading.Columns = remembered?.Columns ?? (reading.HasHeadings ? ImportFields.Propose(kind, headings) : []);
        var quantity =
            reading.HasHeadings && reading.Columns.TryGetValue(ImportFields.Quantity, out var column) ? rows[0][column].Text : "";
        reading.Unit = FileHeadings.UnitOf(quantity) ?? remembered?.Unit;
        reading.Decimals = FileGuess.Decimals(reading.HasHeadings ? rows.Skip(1) : rows, reading.Columns).Decimals;
        return remembered is not null;
    }

    static List<string> Asks(ImportMapping reading, string kind, IReadOnlyList<FileRow> lines)
    {
        var asks = new List<string>();
        if (
            kind is ImportKind.TimeEntries
            && reading.Unit is null
            && !reading.Columns.ContainsKey("unit")
            && reading.Columns.TryGetValue(ImportFields.Quantity, out var quantity)
            && lines.Any(line => IsBare(line[quantity]))
        )
            asks.Add("unit");
        if (reading.Decimals is null && FileGuess.Decimals(lines, reading.Columns).IsAsked)
            asks.Add("decimals");
        return asks;
    }

    /// <summary>A number that says no unit.</summary>
    static bool IsBare(FileCell cell) => cell.Number is not null || FileNumbers.Read(cell.Text, ",").Value is not null;

    async Task<(IReadOnlyList<UnderstoodLine> Lines, Understanding Understood)> Understand(
        ImportRow import,
        IReadOnlyList<FileRow> lines,
        bool isWhole,
        CancellationToken ct
    )
    {
        var run = new CheckRun(import, await spellings.Chosen(import.Id, ct)) { IsForPreview = true };
        var all = await lookup.Referentials(ct);
        var understood = new List<UnderstoodLine>();
        foreach (var line in lines.Take(RowsUnderstood))
        {
            run.HiddenRowCount += line.IsHidden ? 1 : 0;
            var (_, row) = await checker.Check(line, run, all, ct);
            if (understood.Count < RowsShown)
                understood.Add(new(line.Number, row.Understood(), [.. row.Problems]));
        }
        return (understood, run.Understanding(isWhole && lines.Count <= RowsUnderstood));
    }

    static IEnumerable<string> Guesses(
        ImportMapping reading,
        string kind,
        IReadOnlyList<PreviewColumn> columns,
        IReadOnlyList<FileRow> lines,
        FilePart part
    )
    {
        if (reading.Encoding is { } encoding)
            yield return string.Format(Words.GuessText, TextEncodings.NameOf(encoding), Separators.LabelOf(reading.Separator));
        if (reading.FirstRow is { } first and > 1)
            yield return string.Format(Words.GuessFirstRow, first);
        if (reading.Columns.Keys.Any(ImportFields.Numbers.Contains))
            yield return reading.Decimals switch
            {
                "," => Words.GuessComma,
                "." => Words.GuessPoint,
                _ => Words.GuessNoDecimals,
            };
        // Nothing is said of a unit that each line says itself.
        if (
            kind is ImportKind.TimeEntries
            && (reading.Unit is not null || !reading.Columns.ContainsKey("unit"))
            && reading.Columns.TryGetValue(ImportFields.Quantity, out var quantity)
        )
        {
            var heading = columns.ElementAtOrDefault(quantity - 1)?.Heading;
            yield return reading.Unit is { } unit
                ? string.Format(Words.GuessUnit, heading, ImportUnits.NameOf(unit))
                : string.Format(Words.GuessNoUnit, heading);
        }
        if (lines.Count(line => line.IsHidden) is > 0 and var hidden)
            yield return string.Format(Words.GuessHiddenRows, hidden);
        if (lines.Count(line => line.Cells.Any(cell => cell.IsFilledDown)) is > 0 and var merged)
            yield return string.Format(Words.GuessMergedRows, merged);
        if (!part.IsWhole)
            yield return string.Format(Words.GuessPart, part.Rows.Count);
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
