using System.Globalization;

namespace Siim94.ITSM.Features.Approval;

/// <summary>What is submitted and approved at once: a week (<c>2026-W48</c>) or a month (<c>2026-11</c>).</summary>
readonly record struct SheetPeriod(string Code, DateOnly FirstDay, DateOnly LastDay)
{
    public static SheetPeriod Of(Week week) => new(week.ToString().Replace('S', 'W'), week.Monday, week.Sunday);

    public static SheetPeriod Of(Month month) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Number:00}"), month.FirstDay, month.LastDay);

    /// <summary>The period of a text, as programs write it or as addresses of pages do (<c>2026-S48</c>); null when it is none.</summary>
    public static SheetPeriod? Parse(string? text) =>
        Week.Parse(text?.Replace("-W", "-S", StringComparison.OrdinalIgnoreCase)) is { } week ? Of(week)
        : DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first.Year is >= 2000 and <= 2100
            ? Of(new Month(first.Year, first.Month))
        : null;

    public bool IsWeek => Code.Contains('W');

    /// <summary>A week stands for the month that most of its days are in, as its Thursday is in the year that it counts in.</summary>
    public SheetPeriod OfCycle(string cycle)
    {
        var thursday = FirstDay.AddDays(3);
        return cycle == ApprovalCycle.Month && IsWeek ? Of(new Month(thursday.Year, thursday.Month)) : this;
    }

    /// <summary>The period of a cycle that a day is in.</summary>
    public static SheetPeriod Around(DateOnly day, string cycle) =>
        cycle == ApprovalCycle.Month ? Of(new Month(day.Year, day.Month)) : Of(Week.Of(day));

    /// <summary>For people: <c>semaine 48 de 2026</c>, <c>novembre 2026</c>.</summary>
    public string Name
    {
        get
        {
            var week = Week.Of(FirstDay);
            return IsWeek ? string.Format(Words.WeekOfYear, week.Number, week.Year) : FirstDay.ToString("MMMM yyyy");
        }
    }
}

/// <summary>How much is submitted at once.</summary>
static class ApprovalCycle
{
    public const string Week = "week",
        Month = "month";

    public static readonly IReadOnlyList<string> All = [Week, Month];

    public static string NameOf(string cycle) =>
        cycle switch
        {
            Week => Words.CycleWeek,
            Month => Words.CycleMonth,
            _ => throw new ArgumentOutOfRangeException(nameof(cycle), cycle, "Not a cycle."),
        };
}

/// <summary>Who approves a team's time. Where nobody does, what is submitted is approved.</summary>
static class Approver
{
    public const string Nobody = "nobody",
        Leader = "leader",
        Manager = "manager";

    public static readonly IReadOnlyList<string> All = [Nobody, Leader, Manager];

    public static string NameOf(string approver) =>
        approver switch
        {
            Nobody => Words.ApproverNobody,
            Leader => Words.ApproverLeader,
            Manager => Words.ApproverManager,
            _ => throw new ArgumentOutOfRangeException(nameof(approver), approver, "Nobody who approves."),
        };
}
