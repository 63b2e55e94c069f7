using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>Tables as somebody printed them, in the order of the report, read from a published-tables file.</summary>
public sealed record PublishedFile(string Source, IReadOnlyList<PublishedTable> Tables)
{
    /// <summary>
    /// Reads a file from its JSON text. Refused with a <see cref="PublishedFileException"/> that names each faulty place.
    /// </summary>
    public static PublishedFile Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var text = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            var errors = new Dictionary<string, string[]> { ["$"] = [string.Format(Words.NotJson, broken.LineNumber + 1)] };
            throw new PublishedFileException(errors);
        }
    }

    /// <summary>Reads a file from a JSON value already parsed. Refused like <see cref="Parse"/>.</summary>
    public static PublishedFile Read(JsonElement root) => new PublishedFileReader().Read(root);
}

/// <summary>
/// One printed table. <paramref name="Decimals"/> is how many the rows are printed with; totals may be printed with fewer.
/// </summary>
/// <param name="Columns">Column headings: a year, or a year and a measure (<c>2017 %</c>, <c>2017 agents</c>).</param>
/// <param name="PublishedTotals">One per column, null where none is printed; null when the table has no line of totals.</param>
/// <param name="Note">What is printed under the table.</param>
public sealed record PublishedTable(
    string Id,
    string Section,
    string Title,
    string Team,
    string RowDimension,
    IReadOnlyList<string> Columns,
    string Unit,
    int Decimals,
    IReadOnlyList<PublishedRow> Rows,
    IReadOnlyList<decimal?>? PublishedTotals,
    string Note = ""
);

/// <summary>One printed row. A null value is a blank cell, which is not zero.</summary>
public sealed record PublishedRow(string Label, IReadOnlyList<decimal?> Values);

/// <summary>
/// The file is not a published-tables file. <see cref="Errors"/> has one entry per faulty place (<c>tables[3].rows[2].values</c>).
/// </summary>
public sealed class PublishedFileException(IReadOnlyDictionary<string, string[]> errors)
    : Exception(string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}")))
{
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}

/// <summary>Reads the JSON shape, collecting every fault instead of stopping at the first.</summary>
sealed class PublishedFileReader
{
    // A report has some twenty tables; the limits keep a hostile file from costing minutes of work.
    const int MostTables = 200;
    const int MostRows = 2_000;
    const int MostColumns = 60;
    const int MostCells = 200_000;
    const int MostDecimals = 6;
    const int LongestText = 500;
    const int LongestNote = 4_000;
    const int MostErrors = 50;
    const decimal LargestValue = 1_000_000_000m;

    readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);
    int cells;

    public PublishedFile Read(JsonElement root)
    {
        var source = "";
        var tables = new List<PublishedTable>();
        if (root.ValueKind != JsonValueKind.Object)
        {
            Refuse("$", Words.NotAnObject);
        }
        else
        {
            source = Text(root, "source", "source", required: false);
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (element, place) in Items(root, "tables", "tables", MostTables))
            {
                var table = Table(element, place);
                if (table is null)
                {
                    continue;
                }

                if (!ids.Add(table.Id))
                {
                    Refuse($"{place}.id", string.Format(Words.Duplicate, table.Id));
                }

                tables.Add(table);
            }
        }

        return errors.Count == 0
            ? new PublishedFile(source, tables)
            : throw new PublishedFileException(errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));
    }

    PublishedTable? Table(JsonElement table, string place)
    {
        if (table.ValueKind != JsonValueKind.Object)
        {
            Refuse(place, Words.NotAnObject);
            return null;
        }

        var id = Text(table, "id", $"{place}.id");
        var columns = Columns(table, $"{place}.columns");
        var rows = Rows(table, columns.Count, $"{place}.rows");
        return new PublishedTable(
            id,
            Text(table, "section", $"{place}.section", required: false),
            Text(table, "title", $"{place}.title", required: false),
            Text(table, "team", $"{place}.team", required: false),
            Text(table, "row_dimension", $"{place}.row_dimension"),
            columns,
            Text(table, "unit", $"{place}.unit", required: false),
            Decimals(table, $"{place}.decimals"),
            rows,
            Totals(table, columns.Count, $"{place}.published_totals"),
            Note(table, $"{place}.note")
        );
    }

    List<string> Columns(JsonElement table, string place)
    {
        var columns = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (element, itemPlace) in Items(table, "columns", place, MostColumns))
        {
            var column = TextValue(element, itemPlace);
            if (column.Length > 0 && !seen.Add(column))
            {
                Refuse(itemPlace, string.Format(Words.Duplicate, column));
            }

            columns.Add(column);
        }

        if (columns.Count == 0 && !errors.ContainsKey(place))
        {
            Refuse(place, Words.Empty);
        }

        return columns;
    }

    List<PublishedRow> Rows(JsonElement table, int columns, string place)
    {
        var rows = new List<PublishedRow>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (element, rowPlace) in Items(table, "rows", place, MostRows))
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                Refuse(rowPlace, Words.NotAnObject);
                continue;
            }

            var label = Text(element, "label", $"{rowPlace}.label");
            if (label.Length > 0 && !seen.Add(label))
            {
                Refuse($"{rowPlace}.label", string.Format(Words.Duplicate, label));
            }

            rows.Add(new PublishedRow(label, Values(element, "values", columns, $"{rowPlace}.values")));
        }

        return rows;
    }

    List<decimal?>? Totals(JsonElement table, int columns, string place) =>
        table.TryGetProperty("published_totals", out var totals) && totals.ValueKind != JsonValueKind.Null
            ? Values(table, "published_totals", columns, place)
            : null;

    List<decimal?> Values(JsonElement parent, string name, int columns, string place)
    {
        var values = new List<decimal?>();
        foreach (var (element, itemPlace) in Items(parent, name, place, MostColumns))
        {
            values.Add(Value(element, itemPlace));
        }

        if (values.Count != columns && !errors.ContainsKey(place))
        {
            Refuse(place, string.Format(Words.WrongLength, columns, values.Count));
        }

        if ((cells += values.Count) > MostCells)
        {
            Refuse("tables", string.Format(Words.TooMany, MostCells));
        }

        return values;
    }

    decimal? Value(JsonElement element, string place)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Number)
        {
            Refuse(place, Words.NotANumber);
            return null;
        }

        if (!element.TryGetDecimal(out var value) || Math.Abs(value) > LargestValue)
        {
            Refuse(place, string.Format(Words.TooLarge, LargestValue));
            return null;
        }

        if (value < 0)
        {
            Refuse(place, Words.Negative);
            return null;
        }

        return value;
    }

    int Decimals(JsonElement table, string place)
    {
        if (!table.TryGetProperty("decimals", out var decimals))
        {
            Refuse(place, Words.Missing);
            return 0;
        }

        if (decimals.ValueKind == JsonValueKind.Number && decimals.TryGetInt32(out var count) && count is >= 0 and <= MostDecimals)
        {
            return count;
        }

        Refuse(place, string.Format(Words.NotDecimals, MostDecimals));
        return 0;
    }

    string Text(JsonElement parent, string name, string place, bool required = true)
    {
        if (parent.TryGetProperty(name, out var text) && text.ValueKind != JsonValueKind.Null)
        {
            return TextValue(text, place, required);
        }

        if (required)
        {
            Refuse(place, Words.Missing);
        }

        return "";
    }

    /// <summary>One note, or a list of them.</summary>
    string Note(JsonElement table, string place) =>
        !table.TryGetProperty("note", out var note) || note.ValueKind == JsonValueKind.Null ? ""
        : note.ValueKind == JsonValueKind.Array
            ? string.Join(
                ' ',
                Items(table, "note", place, MostRows).Select(item => TextValue(item.Element, item.Place, required: false, LongestNote))
            )
        : TextValue(note, place, required: false, LongestNote);

    string TextValue(JsonElement element, string place, bool required = true, int longest = LongestText)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            Refuse(place, Words.NotText);
            return "";
        }

        if (!TryGetText(element, out var text) || text.Length > longest || text.Any(char.IsControl))
        {
            Refuse(place, string.Format(Words.BadText, longest));
            return "";
        }

        if (required && text.Length == 0)
        {
            Refuse(place, Words.Empty);
        }

        return text;
    }

    static bool TryGetText(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!.Trim();
            return true;
        }
        catch (InvalidOperationException) // half of a surrogate pair
        {
            text = "";
            return false;
        }
    }

    IEnumerable<(JsonElement Element, string Place)> Items(JsonElement parent, string name, string place, int most)
    {
        if (!parent.TryGetProperty(name, out var list))
        {
            Refuse(place, Words.Missing);
            yield break;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Refuse(place, Words.NotAList);
            yield break;
        }

        if (list.GetArrayLength() > most)
        {
            Refuse(place, string.Format(Words.TooMany, most));
            yield break;
        }

        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            yield return (element, $"{place}[{index++}]");
        }
    }

    void Refuse(string place, string message)
    {
        if (errors.TryGetValue(place, out var messages))
        {
            if (!messages.Contains(message))
            {
                messages.Add(message);
            }
        }
        else if (errors.Count < MostErrors)
        {
            errors[place] = [message];
        }
    }
}
