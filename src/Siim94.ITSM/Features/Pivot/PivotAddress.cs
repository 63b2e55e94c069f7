using System.Globalization;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.Pivot;

/// <summary>A pivot as the query of an address, for links, exports and the page itself: the same parameters everywhere.</summary>
static class PivotAddress
{
    /// <summary><c>department:SI</c> twice or more: any of the codes.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Filters(IEnumerable<string> texts) =>
        texts
            .Select(text => text.Split(':', 2))
            .GroupBy(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "")
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Distinct()]);

    public static PivotDefinition Definition(
        string? measures,
        string? rows,
        string? columns,
        string[]? filters,
        int? decimals,
        string? order,
        bool? shares,
        bool? rowTotals,
        bool? changes,
        bool? blanks,
        bool? lastColumnOnly,
        string? chart,
        string? names
    ) =>
        new()
        {
            Measures = List(measures),
            Rows = List(rows),
            Columns = columns,
            Filters = Filters(filters ?? []),
            Decimals = decimals,
            Order = order,
            Shares = shares ?? false,
            RowTotals = rowTotals ?? false,
            Changes = changes ?? false,
            Blanks = blanks ?? false,
            LastColumnOnly = lastColumnOnly ?? false,
            Chart = chart,
            Names = names,
        };

    static string[] List(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Query(PivotDefinition definition, string? from, string? to, params (string Name, string? Value)[] others)
    {
        IEnumerable<(string Name, string? Value)> all =
        [
            ("measures", string.Join(',', definition.Measures)),
            ("rows", string.Join(',', definition.Rows)),
            ("columns", definition.Columns),
            .. definition.Filters.SelectMany(filter => filter.Value.Select(code => ("filter", (string?)$"{filter.Key}:{code}"))),
            ("from", from),
            ("to", to),
            ("decimals", definition.Decimals?.ToString(CultureInfo.InvariantCulture)),
            ("order", definition.Order),
            ("shares", Flag(definition.Shares)),
            ("rowTotals", Flag(definition.RowTotals)),
            ("changes", Flag(definition.Changes)),
            ("blanks", Flag(definition.Blanks)),
            ("lastColumnOnly", Flag(definition.LastColumnOnly)),
            ("chart", definition.Chart),
            ("names", definition.Names),
        ];
        // A blank key is one: that of lines without a value.
        return string.Join(
            '&',
            all.Where(part => !string.IsNullOrEmpty(part.Value))
                .Concat(others.Where(part => part.Value is not null))
                .Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}")
        );
    }

    static string? Flag(bool isSet) => isSet ? "true" : null;
}
