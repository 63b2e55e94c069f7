using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>What all changes of referentials do alike.</summary>
sealed class ReferentialWriter(Db db, ReferentialLookup codes, AgentDays agentDays, Audit audit)
{
    /// <exception cref="Refusal">No such row.</exception>
    public async Task<ReferentialRow> Row(ReferentialChange change, CancellationToken ct) =>
        ReferentialTables.Rows(await codes.Referentials(ct), change.Referential).FirstOrDefault(row => row.Code == change.Code)
        ?? throw RequestErrors.NotFound();

    public async Task<Unit> Close(ReferentialChange change, DateOnly? closedOn, CancellationToken ct)
    {
        var row = await Row(change, ct);
        if ((await codes.Referentials(ct)).LineagesOf(change.Referential).Successions.Any(succession => succession.FromId == row.Id))
            throw ReferentialErrors.Succeeded(row);
        DateOnly?[] ends = [row.ClosedOn, closedOn];
        if (row is Agent && row.ClosedOn != closedOn)
            await agentDays.RefuseClosed(
                ends.Min()!.Value,
                ends.Contains(null) ? null : ends.Max(),
                closedOn is null ? null : "ClosedOn",
                ct
            );
        await db.Execute(ReferentialTables.CloseSql(change.Referential), new { row.Id, ClosedOn = closedOn }, ct);
        return await Done(
            change.Referential,
            row.Id,
            closedOn is null ? "reopen" : "close",
            new { row.ClosedOn },
            new { ClosedOn = closedOn },
            ct
        );
    }

    public async Task AddAlias(string referential, long id, string label, CancellationToken ct)
    {
        var folded = Folding.Fold(label);
        if (
            await db.FirstOrDefault<int>(
                AliasCountSql,
                new
                {
                    Referential = referential,
                    TargetId = id,
                    FoldedLabel = folded,
                },
                ct
            ) > 0
        )
            return;
        await db.Execute(
            ReferentialSql.InsertAliasSql,
            new
            {
                Referential = referential,
                TargetId = id,
                Label = label,
                FoldedLabel = folded,
            },
            ct
        );
    }

    const string AliasCountSql =
        "SELECT COUNT(*) FROM Aliases a WHERE a.Referential = @Referential AND a.TargetId = @TargetId AND a.FoldedLabel = @FoldedLabel";

    /// <summary>Tells every process, and leaves a trace.</summary>
    public async Task<Unit> Done(string referential, long id, string action, object? before, object? after, CancellationToken ct)
    {
        await ReferentialCache.Touch(db, ct);
        await audit.Record(referential, id, action, before, after, ct);
        return Unit.Value;
    }
}
