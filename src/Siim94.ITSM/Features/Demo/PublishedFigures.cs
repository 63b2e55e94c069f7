using Siim94.ITSM.Features.Reconciliation;

namespace Siim94.ITSM.Features.Demo;

/// <summary>The published tables as ranges of minutes.</summary>
sealed class PublishedFigures
{
    readonly Dictionary<string, PublishedTable> tables;

    public PublishedFigures(PublishedFile file)
    {
        tables = file.Tables.ToDictionary(table => table.Id, StringComparer.Ordinal);

        // 9.6.1.1 has its two year columns exchanged: only exchanged back do they agree with 9.5.1 and stay within 9.6.
        var exchanged = tables["si-project-domain"];
        tables["si-project-domain"] = exchanged with { Columns = [.. exchanged.Columns.Reverse()] };
    }

    public PublishedTable Table(string id) => tables[id];

    /// <summary>The rows of a column that are not blank.</summary>
    public IEnumerable<(string Label, decimal Value)> Printed(string id, string column)
    {
        var table = tables[id];
        var index = Index(table, column);
        return table.Rows.Where(row => row.Values[index] is not null).Select(row => (row.Label, row.Values[index]!.Value));
    }

    /// <summary>The rows of a column of days that are not blank, by what their label means.</summary>
    public Dictionary<string, MinuteRange> Rows(string id, int year, Func<string, string> meaning) =>
        Printed(id, $"{year}")
            .ToDictionary(row => meaning(row.Label), row => MinuteRange.OfDays(row.Value, tables[id].Decimals), StringComparer.Ordinal);

    /// <summary>One row of a column of days, which must not be blank.</summary>
    public MinuteRange Row(string id, int year, string label) =>
        MinuteRange.OfDays(Printed(id, $"{year}").Single(row => row.Label == label).Value, tables[id].Decimals);

    /// <summary>
    /// The printed total of a column of days; <see cref="MinuteRange.Any"/> where none is printed, or where its rows contradict it (9.5.1,
    /// 9.5.1.1).
    /// </summary>
    public MinuteRange Total(string id, int year)
    {
        var table = tables[id];
        if (table.PublishedTotals?[Index(table, $"{year}")] is not { } printed)
            return MinuteRange.Any;

        var total = MinuteRange.OfDays(printed, table.Decimals);
        var rows = Rows(id, year, label => label).Values;
        return rows.Sum(row => row.Least) <= total.Most && rows.Sum(row => row.Most) >= total.Least ? total : MinuteRange.Any;
    }

    static int Index(PublishedTable table, string column)
    {
        var index = table.Columns.ToList().IndexOf(column);
        return index >= 0 ? index : throw new InvalidOperationException($"Table {table.Id} has no column {column}.");
    }
}
