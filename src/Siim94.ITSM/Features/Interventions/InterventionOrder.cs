using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>What interventions are sorted by: texts as in a dictionary, agents by the first of them, a day as seven hours.</summary>
static class InterventionOrder
{
    const string Newest = "-day";

    const string MemberSql = "(SELECT n.NameKey FROM Members n WHERE n.Id = i.MemberId)";
    const string SiteSql = "COALESCE((SELECT n.NameKey FROM Sites n WHERE n.Id = i.SiteId), '')";
    const string AgentSql = """
        COALESCE((SELECT MIN(n.NameKey) FROM InterventionAgents a JOIN Agents n ON n.Id = a.AgentId WHERE a.InterventionId = i.Id), '')
        """;

    static readonly Dictionary<string, SortColumn<InterventionDetails>> Columns = new()
    {
        ["day"] = new("i.WorkedOn", typeof(DateOnly), visit => visit.Day),
        ["kind"] = new("i.Kind", typeof(string), visit => visit.Kind),
        ["member"] = new(MemberSql, typeof(string), visit => Alphabet.KeyOf(visit.MemberName)),
        ["site"] = new(SiteSql, typeof(string), visit => Alphabet.KeyOf(visit.SiteName ?? "")),
        ["agents"] = new(AgentSql, typeof(string), visit => visit.AgentNames.Select(Alphabet.KeyOf).Min(StringComparer.Ordinal) ?? ""),
        ["duration"] = new(TimeUnits.MicroMinutesOf("i"), typeof(long), visit => TimeUnits.MicroMinutesOf(visit.Quantity, visit.Unit)),
    };

    /// <summary>What interventions may be sorted by.</summary>
    public static IReadOnlyCollection<string> Names => Columns.Keys;

    /// <summary>The newest first for nothing.</summary>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static ListOrder<InterventionDetails>? Parse(string? text) =>
        ListOrder<InterventionDetails>.Parse(string.IsNullOrWhiteSpace(text) ? Newest : text, Columns, idSql: "i.Id");

    /// <summary>Each column alone upwards and downwards, and several together.</summary>
    internal static IEnumerable<ListOrder<InterventionDetails>> Every =>
        [.. Names.SelectMany(name => new[] { name, $"-{name}" }).Append("member,-day,kind").Select(name => Parse(name)!)];
}
