using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>An order of tickets: by up to three columns, each upwards or downwards, and by their number where these are alike.</summary>
sealed class TicketSort
{
    /// <summary>A column that tickets are sorted by. Nothing comes before everything, and no day after every day.</summary>
    /// <param name="Sql">What is compared.</param>
    /// <param name="Type">What it is in a cursor.</param>
    /// <param name="ValueOf">The same of a row that was read.</param>
    /// <param name="IsReversed">Upwards is downwards: what was opened last has the least age.</param>
    sealed record Column(string Sql, Type Type, Func<TicketRow, ReferentialData, object> ValueOf, bool IsReversed = false);

    readonly record struct SortKey(Column Column, bool IsDescending);

    const string RankOfStatus = """
        CASE t.Status WHEN 'new' THEN 1 WHEN 'assigned' THEN 2 WHEN 'planned' THEN 3 WHEN 'pending' THEN 4 WHEN 'resolved' THEN 5 ELSE 6 END
        """;

    static readonly Dictionary<string, Column> Columns = new()
    {
        ["openedAt"] = new("t.OpenedAt", typeof(DateTime), (row, _) => row.OpenedAt),
        ["age"] = new("t.OpenedAt", typeof(DateTime), (row, _) => row.OpenedAt, IsReversed: true),
        [Updated] = new("t.UpdatedAt", typeof(DateTime), (row, _) => row.UpdatedAt),
        ["minutes"] = new("t.LoggedMinutes", typeof(long), (row, _) => row.LoggedMinutes),
        ["priority"] = new("t.Priority", typeof(int), (row, _) => row.Priority),
        ["status"] = new(RankOfStatus, typeof(int), (row, _) =>
            TicketStatus.All.Index().First(known => known.Item == row.Status).Index + 1
        ),
        ["title"] = new("t.TitleKey", typeof(string), (row, _) => Alphabet.KeyOf(row.Title)),
        ["requester"] = new("t.RequesterKey", typeof(string), (row, _) => Alphabet.KeyOf(row.RequesterName ?? "")),
        ["type"] = new("t.Type", typeof(string), (row, _) => row.Type),
        ["channel"] = new("t.Channel", typeof(string), (row, _) => row.Channel),
        ["plannedOn"] = new("COALESCE(t.PlannedOn, '9999-12-31')", typeof(DateOnly), (row, _) => row.PlannedOn ?? DateOnly.MaxValue),
        ["member"] = Named("Members", "MemberId", (row, all) => all.Members.NameOf(row.MemberId)),
        ["application"] = Named("Applications", "ApplicationId", (row, all) => all.Applications.NameOf(row.ApplicationId)),
        ["domain"] = Named("Domains", "DomainId", (row, all) => all.Domains.NameOf(row.DomainId)),
        ["group"] = Named("AssignmentGroups", "AssignedGroupId", (row, all) => all.Groups.NameOf(row.AssignedGroupId)),
        ["category"] = Named("Categories", "CategoryId", (row, all) => all.Categories.NameOf(row.CategoryId)),
        ["site"] = Named("Sites", "SiteId", (row, all) => all.Sites.NameOf(row.SiteId)),
        ["assignee"] = Named("Agents", "AssignedAgentId", (row, all) => all.Agents.NameOf(row.AssignedAgentId)),
    };

    // That a note among staff was written is told to nobody else.
    static readonly Column UpdatedInSight = new("t.UpdatedInSightAt", typeof(DateTime), (row, _) => row.UpdatedInSightAt);

    static Column Named(string table, string column, Func<TicketRow, ReferentialData, string?> nameOf) =>
        new($"COALESCE((SELECT n.NameKey FROM {table} n WHERE n.Id = t.{column}), '')", typeof(string), (row, all) =>
            Alphabet.KeyOf(nameOf(row, all) ?? "")
        );

    const string Number = "number",
        Updated = "updatedAt";

    /// <summary>What tickets may be sorted by.</summary>
    public static readonly IReadOnlyList<string> Names = [Number, .. Columns.Keys];

    /// <summary>The newest first.</summary>
    public static readonly TicketSort Newest = new($"-{Number}", [], isNumberDescending: true);

    readonly string text;
    readonly IReadOnlyList<SortKey> keys;
    readonly bool isNumberDescending;

    TicketSort(string text, IReadOnlyList<SortKey> keys, bool isNumberDescending) =>
        (this.text, this.keys, this.isNumberDescending) = (text, keys, isNumberDescending);

    const int MostColumns = 3;

    /// <summary><c>-openedAt</c>, <c>member,-priority</c>: a minus sorts downwards; the newest first for nothing.</summary>
    /// <param name="text">The order.</param>
    /// <param name="seesPrivate">Notes among staff are changes to the reader.</param>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static TicketSort? Parse(string? text, bool seesPrivate = true)
    {
        var names = TicketFilter.Codes(text);
        if (names.Count == 0)
            return Newest;
        var keys = new List<SortKey>();
        var isDescending = true;
        foreach (var (index, name) in names.Index())
        {
            isDescending = name.StartsWith('-');
            var column = isDescending ? name[1..] : name;
            if (column == Number && index == names.Count - 1)
                break;
            if (!Columns.TryGetValue(column, out var known) || keys.Any(key => key.Column.Sql == known.Sql) || keys.Count == MostColumns)
                return null;
            if (column == Updated && !seesPrivate)
                known = UpdatedInSight;
            isDescending ^= known.IsReversed;
            keys.Add(new(known, isDescending));
        }
        return new(string.Join(',', names), keys, isDescending);
    }

    /// <summary>What the tickets are ordered by.</summary>
    public string OrderBy =>
        $" ORDER BY {string.Concat(keys.Select(key => $"{key.Column.Sql}{(key.IsDescending ? " DESC" : "")}, "))}"
        + $"t.Id{(isNumberDescending ? " DESC" : "")}";

    /// <summary>What comes behind a ticket, whose columns are <c>@After0</c> …, and whose number is <c>@AfterNumber</c>.</summary>
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
            behind.Add($"{alike}t.Id {(isNumberDescending ? '<' : '>')} @AfterNumber");
            // Said once more of the first alone, for an index to begin there.
            var first = keys.Count == 0 ? "" : $"{keys[0].Column.Sql} {(keys[0].IsDescending ? "<=" : ">=")} @After0 AND ";
            return $"{first}({string.Join(" OR ", behind)})";
        }
    }

    bool IsNewest => keys.Count == 0 && isNumberDescending;

    /// <summary>What to state for the tickets behind one: its number, or the order and the ticket's place in it.</summary>
    public string CursorOf(TicketRow row, ReferentialData all) =>
        IsNewest
            ? row.Id.ToString(CultureInfo.InvariantCulture)
            : Base64Url.EncodeToString(
                JsonSerializer.SerializeToUtf8Bytes((object[])[text, .. keys.Select(key => key.Column.ValueOf(row, all)), row.Id])
            );

    /// <summary>The parameters of <see cref="Behind"/>, by name.</summary>
    /// <returns>Null when it is no cursor of this order.</returns>
    public IReadOnlyDictionary<string, object>? Read(string cursor)
    {
        if (IsNewest && long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new Dictionary<string, object> { ["AfterNumber"] = number };
        try
        {
            var parts = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor)) ?? [];
            if (parts.Length != keys.Count + 2 || parts[0].GetString() != text)
                return null;
            var parameters = new Dictionary<string, object> { ["AfterNumber"] = parts[^1].GetInt64() };
            foreach (var (index, key) in keys.Index())
                parameters[$"After{index}"] = parts[index + 1].Deserialize(key.Column.Type)!;
            return parameters;
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Each column alone upwards and downwards, and several together.</summary>
    internal static IEnumerable<TicketSort> Every =>
        [
            .. Names.SelectMany(name => new[] { name, $"-{name}" }).Select(name => Parse(name)).OfType<TicketSort>(),
            Parse($"-{Updated}", seesPrivate: false)!,
            Parse("member,-priority,age")!,
        ];
}
