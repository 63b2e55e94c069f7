namespace Siim94.ITSM.Features.Facts;

/// <summary>A week or month of an agent that is submitted or approved.</summary>
sealed record HeldSheet
{
    public long AgentId { get; init; }

    /// <summary>The team whose leaders have a say in it: the agent's when it was submitted.</summary>
    public long TeamId { get; init; }

    public string Period { get; init; } = "";
    public DateOnly FirstOn { get; init; }
    public DateOnly LastOn { get; init; }

    /// <summary><see cref="TimesheetState.Submitted"/> or <see cref="TimesheetState.Approved"/>.</summary>
    public string State { get; init; } = "";

    public DateTime TakenAt { get; init; }
    public string? ByName { get; init; }

    /// <summary>The team's leaders approve it, and not managers alone.</summary>
    public bool IsForLeader { get; init; }

    public bool Covers(WorkedDay time) => time.AgentId == AgentId && FirstOn <= time.Day && time.Day <= LastOn;
}

/// <summary>Where the week or month of an agent stands, as the database and programs call it.</summary>
static class TimesheetState
{
    public const string Open = "open",
        Submitted = "submitted",
        Approved = "approved",
        Returned = "returned";

    public static string NameOf(string state) =>
        state switch
        {
            Open => Words.SheetIsOpen,
            Submitted => Words.SheetIsSubmitted,
            Approved => Words.SheetIsApproved,
            Returned => Words.SheetIsReturned,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
        };
}
