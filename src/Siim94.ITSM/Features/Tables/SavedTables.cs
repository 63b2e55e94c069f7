using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Tables;

/// <summary>A table as its owner names and shares it.</summary>
public record SavedTableFields
{
    public string? Title { get; set; }

    /// <summary>Chapter, for tables of the report.</summary>
    public string? Section { get; set; }

    /// <summary><c>private</c> (default), <c>shared</c> with all who read reports, or part of the <c>report</c>.</summary>
    public string? Visibility { get; set; }

    public PivotDefinition Definition { get; set; } = new();
}

/// <summary>A table of the catalogue, with what it shows.</summary>
/// <param name="Visibility"><c>private</c>, <c>shared</c> with all who read reports, part of the <c>report</c>, or <c>built-in</c>.</param>
/// <param name="IsOwn">The reader may change it.</param>
public sealed record TableDetails(
    string Id,
    string Title,
    string Section,
    string Visibility,
    string? OwnerName,
    bool IsOwn,
    long Version,
    PivotDefinition Definition
);

/// <summary>All tables: those of the product, the reader's own, and those shared.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListTables : IQuery<Page<TableDetails>>;

/// <summary>One table with its definition, to open in the pivot.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetTable(string Id) : IQuery<TableDetails>;

/// <summary>Saves a pivot as a table.</summary>
[Requires(Permission.ReadReports)]
public sealed record SaveTable : SavedTableFields, ICommand<TableDetails>;

/// <summary>Changes a saved table. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ReadReports)]
public sealed record ChangeTable : SavedTableFields, ICommand<TableDetails>
{
    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }
}

/// <summary>Deletes a saved table; editions that print it keep it.</summary>
[Requires(Permission.ReadReports)]
public sealed record DeleteTable(string Id, long Version) : ICommand<Unit>;

sealed class SavedTableFieldsValidator : AbstractValidator<SavedTableFields>
{
    public SavedTableFieldsValidator()
    {
        RuleFor(t => t.Title).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(t => t.Section).Line(20);
        RuleFor(t => t.Visibility)
            .Must(visibility => visibility is null || TableVisibility.All.Contains(visibility))
            .WithMessage(_ => Words.VisibilityUnknown);
        RuleFor(t => t.Definition).NotNull().WithMessage(_ => TimeWords.FieldMissing);
        RuleFor(t => t.Definition).SetValidator(new PivotDefinitionValidator()).OverridePropertyName("");
    }
}

sealed class SaveTableValidator : AbstractValidator<SaveTable>
{
    public SaveTableValidator() => Include(new SavedTableFieldsValidator());
}

sealed class ChangeTableValidator : AbstractValidator<ChangeTable>
{
    public ChangeTableValidator() => Include(new SavedTableFieldsValidator());
}

sealed class ListTablesHandler(TableCatalog catalog, SavedTableStore store) : IRequestHandler<ListTables, Page<TableDetails>>
{
    public async Task<Page<TableDetails>> Handle(ListTables request, CancellationToken ct) =>
        new([.. BuiltInTables.All.Select(SavedTableStore.Details), .. (await catalog.Saved(ct)).Select(store.Details)], null);
}

sealed class GetTableHandler(TableCatalog catalog, SavedTableStore store) : IRequestHandler<GetTable, TableDetails>
{
    public async Task<TableDetails> Handle(GetTable request, CancellationToken ct) =>
        BuiltInTables.Find(request.Id) is { } builtIn ? SavedTableStore.Details(builtIn) : store.Details(await catalog.Row(request.Id, ct));
}

sealed class SaveTableHandler(SavedTableStore store, TableCatalog catalog, Db db, CurrentUser user, Audit audit)
    : IRequestHandler<SaveTable, TableDetails>
{
    public async Task<TableDetails> Handle(SaveTable request, CancellationToken ct)
    {
        var row = await store.RowOf(request, ct);
        var code = await FreeCode(row.Title, ct);
        var id = await db.Insert(InsertSql, row with { Code = code, OwnerUserId = user.AuthorId }, ct);
        await audit.Record("table", id, "add", null, request, ct);
        return store.Details(await catalog.Row(code, ct));
    }

    /// <summary>« Mes jours à Ivry » → <c>mes-jours-a-ivry</c>, then <c>mes-jours-a-ivry-2</c>.</summary>
    async Task<string> FreeCode(string title, CancellationToken ct)
    {
        var words = Folding.FoldWords(title).Replace(' ', '-');
        var stem = words.Length == 0 ? "tableau" : words[..Math.Min(words.Length, LongestCode)].Trim('-');
        for (var number = 1; ; number++)
        {
            var code = number == 1 ? stem : $"{stem}-{number}";
            if (
                BuiltInTables.Find(code) is null
                && code != PivotTables.PivotId
                && await db.FirstOrDefault<int>(CodeCountSql, new { Code = code }, ct) == 0
            )
                return code;
        }
    }

    const int LongestCode = 80;
    const string CodeCountSql = "SELECT COUNT(*) FROM ReportTables t WHERE t.Code = @Code";

    const string InsertSql = """
        INSERT INTO ReportTables (Code, Title, Section, DefinitionJson, Visibility, OwnerUserId, ChangedAt, Version)
        VALUES (@Code, @Title, @Section, @DefinitionJson, @Visibility, @OwnerUserId, @ChangedAt, 1)
        """;
}

sealed class ChangeTableHandler(SavedTableStore store, TableCatalog catalog, Db db, Audit audit)
    : IRequestHandler<ChangeTable, TableDetails>
{
    public async Task<TableDetails> Handle(ChangeTable request, CancellationToken ct)
    {
        var before = await store.OwnRow(request.Id, ct);
        var row = await store.RowOf(request, ct);
        if (await db.Execute(UpdateSql, row with { Id = before.Id, Version = request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("table", before.Id, "change", before, request, ct);
        return store.Details(await catalog.Row(request.Id, ct));
    }

    const string UpdateSql = """
        UPDATE ReportTables
        SET Title = @Title, Section = @Section, DefinitionJson = @DefinitionJson, Visibility = @Visibility, ChangedAt = @ChangedAt,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;
}

sealed class DeleteTableHandler(SavedTableStore store, Db db, Audit audit) : IRequestHandler<DeleteTable, Unit>
{
    public async Task<Unit> Handle(DeleteTable request, CancellationToken ct)
    {
        var row = await store.OwnRow(request.Id, ct);
        if (await db.Execute(DeleteSql, new { row.Id, request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("table", row.Id, "delete", row, null, ct);
        return Unit.Value;
    }

    const string DeleteSql = "DELETE FROM ReportTables WHERE Id = @Id AND Version = @Version";
}

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
