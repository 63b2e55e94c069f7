namespace Siim94.ITSM.Features.People;

/// <summary>What people are sorted by: as in a dictionary, and by name where they are of one member or one site.</summary>
static class PersonOrder
{
    const string ByName = "name";

    static readonly Dictionary<string, SortColumn<(PersonRow Row, PersonLine Line)>> Columns = new()
    {
        [ByName] = new("p.SortName", typeof(string), person => person.Row.SortName),
        ["member"] = new("(SELECT n.NameKey FROM Members n WHERE n.Id = p.MemberId)", typeof(string), person =>
            Alphabet.KeyOf(person.Line.MemberName)
        ),
        ["site"] = new("COALESCE((SELECT n.NameKey FROM Sites n WHERE n.Id = p.SiteId), '')", typeof(string), person =>
            Alphabet.KeyOf(person.Line.SiteName ?? "")
        ),
    };

    /// <summary>What people may be sorted by.</summary>
    public static IReadOnlyCollection<string> Names => Columns.Keys;

    /// <summary>By name for nothing.</summary>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static ListOrder<(PersonRow Row, PersonLine Line)>? Parse(string? text)
    {
        var asked = string.IsNullOrWhiteSpace(text) ? ByName : text;
        return ListOrder<(PersonRow Row, PersonLine Line)>.Parse(
            asked.Contains(ByName) ? asked : $"{asked},{ByName}",
            Columns,
            idSql: "p.Id"
        );
    }

    /// <summary>Each column alone upwards and downwards, and several together.</summary>
    internal static IEnumerable<ListOrder<(PersonRow Row, PersonLine Line)>> Every =>
        [.. Names.SelectMany(name => new[] { name, $"-{name}" }).Append("member,-site,name").Select(name => Parse(name)!)];
}
