using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What people are told of tickets, and of time (<see cref="TimeNoticeKind"/>).</summary>
static class NoticeKind
{
    public const string Opened = "opened",
        ForGroup = "for-group",
        Assigned = "assigned",
        Answer = "answer",
        Mentioned = "mentioned",
        Note = "note",
        Solved = "solved",
        Closed = "closed",
        Reopened = "reopened";

    public static readonly IReadOnlyList<string> All =
    [
        Opened,
        ForGroup,
        Assigned,
        Mentioned,
        Answer,
        Note,
        Solved,
        Closed,
        Reopened,
        .. TimeNoticeKind.All,
    ];

    /// <summary>What is about tickets that one works on, and not that one asks for, and about one's time.</summary>
    public static readonly IReadOnlyList<string> OfStaff = [ForGroup, Assigned, Mentioned, Note, Reopened, .. TimeNoticeKind.All];

    /// <summary>Whether mail tells it too.</summary>
    public static bool HasMail(string kind) => !TimeNoticeKind.All.Contains(kind) || TimeNoticeKind.Mailed.Contains(kind);

    /// <summary>In the reader's language.</summary>
    public static string NameOf(string kind) =>
        kind switch
        {
            Opened => Words.KindOpened,
            ForGroup => Words.KindForGroup,
            Assigned => Words.KindAssigned,
            Answer => Words.KindAnswer,
            Mentioned => Words.KindMentioned,
            Note => Words.KindNote,
            Solved => Words.KindSolved,
            Closed => Words.KindClosed,
            Reopened => Words.KindReopened,
            _ when TimeNoticeKind.All.Contains(kind) => TimeNoticeKind.NameOf(kind),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of notice."),
        };
}
