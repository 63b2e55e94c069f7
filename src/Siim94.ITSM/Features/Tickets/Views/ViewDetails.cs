namespace Siim94.ITSM.Features.Tickets;

/// <summary>A view of tickets.</summary>
public sealed record ViewDetails : ShelfDetails
{
    /// <summary>The visibility of a view that the product brings.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>Its number, or the name that a built-in one has: <c>mine</c>, <c>unassigned</c> …</summary>
    public string Id { get; init; } = "";

    public TicketFilter Filter { get; init; } = new();

    /// <inheritdoc cref="ListTickets.Sort"/>
    public string? Sort { get; init; }

    /// <inheritdoc cref="ViewFields.Columns"/>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <inheritdoc cref="ViewFields.GroupBy"/>
    public string? GroupBy { get; init; }

    /// <summary>It stands in the reader's menu, with its count.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Order of its list.</summary>
    internal string? Order => ViewContent.OrderOf(GroupBy, Sort);
}
