using MediatR;

namespace Siim94.ITSM.Features.Imports;

/// <summary>
/// Finds imports whose job has died with its process, for another one to take over, and uploads that nobody came back to.
/// </summary>
/// <returns>Imports that a job must look after.</returns>
[Requires(Permission.ManageJobs)]
public sealed record ResumeImports : ICommand<IReadOnlyList<long>>;

sealed class ResumeImportsHandler(Db db, TimeProvider clock) : IRequestHandler<ResumeImports, IReadOnlyList<long>>
{
    // A check gives a sign of life every second. A write is silent, and holds its import: whoever looks for dead ones passes it by.
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(1),
        Upload = TimeSpan.FromDays(1),
        Forgotten = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<long>> Handle(ResumeImports request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var givenUp = new { UploadBefore = now - Upload, OtherBefore = now - Forgotten };
        foreach (var id in await db.Query<long>(GivenUpSql(db.Dialect), givenUp, ct))
            await db.Execute(GiveUpSql, new { Id = id, ActiveAt = now }, ct);
        var silent = await db.Query<long>(SilentSql(db.Dialect), new { Before = now - Silence }, ct);
        // A new run: what the old job may still send is refused.
        foreach (var id in silent)
            await db.Execute(TakeOverSql, new { Id = id, ActiveAt = now }, ct);
        return [.. silent, .. await db.Query<long>(ToClearSql, null, ct)];
    }

    static string GivenUpSql(SqlDialect dialect) =>
        $"""
            SELECT i.Id FROM Imports i{dialect.Unheld}
            WHERE (i.State = 'uploading' AND i.ActiveAt < @UploadBefore)
               OR (i.State IN ('uploaded', 'checked') AND i.ActiveAt < @OtherBefore)
            """;

    const string GiveUpSql = "UPDATE Imports SET State = 'cancelled', ActiveAt = @ActiveAt WHERE Id = @Id";

    static string SilentSql(SqlDialect dialect) =>
        $"""
            SELECT i.Id FROM Imports i{dialect.Unheld}
            WHERE i.State IN ('checking', 'importing', 'undoing') AND i.ActiveAt < @Before
            """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [GivenUpSql(dialect), SilentSql(dialect)];

    const string TakeOverSql = """
        UPDATE Imports
        SET Run = Run + 1, ActiveAt = @ActiveAt, RowsRead = CASE WHEN State = 'checking' THEN 0 ELSE RowsRead END,
            RowsAccepted = CASE WHEN State = 'checking' THEN 0 ELSE RowsAccepted END,
            RowsRefused = CASE WHEN State = 'checking' THEN 0 ELSE RowsRefused END
        WHERE Id = @Id
        """;
    const string ToClearSql =
        "SELECT DISTINCT i.Id FROM Imports i JOIN ImportChunks c ON c.ImportId = i.Id WHERE i.State IN ('imported', 'undone', 'cancelled')";
}
