namespace Siim94.ITSM.Features.Allocation;

/// <summary>What shares are measured by.</summary>
static class AllocationMeasure
{
    public const string TicketsOpened = "ticketsOpened",
        Visits = "visits",
        Workstations = "workstations",
        Users = "users",
        Fixed = "fixed";

    /// <summary>Several measures, each for a percentage.</summary>
    public const string Blend = "blend";

    /// <summary>Measures of one part of a key.</summary>
    public static readonly IReadOnlyList<string> Simple = [TicketsOpened, Visits, Workstations, Users, Fixed];

    /// <summary>Measures that somebody counts and enters with a date.</summary>
    public static readonly IReadOnlyList<string> Counted = [Workstations, Users];

    public static string NameOf(string measure) =>
        measure switch
        {
            TicketsOpened => Words.TicketsOpened,
            Visits => Words.Visits,
            Workstations => Words.Workstations,
            Users => Words.Users,
            Fixed => Words.FixedShares,
            Blend => Words.Blend,
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure of shares."),
        };
}

/// <summary>States of an allocation.</summary>
static class AllocationState
{
    public const string Proposed = "proposed",
        Accepted = "accepted",
        Rejected = "rejected",
        Replaced = "replaced";

    public static readonly IReadOnlyList<string> All = [Proposed, Accepted, Rejected, Replaced];

    public static string NameOf(string state) =>
        state switch
        {
            Proposed => Words.StateProposed,
            Accepted => Words.StateAccepted,
            Rejected => Words.StateRejected,
            Replaced => Words.StateReplaced,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of an allocation."),
        };
}
