using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Changes a saved table. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ReadReports)]
public sealed record ChangeTable : SavedTableFields, ICommand<TableDetails>
{
    public ChangeTable() { }

    /// <summary>A change to what was entered.</summary>
    internal ChangeTable(SavedTableFields fields)
        : base(fields) { }

    [JsonIgnore]
    public string Id { get; set; } = "";

    [JsonIgnore]
    public long Version { get; set; }
}

sealed class ChangeTableValidator : AbstractValidator<ChangeTable>
{
    public ChangeTableValidator() => Include(new SavedTableFieldsValidator());
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
