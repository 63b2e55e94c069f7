namespace Siim94.ITSM.Features.Absences;

/// <summary>A kind of absence: <c>CONGE</c>, <c>RTT</c>, <c>MALADIE</c> …</summary>
public sealed record AbsenceKindRow
{
    internal long Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>An absence of this kind accounts for expected time; otherwise nobody is expected meanwhile.</summary>
    public bool IsExpected { get; init; }

    /// <summary>Somebody who leads the team, or a manager, decides; otherwise what is asked for is approved.</summary>
    public bool IsApprovalNeeded { get; init; }

    /// <summary>Only the agent, those who lead the team and managers are told the kind; all others that somebody is absent.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>First day on which it may no longer be asked for; null while it is open.</summary>
    public DateOnly? ClosedOn { get; init; }

    public long Version { get; init; }
}
