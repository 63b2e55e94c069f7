using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>How much of what the reader was told they have not read.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountNotices : IQuery<NoticeCount>;

public sealed record NoticeCount(int Unread);

sealed class CountNoticesHandler(Db db, CurrentUser user) : IRequestHandler<CountNotices, NoticeCount>
{
    public async Task<NoticeCount> Handle(CountNotices request, CancellationToken ct) =>
        new(await db.FirstOrDefault<int>(CountStatement(NoticeReach.Of(user)), new { user.UserId, ScopeMemberIds = user.MemberScope }, ct));

    const string CountSql = """
        SELECT COUNT(*)
        FROM Notices n
        LEFT JOIN Tickets t ON t.Id = n.TicketId
        LEFT JOIN TicketEvents e ON e.Id = n.EventId
        """;

    static string CountStatement(IEnumerable<string> reach) =>
        $"{CountSql} WHERE {string.Join(" AND ", reach.Append(NoticeReach.UnreadWhereSql))}";

    /// <summary>Every statement that it composes, for the checks on both engines.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect _) => [CountStatement([]), CountStatement(NoticeReach.Every)];
}
