using System.Text.Json;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>The line that a dispute is about.</summary>
/// <param name="Kind">Code of its <see cref="FactKind"/>, as the history names it.</param>
sealed record ContestedLine(string Kind, long Id);

/// <summary>Contested lines: whose they are, and what was changed in them.</summary>
sealed class ContestedLines(Db db, FactKinds kinds, ReferentialLookup codes, CurrentUser user)
{
    /// <summary>The line that an address shows; null for a figure.</summary>
    public ContestedLine? At(string address) => kinds.At(address) is var (kind, id) ? new(kind.Code, id) : null;

    /// <summary>Whether a line is one of these members'.</summary>
    public async Task<bool> IsOf(ContestedLine line, IReadOnlyCollection<long> memberIds, CancellationToken ct) =>
        (await db.Query<long?>(kinds.Find(line.Kind)!.MembersSql!, new { line.Id }, ct)).Any(member =>
            member is { } id && memberIds.Contains(id)
        );

    /// <summary>What was changed in a line since an instant, oldest first. What happens to it at another member's stays there.</summary>
    public async Task<IReadOnlyList<LineCorrection>> Corrections(ContestedLine line, DateTime since, CancellationToken ct)
    {
        var corrections = new List<LineCorrection>();
        foreach (
            var row in await db.Query<ChangeRow>(
                ChangesSql,
                new
                {
                    Subject = line.Kind,
                    SubjectId = line.Id,
                    Since = since,
                },
                ct
            )
        )
        {
            var (before, after) = (Fields(row.BeforeJson), Fields(row.AfterJson));
            var isGone = after is not null && after.TryGetValue("member", out var member) && !await IsWithinReach(member, ct);
            var fields = isGone
                ? [new CorrectedField("member", Label("member"), before?.GetValueOrDefault("member"), Words.AnotherMember)]
                : Differences(before, after).Where(field => field.Field != "title" || line.Kind != "training-session").ToList();
            if (fields.Count > 0 || after is null)
                corrections.Add(new(row.At, user.Can(Permission.ReadAgents) ? row.ByName : null, row.Action, fields));
            if (isGone)
                break;
        }
        return corrections;
    }

    const string ChangesSql = """
        SELECT a.At, u.DisplayName AS ByName, a.Action, a.BeforeJson, a.AfterJson
        FROM AuditEntries a
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE a.Subject = @Subject AND a.SubjectId = @SubjectId AND a.At >= @Since AND a.BeforeJson IS NOT NULL
        ORDER BY a.Id
        """;

    async Task<bool> IsWithinReach(string? code, CancellationToken ct) =>
        user.SeesAllMembers
        || (
            (await codes.Referentials(ct)).Members.FirstOrDefault(member => member.Code == code) is { } found && codes.IsWithinReach(found)
        );

    // Facts that a member may see of its own lines: no names of agents, nothing private.
    static readonly string[] Shown =
    [
        "day",
        "startsOn",
        "quantity",
        "unit",
        "days",
        "activity",
        "subActivity",
        "domain",
        "application",
        "project",
        "member",
        "site",
        "kind",
        "travelMinutes",
        "note",
        "summary",
        "title",
        "type",
        "status",
    ];

    static IEnumerable<CorrectedField> Differences(Dictionary<string, string?>? before, Dictionary<string, string?>? after) =>
        from field in Shown
        let was = before?.GetValueOrDefault(field)
        let becomes = after?.GetValueOrDefault(field)
        where was != becomes
        select new CorrectedField(field, Label(field), was, becomes);

    static Dictionary<string, string?>? Fields(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        return document
            .RootElement.EnumerateObject()
            .Where(property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null)
            .ToDictionary(
                property => property.Name,
                property => property.Value.ValueKind is JsonValueKind.Null ? null : property.Value.ToString()
            );
    }

    static string Label(string field) =>
        field switch
        {
            "day" or "startsOn" => CommonWords.Day,
            "quantity" => Words.FieldQuantity,
            "unit" => CommonWords.Unit,
            "days" => CommonWords.Days,
            "activity" => CommonWords.Activity,
            "subActivity" => CommonWords.SubActivity,
            "domain" => CommonWords.Domain,
            "application" => CommonWords.Application,
            "project" => CommonWords.Project,
            "member" => CommonWords.Member,
            "site" => CommonWords.Site,
            "kind" or "type" => Words.FieldKind,
            "travelMinutes" => Words.FieldTravel,
            "status" => CommonWords.State,
            "note" or "summary" or "title" => Words.FieldText,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field that members see."),
        };

    sealed record ChangeRow
    {
        public DateTime At { get; init; }
        public string? ByName { get; init; }
        public string Action { get; init; } = "";
        public string? BeforeJson { get; init; }
        public string? AfterJson { get; init; }
    }
}
