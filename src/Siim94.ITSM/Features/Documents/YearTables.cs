using System.Globalization;
using System.Text.Json;
using MediatR;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Documents;

/// <summary>A table of a year with what its rows are.</summary>
sealed record YearTable(Report Report, IReadOnlyList<Axis> RowAxes);

/// <summary>
/// The tables of the report of a year, for one reader: as they are now, each computed when first asked for, or as an edition froze them.
/// </summary>
sealed class YearTables(IReadOnlyList<string> ids, Func<string, CancellationToken, Task<YearTable>> load)
{
    readonly Dictionary<string, YearTable> loaded = [];

    /// <summary>Digest of the edition that the figures are from; null for figures of now.</summary>
    public string? EditionDigest { get; init; }

    /// <summary>What its rows are called.</summary>
    public required NameChoice Names { get; init; }

    /// <summary>Ids in the order of the report.</summary>
    public IReadOnlyList<string> Ids => ids;

    public async Task<YearTable> Get(string id, CancellationToken ct) =>
        loaded.TryGetValue(id, out var table) ? table : loaded[id] = await load(id, ct);
}

/// <summary>Where <see cref="YearTables"/> come from.</summary>
sealed class YearTablesReader(TableCatalog catalog, EditionStore editions, IMediator mediator, CurrentUser user)
{
    /// <summary>
    /// The figures that a document shows its reader: those of its edition, for whoever may see them all, while it is the valid one; else
    /// those of now.
    /// </summary>
    public async Task<YearTables> For(int year, int? from, string? names, Publication? publication, CancellationToken ct) =>
        publication is { IsValid: true } && user.SeesAllMembers
            ? Of(await editions.Get(year, publication.Edition, ct))
            : await Now(year, from, names, ct);

    /// <summary>The figures of now, of as many years as an edition would print.</summary>
    public async Task<YearTables> Now(int year, int? from, string? names, CancellationToken ct)
    {
        var first = Math.Min(from ?? await editions.FirstYear(year, ct), year);
        var tables = (await catalog.OfReport(ct)).ToDictionary(table => table.Id);
        return new([.. tables.Keys], async (id, token) => new(
                await mediator.Send(
                    new GetReport
                    {
                        Id = id,
                        From = tables[id].ColumnAxis is Axis.Year ? first : year,
                        To = year,
                        Names = names,
                    },
                    token
                ),
                tables[id].RowAxes
            )) { Names = new(NameModes.Parse(names)) };
    }

    /// <summary>
    /// The figures of an edition; it was printed in French, but headings that its definitions give in English too follow the reader.
    /// </summary>
    public static YearTables Of(EditionDetails edition)
    {
        var tables = edition.Tables.ToDictionary(frozen => frozen.Table.Id, Read);
        return new([.. tables.Keys], (id, _) => Task.FromResult(tables[id]))
        {
            EditionDigest = edition.Digest,
            Names = new(NameMode.Now, edition.PublishedAt),
        };
    }

    static YearTable Read(FrozenTable frozen)
    {
        List<Axis> rowAxes =
        [
            .. frozen.Definition.GetProperty("rowAxes").EnumerateArray().Select(axis => Enum.Parse<Axis>(axis.GetString()!)),
        ];
        var table = frozen.Table;
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en")
            table = table with
            {
                Title = frozen.Definition.GetProperty("title").Deserialize<LocalizedText>(JsonSerializerOptions.Web)!.English,
                RowHeadings = [.. rowAxes.Select(AxisWords.Name)],
            };
        return new(table, rowAxes);
    }
}
