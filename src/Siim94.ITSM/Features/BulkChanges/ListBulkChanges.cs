using MediatR;

namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>The last changes in bulk, newest first.</summary>
[Requires(Permission.LogTimeForOthers)]
public sealed record ListBulkChanges : IQuery<Page<BulkChange>>;

public sealed record BulkChange
{
    public long Id { get; init; }
    public DateTime ChangedAt { get; init; }
    public string ChangedByName { get; init; } = "";
    public int LineCount { get; init; }

    /// <summary>What was set, and on which lines: <c>domain = ARTS ← from = 2016-01-01, …</c>.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Blank while it holds.</summary>
    public DateTime? UndoneAt { get; init; }
}

sealed class ListBulkChangesHandler(Db db) : IRequestHandler<ListBulkChanges, Page<BulkChange>>
{
    public async Task<Page<BulkChange>> Handle(ListBulkChanges request, CancellationToken ct) =>
        new(
            [
                .. (
                    await db.Query<BulkChange>(
                        ChangesSql + db.Dialect.FirstRows,
                        new { Take = Page<BulkChange>.DefaultLimit, System = CurrentUser.System.DisplayName },
                        ct
                    )
                ),
            ],
            null
        );

    const string ChangesSql = """
        SELECT c.Id, c.ChangedAt, COALESCE(u.DisplayName, @System) AS ChangedByName, c.LineCount, c.Summary, c.UndoneAt
        FROM BulkChanges c
        LEFT JOIN Users u ON u.Id = c.ChangedByUserId
        ORDER BY c.Id DESC
        """;
}
