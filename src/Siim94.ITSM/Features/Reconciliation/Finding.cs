namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>One thing to say about a published file, in words for a reader who is no developer.</summary>
/// <param name="Kind">
/// <c>rounding</c>, <c>cell-differs</c>, <c>total-differs</c>, <c>total-covers-some-rows</c>, <c>columns-exchanged</c>, <c>row-missing</c>,
/// <c>parts-exceed-whole</c> or
/// <c>parts-disagree-with-whole</c>; all but the first are contradictions.
/// </param>
/// <param name="Tables">Ids of the tables concerned, the one at fault first when that is known.</param>
/// <param name="Rows">Labels as printed.</param>
/// <param name="Columns">Headings as printed.</param>
/// <param name="Printed">The figure at fault; null for a blank or when the finding is not about one figure.</param>
/// <param name="Computed">What it should be: from the ledger, from the rows, or from the other table.</param>
public sealed record Finding(
    string Kind,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Rows,
    IReadOnlyList<string> Columns,
    decimal? Printed,
    decimal? Computed,
    string Message
);

/// <summary>The kinds of findings; all but <see cref="Rounding"/> are contradictions.</summary>
public static class FindingKind
{
    public const string Rounding = "rounding";
    public const string CellDiffers = "cell-differs";
    public const string TotalDiffers = "total-differs";
    public const string TotalCoversSomeRows = "total-covers-some-rows";
    public const string ColumnsExchanged = "columns-exchanged";
    public const string RowMissing = "row-missing";
    public const string PartsExceedWhole = "parts-exceed-whole";
    public const string PartsDisagreeWithWhole = "parts-disagree-with-whole";

    internal static string NameOf(string kind) =>
        kind switch
        {
            Rounding => Words.KindRounding,
            CellDiffers => Words.KindCellDiffers,
            TotalDiffers => Words.KindTotalDiffers,
            TotalCoversSomeRows => Words.KindTotalCoversSomeRows,
            ColumnsExchanged => Words.KindColumnsExchanged,
            RowMissing => Words.KindRowMissing,
            PartsExceedWhole => Words.KindPartsExceedWhole,
            PartsDisagreeWithWhole => Words.KindPartsDisagree,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of finding."),
        };
}

/// <summary>Everything a reconciliation found, in the order of the file's tables, and what it could not compare.</summary>
public sealed record ReconciliationResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Notes);
