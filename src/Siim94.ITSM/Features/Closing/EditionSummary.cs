using System.Text.Json;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Closing;

/// <summary>An edition: what was published when a period was closed.</summary>
public record EditionSummary
{
    /// <summary>A year, <c>2017</c>, or a month, <c>201703</c>.</summary>
    public int Period { get; init; }

    /// <summary>1, 2, …</summary>
    public int Number { get; init; }

    public DateTime PublishedAt { get; init; }
    public string PublishedByName { get; init; } = "";

    /// <summary>Lines behind the figures; null for people of a member, whom those of all do not concern.</summary>
    public long? LineCount { get; init; }

    /// <summary>SHA-256 over the lines and the tables: printed beside the figures, it proves them. Null for people of a member.</summary>
    public string? Digest { get; init; }

    /// <summary>The period was opened again since; blank while the edition is the valid one.</summary>
    public DateTime? ReopenedAt { get; init; }

    /// <summary>Null for people of a member: it may be about another.</summary>
    public string? ReopenReason { get; init; }

    /// <summary>What people of a member read of it: that there is one.</summary>
    internal EditionSummary ShownTo(CurrentUser reader) =>
        reader.SeesAllMembers ? this : this with { LineCount = null, Digest = null, ReopenReason = null };
}

/// <summary>An edition with what is frozen in it; a month's tables show that month.</summary>
public sealed record EditionDetails : EditionSummary
{
    /// <summary>What the checks said at the closing.</summary>
    public IReadOnlyList<ClosingCheck> Checks { get; init; } = [];

    public IReadOnlyList<LineDigest> Lines { get; init; } = [];
    public IReadOnlyList<FrozenTable> Tables { get; init; } = [];
}

/// <param name="Definition">What the table counted, and how, when it was frozen.</param>
/// <param name="Table">Figures exact and as printed, labels and notes.</param>
public sealed record FrozenTable(JsonElement Definition, Report Table);
