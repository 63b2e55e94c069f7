namespace Siim94.ITSM.Features.Referentials;

/// <summary>What all referentials have in common: a code for programs, a name for people, and perhaps an end.</summary>
public abstract record ReferentialRow
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>First day on which it may no longer be used; null while it is open.</summary>
    public DateOnly? ClosedOn { get; init; }

    public long Version { get; init; }

    public bool IsOpenOn(DateOnly day) => ClosedOn is null || day < ClosedOn;

    /// <summary>Names that it had before <see cref="Name"/>, oldest first.</summary>
    public IReadOnlyList<FormerName> FormerNames { get; init; } = [];

    /// <summary>Its name on a day; the first one holds since ever.</summary>
    public string NameOn(DateOnly day) => FormerNames.FirstOrDefault(former => day < former.EndsOn)?.Name ?? Name;
}

public sealed record Department : ReferentialRow
{
    public long? ParentId { get; init; }
}

public sealed record Team : ReferentialRow
{
    public long DepartmentId { get; init; }

    /// <summary>Staff in hundredths of a full-time post.</summary>
    public int FullTimeHundredths { get; init; }

    /// <summary>Agents who see and approve what the team's people ask for.</summary>
    public IReadOnlyList<long> LeaderIds { get; init; } = [];

    public bool IsLedBy(long? agentId) => agentId is { } id && LeaderIds.Contains(id);
}

/// <summary>Adhérent: an organisation of the syndicate, an entity attached to one, or one of the two pseudo-members.</summary>
public sealed record Member : ReferentialRow
{
    public const string Internal = "interne",
        Multiple = "multi";

    /// <summary>ville, territoire, oph, autre, rattachée, interne (work that belongs to nobody), multi (to everybody).</summary>
    public string Kind { get; init; } = "";

    /// <summary>The member that this entity is attached to.</summary>
    public long? ParentId { get; init; }
}

public sealed record Site : ReferentialRow
{
    public long MemberId { get; init; }
    public string? Address { get; init; }
}

public sealed record Agent : ReferentialRow
{
    /// <summary>Team and length of day by date, oldest first.</summary>
    public IReadOnlyList<AgentPosting> Postings { get; init; } = [];

    /// <summary>Team and length of day on a date; null before the first posting.</summary>
    public AgentPosting? PostingOn(DateOnly day) => Postings.LastOrDefault(p => p.StartsOn <= day);
}

public sealed record AgentPosting
{
    public long AgentId { get; init; }
    public DateOnly StartsOn { get; init; }
    public long TeamId { get; init; }
    public int DayMinutes { get; init; }
}

/// <summary>Whether lines of an activity must, may or must not carry an axis.</summary>
public enum AxisRule
{
    Forbidden,
    Allowed,
    Required,
}

/// <summary>An activity of a department, or, with a parent, one of its sub-activities.</summary>
public sealed record Activity : ReferentialRow
{
    public long DepartmentId { get; init; }
    public long? ParentId { get; init; }
    public AxisRule DomainRule { get; init; }

    /// <summary>Kind of domain accepted; null for both.</summary>
    public string? DomainKind { get; init; }

    public AxisRule ApplicationRule { get; init; }
    public AxisRule ProjectRule { get; init; }
    public AxisRule MemberRule { get; init; }

    /// <summary>Open to agents of all departments: visits, hotline, training.</summary>
    public bool IsForEveryTeam { get; init; }

    public int SortOrder { get; init; }
}

public sealed record Domain : ReferentialRow
{
    public const string Technical = "technical",
        Functional = "functional";

    public string Kind { get; init; } = "";

    /// <summary>The domain that this one belongs to in tables of the upper level.</summary>
    public long? ParentId { get; init; }
}

/// <summary>A business application of the members.</summary>
public sealed record BusinessApplication : ReferentialRow
{
    public long? DomainId { get; init; }

    /// <summary>Team to which tickets go that the first line cannot solve.</summary>
    public long? TeamId { get; init; }

    /// <summary>Who answers for it there.</summary>
    public long? LeaderAgentId { get; init; }
}

public sealed record Project : ReferentialRow
{
    public long? DomainId { get; init; }
}

public sealed record TrainingCategory : ReferentialRow
{
    /// <summary>The sub-activity on which its trainers' lines are logged.</summary>
    public long SubActivityId { get; init; }
}

/// <summary>Agents that tickets are assigned to together, whatever their teams.</summary>
public sealed record AssignmentGroup : ReferentialRow
{
    public const int FirstLine = 1,
        SecondLine = 2;

    /// <summary>A team whose agents of the day are all of the group.</summary>
    public long? TeamId { get; init; }

    /// <summary>1 for the first line of support, 2 for those behind it.</summary>
    public int SupportLevel { get; init; }

    /// <summary>Agents named one by one.</summary>
    public IReadOnlyList<long> AgentIds { get; init; } = [];

    public bool Has(Agent agent, DateOnly day) =>
        AgentIds.Contains(agent.Id) || (TeamId is { } team && agent.PostingOn(day)?.TeamId == team);
}

/// <summary>What tickets are about, as a tree.</summary>
public sealed record Category : ReferentialRow
{
    public long? ParentId { get; init; }

    /// <summary>Members that it is for; none for all.</summary>
    public IReadOnlyList<long> MemberIds { get; init; } = [];

    public bool IsFor(long memberId) => MemberIds.Count == 0 || MemberIds.Contains(memberId);
}

/// <summary>One more spelling of a row of a referential.</summary>
public sealed record Alias
{
    public string Referential { get; init; } = "";
    public long TargetId { get; init; }
    public string Label { get; init; } = "";
}
