using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>Many rows in one statement: they go as one JSON text, which the server reads as a table.</summary>
static partial class SqlServerRows
{
    // Locks of a statement become one of the whole table from about 5,000 on.
    public const int RowsPerStatement = 2_000;

    /// <param name="sql">An <c>INSERT … VALUES (@A, @B)</c>; constants may stand among the parameters.</param>
    /// <param name="rows">Objects of one type, with a property for each parameter.</param>
    /// <remarks>Identities are given in the order of the rows, as INSERT … SELECT … ORDER BY promises.</remarks>
    public static IEnumerable<(string Sql, object Parameters)> Insert(string sql, IReadOnlyCollection<object> rows)
    {
        if (rows.Count == 0)
            yield break;
        var (head, values) = Values().Match(sql) is { Success: true } match
            ? (match.Groups[1].Value, match.Groups[2].Value)
            : throw new ArgumentException($"No INSERT … VALUES: {sql}", nameof(sql));
        var type = rows.First().GetType();
        PropertyInfo[] columns =
        [
            .. Parameter().Matches(values).Select(p => p.Groups[1].Value).Distinct().Select(name => Property(type, name)),
        ];
        var table = string.Join(", ", columns.Select(column => $"{column.Name} {TypeOf(column)}"));
        var statement =
            $"{head}SELECT {Parameter().Replace(values, "r.$1")} FROM OPENJSON(@Rows) WITH (Ordinal INT, {table}) r ORDER BY r.Ordinal";
        foreach (var chunk in rows.Chunk(RowsPerStatement))
            yield return (statement, new { Rows = Json(chunk, columns) });
    }

    [GeneratedRegex(@"^(INSERT\s.*?)VALUES\s*\((.*)\)\s*$", RegexOptions.Singleline)]
    private static partial Regex Values();

    [GeneratedRegex("@(\\w+)")]
    private static partial Regex Parameter();

    static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name) ?? throw new ArgumentException($"{type.Name} has no {name}.", nameof(name));

    static string TypeOf(PropertyInfo column)
    {
        var type = Nullable.GetUnderlyingType(column.PropertyType) ?? column.PropertyType;
        return type == typeof(long) ? "BIGINT"
            : type == typeof(int) ? "INT"
            : type == typeof(bool) ? "BIT"
            : type == typeof(DateOnly) ? "DATE"
            : type == typeof(DateTime) ? "DATETIME2(3)"
            : type == typeof(string) ? "NVARCHAR(MAX)"
            : throw new NotSupportedException($"{column.Name} is a {type.Name}.");
    }

    static string Json(object[] rows, PropertyInfo[] columns)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var (ordinal, row) in rows.Index())
            {
                json.WriteStartObject();
                json.WriteNumber("Ordinal", ordinal);
                foreach (var column in columns)
                    if (column.GetValue(row) is { } value)
                        Write(json, column.Name, value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case long number:
                json.WriteNumber(name, number);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case DateOnly day:
                json.WriteString(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                json.WriteString(name, instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }
}
