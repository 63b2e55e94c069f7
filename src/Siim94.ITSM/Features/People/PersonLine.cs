namespace Siim94.ITSM.Features.People;

/// <summary>Somebody in a list of the directory.</summary>
public record PersonLine
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyList<string> Emails { get; init; } = [];
    public IReadOnlyList<string> Phones { get; init; } = [];
    public string Member { get; init; } = "";
    public string MemberName { get; init; } = "";
    public string? Site { get; init; }
    public string? SiteName { get; init; }
    public string? Room { get; init; }
    public string? Function { get; init; }
    public bool IsVip { get; init; }
    public string Language { get; init; } = "";

    /// <summary>Login of their account; null for most.</summary>
    public string? Account { get; init; }

    public bool IsActive { get; init; }

    /// <summary>Whom they were merged into: everything that was theirs is there.</summary>
    public long? MergedInto { get; init; }

    public bool IsErased { get; init; }
    public long Version { get; init; }

    /// <summary>A line of whatever stands on one.</summary>
    protected static PersonLine EntryOf(PersonLine line) => new(line);
}

/// <summary>Somebody of the directory, with who may be the same.</summary>
public sealed record PersonDetails : PersonLine
{
    public PersonDetails() { }

    internal PersonDetails(PersonLine line)
        : base(line) { }

    public IReadOnlyList<Duplicate> Duplicates { get; init; } = [];

    /// <summary>What is known of them alone, for the history.</summary>
    internal PersonLine Entry => EntryOf(this);
}

/// <param name="Id">Somebody who may be the same.</param>
/// <param name="Name">Their name.</param>
/// <param name="Reason"><c>email</c>, <c>phone</c> or <c>name</c>: what they have in common.</param>
public sealed record Duplicate(long Id, string Name, string Reason);
