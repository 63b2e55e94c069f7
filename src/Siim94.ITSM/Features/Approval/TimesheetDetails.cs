using System.Text.Json.Serialization;
using Siim94.ITSM.Features.Weeks;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Where the week or month of an agent stands.</summary>
public sealed record TimesheetDetails
{
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";

    /// <summary>The agent's team, or the one that it was submitted in.</summary>
    public string Team { get; init; } = "";

    public string TeamName { get; init; } = "";

    /// <summary><c>2026-W48</c>, or <c>2026-11</c> where the team submits by month.</summary>
    public string Period { get; init; } = "";

    public DateOnly From { get; init; }
    public DateOnly To { get; init; }

    /// <summary><c>open</c>, <c>submitted</c>, <c>approved</c> or <c>returned</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>0 until it is first submitted.</summary>
    public long Version { get; init; }

    /// <summary><c>nobody</c>, <c>leader</c> or <c>manager</c>.</summary>
    public string Approver { get; init; } = "";

    public long ExpectedMinutes { get; init; }
    public long WorkedMinutes { get; init; }
    public long AbsentMinutes { get; init; }

    /// <summary>Of the days expected, what is neither worked nor absent.</summary>
    public long MissingMinutes { get; init; }

    /// <summary>What is worked and absent beyond what the days expect.</summary>
    public long ExcessMinutes { get; init; }

    /// <summary>What somebody may want to look at before it is submitted or approved.</summary>
    public IReadOnlyList<TimesheetWarning> Warnings { get; init; } = [];

    /// <summary>What was done with it, oldest first.</summary>
    public IReadOnlyList<TimesheetStep> Steps { get; init; } = [];

    /// <summary>What the reader may do now: <c>submit</c>, <c>recall</c>, <c>approve</c>, <c>return</c>.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>It is the reader's own, and approved: they may ask for a correction.</summary>
    public bool MayAskCorrection { get; init; }
}

/// <param name="Day">The day that it is about.</param>
/// <param name="Kind"><c>missing</c>, <c>excess</c> or <c>unusual</c>.</param>
/// <param name="Minutes">How much is missing, too much or unusual.</param>
/// <param name="Message">The same in the reader's words.</param>
public sealed record TimesheetWarning(DateOnly Day, string Kind, long Minutes, string Message);

public sealed record TimesheetStep
{
    /// <summary><c>submit</c>, <c>approve</c>, <c>return</c> or <c>recall</c>.</summary>
    public string Kind { get; init; } = "";

    public DateTime At { get; init; }
    public string ByName { get; init; } = "";
    public string? Comment { get; init; }

    /// <summary>What was said of single days and rows.</summary>
    public IReadOnlyList<TimesheetRemark> Cells { get; init; } = [];
}

public sealed record TimesheetRemark
{
    public DateOnly? Day { get; set; }

    /// <summary>A row of the week: its key, or an object of its axes; the whole day without it.</summary>
    public WeekRowAxes? Row { get; set; }

    /// <summary>The row for people; not read.</summary>
    [JsonIgnore]
    public string? RowName { get; init; }

    public string? Comment { get; set; }
}

/// <summary>What is done with a time sheet.</summary>
static class TimesheetStepKind
{
    public const string Submit = "submit",
        Approve = "approve",
        Return = "return",
        Recall = "recall";

    public static string NameOf(string kind) =>
        kind switch
        {
            Submit => Words.StepSubmit,
            Approve => Words.StepApprove,
            Return => Words.StepReturn,
            Recall => Words.StepRecall,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a step."),
        };
}
