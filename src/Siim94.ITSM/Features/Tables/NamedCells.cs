using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Columns and rows of a table, by the keys that requests name them with.</summary>
static class NamedCells
{
    /// <exception cref="Refusal">None has that key.</exception>
    public static ReportColumn Named(this IReadOnlyList<ReportColumn> columns, string field, string key) =>
        columns.FirstOrDefault(column => column.Key == key)
        ?? throw Unknown(field, key, columns.Select(column => new KnownCode(column.Key, column.Label)));

    /// <inheritdoc cref="Named(IReadOnlyList{ReportColumn}, string, string)"/>
    public static ReportRow Named(this IReadOnlyList<ReportRow> rows, string field, string key) =>
        rows.FirstOrDefault(row => row.Key == key) ?? throw Unknown(field, key, rows.Select(row => new KnownCode(row.Key, row.Label)));

    static Refusal Unknown(string field, string key, IEnumerable<KnownCode> known) =>
        ReferentialErrors.Unknown(field, key, KnownCode.Near(key, known));
}
