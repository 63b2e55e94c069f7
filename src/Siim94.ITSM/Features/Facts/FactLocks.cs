namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// Who writes facts waits for whom: two who count the lines of one agent, a writer and the closing of its month. Each locks rows that hold
/// nothing, so that nobody else waits: neither those who only name the agent, nor those who write elsewhere.
/// </summary>
sealed class FactLocks(Db db)
{
    // Two months ten years apart, and two agents 256 numbers apart, share a row: they wait for each other, and nothing worse.
    const int Months = 120,
        Agents = 256,
        FirstAgent = 1_000;

    /// <summary>Whoever else writes for these agents waits until the transaction ends.</summary>
    public Task TakeAgents(IEnumerable<long> agentIds, CancellationToken ct) => Take(agentIds.Select(id => FirstAgent + id % Agents), ct);

    /// <summary>Whoever writes into these months has committed by now, or waits until the transaction ends.</summary>
    public Task TakeMonths(IEnumerable<Month> months, CancellationToken ct) => Take(months.Select(RowOf), ct);

    /// <summary>Like <see cref="TakeMonths"/>, of all of them: what is locked by date has no first day.</summary>
    public Task TakeEveryMonth(CancellationToken ct) => Take(Enumerable.Range(0, Months).Select(row => (long)row), ct);

    async Task Take(IEnumerable<long> rows, CancellationToken ct)
    {
        if (db.Dialect.HasOneWriter)
            return;
        foreach (var some in rows.Distinct().Order().Chunk(TypeHandlers.LongestParameterList - 1))
            await db.Execute(TakeSql, new { Ids = some }, ct);
    }

    const string TakeSql = "UPDATE LockRows SET Revision = Revision WHERE Id IN @Ids";

    /// <summary>
    /// Whoever wants to close or count one of these months waits until the transaction ends; others may write into them as well.
    /// </summary>
    public async Task ShareMonths(IEnumerable<DateOnly> days, CancellationToken ct)
    {
        if (db.Dialect.HasOneWriter)
            return;
        var rows = days.Select(day => RowOf(new Month(day.Year, day.Month))).Distinct().Order();
        foreach (var some in rows.Chunk(TypeHandlers.LongestParameterList - 1))
            await db.Query<long>(ShareSql(db.Dialect), new { Ids = some }, ct);
    }

    static string ShareSql(SqlDialect dialect) => $"SELECT l.Id FROM LockRows l{dialect.HeldToCommit} WHERE l.Id IN @Ids ORDER BY l.Id";

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [ShareSql(dialect)];

    static long RowOf(Month month) => (month.Year * 12 + month.Number - 1) % Months;
}
