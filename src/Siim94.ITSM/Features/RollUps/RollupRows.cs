using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// How the rows of a month are made: inserted anew from the facts, or changed by differences. The nightly verification recomputes with the
/// same sums.
/// </summary>
sealed class RollupRows(Db db, FactLocks locks)
{
    /// <summary>First statement of whatever rebuilds roll-ups: two never work at the same time, on either engine.</summary>
    public const string LockStateSql = "UPDATE RollupState SET Revision = Revision WHERE Id = 1";

    /// <summary>
    /// Rebuilds the rows of a month from the facts, up to the last day that counts: a later one is planned. The differences that wait for
    /// it are in the facts already, and go.
    /// </summary>
    public async Task Rebuild(FactRollUp rollUp, Month month, DateOnly until, long revision, CancellationToken ct)
    {
        var days = DaysOf(month, until);
        foreach (var table in rollUp.Tables)
        {
            await db.Execute(table.DeleteMonthSql, days, ct);
            await db.Execute(table.InsertMonthSql, days, ct);
        }
        if (rollUp.ChangesTable is not null)
            await db.Execute(rollUp.DeleteChangesOfMonthSql, new { From = month.FirstDay, To = month.LastDay }, ct);
        await Touch(rollUp, month, revision, null, ct);
    }

    /// <summary>Takes the months: nobody writes into them until the transaction ends.</summary>
    public Task Take(IEnumerable<Month> months, CancellationToken ct) => locks.TakeMonths(months, ct);

    // As many rows that are added to a month's as it has in a busy day; then one a key.
    const int MostAddedRows = 1_000;

    /// <summary>
    /// Adds differences to a month, up to the last day that counts. Those that make no difference to its sums, as of a line that only moves
    /// to another day, make it another month all the same: its days are not what they were.
    /// </summary>
    public async Task Add(FactRollUp rollUp, Month month, DateOnly until, IReadOnlyList<long> changes, long revision, CancellationToken ct)
    {
        var days = DaysOf(month, until);
        var added = 0;
        foreach (var some in changes.Chunk(TypeHandlers.LongestParameterList - 1))
            added += await db.Execute(
                rollUp.AddChangesSql,
                new
                {
                    days.YearMonth,
                    days.From,
                    days.To,
                    Ids = some,
                },
                ct
            );
        await Touch(rollUp, month, revision, added, ct);
    }

    /// <summary>Gives a month its revision, and counts the rows that were added to it since they were last one a key.</summary>
    /// <param name="added">Null when they are one a key again.</param>
    async Task Touch(FactRollUp rollUp, Month month, long revision, int? added, CancellationToken ct)
    {
        var touched = new
        {
            RollUp = rollUp.Name,
            month.YearMonth,
            Revision = revision,
            AddedRows = added ?? 0,
        };
        var rows = await db.FirstOrDefault<int?>(AddedRowsSql, touched, ct);
        if (rows is null)
            await db.Execute(InsertMonthSql, touched, ct);
        else if (rows + added > MostAddedRows)
        {
            await Fold(rollUp.Tables.Single(), month, ct);
            await db.Execute(UpdateMonthSql, touched with { AddedRows = 0 }, ct);
        }
        else
            await db.Execute(UpdateMonthSql, touched with { AddedRows = rows + added ?? 0 }, ct);
    }

    const string AddedRowsSql = "SELECT m.AddedRows FROM RollupMonths m WHERE m.RollUp = @RollUp AND m.YearMonth = @YearMonth";
    const string InsertMonthSql = """
        INSERT INTO RollupMonths (RollUp, YearMonth, Revision, AddedRows) VALUES (@RollUp, @YearMonth, @Revision, @AddedRows)
        """;
    const string UpdateMonthSql = """
        UPDATE RollupMonths SET Revision = @Revision, AddedRows = @AddedRows WHERE RollUp = @RollUp AND YearMonth = @YearMonth
        """;

    async Task Fold(RollUpTable table, Month month, CancellationToken ct)
    {
        var last = new { month.YearMonth, LastId = await db.FirstOrDefault<long>(table.LastRowSql, null, ct) };
        await db.Execute(table.FoldMonthSql, last, ct);
        await db.Execute(table.DeleteFoldedSql, last, ct);
    }

    static DaysOfMonth DaysOf(Month month, DateOnly until) =>
        new(month.YearMonth, month.FirstDay, month.LastDay < until ? month.LastDay : until);

    sealed record DaysOfMonth(int YearMonth, DateOnly From, DateOnly To);
}
