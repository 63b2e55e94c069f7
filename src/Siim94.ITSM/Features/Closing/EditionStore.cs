using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Closing;

/// <summary>Writes editions, once, and reads them.</summary>
sealed class EditionStore(Db db, LineDigests digests, TableCatalog catalog, ReportEngine engine, ReportPrinter printer)
{
    // As many as the printed report has.
    const int MostEarlierYears = 3;

    static readonly JsonSerializerOptions DefinitionJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    static readonly CultureInfo PrintedIn = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Publishes the next edition of a period that has just been closed.</summary>
    public async Task Publish(long closingId, Period period, IReadOnlyList<ClosingCheck> checks, CancellationToken ct)
    {
        var lines = await digests.Of(period, ct);
        var tables = await Freeze(period, ct);
        var (number, checksJson) = ((await List(period.Number, ct)).Count + 1, JsonSerializer.Serialize(checks, JsonSerializerOptions.Web));
        var id = await db.Insert(
            InsertEditionSql,
            new
            {
                ClosedPeriodId = closingId,
                Period = period.Number,
                Number = number,
                LineCount = lines.Sum(line => line.LineCount),
                Digest = DigestOf(period.Number, number, checksJson, lines, tables),
                ChecksJson = checksJson,
            },
            ct
        );
        await db.Execute(
            InsertLinesSql,
            lines.Select(line => new
            {
                EditionId = id,
                line.Period,
                line.Fact,
                line.LineCount,
                line.Digest,
            }),
            ct
        );
        await db.Execute(
            InsertTableSql,
            tables.Select(table => new
            {
                EditionId = id,
                table.Code,
                table.SortOrder,
                table.DefinitionJson,
                table.TableJson,
                table.Digest,
            }),
            ct
        );
    }

    const string InsertEditionSql = """
        INSERT INTO Editions (ClosedPeriodId, Period, Number, LineCount, Digest, ChecksJson)
        VALUES (@ClosedPeriodId, @Period, @Number, @LineCount, @Digest, @ChecksJson)
        """;

    const string InsertLinesSql =
        "INSERT INTO EditionLines (EditionId, Period, Fact, LineCount, Digest) VALUES (@EditionId, @Period, @Fact, @LineCount, @Digest)";

    const string InsertTableSql = """
        INSERT INTO EditionTables (EditionId, Code, SortOrder, DefinitionJson, TableJson, Digest)
        VALUES (@EditionId, @Code, @SortOrder, @DefinitionJson, @TableJson, @Digest)
        """;

    async Task<IReadOnlyList<TableRow>> Freeze(Period period, CancellationToken ct) =>
        [
            .. (await Compute(period, await FirstYear(period.Year, ct), namesAt: null, ct)).Select(
                (frozen, index) => RowOf(frozen.Definition, frozen.Report, index)
            ),
        ];

    /// <summary>First year that an edition of a year prints.</summary>
    public async Task<int> FirstYear(int year, CancellationToken ct)
    {
        var years = await engine.Years(ct);
        return Math.Clamp(years.Count > 0 ? years[0] : year, year - MostEarlierYears, year);
    }

    /// <summary>
    /// Every table of the report for a year beside earlier ones, or for a month alone; in French whoever asks: it is the printed one.
    /// </summary>
    /// <param name="period">The year or month.</param>
    /// <param name="firstYear">First year printed beside a year.</param>
    /// <param name="namesAt">Instant whose successions count: an edition does not move when a row gets a successor.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<IReadOnlyList<(object Definition, Report Report)>> Compute(
        Period period,
        int firstYear,
        DateTime? namesAt,
        CancellationToken ct
    )
    {
        var (first, last) = (period.Months.First(), period.Months.Last());
        var asked = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = PrintedIn;
        try
        {
            var tables = new List<(object, Report)>();
            foreach (var table in await catalog.OfReport(ct))
            {
                var frozen = period.IsYear || table.ColumnAxis is not Axis.Year ? table : table with { ColumnAxis = Axis.Month };
                tables.Add(
                    (
                        frozen,
                        await printer.Print(
                            frozen with
                            {
                                NamesAt = namesAt,
                            },
                            frozen.ColumnAxis is Axis.Year ? new(firstYear, 1) : first,
                            last,
                            ct
                        )
                    )
                );
            }
            return tables;
        }
        finally
        {
            CultureInfo.CurrentUICulture = asked;
        }
    }

    static TableRow RowOf(object definition, Report report, int order)
    {
        var row = new TableRow
        {
            Code = report.Id,
            SortOrder = order,
            DefinitionJson = JsonSerializer.Serialize(definition, DefinitionJson),
            TableJson = JsonSerializer.Serialize(report, JsonSerializerOptions.Web),
        };
        return row with { Digest = DigestOf(row) };
    }

    static string DigestOf(TableRow table) => Hash($"{table.Code}\n{table.DefinitionJson}\n{table.TableJson}");

    // Whose edition it is, and what was known of it when it was closed, are published with its figures.
    static string DigestOf(int period, int number, string checksJson, IEnumerable<LineDigest> lines, IEnumerable<TableRow> tables) =>
        Hash(
            string.Concat(
                lines
                    .OrderBy(line => line.Period)
                    .ThenBy(line => line.Fact, StringComparer.Ordinal)
                    .Select(line => $"{line.Period} {line.Fact} {line.LineCount} {line.Digest}\n")
                    .Concat(tables.OrderBy(table => table.SortOrder).Select(table => $"{table.Code} {table.Digest}\n"))
                    .Prepend($"{period} {number} {Hash(checksJson)}\n")
            )
        );

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public async Task<IReadOnlyList<EditionSummary>> List(int period, CancellationToken ct) =>
        [.. (await db.Query<EditionRow>(EditionsSql, new { Period = period }, ct)).Select(row => row.As<EditionSummary>())];

    const string SelectEditionsSql = """
        SELECT e.Id, e.Period, e.Number, e.LineCount, e.Digest, e.ChecksJson, p.ClosedAt, u.DisplayName AS ByName, p.ReopenedAt,
               p.ReopenReason
        FROM Editions e
        JOIN ClosedPeriods p ON p.Id = e.ClosedPeriodId
        LEFT JOIN Users u ON u.Id = p.ClosedByUserId
        """;

    const string EditionsSql = $"{SelectEditionsSql} WHERE e.Period = @Period ORDER BY e.Number";

    /// <exception cref="Refusal">Not there.</exception>
    public async Task<EditionDetails> Get(int period, int number, CancellationToken ct)
    {
        var row = await Row(period, number, ct);
        return row.As<EditionDetails>() with
        {
            Checks = JsonSerializer.Deserialize<IReadOnlyList<ClosingCheck>>(row.ChecksJson, JsonSerializerOptions.Web)!,
            Lines = await db.Query<LineDigest>(LinesSql, new { row.Id }, ct),
            Tables =
            [
                .. (await db.Query<TableRow>(TablesSql, new { row.Id }, ct)).Select(table => new FrozenTable(
                    JsonElement.Parse(table.DefinitionJson),
                    Read(table)
                )),
            ],
        };
    }

    /// <summary>Whether everything that is stored of an edition is as it was published.</summary>
    public async Task<bool> IsIntact(int period, int number, CancellationToken ct)
    {
        var row = await Row(period, number, ct);
        var tables = await db.Query<TableRow>(TablesSql, new { row.Id }, ct);
        return tables.All(table => table.Digest == DigestOf(table))
            && row.Digest
                == DigestOf(row.Period, row.Number, row.ChecksJson, await db.Query<LineDigest>(LinesSql, new { row.Id }, ct), tables);
    }

    async Task<EditionRow> Row(int period, int number, CancellationToken ct) =>
        await db.FirstOrDefault<EditionRow>(EditionSql, new { Period = period, Number = number }, ct) ?? throw RequestErrors.NotFound();

    const string EditionSql = $"{SelectEditionsSql} WHERE e.Period = @Period AND e.Number = @Number";
    const string LinesSql =
        "SELECT l.Period, l.Fact, l.LineCount, l.Digest FROM EditionLines l WHERE l.EditionId = @Id ORDER BY l.Period, l.Fact";
    const string TablesSql = """
        SELECT t.Code, t.SortOrder, t.DefinitionJson, t.TableJson, t.Digest
        FROM EditionTables t
        WHERE t.EditionId = @Id
        ORDER BY t.SortOrder
        """;

    static Report Read(TableRow table) => JsonSerializer.Deserialize<Report>(table.TableJson, JsonSerializerOptions.Web)!;

    sealed record EditionRow
    {
        public long Id { get; init; }
        public int Period { get; init; }
        public int Number { get; init; }
        public long LineCount { get; init; }
        public string Digest { get; init; } = "";
        public string ChecksJson { get; init; } = "";
        public DateTime ClosedAt { get; init; }
        public string? ByName { get; init; }
        public DateTime? ReopenedAt { get; init; }
        public string? ReopenReason { get; init; }

        public TEdition As<TEdition>()
            where TEdition : EditionSummary, new() =>
            new()
            {
                Period = Period,
                Number = Number,
                PublishedAt = ClosedAt,
                PublishedByName = ByName ?? CurrentUser.System.DisplayName,
                LineCount = LineCount,
                Digest = Digest,
                ReopenedAt = ReopenedAt,
                ReopenReason = ReopenReason,
            };
    }

    sealed record TableRow
    {
        public string Code { get; init; } = "";
        public int SortOrder { get; init; }
        public string DefinitionJson { get; init; } = "";
        public string TableJson { get; init; } = "";
        public string Digest { get; init; } = "";
    }
}
