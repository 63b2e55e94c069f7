using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>Facts of the product as its API lists them, one by one, and any pivot of them by plain addition.</summary>
sealed class PivotOracle
{
    const long Micros = 1_000_000;

    /// <summary>
    /// A fact: its day, the keys it has on each axis (several ways where it counts several times: one a member, one an agent), and what it
    /// adds to each measure.
    /// </summary>
    sealed record Fact(DateOnly Day, IReadOnlyList<Dictionary<string, string>> Ways, Dictionary<string, long> Amounts);

    readonly List<Fact> facts = [];

    /// <summary>Axes that each measure carries, time aside.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Axes = Group(
        (
            ["days", "hours", "lines"],
            [
                "agent",
                "team",
                "department",
                "activity-department",
                "activity",
                "sub-activity",
                "domain",
                "upper-domain",
                "domain-kind",
                "application",
                "project",
                "member",
                "member-group",
                "member-kind",
                "source",
                "ticket",
                "site",
                "intervention-kind",
                "training-category",
            ]
        ),
        (["trainer-days", "preparation-days"], ["agent", "team", "activity", "sub-activity", "application", "training-category", "source"]),
        (
            ["tickets-opened", "tickets-taken", "tickets-resolved", "tickets-closed", "tickets-solved-at-first-line"],
            [
                "member",
                "member-group",
                "member-kind",
                "channel",
                "ticket-type",
                "ticket-status",
                "urgency",
                "impact",
                "priority",
                "requester",
                "domain",
                "application",
                "agent",
                "team",
                "department",
                "group",
                "category",
                "upper-category",
            ]
        ),
        (
            ["visits", "travel-hours"],
            ["member", "member-group", "member-kind", "site", "intervention-kind", "agent", "team", "department", "ticket"]
        ),
        (["sessions", "session-days"], ["training-category", "application", "agent", "team", "department", "member", "member-kind"]),
        (["attendances", "people-trained"], ["training-category", "application", "member", "member-group", "member-kind"])
    );

    /// <summary>Axes whose values nobody can list: never columns.</summary>
    public static readonly IReadOnlyList<string> OpenAxes = ["requester", "ticket"];

    /// <summary>Axes on which one fact may count several times.</summary>
    public static bool CountsTwice(string measure, string axis) =>
        (measure, axis)
            is
                ("visits" or "travel-hours", "agent" or "team" or "department" or "ticket")
                or
                ("sessions" or "session-days", "agent" or "team" or "department" or "member" or "member-kind");

    static Dictionary<string, string[]> Group(params (string[] Measures, string[] Axes)[] groups) =>
        groups.SelectMany(g => g.Measures.Select(m => (m, g.Axes))).ToDictionary(p => p.m, p => p.Axes);

    public IEnumerable<string> KeysOf(string measure, string axis) =>
        facts
            .Where(fact => fact.Amounts.ContainsKey(measure))
            .SelectMany(fact => fact.Ways.Select(way => way.GetValueOrDefault(axis, "")))
            .Where(key => key.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal);

    public static async Task<PivotOracle> Load(HttpClient client)
    {
        var oracle = new PivotOracle();
        var teams = (await Items(client, "/api/v1/teams?limit=500")).ToDictionary(t => Text(t, "code"), t => Text(t, "department"));
        var members = (await Items(client, "/api/v1/members?limit=500&includeClosed=true")).ToDictionary(
            m => Text(m, "code"),
            m =>
                (
                    Kind: Text(m, "kind"),
                    Group: m.TryGetProperty("parent", out var p) && p.ValueKind == JsonValueKind.String ? p.GetString()! : Text(m, "code")
                )
        );
        var domains = (await Items(client, "/api/v1/domains?limit=500&includeClosed=true")).ToDictionary(
            d => Text(d, "code"),
            d =>
                (
                    Kind: Text(d, "kind"),
                    Upper: d.TryGetProperty("parent", out var p) && p.ValueKind == JsonValueKind.String ? p.GetString()! : Text(d, "code")
                )
        );
        var activities = (await Items(client, "/api/v1/activities?limit=500&includeClosed=true")).ToDictionary(
            a => Text(a, "code"),
            a => Text(a, "department")
        );
        var categories = (await Items(client, "/api/v1/training-categories?limit=500&includeClosed=true")).ToDictionary(
            c => Text(c, "code"),
            c => Text(c, "subActivity")
        );
        var ticketCategories = (await Items(client, "/api/v1/categories?limit=500&includeClosed=true")).ToDictionary(
            c => Text(c, "code"),
            c => Text(c, "parent")
        );
        var sessions = new Dictionary<long, string>();
        var entries = await Items(client, "/api/v1/time-entries?limit=500");
        var visits = await Items(client, "/api/v1/interventions?limit=500");
        var visitsById = visits.ToDictionary(v => v.GetProperty("id").GetInt64());
        var teamsOfVisit = TeamsBy("intervention");
        var teamsOfSession = TeamsBy("trainingSession");
        ILookup<long, string> TeamsBy(string property) =>
            entries.Where(e => Number(e, property) is not null).ToLookup(e => Number(e, property)!.Value, e => Text(e, "team"));

        foreach (var session in await Items(client, "/api/v1/training-sessions?limit=500"))
        {
            sessions[session.GetProperty("id").GetInt64()] = Text(session, "category");
            var attendances = session
                .GetProperty("attendances")
                .EnumerateArray()
                .Select(a => (Member: Text(a, "member"), People: a.GetProperty("people").GetInt64()))
                .ToList();
            var day = DateOnly.Parse(Text(session, "startsOn"), CultureInfo.InvariantCulture);
            var common = new Dictionary<string, string>
            {
                ["training-category"] = Text(session, "category"),
                ["application"] = Text(session, "application"),
            };
            var ways =
                from trainer in OrBlank(session.GetProperty("trainers").EnumerateArray().Select(t => t.GetString()!))
                from team in OrBlank(teamsOfSession[session.GetProperty("id").GetInt64()])
                from member in OrBlank(attendances.Select(a => a.Member))
                select new Dictionary<string, string>(common)
                {
                    ["agent"] = trainer,
                    ["team"] = team,
                    ["department"] = Of(teams, team, department => department),
                    ["member"] = member,
                    ["member-kind"] = Of(members, member, m => m.Kind),
                };
            oracle.facts.Add(
                new(
                    day,
                    [.. ways],
                    new() { ["sessions"] = 1, ["session-days"] = (long)(session.GetProperty("days").GetDecimal() * Micros) }
                )
            );
            foreach (var (member, people) in attendances)
                oracle.facts.Add(
                    new(
                        day,
                        [
                            new(common)
                            {
                                ["member"] = member,
                                ["member-kind"] = members[member].Kind,
                                ["member-group"] = members[member].Group,
                            },
                        ],
                        new() { ["attendances"] = 1, ["people-trained"] = people }
                    )
                );
        }

        foreach (var entry in entries)
        {
            var keys = new Dictionary<string, string>
            {
                ["agent"] = Text(entry, "agent"),
                ["team"] = Text(entry, "team"),
                ["department"] = teams[Text(entry, "team")],
                ["activity"] = Text(entry, "activity"),
                ["activity-department"] = activities[Text(entry, "activity")],
                ["sub-activity"] = Text(entry, "subActivity"),
                ["application"] = Text(entry, "application"),
                ["project"] = Text(entry, "project"),
                ["domain"] = Text(entry, "domain"),
                ["upper-domain"] = Of(domains, Text(entry, "domain"), d => d.Upper),
                ["domain-kind"] = Of(domains, Text(entry, "domain"), d => d.Kind),
                ["member"] = Text(entry, "member"),
                ["member-group"] = Of(members, Text(entry, "member"), m => m.Group),
                ["member-kind"] = Of(members, Text(entry, "member"), m => m.Kind),
                ["source"] = Text(entry, "source"),
                ["ticket"] = $"{Number(entry, "ticket")}",
            };
            if (Number(entry, "intervention") is { } ofVisit)
                (keys["site"], keys["intervention-kind"]) = (Text(visitsById[ofVisit], "site"), Text(visitsById[ofVisit], "kind"));
            var days = (long)(entry.GetProperty("days").GetDecimal() * Micros);
            var amounts = new Dictionary<string, long>
            {
                ["days"] = days,
                ["hours"] = entry.GetProperty("minutes").GetInt64(),
                ["lines"] = 1,
            };
            if (Number(entry, "trainingSession") is { } session)
            {
                var category = sessions[session];
                keys["training-category"] = category;
                amounts[categories[category] == Text(entry, "subActivity") ? "trainer-days" : "preparation-days"] = days;
            }
            oracle.facts.Add(new(DateOnly.Parse(Text(entry, "day"), CultureInfo.InvariantCulture), [keys], amounts));
        }

        foreach (var ticket in await Items(client, "/api/v1/tickets?limit=500"))
        {
            var keys = new Dictionary<string, string>
            {
                ["member"] = Text(ticket, "member"),
                ["member-group"] = members[Text(ticket, "member")].Group,
                ["member-kind"] = members[Text(ticket, "member")].Kind,
                ["channel"] = Text(ticket, "channel"),
                ["ticket-type"] = Text(ticket, "type"),
                ["ticket-status"] = Text(ticket, "status"),
                ["urgency"] = Text(ticket, "urgency"),
                ["impact"] = Text(ticket, "impact"),
                ["requester"] = Text(ticket, "requester"),
                ["priority"] = Text(ticket, "priority"),
                ["domain"] = Text(ticket, "domain"),
                ["application"] = Text(ticket, "application"),
                ["agent"] = Text(ticket, "assignedAgent"),
                ["team"] = Text(ticket, "assignedTeam"),
                ["department"] = Of(teams, Text(ticket, "assignedTeam"), department => department),
                ["group"] = Text(ticket, "group"),
                ["category"] = Text(ticket, "category"),
                ["upper-category"] = UpperOf(Text(ticket, "category")),
            };
            foreach (
                var (measure, at) in new[]
                {
                    ("tickets-opened", "openedAt"),
                    ("tickets-taken", "takenInChargeAt"),
                    ("tickets-resolved", "resolvedAt"),
                    ("tickets-closed", "closedAt"),
                    // None of these tickets has ever been handed to the second line.
                    ("tickets-solved-at-first-line", "resolvedAt"),
                }
            )
                if (ticket.TryGetProperty(at, out var instant) && instant.ValueKind == JsonValueKind.String)
                    oracle.facts.Add(new(Paris.DayOf(instant.GetDateTime().ToUniversalTime()), [keys], new() { [measure] = 1 }));
        }

        foreach (var visit in visits)
        {
            var member = Text(visit, "member");
            var ways =
                from agent in OrBlank(visit.GetProperty("agents").EnumerateArray().Select(a => a.GetString()!))
                from team in OrBlank(teamsOfVisit[visit.GetProperty("id").GetInt64()])
                from ticket in OrBlank(visit.GetProperty("tickets").EnumerateArray().Select(t => $"{t.GetInt64()}"))
                select new Dictionary<string, string>
                {
                    ["member"] = member,
                    ["member-group"] = members[member].Group,
                    ["member-kind"] = members[member].Kind,
                    ["site"] = Text(visit, "site"),
                    ["intervention-kind"] = Text(visit, "kind"),
                    ["agent"] = agent,
                    ["team"] = team,
                    ["department"] = Of(teams, team, department => department),
                    ["ticket"] = ticket,
                };
            oracle.facts.Add(
                new(
                    DateOnly.Parse(Text(visit, "day"), CultureInfo.InvariantCulture),
                    [.. ways],
                    new() { ["visits"] = 1, ["travel-hours"] = visit.GetProperty("travelMinutes").GetInt64() }
                )
            );
        }
        return oracle;

        string UpperOf(string category) =>
            ticketCategories.GetValueOrDefault(category) is { Length: > 0 } parent ? UpperOf(parent) : category;
    }

    /// <summary>Cells by row key and column key, and totals by column key; in the measure's unit, blanks left out.</summary>
    public (Dictionary<(string Row, string Column), decimal> Cells, Dictionary<string, decimal> Totals) Compute(
        IReadOnlyList<string> measures,
        IReadOnlyList<string> rows,
        string? columns,
        IReadOnlyDictionary<string, string[]> filters,
        int fromYear,
        int toYear,
        bool blanks,
        bool rowTotals
    )
    {
        var cells = new Dictionary<(string, string, string Measure), long>();
        var totals = new Dictionary<(string, string Measure), long>();
        foreach (var fact in facts.Where(fact => fact.Day.Year >= fromYear && fact.Day.Year <= toYear))
        foreach (var measure in measures.Where(fact.Amounts.ContainsKey))
        {
            if (!filters.All(filter => fact.Ways.Any(way => filter.Value.Contains(way.GetValueOrDefault(filter.Key, "")))))
                continue;
            var places = fact
                .Ways.Select(way =>
                    (Row: rows.Select(axis => KeyOf(fact, way, axis)).ToArray(), Column: columns is null ? "" : KeyOf(fact, way, columns))
                )
                .Where(place => blanks || place.Row.All(key => key.Length > 0))
                .Select(place => (Row: string.Join('|', place.Row), place.Column))
                .Distinct();
            foreach (var (row, column) in places)
            {
                var suffix = string.Join(
                    '.',
                    new[] { columns is null ? null : column, measures.Count > 1 || columns is null ? measure : null }.OfType<string>()
                );
                cells[(row, suffix, measure)] = cells.GetValueOrDefault((row, suffix, measure)) + fact.Amounts[measure];
                totals[(suffix, measure)] = totals.GetValueOrDefault((suffix, measure)) + fact.Amounts[measure];
                if (!rowTotals)
                    continue;
                var total = measures.Count > 1 ? $"total.{measure}" : "total";
                cells[(row, total, measure)] = cells.GetValueOrDefault((row, total, measure)) + fact.Amounts[measure];
                totals[(total, measure)] = totals.GetValueOrDefault((total, measure)) + fact.Amounts[measure];
            }
        }
        return (
            cells.ToDictionary(c => (c.Key.Item1, c.Key.Item2), c => InUnits(c.Key.Measure, c.Value)),
            totals.ToDictionary(t => t.Key.Item1, t => InUnits(t.Key.Measure, t.Value))
        );
    }

    static decimal InUnits(string measure, long amount) =>
        measure switch
        {
            "days" or "session-days" or "trainer-days" or "preparation-days" => amount / (decimal)Micros,
            "hours" or "travel-hours" => Math.Round(amount / 60m, 6, MidpointRounding.AwayFromZero),
            _ => amount,
        };

    static string KeyOf(Fact fact, Dictionary<string, string> way, string axis) =>
        axis switch
        {
            "year" => $"{fact.Day.Year}",
            "quarter" => $"{fact.Day.Year}-Q{(fact.Day.Month - 1) / 3 + 1}",
            "month" => $"{fact.Day:yyyy-MM}",
            "week" => $"{ISOWeek.GetYear(fact.Day)}-W{ISOWeek.GetWeekOfYear(fact.Day):00}",
            "day" => $"{fact.Day:yyyy-MM-dd}",
            _ => way.GetValueOrDefault(axis, ""),
        };

    static string[] OrBlank(IEnumerable<string> keys) => keys.Distinct().DefaultIfEmpty("").ToArray();

    static string Of<T>(Dictionary<string, T> set, string code, Func<T, string> key) => code.Length == 0 ? "" : key(set[code]);

    static long? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    static string Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static async Task<List<JsonElement>> Items(HttpClient client, string address)
    {
        var items = new List<JsonElement>();
        for (string? after = ""; after is not null; )
        {
            var page = await client.GetFromJsonAsync<JsonElement>(
                address + (after.Length == 0 ? "" : $"&after={Uri.EscapeDataString(after)}")
            );
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        return items;
    }
}
