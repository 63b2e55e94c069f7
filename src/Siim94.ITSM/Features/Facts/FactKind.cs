namespace Siim94.ITSM.Features.Facts;

/// <summary>
/// One kind of what is logged, and all that the rest of the product knows of it. A kind is added by its own folder and the line that
/// registers it; whatever asks for kinds finds it here.
/// </summary>
sealed record FactKind
{
    /// <summary>What programs call it: in addresses, beside lines, in the history: <c>time-entry</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What readers call one of them, in their language.</summary>
    public required Func<string> Name { get; init; }

    /// <summary>Where its rows are, by <c>Id</c>.</summary>
    public required string Table { get; init; }

    /// <summary>Columns of the days in whose figures one counts: a ticket in that of each of its events.</summary>
    public required IReadOnlyList<string> DayColumns { get; init; }

    /// <summary>What the digests of an edition cover of it.</summary>
    public required IReadOnlyList<FactDigest> Digests { get; init; }

    /// <summary>The sums it is rolled up into; null where only the lines of time that it writes are.</summary>
    public FactRollUp? RollUp { get; init; }

    /// <summary>Address of the page that shows one, its id left out: <c>/tickets/</c>; null where its trace is all there is.</summary>
    public string? Path { get; init; }

    /// <summary>Members whose people may contest one, by <c>@Id</c>; null where nobody contests it.</summary>
    public string? MembersSql { get; init; }

    /// <summary>Whether it counts in tables itself, so that the figures it feeds can be listed.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Whether its changes and its removal are written into the history under its code.</summary>
    public bool HasHistory { get; init; } = true;
}

/// <summary>Lines that the digests of an edition cover.</summary>
/// <param name="Name">What programs call them: <c>tickets-opened</c>. Stored in editions: never renamed.</param>
/// <param name="Label">What readers call them.</param>
/// <param name="Sql">
/// Reads a page of a month's lines by <c>Day, Id, Part</c>, after <c>@AfterDay, @AfterId, @AfterPart</c> and up to <c>@To</c>; every
/// column goes into the digest.
/// </param>
sealed record FactDigest(string Name, Func<string> Label, string Sql)
{
    /// <summary>Whether there are also lines of a whole year, which belong to none of its months.</summary>
    public bool HasYears { get; init; }
}
