using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Who changed one thing, when, and how: newest first, five hundred changes at most.</summary>
[Requires(Permission.ReadHistory)]
public sealed record GetHistory(string Subject, long Id) : IQuery<IReadOnlyList<HistoryLine>>;

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

sealed class GetHistoryHandler(Db db) : IRequestHandler<GetHistory, IReadOnlyList<HistoryLine>>
{
    const int MostLines = 500;

    public Task<IReadOnlyList<HistoryLine>> Handle(GetHistory request, CancellationToken ct) =>
        db.Query<HistoryLine>(HistorySql + db.Dialect.Page, new { request.Subject, SubjectId = request.Id, Take = MostLines }, ct);

    const string HistorySql = """
        SELECT a.At, u.DisplayName AS ByName, a.Action, a.BeforeJson, a.AfterJson
        FROM AuditEntries a
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE a.Subject = @Subject AND a.SubjectId = @SubjectId
        ORDER BY a.Id DESC
        """;
}
