namespace Siim94.ITSM.Features.Referentials;

/// <summary>A row that another one takes over from a day on. Nothing of its past is rewritten: lines stay where they were logged.</summary>
public sealed record Succession
{
    /// <summary>One row after another; several rows into one; one row into several.</summary>
    public const string Succeeded = "succeeded",
        Merged = "merged",
        Split = "split";

    public long Id { get; init; }
    public string Referential { get; init; } = "";
    public long FromId { get; init; }
    public long ToId { get; init; }
    public DateOnly StartsOn { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>End that the row had before the succession closed it.</summary>
    public DateOnly? WasClosedOn { get; init; }

    public DateTime CreatedAt { get; init; }
    public DateTime? RevokedAt { get; init; }

    /// <summary>Whether it was known at an instant; at present without one.</summary>
    public bool IsKnown(DateTime? at) =>
        at is { } instant ? CreatedAt <= instant && (RevokedAt is null || RevokedAt > instant) : RevokedAt is null;
}

/// <summary>A name that a row had until the day before <see cref="EndsOn"/>.</summary>
public sealed record FormerName
{
    public string Referential { get; init; } = "";
    public long TargetId { get; init; }
    public DateOnly EndsOn { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>Which rows of a referential successions tie together, and which of those are still there.</summary>
/// <remarks>Rows tied in any way are one lineage: those before a split and those after it are only comparable all together.</remarks>
public sealed class Lineages
{
    readonly Dictionary<long, IReadOnlyList<long>> heirs = [];

    public Lineages(IReadOnlyList<Succession> successions)
    {
        Successions = successions;
        var tied = new Dictionary<long, HashSet<long>>();
        foreach (var succession in successions)
        {
            HashSet<long> lineage = [.. Of(succession.FromId), .. Of(succession.ToId)];
            foreach (var id in lineage)
                tied[id] = lineage;
        }
        var gone = successions.Select(succession => succession.FromId).ToHashSet();
        foreach (var lineage in tied.Values.Distinct())
        {
            IReadOnlyList<long> left = [.. lineage.Where(id => !gone.Contains(id)).Order()];
            foreach (var id in lineage)
                heirs[id] = left;
        }

        IEnumerable<long> Of(long id) => tied.TryGetValue(id, out var lineage) ? lineage : [id];
    }

    public IReadOnlyList<Succession> Successions { get; }

    /// <summary>The rows that a row's lineage ends in; the row itself when nothing is tied to it.</summary>
    public IReadOnlyList<long> HeirsOf(long id) => heirs.TryGetValue(id, out var left) ? left : [id];

    /// <summary>The only row that a row's lineage ends in; the row itself when there are several.</summary>
    public long HeirOf(long id) => HeirsOf(id) is [var heir] ? heir : id;

    public bool IsTied(long id) => heirs.ContainsKey(id);

    /// <summary>
    /// The row to write on in the place of one, on a day: its successor, or that one's; the row itself after a split, which nobody can
    /// decide.
    /// </summary>
    public long SuccessorOn(long id, DateOnly day)
    {
        while (Successions.FirstOrDefault(s => s.FromId == id && s.Kind != Succession.Split && s.StartsOn <= day) is { } next)
            id = next.ToId;
        return id;
    }
}
