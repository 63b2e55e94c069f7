using Microsoft.AspNetCore.Components;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>What pages about a pivot read from their address: the same parameters as the API's.</summary>
public abstract class PivotPageBase : PageBase
{
    [SupplyParameterFromQuery(Name = "measures")]
    public string? Measures { get; set; }

    [SupplyParameterFromQuery(Name = "rows")]
    public string? Rows { get; set; }

    [SupplyParameterFromQuery(Name = "columns")]
    public string? Columns { get; set; }

    [SupplyParameterFromQuery(Name = "filter")]
    public string[]? Filters { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "decimals")]
    public int? Decimals { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    public string? Order { get; set; }

    [SupplyParameterFromQuery(Name = "shares")]
    public bool? Shares { get; set; }

    [SupplyParameterFromQuery(Name = "rowTotals")]
    public bool? RowTotals { get; set; }

    [SupplyParameterFromQuery(Name = "changes")]
    public bool? Changes { get; set; }

    [SupplyParameterFromQuery(Name = "blanks")]
    public bool? Blanks { get; set; }

    [SupplyParameterFromQuery(Name = "lastColumnOnly")]
    public bool? LastColumnOnly { get; set; }

    [SupplyParameterFromQuery(Name = "chart")]
    public string? Chart { get; set; }

    [SupplyParameterFromQuery(Name = "names")]
    public string? Names { get; set; }

    /// <summary>The pivot that the address asks for.</summary>
    protected PivotDefinition Asked =>
        PivotAddress.Definition(
            Measures,
            Rows,
            Columns,
            Filters,
            Decimals,
            Order,
            Shares,
            RowTotals,
            Changes,
            Blanks,
            LastColumnOnly,
            Chart,
            Names
        );
}
