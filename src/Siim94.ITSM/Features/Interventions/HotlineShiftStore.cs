using Dapper;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>Shifts and their ledger lines.</summary>
sealed class HotlineShiftStore(Db db, ReferentialLookup codes, Ledger ledger, CurrentUser user, TimeProvider clock, Audit audit)
{
    const string Activity = "ASSIST-HOTLINE";

    public async Task<HotlineShiftDetails> Add(HotlineShiftFields fields, CancellationToken ct)
    {
        var line = await Resolve(fields, ct);
        var id = await db.Insert(InsertShiftSql, RowOf(line), ct);
        await ledger.Write([line with { HotlineShiftId = id }], fields.Confirm, ct);
        return await Get(id, ct);
    }

    const string InsertShiftSql = """
        INSERT INTO HotlineShifts (AgentId, WorkedOn, QuantityMicros, Unit, Note, CreatedByUserId, CreatedAt, Version)
        VALUES (@AgentId, @WorkedOn, @QuantityMicros, @Unit, @Note, @CreatedByUserId, @CreatedAt, 1)
        """;

    public async Task<HotlineShiftDetails> Replace(long id, long version, HotlineShiftFields fields, CancellationToken ct)
    {
        var before = await Get(id, ct);
        await RefuseUnlessTheirs(before, ct);
        var line = await Resolve(fields, ct);
        if (await db.Execute(UpdateShiftSql, RowOf(line) with { Id = id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var replaced = await ledger.RemoveOf(EntrySource.Hotline, id, ct);
        await ledger.Write([line with { HotlineShiftId = id }], fields.Confirm, ct, replaced);
        var after = await Get(id, ct);
        await audit.Record("hotline-shift", id, "change", before, after, ct);
        return after;
    }

    const string UpdateShiftSql = """
        UPDATE HotlineShifts
        SET AgentId = @AgentId, WorkedOn = @WorkedOn, QuantityMicros = @QuantityMicros, Unit = @Unit, Note = @Note, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    public async Task Remove(long id, long version, CancellationToken ct)
    {
        var before = await Get(id, ct);
        await RefuseUnlessTheirs(before, ct);
        if (before.Version != version)
            throw RequestErrors.ChangedMeanwhile();
        await ledger.RemoveOf(EntrySource.Hotline, id, ct);
        if (await db.Execute(DeleteShiftSql, new { Id = id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await audit.Record("hotline-shift", id, "delete", before, null, ct);
    }

    const string DeleteShiftSql = "DELETE FROM HotlineShifts WHERE Id = @Id AND Version = @Version";

    /// <exception cref="Refusal">Not there.</exception>
    public async Task<HotlineShiftDetails> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<ShiftRow>(ShiftSql, new { Id = id }, ct) is { } row
            ? DetailsOf(row, await codes.Referentials(ct))
            : throw RequestErrors.NotFound();

    const string SelectShiftsSql = "SELECT s.Id, s.AgentId, s.WorkedOn, s.QuantityMicros, s.Unit, s.Note, s.Version FROM HotlineShifts s";
    const string ShiftSql = $"{SelectShiftsSql} WHERE s.Id = @Id";

    public async Task<Page<HotlineShiftDetails>> List(ListHotlineShifts list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var order = HotlineShiftOrder.Parse(list.Sort)!;
        var parameters = new DynamicParameters(
            new
            {
                From = list.From ?? DateOnly.MinValue,
                To = list.To ?? DateOnly.MaxValue,
                AgentId = codes.Find(all.Agents, "Agent", list.Agent, null)?.Id,
                Take = Paging.LimitOf(list.Limit) + 1,
            }
        );
        if (list.After is not null)
            parameters.AddDynamicParams(order.Read(list.After)!);
        var rows = await db.Query<ShiftRow>(ListStatement(db.Dialect, order, list.After is not null), parameters, ct);
        return Page<HotlineShiftDetails>.Of([.. rows.Select(row => DetailsOf(row, all))], Paging.LimitOf(list.Limit), shift =>
            order.CursorOf(shift, shift.Id)
        );
    }

    /// <summary>On all pages of a list together.</summary>
    public async Task<int> Count(ListHotlineShifts list, CancellationToken ct) =>
        await db.FirstOrDefault<int>(
            CountShiftsSql,
            new
            {
                From = list.From ?? DateOnly.MinValue,
                To = list.To ?? DateOnly.MaxValue,
                AgentId = codes.Find((await codes.Referentials(ct)).Agents, "Agent", list.Agent, null)?.Id,
            },
            ct
        );

    const string CountShiftsSql = """
        SELECT COUNT(*)
        FROM HotlineShifts s
        WHERE s.WorkedOn BETWEEN @From AND @To AND (@AgentId IS NULL OR s.AgentId = @AgentId)
        """;

    const string ShiftsSql = $"{SelectShiftsSql} WHERE s.WorkedOn BETWEEN @From AND @To AND (@AgentId IS NULL OR s.AgentId = @AgentId)";

    static string ListStatement(SqlDialect dialect, ListOrder<HotlineShiftDetails> order, bool goesOn) =>
        $"{ShiftsSql}{(goesOn ? $" AND {order.Behind}" : "")}{order.OrderBy}{dialect.FirstRows}";

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) =>
        HotlineShiftOrder.Every.SelectMany(order => new[] { ListStatement(dialect, order, false), ListStatement(dialect, order, true) });

    async Task<LedgerLine> Resolve(HotlineShiftFields fields, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = codes.Get(all.Agents, "Agent", fields.Agent, fields.Day);
        if (!user.LogsFor(agent, fields.Day!.Value, all))
            throw TimeEntryErrors.NotAnOwner("Agent");
        return new()
        {
            Agent = agent,
            Day = fields.Day!.Value,
            QuantityMicros = TimeUnits.ToMicros(fields.Quantity!.Value)!.Value,
            Unit = TimeUnits.Parse(fields.Unit)!.Value,
            Activity = all.Activities.Find(Activity)[0],
            Source = EntrySource.Hotline,
            Note = string.IsNullOrWhiteSpace(fields.Note) ? null : fields.Note.Trim(),
        };
    }

    async Task RefuseUnlessTheirs(HotlineShiftDetails shift, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (!user.LogsFor(all.Agents.Find(shift.Agent)[0], shift.Day, all))
            throw TimeEntryErrors.NotAnOwner("Agent");
    }

    ShiftRow RowOf(LedgerLine line) =>
        new()
        {
            AgentId = line.Agent.Id,
            WorkedOn = line.Day,
            QuantityMicros = line.QuantityMicros,
            Unit = TimeUnits.Code(line.Unit),
            Note = line.Note,
            CreatedByUserId = user.AuthorId,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };

    static HotlineShiftDetails DetailsOf(ShiftRow row, ReferentialData all) =>
        new()
        {
            Id = row.Id,
            Version = row.Version,
            Agent = all.Agents[row.AgentId].Code,
            AgentName = all.Agents[row.AgentId].Name,
            Day = row.WorkedOn,
            Quantity = TimeUnits.FromMicros(row.QuantityMicros),
            Unit = row.Unit,
            Note = row.Note,
        };

    sealed record ShiftRow
    {
        public long Id { get; init; }
        public long AgentId { get; init; }
        public DateOnly WorkedOn { get; init; }
        public long QuantityMicros { get; init; }
        public string Unit { get; init; } = "";
        public string? Note { get; init; }
        public long? CreatedByUserId { get; init; }
        public DateTime CreatedAt { get; init; }
        public long Version { get; init; }
    }
}
