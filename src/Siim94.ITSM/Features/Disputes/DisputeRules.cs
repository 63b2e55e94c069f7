namespace Siim94.ITSM.Features.Disputes;

/// <summary>Where a dispute stands: open until it is answered, and again when the member is not satisfied.</summary>
static class DisputeState
{
    public const string Open = "open",
        Accepted = "accepted",
        Rejected = "rejected";

    public static readonly IReadOnlyList<string> All = [Open, Accepted, Rejected];

    public static string NameOf(string state) =>
        state switch
        {
            Open => Words.StateOpen,
            Accepted => Words.StateAccepted,
            Rejected => Words.StateRejected,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a dispute."),
        };
}

/// <summary>Every way in which disputes refuse.</summary>
static class DisputeErrors
{
    public static Refusal AlreadyAnswered() => new(409, "dispute.already-answered", Words.AlreadyAnswered);

    public static Refusal StillOpen() => new(409, "dispute.still-open", Words.StillOpen);

    public static Refusal NotOfMember() => Refusal.Field(nameof(OpenDispute.Address), "dispute.not-of-member", Words.NotOfMember);
}
