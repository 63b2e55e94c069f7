using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What the reader was told since they last asked, as far as their browser is to show it; nothing the first time.</summary>
[Requires(Permission.ReadTickets)]
public sealed record ListNewNotices(long? After) : IQuery<NewNotices>;

/// <param name="Last">What to ask after the next time.</param>
/// <param name="Items">Newest first; of many, those that a screen has room for.</param>
public sealed record NewNotices(long Last, IReadOnlyList<NoticeLine> Items);

sealed class ListNewNoticesHandler(Db db, CurrentUser user, IMediator mediator) : IRequestHandler<ListNewNotices, NewNotices>
{
    const int Most = 5;

    public async Task<NewNotices> Handle(ListNewNotices request, CancellationToken ct)
    {
        var newest = (await mediator.Send(new ListNotices { Unread = true, Limit = Most }, ct)).Items;
        var last = newest.Count == 0 ? request.After ?? 0 : Math.Max(newest[0].Id, request.After ?? 0);
        if (request.After is not { } after || newest.All(notice => notice.Id <= after))
            return new(last, []);
        var silent = await db.Query<string>(SilentSql, new { user.UserId }, ct);
        return new(last, [.. newest.Where(notice => notice.Id > after && !silent.Contains(notice.Kind))]);
    }

    const string SilentSql = "SELECT c.Kind FROM NoticeChoices c WHERE c.UserId = @UserId AND c.IsPopped = 0";
}
