using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Approval;

/// <summary>What may be done with a time sheet, and by whom.</summary>
static class TimesheetRules
{
    /// <summary>Whether a step may be taken from a state. What is approved is sent back before its author corrects it.</summary>
    public static bool MayFollow(string state, string step) =>
        step switch
        {
            TimesheetStepKind.Submit => state is TimesheetState.Open or TimesheetState.Returned,
            TimesheetStepKind.Recall => state is TimesheetState.Submitted,
            TimesheetStepKind.Approve => state is TimesheetState.Submitted,
            TimesheetStepKind.Return => state is TimesheetState.Submitted or TimesheetState.Approved,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step."),
        };

    /// <summary>Where a step leads.</summary>
    public static string StateAfter(string step, string approver) =>
        step switch
        {
            TimesheetStepKind.Submit => approver == Approver.Nobody ? TimesheetState.Approved : TimesheetState.Submitted,
            TimesheetStepKind.Recall => TimesheetState.Open,
            TimesheetStepKind.Approve => TimesheetState.Approved,
            TimesheetStepKind.Return => TimesheetState.Returned,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step."),
        };

    /// <summary>Whether somebody may take a step at all: authors submit and recall, others judge, and nobody judges themselves.</summary>
    /// <param name="step">The step.</param>
    /// <param name="approver">Who approves the team's time.</param>
    /// <param name="isOwn">It is their own time.</param>
    /// <param name="leads">They lead the team.</param>
    /// <param name="manages">They approve anybody's time.</param>
    public static bool IsAllowed(string step, string approver, bool isOwn, bool leads, bool manages) =>
        step switch
        {
            TimesheetStepKind.Submit or TimesheetStepKind.Recall => isOwn || leads || manages,
            TimesheetStepKind.Approve or TimesheetStepKind.Return => !isOwn && (manages || (leads && approver == Approver.Leader)),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step."),
        };

    public static readonly IReadOnlyList<string> Steps =
    [
        TimesheetStepKind.Submit,
        TimesheetStepKind.Recall,
        TimesheetStepKind.Approve,
        TimesheetStepKind.Return,
    ];
}
