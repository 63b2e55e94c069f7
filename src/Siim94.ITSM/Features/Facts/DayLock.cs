namespace Siim94.ITSM.Features.Facts;

/// <summary>Days up to one of them, of a team or of everybody, that are locked once the days of grace after it are over.</summary>
sealed record DayLock
{
    public long Id { get; init; }

    /// <summary>Null for everybody, and for what is nobody's time: tickets, visits, sessions.</summary>
    public long? TeamId { get; init; }

    public DateOnly LastOn { get; init; }
    public int GraceDays { get; init; }
    public DateTime LockedAt { get; init; }
    public string? ByName { get; init; }

    /// <summary>The first day on which nothing more is written into it.</summary>
    public DateOnly LocksOn => LastOn.AddDays(GraceDays + 1);

    public bool Covers(DateOnly day, long? teamId) => day <= LastOn && (TeamId is null || TeamId == teamId);

    public Refusal Refuse(DateOnly day, string? field) =>
        FactErrors.DayLocked(day, LastOn, ByName ?? CurrentUser.System.DisplayName, LockedAt, field);
}
