using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>What shifts of the hotline are sorted by: agents as in a dictionary, a day as seven hours.</summary>
static class HotlineShiftOrder
{
    const string Newest = "-day";

    static readonly Dictionary<string, SortColumn<HotlineShiftDetails>> Columns = new()
    {
        ["day"] = new("s.WorkedOn", typeof(DateOnly), shift => shift.Day),
        ["agent"] = new("(SELECT n.NameKey FROM Agents n WHERE n.Id = s.AgentId)", typeof(string), shift =>
            Alphabet.KeyOf(shift.AgentName)
        ),
        ["duration"] = new(TimeUnits.MicroMinutesOf("s"), typeof(long), shift => TimeUnits.MicroMinutesOf(shift.Quantity, shift.Unit)),
    };

    /// <summary>What shifts may be sorted by.</summary>
    public static IReadOnlyCollection<string> Names => Columns.Keys;

    /// <summary>The newest first for nothing.</summary>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static ListOrder<HotlineShiftDetails>? Parse(string? text) =>
        ListOrder<HotlineShiftDetails>.Parse(string.IsNullOrWhiteSpace(text) ? Newest : text, Columns, idSql: "s.Id");

    /// <summary>Each column alone upwards and downwards, and several together.</summary>
    internal static IEnumerable<ListOrder<HotlineShiftDetails>> Every =>
        [.. Names.SelectMany(name => new[] { name, $"-{name}" }).Append("agent,-day").Select(name => Parse(name)!)];
}
