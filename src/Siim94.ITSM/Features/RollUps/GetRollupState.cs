using MediatR;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>State of the roll-ups.</summary>
[Requires(Permission.ReadRollups)]
public sealed record GetRollupState : IQuery<RollupState>;

public sealed record RollupState
{
    public int PendingDays { get; init; }
    public int PendingMarks { get; init; }
    public DateTime? LastRunAt { get; init; }
    public long LastDurationMilliseconds { get; init; }
    public int LastDayCount { get; init; }
    public DateTime? LastVerifiedAt { get; init; }

    /// <summary>Months that the last verification found different from the facts, and repaired.</summary>
    public int LastDriftCount { get; init; }

    /// <summary>Changes with every roll-up.</summary>
    public long Revision { get; init; }
}

sealed class GetRollupStateHandler(RollupStatus status) : IRequestHandler<GetRollupState, RollupState>
{
    public Task<RollupState> Handle(GetRollupState request, CancellationToken ct) => status.Read(ct);
}
