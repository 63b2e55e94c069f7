namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>What the ledger gives for a table: exact amounts in the table's unit, before any rounding.</summary>
/// <param name="Columns">Headings as a published table writes them: <c>2017</c>, <c>2017 %</c>, <c>2017 agents</c>, <c>2017
/// days</c>.</param>
/// <param name="Totals">One per column, null where the ledger has no line or the axis is not totalled; null when the table has no
/// totals.</param>
public sealed record ComputedTable(
    string Id,
    IReadOnlyList<string> Columns,
    IReadOnlyList<ComputedRow> Rows,
    IReadOnlyList<decimal?>? Totals
);

/// <summary>One row of the ledger's table. A null value means that no line exists, which is not zero.</summary>
/// <param name="Key">The code that the resolver gives for the printed label.</param>
/// <param name="ParentKey">
/// Set when the row's amount is already counted in another row of the table (a domain shown under the domain it belongs to): a published
/// table may show it or not, and its parent with or without it.
/// </param>
public sealed record ComputedRow(string Key, string Label, string? ParentKey, IReadOnlyList<decimal?> Values);
