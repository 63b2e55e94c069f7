using System.Globalization;
using FluentValidation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Tables;

/// <summary>
/// Axes of tables in terms of what lines carry: columns, values, keys, labels and order. The key of a line without a value is blank.
/// </summary>
sealed class AxisKeys(ReferentialData all, IReadOnlyList<KeyFigureName> keyFigures, NameChoice names)
{
    /// <summary>Key figures of the tables that show them; none for other tables.</summary>
    public IReadOnlyList<KeyFigureName> KeyFigures => keyFigures;

    /// <summary>The state of the referentials that names and successions are of.</summary>
    public long ReferentialRevision => all.Revision;

    /// <summary>Stands between the codes of rows that are only comparable together.</summary>
    public const char CodeSeparator = '+';

    readonly Dictionary<string, Lineages> lineages = [];

    /// <summary>The column that roll-ups and facts carry an axis in; groups of values share the column of the values.</summary>
    public static string ColumnOf(Axis axis) =>
        axis switch
        {
            Axis.Year or Axis.Quarter or Axis.Month or Axis.Week or Axis.Day => TimeColumn,
            Axis.Department or Axis.Team => "TeamId",
            Axis.Agent => "AgentId",
            Axis.Activity or Axis.ActivityDepartment => "ActivityId",
            Axis.SubActivity => "SubActivityId",
            Axis.Domain or Axis.UpperDomain or Axis.DomainKind => "DomainId",
            Axis.Application => "ApplicationId",
            Axis.Project => "ProjectId",
            Axis.Member or Axis.MemberGroup or Axis.MemberKind => "MemberId",
            Axis.Site => "SiteId",
            Axis.TrainingCategory => "CategoryId",
            Axis.Group => "GroupId",
            Axis.Category or Axis.UpperCategory => "TicketCategoryId",
            Axis.Source => "Source",
            Axis.Channel => "Channel",
            Axis.TicketType => "Type",
            Axis.TicketStatus => "Status",
            Axis.Urgency => "Urgency",
            Axis.Impact => "Impact",
            Axis.Priority => "Priority",
            Axis.Requester => "RequesterName",
            Axis.Ticket => "TicketId",
            Axis.InterventionKind => "Kind",
            Axis.KeyFigure or Axis.KeyFigureGroup or Axis.KeyFigureKind or Axis.Grade => "KeyFigureId",
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "Not an axis."),
        };

    /// <summary>Stands for the month in roll-ups and for the day in facts.</summary>
    public const string TimeColumn = "Time";

    public static bool IsTime(Axis axis) => axis is Axis.Year or Axis.Quarter or Axis.Month or Axis.Week or Axis.Day;

    /// <summary>Whether rows of months are too coarse for it: it is summed from the facts.</summary>
    public static bool IsFinerThanMonth(Axis axis) => axis is Axis.Week or Axis.Day;

    /// <summary>Whether its values are what people wrote, or have no end: nobody can list them, and they are no columns.</summary>
    public static bool IsOpen(Axis axis) => axis is Axis.Requester or Axis.Ticket;

    /// <summary>Key of the row or column that a value counts in.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="value">What the roll-up or fact carries: an id, a word, a month <c>201703</c> or a day; null for none.</param>
    public string KeyOf(Axis axis, object? value)
    {
        if (value is null)
            return "";
        if (!keys.TryGetValue((axis, value), out var key))
            keys[(axis, value)] = key = KeyOfValue(axis, value);
        return key;
    }

    // A table has many sums of few keys.
    readonly Dictionary<(Axis Axis, object Value), string> keys = [];

    string KeyOfValue(Axis axis, object value)
    {
        if (IsTime(axis))
            return KeyOf(axis, DayOf(value));
        if (value is string word)
            return word;
        var id = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return axis switch
        {
            Axis.Department => all.Departments[all.Teams[Heir(all.Teams, id)].DepartmentId].Code,
            Axis.Team => KeyOf(all.Teams, id),
            Axis.Agent => all.Agents[id].Code,
            Axis.ActivityDepartment => all.Departments[all.Activities[Heir(all.Activities, id)].DepartmentId].Code,
            Axis.Activity or Axis.SubActivity => KeyOf(all.Activities, id),
            Axis.Domain => KeyOf(all.Domains, id),
            Axis.UpperDomain => KeyOf(all.Domains, all.Domains[Heir(all.Domains, id)].ParentId ?? id),
            Axis.DomainKind => all.Domains[id].Kind,
            Axis.Application => KeyOf(all.Applications, id),
            Axis.Project => KeyOf(all.Projects, id),
            Axis.Member => KeyOf(all.Members, id),
            Axis.MemberGroup => KeyOf(all.Members, all.Members[Heir(all.Members, id)].ParentId ?? id),
            Axis.MemberKind => all.Members[Heir(all.Members, id)].Kind,
            Axis.Site => all.Sites[id].Code,
            Axis.TrainingCategory => all.TrainingCategories[id].Code,
            Axis.Group => all.Groups[id].Code,
            Axis.Category => all.Categories[id].Code,
            Axis.UpperCategory => UpperOf(all.Categories[id]).Code,
            Axis.Urgency or Axis.Impact or Axis.Priority => TicketPriority.CodeOf((int)id),
            Axis.Ticket => id.ToString(CultureInfo.InvariantCulture),
            Axis.KeyFigure or Axis.KeyFigureGroup or Axis.KeyFigureKind or Axis.Grade => KeyOf(
                axis,
                keyFigures.First(figure => figure.Id == id)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "No ids on this axis."),
        };
    }

    /// <summary>The code of a row; with names of now, those of the rows that its lineage ends in.</summary>
    string KeyOf<T>(ReferentialSet<T> set, long id)
        where T : ReferentialRow =>
        LineagesOf(set.Kind) is { } tied && tied.IsTied(id)
            ? string.Join(CodeSeparator, tied.HeirsOf(id).Select(heir => set[heir].Code))
            : set[id].Code;

    Category UpperOf(Category category) => category.ParentId is { } parent ? UpperOf(all.Categories[parent]) : category;

    /// <summary>The row whose department, parent or kind counts for a row.</summary>
    long Heir<T>(ReferentialSet<T> set, long id)
        where T : ReferentialRow => LineagesOf(set.Kind)?.HeirOf(id) ?? id;

    /// <summary>Null with names of then, which leave every row where it was.</summary>
    Lineages? LineagesOf(string referential)
    {
        if (names.Mode is NameMode.Then)
            return null;
        if (!lineages.TryGetValue(referential, out var tied))
            lineages[referential] = tied = all.LineagesOf(referential, names.At);
        return tied;
    }

    /// <summary>Key of the row or column that a value of a key figure counts in; time apart.</summary>
    public string KeyOf(Axis axis, KeyFigureName figure) =>
        axis switch
        {
            Axis.KeyFigure => figure.Code,
            Axis.KeyFigureGroup => figure.GroupName,
            Axis.KeyFigureKind => figure.Kind,
            Axis.Grade => figure.Grade ?? "",
            Axis.Department => figure.DepartmentId is { } department ? all.Departments[department].Code : "",
            _ => KeyOf(axis, (object?)figure.DomainId),
        };

    static string KeyOf(Axis axis, DateOnly day) =>
        axis switch
        {
            Axis.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
            Axis.Quarter => $"{day.Year}-Q{(day.Month + 2) / 3}",
            Axis.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            Axis.Week => $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}",
            _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    static DateOnly DayOf(object value) =>
        value switch
        {
            DateOnly day => day,
            DateTime instant => DateOnly.FromDateTime(instant),
            string text => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToInt32(value, CultureInfo.InvariantCulture) is var month ? new(month / 100, month % 100, 1) : default,
        };

    /// <summary>First and last day of a year, quarter, month, week or day.</summary>
    public static (DateOnly From, DateOnly To) DaysOf(Axis axis, string key)
    {
        var year = int.Parse(key.AsSpan(0, 4), CultureInfo.InvariantCulture);
        switch (axis)
        {
            case Axis.Year:
                return (new(year, 1, 1), new(year, 12, 31));
            case Axis.Quarter:
                var first = new DateOnly(year, 3 * (key[^1] - '0') - 2, 1);
                return (first, first.AddMonths(3).AddDays(-1));
            case Axis.Month:
                var month = new Month(year, int.Parse(key.AsSpan(5), CultureInfo.InvariantCulture));
                return (month.FirstDay, month.LastDay);
            case Axis.Week:
                var monday = DateOnly.FromDateTime(
                    ISOWeek.ToDateTime(year, int.Parse(key.AsSpan(6), CultureInfo.InvariantCulture), DayOfWeek.Monday)
                );
                return (monday, monday.AddDays(6));
            default:
                var day = DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                return (day, day);
        }
    }

    /// <summary>Keys of a time axis from one month to another, in order.</summary>
    public static IEnumerable<string> KeysBetween(Axis axis, Month from, Month to)
    {
        var keys = new List<string>();
        for (var day = from.FirstDay; day <= to.LastDay; day = IsFinerThanMonth(axis) ? day.AddDays(1) : day.AddMonths(1))
            keys.Add(KeyOf(axis, day));
        return keys.Distinct();
    }

    /// <summary>Values that lines counted under a key carry in the axis's column: ids or words, as a list for <c>IN</c>.</summary>
    public object ValuesOf(Axis axis, string key) =>
        axis switch
        {
            Axis.Source or Axis.Channel or Axis.TicketType or Axis.TicketStatus or Axis.Requester or Axis.InterventionKind =>
                new List<string> { KeyText.Of(key) },
            Axis.Urgency or Axis.Impact or Axis.Priority => new List<long> { TicketPriority.Parse(key) ?? 0 },
            Axis.Ticket => new List<long> { NumberOf(key) ?? 0 },
            Axis.KeyFigure or Axis.KeyFigureGroup or Axis.KeyFigureKind or Axis.Grade => keyFigures
                .Where(figure => KeyOf(axis, figure) == key)
                .Select(figure => figure.Id)
                .ToList(),
            _ => IdsOf(axis, PresentKey(axis, key)),
        };

    /// <summary>The members that a key is about: itself, or that of a site; none on axes of anything else.</summary>
    public IEnumerable<long> MembersOf(Axis axis, string key) =>
        axis switch
        {
            Axis.Member or Axis.MemberGroup => IdsOf(axis, key),
            Axis.Site => IdsOf(axis, key).Select(id => all.Sites[id].MemberId),
            _ => [],
        };

    /// <summary>The members that a key is for; none where it is for all.</summary>
    public IReadOnlyList<long> AudienceOf(Axis axis, string key) =>
        axis is Axis.Category or Axis.UpperCategory ? all.Categories.FirstOrDefault(row => row.Code == key)?.MemberIds ?? [] : [];

    /// <summary>The members whose names, of now or then, a text says as whole words.</summary>
    public IEnumerable<long> MembersNamedIn(string text)
    {
        var words = $" {Folding.FoldWords(text)} ";
        return all
            .Members.Where(member => member.Kind is not (Member.Internal or Member.Multiple))
            .Where(member =>
                member
                    .FormerNames.Select(former => former.Name)
                    .Append(member.Name)
                    .Any(name => words.Contains($" {Folding.FoldWords(name)} ", StringComparison.Ordinal))
            )
            .Select(member => member.Id);
    }

    List<long> IdsOf(Axis axis, string key) => [.. RowsOf(axis).Select(row => row.Id).Where(id => KeyOf(axis, id) == key)];

    /// <summary>
    /// The key that counts a row which successions have tied to others since somebody named it in a filter or a link; any other key itself.
    /// </summary>
    string PresentKey(Axis axis, string key) =>
        HasLineages(axis)
        && RowsOf(axis).FirstOrDefault(row => row.Code == key) is { } row
        && LineagesOf(ReferentialOf(axis)) is { } tied
        && tied.IsTied(row.Id)
            ? KeyOf(axis, row.Id)
            : key;

    /// <inheritdoc cref="ValuesOf(Axis, string)"/>
    public object ValuesOf(Axis axis, IEnumerable<string> keys)
    {
        var values = keys.Select(key => ValuesOf(axis, key)).ToList();
        return values is [List<string>, ..]
            ? values.Cast<List<string>>().SelectMany(list => list).ToList()
            : values.Cast<List<long>>().SelectMany(list => list).Distinct().ToList();
    }

    /// <summary>Whether an axis has a key: filters on an unknown one are refused.</summary>
    public bool Has(Axis axis, string key) =>
        key.Length == 0
        || axis switch
        {
            Axis.Requester => true,
            Axis.Ticket => NumberOf(key) is not null,
            _ => KeysOf(axis).Contains(PresentKey(axis, key)),
        };

    static long? NumberOf(string key) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>All keys of an axis, neither time nor open, in the order of the referential.</summary>
    public IEnumerable<string> KeysOf(Axis axis) =>
        axis switch
        {
            Axis.Source => [EntrySource.Timesheet, EntrySource.Ticket, EntrySource.Intervention, EntrySource.Hotline, EntrySource.Training],
            Axis.Channel => TicketChannel.All,
            Axis.TicketType => TicketType.All,
            Axis.TicketStatus => TicketStatus.All,
            Axis.Urgency or Axis.Impact => TicketPriority.UrgencyCodes,
            Axis.Priority => Enumerable.Range(1, 6).Select(TicketPriority.CodeOf),
            Axis.InterventionKind => Interventions.InterventionKind.All,
            Axis.KeyFigureKind => KeyFigureKind.All,
            Axis.KeyFigure or Axis.KeyFigureGroup or Axis.Grade => keyFigures
                .Select(figure => KeyOf(axis, figure))
                .Where(key => key.Length > 0)
                .Distinct(),
            Axis.Department or Axis.ActivityDepartment => all
                .Departments.OrderBy(department => department.Id)
                .Select(department => department.Code),
            _ => RowsOf(axis)
                .OrderBy(row => row is Activity activity ? activity.SortOrder : row.Id)
                .Select(row => KeyOf(axis, row.Id))
                .Distinct(),
        };

    public string LabelOf(Axis axis, string key)
    {
        if (key.Length == 0)
            return axis is Axis.Grade ? Words.GradeUntold : Words.Blank;
        return axis switch
        {
            Axis.Year => key,
            Axis.Quarter => $"{Words.QuarterShort}{key[^1]} {key[..4]}",
            Axis.Month => $"{key[5..]}/{key[..4]}",
            Axis.Week => string.Format(Words.WeekOf, key[6..], key[..4]),
            Axis.Day => DaysOf(axis, key).From.ToString("d", CultureInfo.CurrentCulture),
            Axis.MemberKind or Axis.DomainKind => RuleWords.Kind(key),
            Axis.Source => FactWords.Source(key),
            Axis.Channel => TicketChannel.NameOf(key),
            Axis.TicketType => TicketType.NameOf(key),
            Axis.TicketStatus => TicketStatus.NameOf(key),
            Axis.Impact => TicketPriority.ImpactNameOf(key),
            Axis.Urgency or Axis.Priority => TicketPriority.NameOf(key),
            Axis.Requester => key,
            Axis.Ticket => string.Format(Words.TicketNumber, key),
            Axis.InterventionKind => Interventions.InterventionKind.NameOf(key),
            Axis.KeyFigure => keyFigures.First(figure => figure.Code == key).Label,
            Axis.KeyFigureGroup or Axis.Grade => key,
            Axis.KeyFigureKind => KeyFigureKind.NameOf(key),
            Axis.Department or Axis.ActivityDepartment => NameOf(all.Departments.First(row => row.Code == key)),
            Axis.Category => all.Categories.PathOf(all.Categories.First(row => row.Code == key)),
            _ => string.Join(" + ", key.Split(CodeSeparator).Select(code => NameOf(RowsOf(axis).First(row => row.Code == code)))),
        };
    }

    /// <summary>The name of now; or the last one of the period, with those before it.</summary>
    string NameOf(ReferentialRow row)
    {
        if (names.Mode is NameMode.Now || names.From is not { } from || names.To is not { } to || row.FormerNames.Count == 0)
            return row.Name;
        List<string> earlier =
        [
            .. row
                .FormerNames.Where(former => from < former.EndsOn && former.EndsOn <= to)
                .Select(former => string.Format(CultureInfo.CurrentUICulture, Words.NameUntil, former.Name, former.EndsOn.AddDays(-1))),
        ];
        return earlier.Count == 0 ? row.NameOn(to) : $"{row.NameOn(to)} ({string.Join(", ", earlier)})";
    }

    /// <summary>
    /// What rows with names of now count besides what their names say: « Culture + Médiathèques compte aussi Culture et lecture (jusqu'au
    /// 31/12/2016) ».
    /// </summary>
    public IEnumerable<string> NotesOn(Axis axis, IEnumerable<string> keys)
    {
        if (!HasLineages(axis) || LineagesOf(ReferentialOf(axis)) is not { Successions.Count: > 0 } tied)
            return [];
        var rows = RowsOf(axis).ToDictionary(row => row.Id);
        var shown = keys.ToHashSet();
        var gone = tied
            .Successions.DistinctBy(succession => succession.FromId)
            .Where(succession => names.From is not { } from || succession.StartsOn > from || tied.HeirsOf(succession.FromId).Count > 1);
        return
        [
            .. gone.GroupBy(succession => KeyOf(axis, succession.FromId))
                .Where(lineage => shown.Contains(lineage.Key))
                .Select(lineage =>
                    string.Format(
                        Words.CountsAlso,
                        LabelOf(axis, lineage.Key),
                        string.Join(
                            ", ",
                            lineage
                                .OrderBy(s => s.StartsOn)
                                .Select(s =>
                                    string.Format(
                                        CultureInfo.CurrentUICulture,
                                        Words.NameUntil,
                                        rows[s.FromId].Name,
                                        s.StartsOn.AddDays(-1)
                                    )
                                )
                        )
                    )
                ),
        ];
    }

    static bool HasLineages(Axis axis) =>
        axis
            is Axis.Team
                or Axis.Activity
                or Axis.SubActivity
                or Axis.Domain
                or Axis.UpperDomain
                or Axis.Application
                or Axis.Project
                or Axis.Member
                or Axis.MemberGroup;

    static string ReferentialOf(Axis axis) =>
        axis switch
        {
            Axis.Team => "team",
            Axis.Activity or Axis.SubActivity => "activity",
            Axis.Domain or Axis.UpperDomain => "domain",
            Axis.Application => "application",
            Axis.Project => "project",
            Axis.Member or Axis.MemberGroup => "member",
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "Not an axis of a referential."),
        };

    /// <summary>
    /// Labels of keys that stand beside one another: those of one name say whose they are, <c>MCO (Support Utilisateurs)</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> LabelsOf(Axis axis, IEnumerable<string> keys)
    {
        var labels = keys.Distinct().ToDictionary(key => key, key => LabelOf(axis, key));
        foreach (var (key, label) in labels.GroupBy(entry => entry.Value).Where(same => same.Count() > 1).SelectMany(same => same).ToList())
            labels[key] = $"{label} ({OwnerOf(axis, key)})";
        return labels;
    }

    string OwnerOf(Axis axis, string key)
    {
        if (axis is not (Axis.Activity or Axis.SubActivity) || all.Activities.FirstOrDefault(row => row.Code == key) is not { } activity)
            return key;
        var department = all.Departments[activity.DepartmentId].Name;
        return activity.ParentId is { } parent ? $"{all.Activities[parent].Name}, {department}" : department;
    }

    /// <summary>Place of a key in the order of its referential; time in its own order, a blank last.</summary>
    public long RankOf(Axis axis, string key)
    {
        if (key.Length == 0)
            return long.MaxValue;
        if (IsTime(axis))
            return DaysOf(axis, key).From.DayNumber;
        if (IsOpen(axis))
            return NumberOf(key) ?? 0;
        if (!ranks.TryGetValue(axis, out var ofAxis))
            ranks[axis] = ofAxis = KeysOf(axis).Index().ToDictionary(entry => entry.Item, entry => (long)entry.Index);
        return ofAxis[key];
    }

    readonly Dictionary<Axis, Dictionary<string, long>> ranks = [];

    IEnumerable<ReferentialRow> RowsOf(Axis axis) =>
        axis switch
        {
            Axis.Department or Axis.Team => all.Teams,
            Axis.Agent => all.Agents,
            Axis.Activity or Axis.SubActivity or Axis.ActivityDepartment => all.Activities,
            Axis.Domain or Axis.UpperDomain or Axis.DomainKind => all.Domains,
            Axis.Application => all.Applications,
            Axis.Project => all.Projects,
            Axis.Member or Axis.MemberGroup or Axis.MemberKind => all.Members,
            Axis.Site => all.Sites,
            Axis.TrainingCategory => all.TrainingCategories,
            Axis.Group => all.Groups,
            Axis.Category or Axis.UpperCategory => all.Categories,
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "No referential."),
        };
}

/// <summary>What a table calls its rows: which names, as known when, and of which days.</summary>
readonly record struct NameChoice(NameMode Mode, DateTime? At = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Names of now or then, as requests say it.</summary>
static class NameModes
{
    public const string Now = "now",
        Then = "then";

    /// <summary>Names of today, and every row for itself: no succession was known yet.</summary>
    public static readonly DateTime BeforeSuccessions = DateTime.MinValue;

    public static IRuleBuilderOptions<T, string?> NameMode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(names => names is null or Now or Then).WithMessage(_ => Words.NamesUnknown);

    public static string Code(NameMode mode) => mode is Tables.NameMode.Then ? Then : Now;

    public static NameMode Parse(string? names) => names == Then ? Tables.NameMode.Then : Tables.NameMode.Now;

    /// <summary>The table with the names asked for; its own when nobody asks.</summary>
    public static ReportTable Named(this ReportTable table, string? names) => names is null ? table : table with { Names = Parse(names) };
}

/// <summary>A key figure as tables name it.</summary>
sealed record KeyFigureName
{
    public long Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string GroupName { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Kind { get; init; } = "";
    public long? DomainId { get; init; }
    public long? DepartmentId { get; init; }
    public string? Grade { get; init; }
    public bool IsMonthly { get; init; }
    public DateOnly? ClosedOn { get; init; }

    public string Label => $"{Name} ({Unit})";
}
