using System.Globalization;

namespace Siim94.ITSM.Features.Reports;

/// <summary>What a table counts.</summary>
public enum Measure
{
    /// <summary>Days of work, from the ledger.</summary>
    Days,
    TicketsOpened,
    Visits,

    /// <summary>People present at training sessions: the same person twice counts twice.</summary>
    PeopleTrained,

    /// <summary>Length of training sessions in days, whoever leads them.</summary>
    SessionDays,
}

/// <summary>What a table is cut by.</summary>
public enum Axis
{
    Year,
    Month,
    Department,
    Team,
    Activity,
    SubActivity,
    Domain,

    /// <summary>Domains of the upper level: a domain with a parent counts in it.</summary>
    UpperDomain,
    Application,
    Project,
    Member,
    TrainingCategory,
}

/// <summary>Order of the rows of a table.</summary>
public enum RowOrder
{
    /// <summary>Largest first, by the last year, then the years before.</summary>
    ByValue,
    ByName,

    /// <summary>As the referential lists them.</summary>
    AsListed,
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
    public required string Id { get; init; }

    /// <summary>Chapter of the printed report.</summary>
    public required string Section { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary><c>days</c>, <c>tickets</c>, …: what a figure is a number of.</summary>
    public required string Unit { get; init; }

    public required IReadOnlyList<MeasureColumn> Measures { get; init; }
    public required Axis RowAxis { get; init; }
    public Axis ColumnAxis { get; init; } = Axis.Year;

    /// <summary>Codes that a line must have on other axes. A line without a value on the row axis is left out.</summary>
    public IReadOnlyDictionary<Axis, string> Filters { get; init; } = new Dictionary<Axis, string>();

    public RowOrder Order { get; init; } = RowOrder.ByValue;

    /// <summary>Adds each year's share of the total, in per cent with one decimal.</summary>
    public bool HasShares { get; init; }

    /// <summary>Only rows that have lines in the last year; their earlier years then cover a part.</summary>
    public bool IsLimitedToLastYear { get; init; }

    /// <summary>Lines may lack the row axis: the rows then cover a part of what the filters select.</summary>
    public bool IsPartial { get; init; }
}
