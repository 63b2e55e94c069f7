namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>A work pattern as stored: minutes expected on each day of odd and even weeks.</summary>
sealed record WorkPatternRow
{
    public long Id { get; init; }
    public long AgentId { get; init; }
    public DateOnly StartsOn { get; init; }

    /// <summary>Last day; null when it holds until another one does.</summary>
    public DateOnly? EndsOn { get; init; }

    public int OddMondayMinutes { get; init; }
    public int OddTuesdayMinutes { get; init; }
    public int OddWednesdayMinutes { get; init; }
    public int OddThursdayMinutes { get; init; }
    public int OddFridayMinutes { get; init; }
    public int OddSaturdayMinutes { get; init; }
    public int OddSundayMinutes { get; init; }
    public int EvenMondayMinutes { get; init; }
    public int EvenTuesdayMinutes { get; init; }
    public int EvenWednesdayMinutes { get; init; }
    public int EvenThursdayMinutes { get; init; }
    public int EvenFridayMinutes { get; init; }
    public int EvenSaturdayMinutes { get; init; }
    public int EvenSundayMinutes { get; init; }
    public long Version { get; init; }

    IReadOnlyList<int>? oddWeek,
        evenWeek;

    public IReadOnlyList<int> OddWeek =>
        oddWeek ??= [
            OddMondayMinutes,
            OddTuesdayMinutes,
            OddWednesdayMinutes,
            OddThursdayMinutes,
            OddFridayMinutes,
            OddSaturdayMinutes,
            OddSundayMinutes,
        ];

    public IReadOnlyList<int> EvenWeek =>
        evenWeek ??= [
            EvenMondayMinutes,
            EvenTuesdayMinutes,
            EvenWednesdayMinutes,
            EvenThursdayMinutes,
            EvenFridayMinutes,
            EvenSaturdayMinutes,
            EvenSundayMinutes,
        ];

    /// <summary>The columns of this row; conditions and order follow.</summary>
    public const string SelectPatternsSql = """
        SELECT p.Id, p.AgentId, p.StartsOn, p.EndsOn, p.OddMondayMinutes, p.OddTuesdayMinutes, p.OddWednesdayMinutes,
               p.OddThursdayMinutes, p.OddFridayMinutes, p.OddSaturdayMinutes, p.OddSundayMinutes, p.EvenMondayMinutes,
               p.EvenTuesdayMinutes, p.EvenWednesdayMinutes, p.EvenThursdayMinutes, p.EvenFridayMinutes, p.EvenSaturdayMinutes,
               p.EvenSundayMinutes, p.Version
        FROM WorkPatterns p
        """;
}
