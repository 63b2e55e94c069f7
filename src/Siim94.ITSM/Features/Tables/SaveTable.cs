using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Saves a pivot as a table.</summary>
[Requires(Permission.ReadReports)]
public sealed record SaveTable : SavedTableFields, ICommand<TableDetails>;

sealed class SaveTableValidator : AbstractValidator<SaveTable>
{
    public SaveTableValidator() => Include(new SavedTableFieldsValidator());
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
