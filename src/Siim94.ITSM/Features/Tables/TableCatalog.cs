using System.Text.Json;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Who sees a saved table.</summary>
static class TableVisibility
{
    /// <summary>Its owner; everybody who reads reports; everybody, in the report of each year.</summary>
    public const string Private = "private",
        Shared = "shared",
        Report = "report";

    /// <summary>What the catalogue says of the tables of the product.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>What an owner may choose.</summary>
    public static readonly IReadOnlyList<string> All = [Private, Shared, Report];

    public static string NameOf(string visibility) =>
        visibility switch
        {
            Private => Words.VisibilityPrivate,
            Shared => Words.VisibilityShared,
            Report => Words.VisibilityReport,
            BuiltIn => Words.VisibilityBuiltIn,
            _ => throw new ArgumentOutOfRangeException(nameof(visibility), visibility, "Not a visibility of tables."),
        };
}

/// <summary>A saved table as stored.</summary>
sealed record SavedTableRow
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string Section { get; init; } = "";
    public string DefinitionJson { get; init; } = "";
    public string Visibility { get; init; } = "";
    public long? OwnerUserId { get; init; }
    public string? OwnerName { get; init; }
    public long Version { get; init; }

    public PivotDefinition Definition => JsonSerializer.Deserialize<PivotDefinition>(DefinitionJson, JsonSerializerOptions.Web)!;
    public ReportTable Table => Definition.ToTable(Code, Title, Section);
}

/// <summary>All tables within the reader's reach, built-in and saved: whoever asks for one by its id gets either.</summary>
sealed class TableCatalog(Db db, CurrentUser user, PivotTables pivots)
{
    /// <exception cref="Refusal">There is none, or it is somebody else's own.</exception>
    public async Task<ReportTable> Get(string id, CancellationToken ct) =>
        BuiltIn.FirstOrDefault(table => table.Id == id) ?? (await Row(id, ct)).Table;

    /// <summary>Those of the product, but for what names agents to people of a member.</summary>
    public IEnumerable<ReportTable> BuiltIn => BuiltInTables.All.Where(table => table.IsPersonal || pivots.MaySeeAgentsOf(table));

    /// <summary>The tables of the report of each year, those of the product first.</summary>
    public async Task<IReadOnlyList<ReportTable>> OfReport(CancellationToken ct) =>
        [
            .. BuiltIn
                .Concat((await Visible(ReportRowsSql, new { TableVisibility.Report }, ct)).Select(row => row.Table))
                .Where(table => table.IsPrinted && !table.IsPersonal),
        ];

    /// <summary>Every table there is for the reader.</summary>
    public async Task<IReadOnlyList<ReportTable>> All(CancellationToken ct) => [.. BuiltIn, .. (await Saved(ct)).Select(row => row.Table)];

    /// <summary>Saved tables, by title.</summary>
    public async Task<IReadOnlyList<SavedTableRow>> Saved(CancellationToken ct) =>
        [
            .. (await Visible(VisibleRowsSql, new { user.UserId, TableVisibility.Private }, ct)).OrderBy(
                row => row.Table.Title.ToString(),
                StringComparer.CurrentCultureIgnoreCase
            ),
        ];

    async Task<IReadOnlyList<SavedTableRow>> Visible(string sql, object parameters, CancellationToken ct)
    {
        var visible = new List<SavedTableRow>();
        foreach (var row in await db.Query<SavedTableRow>(sql, parameters, ct))
            if (await pivots.MaySee(row.Table, ct))
                visible.Add(row);
        return visible;
    }

    /// <inheritdoc cref="Get"/>
    public async Task<SavedTableRow> Row(string id, CancellationToken ct)
    {
        var row = await db.FirstOrDefault<SavedTableRow>(
            RowSql,
            new
            {
                Code = KeyText.Of(id),
                user.UserId,
                TableVisibility.Private,
            },
            ct
        );
        return row is not null && await pivots.MaySee(row.Table, ct) ? row : throw RequestErrors.NotFound();
    }

    const string SelectRowsSql = """
        SELECT t.Id, t.Code, t.Title, t.Section, t.DefinitionJson, t.Visibility, t.OwnerUserId, u.DisplayName AS OwnerName, t.Version
        FROM ReportTables t
        LEFT JOIN Users u ON u.Id = t.OwnerUserId
        """;

    const string RowSql = $"{SelectRowsSql} WHERE t.Code = @Code AND (t.Visibility <> @Private OR t.OwnerUserId = @UserId)";
    const string VisibleRowsSql = $"{SelectRowsSql} WHERE t.Visibility <> @Private OR t.OwnerUserId = @UserId ORDER BY t.Id";
    const string ReportRowsSql = $"{SelectRowsSql} WHERE t.Visibility = @Report ORDER BY t.Section, t.Id";
}
