namespace Siim94.ITSM.Features.Training;

/// <summary>What sessions are sorted by, as their reader sees them: titles as in a dictionary, trainers by the first of them.</summary>
static class TrainingSessionOrder
{
    const string Newest = "-startsOn";

    const string TrainerSql = """
        COALESCE((SELECT MIN(n.NameKey) FROM TrainingSessionTrainers t JOIN Agents n ON n.Id = t.AgentId
                  WHERE t.TrainingSessionId = s.Id), '')
        """;

    const string PeopleSql = """
        COALESCE((SELECT SUM(a.People) FROM TrainingSessionAttendances a WHERE a.TrainingSessionId = s.Id), 0)
        """;

    const string PeopleInReachSql = """
        COALESCE((SELECT SUM(a.People) FROM TrainingSessionAttendances a
                  WHERE a.TrainingSessionId = s.Id AND a.MemberId IN @ScopeMemberIds), 0)
        """;

    // Where others were present, too, its category stands for its title.
    const string TitleInReachSql = """
        CASE WHEN EXISTS (SELECT 1 FROM TrainingSessionAttendances a
                          WHERE a.TrainingSessionId = s.Id AND a.MemberId NOT IN @ScopeMemberIds)
             THEN (SELECT n.NameKey FROM TrainingCategories n WHERE n.Id = s.CategoryId) ELSE s.TitleKey END
        """;

    static readonly Dictionary<string, SortColumn<TrainingSessionDetails>> Columns = new()
    {
        ["startsOn"] = new("s.StartsOn", typeof(DateOnly), session => session.StartsOn),
        ["title"] = TitleBy("s.TitleKey"),
        ["trainers"] = new(TrainerSql, typeof(string), session =>
            session.TrainerNames.Select(Alphabet.KeyOf).Min(StringComparer.Ordinal) ?? ""
        ),
        ["people"] = PeopleBy(PeopleSql),
        ["days"] = new("s.SessionMicroDays", typeof(long), session => (long)(session.Days * WorkDay.MicrosPerUnit)),
    };

    static readonly Dictionary<string, SortColumn<TrainingSessionDetails>> ColumnsInReach = new(Columns)
    {
        ["title"] = TitleBy(TitleInReachSql),
        ["people"] = PeopleBy(PeopleInReachSql),
    };

    static SortColumn<TrainingSessionDetails> TitleBy(string sql) => new(sql, typeof(string), session => Alphabet.KeyOf(session.Title));

    static SortColumn<TrainingSessionDetails> PeopleBy(string sql) =>
        new(sql, typeof(long), session => (long)(session.Attendances.Sum(a => a.People) ?? 0));

    /// <summary>What sessions may be sorted by.</summary>
    public static IReadOnlyCollection<string> Names => Columns.Keys;

    /// <summary>The newest first for nothing.</summary>
    /// <param name="text">The order.</param>
    /// <param name="seesAllMembers">The reader's reach is not limited to members.</param>
    /// <returns>Null when a column is unknown or named twice, or when there are too many.</returns>
    public static ListOrder<TrainingSessionDetails>? Parse(string? text, bool seesAllMembers = true) =>
        ListOrder<TrainingSessionDetails>.Parse(
            string.IsNullOrWhiteSpace(text) ? Newest : text,
            seesAllMembers ? Columns : ColumnsInReach,
            idSql: "s.Id"
        );

    /// <summary>Each column alone upwards and downwards, and several together.</summary>
    internal static IEnumerable<ListOrder<TrainingSessionDetails>> Every =>
        [
            .. Names.SelectMany(name => new[] { name, $"-{name}" }).Append("title,-people,days").Select(name => Parse(name)!),
            Parse("title,-people,days", seesAllMembers: false)!,
        ];
}
