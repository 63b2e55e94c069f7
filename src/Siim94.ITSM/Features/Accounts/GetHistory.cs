using System.Text.Json;
using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>
/// Who changed one thing, when, and how: newest first, five hundred changes at most. Whoever may not read the thing does not read its past.
/// </summary>
[Requires(Permission.ReadHistory)]
public sealed record GetHistory(string Subject, long Id) : IQuery<IReadOnlyList<HistoryLine>>
{
    /// <summary>Kind of thing: <c>ticket</c>. The right is judged by the same text that the rows are found by.</summary>
    public string Subject { get; } = KeyText.Of(Subject);
}

public sealed record HistoryLine
{
    public DateTime At { get; init; }

    /// <summary>Name of the author; null for the system.</summary>
    public string? ByName { get; init; }

    /// <summary><c>add</c>, <c>change</c>, <c>delete</c> …</summary>
    public string Action { get; init; } = "";

    /// <summary>The thing before and after, as JSON.</summary>
    public string? BeforeJson { get; init; }

    /// <inheritdoc cref="BeforeJson"/>
    public string? AfterJson { get; init; }
}

sealed class GetHistoryHandler(Db db, CurrentUser user, FactKinds kinds) : IRequestHandler<GetHistory, IReadOnlyList<HistoryLine>>
{
    const int MostLines = 500;

    public async Task<IReadOnlyList<HistoryLine>> Handle(GetHistory request, CancellationToken ct)
    {
        if (
            !user.Can(
                kinds.Find(request.Subject) is { HasHistory: true } ? Permission.ReadHistory : HistoryRights.OfSubject(request.Subject)
            )
        )
            throw RequestErrors.NotAllowed();
        var lines = await db.Query<HistoryLine>(
            HistorySql + db.Dialect.FirstRows,
            new
            {
                request.Subject,
                SubjectId = request.Id,
                Take = MostLines,
            },
            ct
        );
        return
        [
            .. lines
                .Concat(request.Subject == "ticket" ? await Steps(request.Id, ct) : [])
                .Where(line => user.Can(HistoryRights.OfAction(line.Action)))
                .OrderByDescending(line => line.At)
                .Take(MostLines),
        ];
    }

    /// <summary>Changes of a ticket's state, which its timeline keeps.</summary>
    async Task<IEnumerable<HistoryLine>> Steps(long ticketId, CancellationToken ct) =>
        (await db.Query<StepRow>(StepsSql, new { TicketId = ticketId }, ct)).Select(step => new HistoryLine
        {
            At = step.At,
            ByName = step.ByName,
            Action = step.Kind,
            BeforeJson = StatusJson(step.FromStatus),
            AfterJson = StatusJson(step.ToStatus),
        });

    static string? StatusJson(string? status) => status is null ? null : JsonSerializer.Serialize(new { status });

    const string StepsSql = """
        SELECT e.At, u.DisplayName AS ByName, e.Kind, e.FromStatus, e.ToStatus
        FROM TicketEvents e
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.TicketId = @TicketId AND e.ToStatus IS NOT NULL AND (e.FromStatus IS NULL OR e.FromStatus <> e.ToStatus)
        ORDER BY e.Id DESC
        """;

    sealed record StepRow
    {
        public DateTime At { get; init; }
        public string? ByName { get; init; }
        public string Kind { get; init; } = "";
        public string? FromStatus { get; init; }
        public string? ToStatus { get; init; }
    }

    const string HistorySql = """
        SELECT a.At, u.DisplayName AS ByName, a.Action, a.BeforeJson, a.AfterJson
        FROM AuditEntries a
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE a.Subject = @Subject AND a.SubjectId = @SubjectId
        ORDER BY a.Id DESC
        """;
}
