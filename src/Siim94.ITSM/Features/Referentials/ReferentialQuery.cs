namespace Siim94.ITSM.Features.Referentials;

/// <summary>What every list of a referential may be asked.</summary>
public abstract record ReferentialQuery
{
    /// <summary>Part of a code, name or alias.</summary>
    public string? Q { get; init; }

    /// <summary>Rows closed by then are left out; by today when left blank.</summary>
    public DateOnly? OpenOn { get; init; }

    public bool IncludeClosed { get; init; }

    /// <summary>Code that the page before ended with.</summary>
    public string? After { get; init; }

    public int Limit { get; init; } = Page<object>.MaximumLimit;
}

/// <summary>A row of a referential, as its readers see it; what its kind does not have is left out.</summary>
public record ReferentialLine
{
    /// <summary>Number that the history knows it by.</summary>
    public long Id { get; init; }

    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public DateOnly? ClosedOn { get; init; }
    public long Version { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names that it had, oldest first.</summary>
    public IReadOnlyList<FormerNameLine> FormerNames { get; init; } = [];

    /// <summary>Codes of the rows that have taken it over; several after a split.</summary>
    public IReadOnlyList<string> SucceededBy { get; init; } = [];

    /// <summary>First day of its successors.</summary>
    public DateOnly? SucceededOn { get; init; }

    /// <summary>Codes of the rows that it has taken over.</summary>
    public IReadOnlyList<string> Succeeds { get; init; } = [];

    public string? Kind { get; init; }
    public string? Parent { get; init; }
    public string? Member { get; init; }
    public string? Address { get; init; }
    public string? Department { get; init; }

    /// <summary>Full-time posts of a team.</summary>
    public decimal? FullTime { get; init; }

    /// <summary>Team of an agent today, that answers for an application, or whose agents are a group.</summary>
    public string? Team { get; init; }

    /// <summary>Agent who answers for an application.</summary>
    public string? Leader { get; init; }

    /// <summary>Level of support of a group: 1 or 2.</summary>
    public int? Level { get; init; }

    /// <summary>Agents of a group today: those named, and those of its team.</summary>
    public IReadOnlyList<string>? Agents { get; init; }

    /// <summary>Members that a category is for; none for all.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Length of an agent's day today.</summary>
    public int? DayMinutes { get; init; }

    public IReadOnlyList<PostingLine>? Postings { get; init; }
    public string? Domain { get; init; }
    public string? SubActivity { get; init; }

    /// <summary>What lines of an activity must, may or must not carry.</summary>
    public ActivityRules? Rules { get; init; }
}

/// <param name="Until">Last day of the name.</param>
public sealed record FormerNameLine(string Name, DateOnly Until);

public sealed record PostingLine(DateOnly From, string Team, int DayMinutes);

/// <summary><c>required</c>, <c>allowed</c> or <c>forbidden</c>, by axis.</summary>
public sealed record ActivityRules(
    string Domain,
    string? DomainKind,
    string Application,
    string Project,
    string Member,
    bool IsForEveryTeam
);
