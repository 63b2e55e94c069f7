using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>How much of what the reader was told they have not read.</summary>
[Requires(Permission.ReadTickets)]
public sealed record CountNotices : IQuery<NoticeCount>;

public sealed record NoticeCount(int Unread);

sealed class CountNoticesHandler(Db db, CurrentUser user) : IRequestHandler<CountNotices, NoticeCount>
{
    public async Task<NoticeCount> Handle(CountNotices request, CancellationToken ct) =>
        new(await db.FirstOrDefault<int>(UnreadSql, new { user.UserId }, ct));

    const string UnreadSql = "SELECT COUNT(*) FROM Notices n WHERE n.UserId = @UserId AND n.ReadAt IS NULL";
}
