namespace Siim94.ITSM.Features.ReportSchedules;

public sealed record ReportScheduleDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Title { get; init; } = "";
    public string Content { get; init; } = "";
    public string? Table { get; init; }
    public string Period { get; init; } = "";
    public string Format { get; init; } = "";
    public string Frequency { get; init; } = "";
    public int? Weekday { get; init; }
    public int? DayOfMonth { get; init; }
    public int Hour { get; init; }
    public bool IsActive { get; init; }
    public string OwnerName { get; init; } = "";

    /// <summary>The reader may change it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The reader gets it.</summary>
    public bool IsReceived { get; init; }

    /// <summary>Who gets it; those who may not change it see themselves only.</summary>
    public IReadOnlyList<ReportRecipient> Recipients { get; init; } = [];

    /// <summary>When it was last due; null before the first time.</summary>
    public DateTime? LastDueAt { get; init; }

    /// <summary>When it falls due next; null while it is paused.</summary>
    public DateTime? NextDueAt { get; init; }

    internal ScheduleTiming Timing => new(Frequency, Weekday, DayOfMonth, Hour);
}

/// <param name="HasEmail">Mail can reach them.</param>
public sealed record ReportRecipient(string Login, string Name, bool HasEmail);
