using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Which notices <c>n</c>, with their tickets <c>t</c> and events <c>e</c>, their reader may still read.</summary>
/// <remarks>Whoever has changed members meanwhile, or roles, reads no more of what they were told then.</remarks>
static class NoticeReach
{
    public static IEnumerable<string> Of(CurrentUser user) =>
        [
            OwnWhereSql,
            .. user.SeesAllMembers ? [] : (string[])[ScopeWhereSql, PublicWhereSql],
            .. user.SeesOwnTicketsOnly ? (string[])[TicketReach.OwnWhereSql] : [],
        ];

    /// <summary>Every condition there is.</summary>
    public static IReadOnlyList<string> Every => [OwnWhereSql, ScopeWhereSql, PublicWhereSql, TicketReach.OwnWhereSql];

    const string OwnWhereSql = "n.UserId = @UserId";
    const string ScopeWhereSql = "t.MemberId IN @ScopeMemberIds";
    const string PublicWhereSql = "e.IsPrivate = 0";

    public const string UnreadWhereSql = "n.ReadAt IS NULL";
}
