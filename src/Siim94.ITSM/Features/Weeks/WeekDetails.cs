namespace Siim94.ITSM.Features.Weeks;

/// <summary>Somebody's week, as its readers see it.</summary>
public sealed record WeekDetails
{
    public string Agent { get; init; } = "";
    public string AgentName { get; init; } = "";

    /// <summary><c>2026-W48</c>.</summary>
    public string Week { get; init; } = "";

    /// <summary><c>open</c>, <c>submitted</c>, <c>approved</c> or <c>returned</c>: its own, or its month's.</summary>
    public string State { get; init; } = "";

    /// <summary>Monday to Sunday.</summary>
    public IReadOnlyList<WeekDay> Days { get; init; } = [];

    public long ExpectedMinutes { get; init; }
    public long WorkedMinutes { get; init; }
    public long AbsentMinutes { get; init; }

    /// <summary>Days and parts of days on which the agent is away.</summary>
    public IReadOnlyList<WeekAbsence> Absences { get; init; } = [];

    /// <summary>Public holidays of the week.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>Rows with lines, and rows that wait for some: of this week, or of every week.</summary>
    public IReadOnlyList<WeekRow> Rows { get; init; } = [];

    /// <summary>What is planned in the week and not done yet.</summary>
    public IReadOnlyList<WeekProposal> Proposals { get; init; } = [];

    /// <summary>Days of the month that the week is of, and of the whole weeks that it begins and ends in.</summary>
    public IReadOnlyList<WeekDay> Month { get; init; } = [];
}

/// <summary>A day against what is expected of it: <c>expected = worked + absent + missing − excess</c>.</summary>
public sealed record WeekDay
{
    public DateOnly Day { get; init; }

    /// <summary>Length of a day's work of the agent; 0 while they belong to no team.</summary>
    public int DayMinutes { get; init; }

    public int ExpectedMinutes { get; init; }
    public int AbsentMinutes { get; init; }
    public long WorkedMinutes { get; init; }
    public long MissingMinutes => Math.Max(0, ExpectedMinutes - AbsentMinutes - WorkedMinutes);
    public long ExcessMinutes => Math.Max(0, WorkedMinutes + AbsentMinutes - ExpectedMinutes);
    public bool IsHoliday { get; init; }

    /// <summary>The reader may not write there: no team, a closed period, a lock, or a week that was submitted or approved.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Who closed, locked or holds it, and whom to ask, in the words of a refused write; null where nobody does.</summary>
    public string? ClosedBecause { get; init; }
}

public sealed record WeekAbsence(DateOnly Day, int Minutes);

/// <summary>What somebody worked on in a week, what for and for whom, day by day.</summary>
public sealed record WeekRow
{
    /// <summary>What a cell names its row by: <c>SI-DOMAINE||FINANCES|||</c>.</summary>
    public string Row { get; init; } = "";

    public string Activity { get; init; } = "";
    public string? SubActivity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    /// <summary>Activity and sub-activity, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>What for and for whom, for people; empty where the activity asks for neither.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Where its lines were written: <c>timesheet</c>; any other is changed there, and not here.</summary>
    public string Source { get; init; } = "";

    /// <summary>It stands in every week.</summary>
    public bool IsFavourite { get; init; }

    public long Minutes { get; init; }

    /// <summary>Those that hold something.</summary>
    public IReadOnlyList<WeekCell> Cells { get; init; } = [];
}

/// <summary>The lines of a row on a day.</summary>
public sealed record WeekCell
{
    public DateOnly Day { get; init; }

    /// <summary>As entered; null where there are several lines.</summary>
    public decimal? Quantity { get; init; }

    public string? Unit { get; init; }
    public long Minutes { get; init; }

    /// <summary>The line; null where there are several.</summary>
    public long? Id { get; init; }

    /// <inheritdoc cref="Id"/>
    public long? Version { get; init; }

    /// <summary>All lines.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>One line, written here.</summary>
    public bool IsEditable { get; init; }

    /// <summary>Page on which it is changed, where that is not here.</summary>
    public string? Address { get; init; }
}
