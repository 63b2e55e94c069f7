using System.Text.Json;

namespace Siim94.ITSM.Features.Tables;

/// <summary>What the commands on saved tables do alike.</summary>
sealed class SavedTableStore(TableCatalog catalog, PivotTables pivots, CurrentUser user, TimeProvider clock)
{
    /// <summary>The row that the fields ask for; its filters exist, and only editors of the report put a table into it.</summary>
    public async Task<StoredTable> RowOf(SavedTableFields fields, CancellationToken ct)
    {
        await pivots.Resolve(fields.Definition, ct);
        if (fields.Visibility == TableVisibility.Report && !user.Can(Permission.EditReports))
            throw Refusal.Field("Visibility", "table.not-an-editor", Words.NotAnEditor);
        return new()
        {
            Title = fields.Title!.Trim(),
            Section = fields.Section?.Trim() ?? "",
            DefinitionJson = JsonSerializer.Serialize(fields.Definition, JsonSerializerOptions.Web),
            Visibility = fields.Visibility ?? TableVisibility.Private,
            ChangedAt = clock.GetUtcNow().UtcDateTime,
        };
    }

    /// <exception cref="Refusal">Not there, or not the sender's to change.</exception>
    public async Task<SavedTableRow> OwnRow(string id, CancellationToken ct)
    {
        if (BuiltInTables.Find(id) is not null)
            throw new Refusal(409, "table.built-in", Words.BuiltInStays);
        var row = await catalog.Row(id, ct);
        return IsOwn(row) ? row : throw RequestErrors.NotAllowed();
    }

    public static TableDetails Details(ReportTable table) =>
        new(table.Id, table.Title.ToString(), table.Section, TableVisibility.BuiltIn, null, false, 1, PivotDefinition.Of(table));

    public TableDetails Details(SavedTableRow row) =>
        new(row.Code, row.Title, row.Section, row.Visibility, row.OwnerName, IsOwn(row), row.Version, row.Definition);

    /// <summary>One's own; those of the report belong to all its editors.</summary>
    bool IsOwn(SavedTableRow row) =>
        row.OwnerUserId == user.UserId || (row.Visibility == TableVisibility.Report && user.Can(Permission.EditReports));
}

/// <summary>A saved table on its way into the database.</summary>
sealed record StoredTable
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string Section { get; init; } = "";
    public string DefinitionJson { get; init; } = "";
    public string Visibility { get; init; } = "";
    public long? OwnerUserId { get; init; }
    public DateTime ChangedAt { get; init; }
    public long Version { get; init; }
}
