using System.Globalization;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>What is said in a dispute, in the order in which it was said.</summary>
sealed class DisputeLog(Db db, CurrentUser user, TimeProvider clock)
{
    public Task Add(long disputeId, string state, string text, string? figure, CancellationToken ct) =>
        db.Execute(
            InsertEventSql,
            new
            {
                DisputeId = disputeId,
                At = clock.GetUtcNow().UtcDateTime,
                UserId = user.AuthorId,
                State = state,
                Text = text,
                Figure = figure,
            },
            ct
        );

    const string InsertEventSql =
        "INSERT INTO DisputeEvents (DisputeId, At, UserId, State, Text, Figure) VALUES (@DisputeId, @At, @UserId, @State, @Text, @Figure)";
}

/// <summary>Reads disputes within the reader's reach.</summary>
sealed class DisputeReader(Db db, ReferentialLookup codes, CurrentUser user, ContestedLines lines, ContestedFigures figures)
{
    const string SelectSql = """
        SELECT d.Id, d.Version, d.MemberId, d.Subject, d.Address, d.Reason, d.State, d.Answer, d.OpenedAt, o.DisplayName AS OpenedByName,
               d.AnsweredAt, a.DisplayName AS AnsweredByName, d.LineKind, d.LineId, d.AnswerSeenAt
        FROM Disputes d
        LEFT JOIN Users o ON o.Id = d.OpenedByUserId
        LEFT JOIN Users a ON a.Id = d.AnsweredByUserId
        """;

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<DisputeDetails> Get(long id, CancellationToken ct) =>
        (await Row(id, ct)).As<DisputeDetails>(await codes.Referentials(ct));

    /// <inheritdoc cref="Get"/>
    public async Task<DisputeFile> File(long id, CancellationToken ct)
    {
        var row = await Row(id, ct);
        var events = await db.Query<EventRow>(EventsSql, new { Id = id }, ct);
        var atOpening = events.FirstOrDefault()?.Figure;
        return row.As<DisputeFile>(await codes.Referentials(ct)) with
        {
            Events = [.. events.Select(said => new DisputeEvent(said.At, said.ByName, said.State, said.Text, said.Figure))],
            Corrections = row is { LineKind: { } kind, LineId: { } line } ? await lines.Corrections(new(kind, line), row.OpenedAt, ct) : [],
            FigureAtOpening = atOpening,
            FigureNow = atOpening is null ? null : await figures.AsOpenerSees(id, row.Address, ct),
        };
    }

    async Task<DisputeRow> Row(long id, CancellationToken ct) =>
        await db.FirstOrDefault<DisputeRow>(DisputeSql, new { Id = id }, ct) is { } row && user.Sees(row.MemberId)
            ? row
            : throw RequestErrors.NotFound();

    const string DisputeSql = $"{SelectSql} WHERE d.Id = @Id";

    const string EventsSql = """
        SELECT e.At, u.DisplayName AS ByName, e.State, e.Text, e.Figure
        FROM DisputeEvents e
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.DisputeId = @Id
        ORDER BY e.Id
        """;

    public async Task<Page<DisputeDetails>> List(ListDisputes list, CancellationToken ct)
    {
        List<string> conditions = [];
        if (list.State is not null)
            conditions.Add(StateWhereSql);
        if (list.After is not null)
            conditions.Add(AfterWhereSql);
        if (!user.SeesAllMembers)
            conditions.Add(ScopeWhereSql);
        var rows = await db.Query<DisputeRow>(
            ListStatement(db.Dialect, conditions),
            new
            {
                list.State,
                After = list.After ?? 0,
                ScopeMemberIds = user.MemberScope ?? [],
                Take = Paging.LimitOf(list.Limit) + 1,
            },
            ct
        );
        var all = await codes.Referentials(ct);
        return Page<DisputeDetails>.Of([.. rows.Select(row => row.As<DisputeDetails>(all))], Paging.LimitOf(list.Limit), dispute =>
            dispute.Id.ToString(CultureInfo.InvariantCulture)
        );
    }

    public async Task<DisputeCounts> Count(CancellationToken ct) =>
        (
            await db.FirstOrDefault<CountRow>(
                CountStatement(!user.SeesAllMembers),
                new { DisputeState.Open, ScopeMemberIds = user.MemberScope ?? [] },
                ct
            )
        )
            is { } counts
            ? new() { Open = counts.OpenCount, UnreadAnswers = counts.UnreadAnswers }
            : new();

    const string StateWhereSql = "d.State = @State";
    const string AfterWhereSql = "d.Id < @After";
    const string ScopeWhereSql = "d.MemberId IN @ScopeMemberIds";

    static string ListStatement(SqlDialect dialect, IReadOnlyCollection<string> conditions) =>
        $"{SelectSql}{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")} ORDER BY d.Id DESC{dialect.FirstRows}";

    static string CountStatement(bool isScoped) =>
        $"""
            SELECT COUNT(CASE WHEN d.State = @Open THEN 1 END) AS OpenCount,
                   COUNT(CASE WHEN d.State <> @Open AND d.AnswerSeenAt IS NULL THEN 1 END) AS UnreadAnswers
            FROM Disputes d
            {(isScoped ? $"WHERE {ScopeWhereSql}" : "")}
            """;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) =>
        [
            ListStatement(dialect, []),
            ListStatement(dialect, [StateWhereSql, AfterWhereSql, ScopeWhereSql]),
            CountStatement(false),
            CountStatement(true),
        ];

    sealed record CountRow
    {
        public int OpenCount { get; init; }
        public int UnreadAnswers { get; init; }
    }

    sealed record EventRow
    {
        public DateTime At { get; init; }
        public string? ByName { get; init; }
        public string State { get; init; } = "";
        public string Text { get; init; } = "";
        public string? Figure { get; init; }
    }

    sealed record DisputeRow
    {
        public long Id { get; init; }
        public long Version { get; init; }
        public long MemberId { get; init; }
        public string Subject { get; init; } = "";
        public string Address { get; init; } = "";
        public string Reason { get; init; } = "";
        public string State { get; init; } = "";
        public string? Answer { get; init; }
        public DateTime OpenedAt { get; init; }
        public string? OpenedByName { get; init; }
        public DateTime? AnsweredAt { get; init; }
        public string? AnsweredByName { get; init; }
        public string? LineKind { get; init; }
        public long? LineId { get; init; }
        public DateTime? AnswerSeenAt { get; init; }

        public TDispute As<TDispute>(ReferentialData all)
            where TDispute : DisputeDetails, new() =>
            new()
            {
                Id = Id,
                Version = Version,
                Member = all.Members[MemberId].Code,
                Subject = Subject,
                Address = Address,
                Reason = Reason,
                State = State,
                Answer = Answer,
                OpenedAt = OpenedAt,
                OpenedByName = OpenedByName,
                AnsweredAt = AnsweredAt,
                AnsweredByName = AnsweredByName,
                IsUnread = State != DisputeState.Open && AnswerSeenAt is null,
            };
    }
}
