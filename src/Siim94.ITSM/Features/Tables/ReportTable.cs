using System.Globalization;

namespace Siim94.ITSM.Features.Tables;

/// <summary>What a table counts.</summary>
public enum Measure
{
    /// <summary>Days of work, from the ledger.</summary>
    Days,

    /// <summary>The same in hours.</summary>
    Hours,

    /// <summary>
    /// Days that accepted allocations of shared time give, and take back where they came from: they add up to nothing. Dated on the last
    /// day of their period.
    /// </summary>
    AllocatedDays,

    /// <summary>Days of work, with those that accepted allocations give and take.</summary>
    DaysWithAllocation,

    /// <summary>Lines of the ledger.</summary>
    Lines,
    TicketsOpened,
    TicketsTaken,
    TicketsResolved,
    TicketsClosed,

    /// <summary>Times that tickets were opened again after a solution.</summary>
    TicketsReopened,

    /// <summary>Times that the first line handed tickets to the second one, by whoever handed over.</summary>
    TicketsEscalated,

    /// <summary>The same handovers, by whoever they went to.</summary>
    TicketsReceived,

    /// <summary>Tickets resolved that the second line never had.</summary>
    TicketsSolvedAtFirstLine,

    /// <summary>Those in per cent of the tickets resolved.</summary>
    FirstLineShare,

    /// <summary>Tickets open at the end of a day: of the period, or of today.</summary>
    Backlog,

    /// <summary>Median of the hours that went by until tickets were taken in charge, nights and week-ends included.</summary>
    TakeChargeMedian,

    /// <summary>Hours within which nine tickets in ten were taken in charge.</summary>
    TakeChargeP90,

    /// <summary>Median of the hours that went by until tickets were resolved.</summary>
    ResolutionMedian,

    /// <summary>Hours within which nine tickets in ten were resolved.</summary>
    ResolutionP90,

    /// <summary>Mean of the scores, 1 to 5, that requesters gave.</summary>
    Satisfaction,

    /// <summary>How many gave one.</summary>
    SatisfactionAnswers,

    /// <summary>Interventions, however many agents took part.</summary>
    Visits,

    /// <summary>Hours of travel to interventions.</summary>
    TravelHours,

    /// <summary>Training sessions.</summary>
    Sessions,

    /// <summary>Length of training sessions in days, whoever leads them.</summary>
    SessionDays,

    /// <summary>Days that trainers logged leading sessions.</summary>
    TrainerDays,

    /// <summary>Days that trainers logged preparing sessions.</summary>
    PreparationDays,

    /// <summary>Members at training sessions: a session with people of three members is three attendances.</summary>
    Attendances,

    /// <summary>People present at training sessions: the same person twice counts twice.</summary>
    PeopleTrained,

    /// <summary>Values of key figures, by year or by month as they were entered.</summary>
    KeyFigures,

    /// <summary>Staff in full-time equivalents, by year or by month as they were counted.</summary>
    Staff,

    /// <summary>Hours that people were expected to work, up to yesterday.</summary>
    ExpectedHours,

    /// <summary>Those that they logged, expected or not.</summary>
    WorkedHours,

    /// <summary>Those that absences account for.</summary>
    AbsentHours,

    /// <summary>Those that nothing accounts for.</summary>
    MissingHours,

    /// <summary>Those that were logged beyond what was expected.</summary>
    ExcessHours,
}

/// <summary>What a table is cut by.</summary>
public enum Axis
{
    Year,
    Quarter,
    Month,

    /// <summary>Weeks as ISO 8601 counts them: the first of a year has its first Thursday.</summary>
    Week,
    Day,

    /// <summary>Department of the team that did it.</summary>
    Department,
    Team,
    Agent,

    /// <summary>Department that the activity belongs to: teams of another may log on it.</summary>
    ActivityDepartment,
    Activity,
    SubActivity,
    Domain,

    /// <summary>Domains of the upper level: a domain with a parent counts in it.</summary>
    UpperDomain,
    DomainKind,
    Application,
    Project,
    Member,

    /// <summary>Members with the entities attached to them.</summary>
    MemberGroup,
    MemberKind,
    Site,
    TrainingCategory,

    /// <summary>Where a line was written: timesheet, ticket, intervention …</summary>
    Source,
    Channel,
    TicketType,

    /// <summary>Group that tickets are in the hands of.</summary>
    Group,

    /// <summary>What a ticket is about.</summary>
    Category,

    /// <summary>Categories of the upper level: each counts in the one that it is under.</summary>
    UpperCategory,

    /// <summary>State of the ticket today.</summary>
    TicketStatus,
    Urgency,
    Impact,
    Priority,

    /// <summary>Who asked, by name.</summary>
    Requester,

    /// <summary>Number of the ticket that a line was worked on.</summary>
    Ticket,
    InterventionKind,
    KeyFigure,
    KeyFigureGroup,
    KeyFigureKind,

    /// <summary>Of staff.</summary>
    Grade,
}

/// <summary>Order of the rows of a table.</summary>
public enum RowOrder
{
    /// <summary>Largest first, by the last column, then those before.</summary>
    ByValue,
    ByName,

    /// <summary>As the referential lists them.</summary>
    AsListed,
}

/// <summary>What rows are called, and what successions make of them.</summary>
public enum NameMode
{
    /// <summary>Rows that successions tie together are one, under the names of those still there.</summary>
    Now,

    /// <summary>Lines count where they were logged, under the names of that time.</summary>
    Then,
}

/// <summary>The picture beside a table.</summary>
public enum ChartKind
{
    Bars,
    Lines,
    None,

    /// <summary>A small line in each row: for figures of different units, which no one picture could hold.</summary>
    Sparklines,
}

/// <summary>A text in both languages of the product.</summary>
public sealed record LocalizedText(string French, string English)
{
    public override string ToString() => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : French;
}

/// <summary>One measure of a table and how many decimals it is printed with.</summary>
/// <param name="Suffix">Of its column keys, where the table has several measures: <c>people</c> in <c>2017.people</c>.</param>
public sealed record MeasureColumn(Measure Measure, int Decimals, string? Suffix = null);

/// <summary>A table of the report, as data: one engine computes it, one renderer per format prints it.</summary>
public sealed record ReportTable
{
    public const int MostRowAxes = 3;

    public required string Id { get; init; }

    /// <summary>Chapter of the printed report.</summary>
    public required string Section { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary><c>days</c>, <c>tickets</c>, …: what a figure is a number of.</summary>
    public required string Unit { get; init; }

    public required IReadOnlyList<MeasureColumn> Measures { get; init; }

    /// <summary>One to three axes; rows of several are grouped by the first, then the next.</summary>
    public required IReadOnlyList<Axis> RowAxes { get; init; }

    /// <summary>What the columns are; null for one column a measure.</summary>
    public Axis? ColumnAxis { get; init; } = Axis.Year;

    /// <summary>Codes, one of which a line must have, by axis.</summary>
    public IReadOnlyDictionary<Axis, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<Axis, IReadOnlyList<string>>();

    public RowOrder Order { get; init; } = RowOrder.ByValue;

    /// <summary>Adds each column's share of its total, in per cent with one decimal.</summary>
    public bool HasShares { get; init; }

    /// <summary>Adds each row's total over the columns; none where a fact counts in several of them.</summary>
    public bool HasRowTotals { get; init; }

    /// <summary>Adds to each year what changed since the year before, in the measure's unit and in per cent.</summary>
    public bool HasChanges { get; init; }

    /// <summary>Lines without a value on a row axis have a row of their own; otherwise they are left out.</summary>
    public bool HasBlankRows { get; init; }

    /// <summary>Only rows that have lines in the last year; their earlier years then cover a part.</summary>
    public bool IsLimitedToLastYear { get; init; }

    /// <summary>Lines may lack the row axis: the rows then cover a part of what the filters select.</summary>
    public bool IsPartial { get; init; }

    public ChartKind Chart { get; init; } = ChartKind.Bars;

    /// <summary>It stands in the report of a year; not so one whose figures move with the hands that things are in today.</summary>
    public bool IsPrinted { get; init; } = true;
    public NameMode Names { get; init; }

    /// <summary>Instant whose successions count, for a table as it was printed once; today's without it.</summary>
    public DateTime? NamesAt { get; init; }

    /// <summary>The same table of the lines of one row only.</summary>
    internal ReportTable NarrowedTo(ReportRow row) =>
        this with
        {
            Filters = Filters
                .Where(filter => !RowAxes.Contains(filter.Key))
                .Concat(RowAxes.Zip(row.Keys, (axis, key) => KeyValuePair.Create<Axis, IReadOnlyList<string>>(axis, [key])))
                .ToDictionary(),
        };

    /// <summary>Its figures are entered, not counted from lines.</summary>
    public bool IsEntered => Measures.Any(measure => measure.Measure.IsEntered());

    /// <summary>Its figures say how much of expected time is accounted for.</summary>
    public bool IsOfCoverage => Measures.Any(measure => measure.Measure.IsOfCoverage());

    /// <summary>Lines stand behind its figures.</summary>
    public bool HasLines => !IsEntered && !IsOfCoverage;

    /// <summary>Each reader sees the agents within their reach: it is no table of a printed report.</summary>
    public bool IsPersonal => IsOfCoverage && (RowAxes.Contains(Axis.Agent) || ColumnAxis is Axis.Agent || Filters.ContainsKey(Axis.Agent));
}

static class MeasureKinds
{
    /// <summary>Whether people enter the figures of a measure for a period, so that no lines stand behind them.</summary>
    public static bool IsEntered(this Measure measure) => measure is Measure.KeyFigures or Measure.Staff;

    /// <summary>Whether a measure compares days that are expected with lines and absences: neither alone stands behind it.</summary>
    public static bool IsOfCoverage(this Measure measure) =>
        measure is Measure.ExpectedHours or Measure.WorkedHours or Measure.AbsentHours or Measure.MissingHours or Measure.ExcessHours;

    /// <summary>Whether a measure says how things stand at the end of a day: figures of two days are never added up.</summary>
    public static bool IsLevel(this Measure measure) => measure is Measure.Backlog;

    /// <summary>Whether a measure is the value that a share of its lines, ordered, do not exceed.</summary>
    public static bool IsQuantile(this Measure measure) =>
        measure is Measure.TakeChargeMedian or Measure.TakeChargeP90 or Measure.ResolutionMedian or Measure.ResolutionP90;

    /// <summary>Whether a measure is stored in minutes and shown in hours.</summary>
    public static bool IsInHours(this Measure measure) =>
        measure is Measure.Hours or Measure.TravelHours || measure.IsOfCoverage() || measure.IsQuantile();

    /// <summary>Whether a measure is a mean of its lines.</summary>
    public static bool IsMean(this Measure measure) => measure is Measure.FirstLineShare or Measure.Satisfaction;

    /// <summary>Whether the figure of some rows together is what those of each add up to.</summary>
    public static bool AddsUp(this Measure measure) => !measure.IsQuantile() && !measure.IsMean();

    /// <summary>Whether lines stand behind a measure.</summary>
    public static bool HasLines(this Measure measure) => !measure.IsEntered() && !measure.IsOfCoverage();
}
