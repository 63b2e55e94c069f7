namespace Siim94.ITSM.Features.Tickets;

/// <summary>What a step of a ticket's timeline was.</summary>
static class TicketEventKind
{
    public const string Open = "open",
        TakeCharge = "take-charge",
        Plan = "plan",
        Hold = "hold",
        Resolve = "resolve",
        Close = "close",
        Reopen = "reopen",
        FollowUp = "follow-up",
        Visit = "visit",
        Merge = "merge",
        Unmerge = "unmerge",
        Split = "split",
        Link = "link",
        Unlink = "unlink",
        Rate = "rate",
        Assign = "assign",
        Release = "release",
        Escalate = "escalate",
        Affected = "affected";

    public static readonly IReadOnlyList<string> All =
    [
        Open,
        TakeCharge,
        Plan,
        Hold,
        Resolve,
        Close,
        Reopen,
        FollowUp,
        Visit,
        Merge,
        Unmerge,
        Split,
        Link,
        Unlink,
        Rate,
        Assign,
        Release,
        Escalate,
        Affected,
    ];

    /// <summary>Those whose text somebody wrote; that of the others names an agent or a person.</summary>
    public static readonly IReadOnlyList<string> Written = [Plan, Hold, Resolve, Close, Reopen, FollowUp, Escalate];

    public static string NameOf(string kind) =>
        kind switch
        {
            Open => Words.EventOpen,
            TakeCharge => Words.EventTakeCharge,
            Plan => Words.EventPlan,
            Hold => Words.EventHold,
            Resolve => Words.EventResolve,
            Close => Words.EventClose,
            Reopen => Words.EventReopen,
            FollowUp => Words.EventFollowUp,
            Visit => Words.EventVisit,
            Merge => Words.EventMerge,
            Unmerge => Words.EventUnmerge,
            Split => Words.EventSplit,
            Link => Words.EventLink,
            Unlink => Words.EventUnlink,
            Rate => Words.EventRate,
            Assign => Words.EventAssign,
            Release => Words.EventRelease,
            Escalate => Words.EventEscalate,
            Affected => Words.EventAffected,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of step."),
        };
}
