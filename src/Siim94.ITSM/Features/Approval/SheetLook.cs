using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Approval;

/// <summary>How a time sheet looks on pages: its state as colour, drawing and word.</summary>
static class SheetLook
{
    public static (string Icon, string? Tone) Of(string state) =>
        state switch
        {
            TimesheetState.Open => ("edit", null),
            TimesheetState.Submitted => ("send", "info"),
            TimesheetState.Approved => ("done", "good"),
            TimesheetState.Returned => ("refresh", "warn"),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
        };
}
