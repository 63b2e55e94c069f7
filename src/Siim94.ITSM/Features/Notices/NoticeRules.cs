using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Notices;

/// <summary>What a step of a ticket is to whom.</summary>
static class NoticeRules
{
    /// <summary>What whoever asks, or observes, is told of a step; null for nothing.</summary>
    public static string? ForRequester(string kind, bool isInternal) =>
        isInternal
            ? null
            : kind switch
            {
                TicketEventKind.Open => NoticeKind.Opened,
                TicketEventKind.FollowUp => NoticeKind.Answer,
                TicketEventKind.Resolve => NoticeKind.Solved,
                TicketEventKind.Close => NoticeKind.Closed,
                _ => null,
            };

    /// <summary>What whoever works on the ticket is told of a step; null for nothing.</summary>
    public static string? ForAgent(string kind, bool isInternal) =>
        kind switch
        {
            TicketEventKind.TakeCharge or TicketEventKind.Assign or TicketEventKind.Escalate => NoticeKind.Assigned,
            TicketEventKind.FollowUp => isInternal ? NoticeKind.Note : NoticeKind.Answer,
            TicketEventKind.Reopen => NoticeKind.Reopened,
            _ => null,
        };

    /// <summary>What a group is told of a step while nobody of it has the ticket: what comes to it, and what is said.</summary>
    public static string? ForGroup(string kind, bool isInternal) =>
        kind switch
        {
            TicketEventKind.Open
            or TicketEventKind.Reopen
            or TicketEventKind.Assign
            or TicketEventKind.Escalate
            or TicketEventKind.Release => NoticeKind.ForGroup,
            TicketEventKind.FollowUp when !isInternal => NoticeKind.ForGroup,
            _ => null,
        };

    /// <summary>Unless they choose otherwise, staff get mail of what is given or said to them, the others of all.</summary>
    public static bool IsMailedUnlessChosen(string kind, bool isStaff) =>
        !isStaff || kind is NoticeKind.Assigned or NoticeKind.Mentioned || TimeNoticeKind.Mailed.Contains(kind);
}
