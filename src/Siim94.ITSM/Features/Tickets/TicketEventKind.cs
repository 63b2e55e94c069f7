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
        Visit = "visit";

    public static readonly IReadOnlyList<string> All = [Open, TakeCharge, Plan, Hold, Resolve, Close, Reopen, FollowUp, Visit];

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
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of step."),
        };
}
