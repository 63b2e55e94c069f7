using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>A column that a list is sorted by.</summary>
/// <param name="Sql">What is compared; never null.</param>
/// <param name="Type">What it is in a cursor.</param>
/// <param name="ValueOf">The same of a row that was read.</param>
/// <param name="IsReversed">Upwards is downwards: what was opened last has the least age.</param>
sealed record SortColumn<TRow>(string Sql, Type Type, Func<TRow, object> ValueOf, bool IsReversed = false);

/// <summary>Rows in an order: by up to three columns, each upwards or downwards, and by their id where these are alike.</summary>
sealed class ListOrder<TRow>
{
    const int MostColumns = 3;

    readonly record struct SortKey(SortColumn<TRow> Column, bool IsDescending);

    readonly string text;
    readonly IReadOnlyList<SortKey> keys;
    readonly string idSql;
    readonly bool isIdDescending;

    ListOrder(string text, IReadOnlyList<SortKey> keys, string idSql, bool isIdDescending) =>
        (this.text, this.keys, this.idSql, this.isIdDescending) = (text, keys, idSql, isIdDescending);

    /// <summary><c>-openedAt</c>, <c>member,-priority</c>: a minus sorts downwards. The id goes the way of the last column.</summary>
    /// <param name="text">Names of columns, comma between them.</param>
    /// <param name="columns">Those that there are, by name.</param>
    /// <param name="idSql">What tells rows apart.</param>
    /// <param name="idName">What the id is called as the last or only column; null when nobody asks for it.</param>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static ListOrder<TRow>? Parse(
        string text,
        IReadOnlyDictionary<string, SortColumn<TRow>> columns,
        string idSql,
        string? idName = null
    )
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var keys = new List<SortKey>();
        var isDescending = true;
        foreach (var (index, name) in names.Index())
        {
            isDescending = name.StartsWith('-');
            var column = isDescending ? name[1..] : name;
            if (column == idName && index == names.Length - 1)
                break;
            if (!columns.TryGetValue(column, out var known) || keys.Any(key => key.Column.Sql == known.Sql) || keys.Count == MostColumns)
                return null;
            isDescending ^= known.IsReversed;
            keys.Add(new(known, isDescending));
        }
        return new(string.Join(',', names), keys, idSql, isDescending);
    }

    /// <summary>What the rows are ordered by.</summary>
    public string OrderBy =>
        $" ORDER BY {string.Concat(keys.Select(key => $"{key.Column.Sql}{(key.IsDescending ? " DESC" : "")}, "))}"
        + $"{idSql}{(isIdDescending ? " DESC" : "")}";

    /// <summary>What comes behind a row, whose columns are <c>@After0</c> …, and whose id is <c>@AfterId</c>.</summary>
    public string Behind
    {
        get
        {
            var behind = new List<string>();
            var alike = "";
            foreach (var (index, key) in keys.Index())
            {
                behind.Add($"{alike}{key.Column.Sql} {(key.IsDescending ? '<' : '>')} @After{index}");
                alike += $"{key.Column.Sql} = @After{index} AND ";
            }
            behind.Add($"{alike}{idSql} {(isIdDescending ? '<' : '>')} @AfterId");
            // Said once more of the first alone, for an index to begin there.
            var first = keys.Count == 0 ? "" : $"{keys[0].Column.Sql} {(keys[0].IsDescending ? "<=" : ">=")} @After0 AND ";
            return $"{first}({string.Join(" OR ", behind)})";
        }
    }

    bool IsNewest => keys.Count == 0 && isIdDescending;

    /// <summary>What to state for the rows behind one: its id where that is the order, or the order and the row's place in it.</summary>
    public string CursorOf(TRow row, long id) =>
        IsNewest
            ? id.ToString(CultureInfo.InvariantCulture)
            : Base64Url.EncodeToString(
                JsonSerializer.SerializeToUtf8Bytes((object[])[text, .. keys.Select(key => key.Column.ValueOf(row)), id])
            );

    /// <summary>The parameters of <see cref="Behind"/>, by name.</summary>
    /// <returns>Null when it is no cursor of this order.</returns>
    public IReadOnlyDictionary<string, object>? Read(string cursor)
    {
        if (IsNewest && long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var newest))
            return new Dictionary<string, object> { ["AfterId"] = newest };
        try
        {
            var parts = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor)) ?? [];
            if (parts.Length != keys.Count + 2 || parts[0].GetString() != text)
                return null;
            var parameters = new Dictionary<string, object> { ["AfterId"] = parts[^1].GetInt64() };
            foreach (var (index, key) in keys.Index())
                parameters[$"After{index}"] = parts[index + 1].Deserialize(key.Column.Type)!;
            return parameters;
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
