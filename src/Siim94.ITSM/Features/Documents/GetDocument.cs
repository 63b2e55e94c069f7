using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using FluentValidation;
using Markdig.Syntax;
using MediatR;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>
/// The whole report of a year: chapters, texts, tables. Published, as its edition froze it; before, as it is now, with the texts as far as
/// they are written. People of a member see their own figures, and published texts only, whose figures are left out.
/// </summary>
[Requires(Permission.ReadReports)]
public sealed record GetDocument(int Year) : IQuery<ReportDocument>
{
    /// <summary>First year shown beside it; a published document shows what it was published with.</summary>
    public int? From { get; init; }

    /// <inheritdoc cref="GetReport.Names"/>
    public string? Names { get; init; }
}

/// <summary>What every format of a year's report is made from.</summary>
public sealed record ReportDocument
{
    public int Year { get; init; }
    public string Title { get; init; } = "";

    /// <summary>Not published, or opened again since: figures may move.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Number of the edition that it was published with; blank while it never was.</summary>
    public int? Edition { get; init; }

    public DateTime? PublishedAt { get; init; }
    public string? PublishedByName { get; init; }

    /// <summary>SHA-256 of the edition that the figures are from; blank for figures of now.</summary>
    public string? EditionDigest { get; init; }

    /// <summary>How fresh figures of now are; blank for those of an edition.</summary>
    public Freshness? Freshness { get; init; }

    /// <summary>Names of the members whose figures alone are shown; blank for all.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public IReadOnlyList<DocumentChapter> Chapters { get; init; } = [];

    /// <summary>
    /// Time written after a lock covered its days, since the edition before, by team: the figures count it. Nothing for people of a member.
    /// </summary>
    public IReadOnlyList<LateOfTeam> Late { get; init; } = [];

    /// <summary>One line for readers: published when and by whom, or provisional and how fresh.</summary>
    public string Standing =>
        !IsProvisional ? string.Format(Words.PublishedAs, Edition, Paris.ToLocal(PublishedAt!.Value), PublishedByName)
        : Freshness?.AsOf is { } asOf
            ? Plural.Format(
                Freshness.PendingDays > 0 ? Words.ProvisionalWaiting : Words.ProvisionalAsOf,
                Paris.ToLocal(asOf),
                Freshness.PendingDays
            )
        : Words.Provisional;
}

/// <param name="Heading">Number and title.</param>
/// <param name="State">Of its text: <c>none</c>, <c>draft</c>, <c>submitted</c>, <c>reviewed</c> or <c>published</c>.</param>
/// <param name="Markdown">Its text; figures stand in it as references.</param>
/// <param name="Html">The same as a page shows it, figures inserted.</param>
/// <param name="Figures">The figures of the text, in the order in which it names them.</param>
/// <param name="Tables">Its tables.</param>
public sealed record DocumentChapter(
    string Code,
    string Number,
    string Title,
    string Heading,
    string State,
    string Markdown,
    string Html,
    IReadOnlyList<InsertedFigure> Figures,
    IReadOnlyList<Report> Tables
)
{
    /// <summary>Neither text nor table stands in it.</summary>
    [JsonIgnore]
    public bool IsEmpty => Markdown.Length == 0 && Tables.Count == 0;

    /// <summary>The text read, its figures found.</summary>
    [JsonIgnore]
    internal MarkdownDocument? Parsed { get; init; }
}

sealed class GetDocumentValidator : AbstractValidator<GetDocument>
{
    public GetDocumentValidator()
    {
        RuleFor(d => d.Year).YearOfReport();
        RuleFor(d => d.From)
            .Must((document, from) => from is null || (from >= 2000 && from <= document.Year && document.Year - from < GetReport.MostYears))
            .WithMessage(_ => Words.FromOutOfRange);
        RuleFor(d => d.Names).NameMode();
    }
}

sealed class GetDocumentHandler(
    Db db,
    CurrentUser user,
    ChapterTexts texts,
    YearTablesReader tables,
    DocumentTexts documentTexts,
    LateTime late,
    ReferentialCache cache
) : IRequestHandler<GetDocument, ReportDocument>
{
    public async Task<ReportDocument> Handle(GetDocument request, CancellationToken ct)
    {
        var publication = await texts.LastPublication(request.Year, ct);
        var figures = await tables.For(request.Year, request.From, request.Names, publication, ct);

        var shown = new List<Report>();
        foreach (var id in figures.Ids)
            shown.Add(Readable((await figures.Get(id, ct)).Report));
        var chapters = new List<DocumentChapter>();
        foreach (var (chapter, state, markdown) in await documentTexts.Visible(request.Year, publication, ct))
        {
            var (parsed, inserted) = await documentTexts.Read(markdown, request.Year, figures, ct);
            List<Report> ofChapter = [.. shown.Where(table => Chapter.OfSection(table.Section).Code == chapter.Code)];
            chapters.Add(
                new(
                    chapter.Code,
                    chapter.Number,
                    $"{chapter.Title}",
                    chapter.Heading,
                    state,
                    markdown,
                    ChapterMarkdown.Html(parsed),
                    inserted,
                    ofChapter
                )
                {
                    Parsed = parsed,
                }
            );
        }
        var all = await cache.Read(db, ct);
        return new()
        {
            Year = request.Year,
            Title = string.Format(Words.DocumentTitle, request.Year),
            IsProvisional = publication is not { IsValid: true },
            Edition = publication?.Edition,
            PublishedAt = publication?.PublishedAt,
            PublishedByName = publication?.By,
            EditionDigest = figures.EditionDigest,
            Freshness = figures.EditionDigest is null ? shown.FirstOrDefault()?.Freshness : null,
            Members = user.MemberScope is { } scope ? [.. scope.Select(id => all.Members[id].Name)] : [],
            Chapters = chapters,
            Late = user.SeesAllMembers ? await late.OfStanding(new Period(request.Year), ct) : [],
        };
    }

    // A table that is kept loses what says nothing once.
    static readonly ConditionalWeakTable<IReadOnlyList<ReportLine>, Report> Readables = [];

    static Report Readable(Report table)
    {
        if (table.Rows.Count == 0)
            return table;
        var readable = Readables.GetValue(table.Rows, _ => WithoutBlanks(table));
        return table with { Columns = readable.Columns, Rows = readable.Rows, Totals = readable.Totals };
    }

    /// <summary>Without what says nothing: years before the first figure of a table, and changes and shares where there are none.</summary>
    static Report WithoutBlanks(Report table)
    {
        var blankStart = table.Columns.Index().TakeWhile(column => IsBlank(column.Index)).Count();
        List<int> kept =
        [
            .. table
                .Columns.Index()
                .Where(column => column.Index >= blankStart && !(IsDerived(column.Item.Key) && IsBlank(column.Index)))
                .Select(column => column.Index),
        ];
        return kept.Count == 0 || kept.Count == table.Columns.Count
            ? table
            : table with
            {
                Columns = [.. kept.Select(column => table.Columns[column])],
                Rows = [.. table.Rows.Select(row => row with { Cells = [.. kept.Select(column => row.Cells[column])] })],
                Totals = [.. kept.Select(column => table.Totals[column])],
            };

        // A gap is no blank: it says that a figure is missing.
        bool IsBlank(int column) => table.Rows.All(row => row.Cells[column].Text.Length == 0);
        static bool IsDerived(string key) =>
            key.EndsWith(".share", StringComparison.Ordinal)
            || key.EndsWith(".change", StringComparison.Ordinal)
            || key.EndsWith(".change-percent", StringComparison.Ordinal);
    }
}
