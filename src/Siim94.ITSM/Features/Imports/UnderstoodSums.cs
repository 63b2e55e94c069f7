using System.Text.Json;

namespace Siim94.ITSM.Features.Imports;

/// <summary>What some rows of a file add up to.</summary>
/// <param name="Label">Whose: an agent, a key figure, a member.</param>
/// <param name="Period">Month or year: <c>2017-03</c>.</param>
/// <param name="LineCount">Rows of the file.</param>
/// <param name="Days">Days of work; null for what is no work.</param>
/// <param name="Hours">The same in hours.</param>
/// <param name="Value">Sum of values; null for what has none.</param>
public sealed record UnderstoodSum(string Label, string Period, int LineCount, decimal? Days, decimal? Hours, decimal? Value);

/// <summary>Sums of what was understood, as rows are accepted.</summary>
sealed class UnderstoodSums
{
    // Those of a file of some years of everybody's time; what a page can show, and a row of the database hold.
    const int MostSums = 2_000;

    const decimal MinutesPerHour = 60;

    readonly Dictionary<(string Label, string Period), RunningSum> sums = [];

    public void AddWork(string agent, DateOnly day, long minutes, long microDays)
    {
        var sum = Of(agent, $"{day:yyyy-MM}");
        sum.Minutes += minutes;
        sum.MicroDays += microDays;
        sum.IsWork = true;
    }

    public void AddValue(string figure, string period, decimal value)
    {
        var sum = Of(figure, period);
        sum.Value = (sum.Value ?? 0) + value;
    }

    public void Add(string label, DateOnly day) => Of(label, $"{day:yyyy-MM}");

    RunningSum Of(string label, string period)
    {
        if (!sums.TryGetValue((label, period), out var sum))
            sums[(label, period)] = sum = new();
        sum.LineCount++;
        return sum;
    }

    /// <summary>The sums in order, the first two thousand; then what all of them add up to.</summary>
    public IReadOnlyList<UnderstoodSum> Rows =>
        [
            .. sums.OrderBy(sum => sum.Key.Label, StringComparer.CurrentCulture)
                .ThenBy(sum => sum.Key.Period, StringComparer.Ordinal)
                .Take(MostSums)
                .Select(sum => sum.Value.Row(sum.Key.Label, sum.Key.Period)),
        ];

    /// <summary>All work of the file; null where it has none. Values of different figures do not add up.</summary>
    public UnderstoodSum Total
    {
        get
        {
            var total = new RunningSum();
            foreach (var sum in sums.Values)
            {
                total.LineCount += sum.LineCount;
                total.Minutes += sum.Minutes;
                total.MicroDays += sum.MicroDays;
                total.IsWork |= sum.IsWork;
            }
            return total.Row("", "");
        }
    }

    sealed class RunningSum
    {
        public int LineCount { get; set; }
        public long Minutes { get; set; }
        public long MicroDays { get; set; }
        public bool IsWork { get; set; }
        public decimal? Value { get; set; }

        public UnderstoodSum Row(string label, string period) =>
            new(
                label,
                period,
                LineCount,
                IsWork ? MicroDays / (decimal)WorkDay.MicrosPerUnit : null,
                IsWork ? Math.Round(Minutes / MinutesPerHour, 2) : null,
                Value
            );
    }
}

/// <summary>What a file, or the part of it that was looked at, was understood as.</summary>
/// <param name="IsWhole">The whole file, not its beginning only.</param>
/// <param name="Total">What everything adds up to.</param>
/// <param name="Sums">By person and month, by key figure and period, or by member and month.</param>
/// <param name="HiddenRowCount">Rows that a spreadsheet hides, and that are read like the others.</param>
public sealed record Understanding(bool IsWhole, UnderstoodSum Total, IReadOnlyList<UnderstoodSum> Sums, int HiddenRowCount)
{
    public static Understanding? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<Understanding>(json, JsonSerializerOptions.Web);

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}

/// <param name="Field">Field of the line: <c>day</c>.</param>
/// <param name="Text">As the file has it.</param>
/// <param name="Value">As it was understood; blank where it was not, or where there is nothing.</param>
public sealed record UnderstoodCell(string Field, string Text, string Value);

/// <param name="Row">Row of the file.</param>
/// <param name="Cells">Its cells beside what they were understood as.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record UnderstoodLine(int Row, IReadOnlyList<UnderstoodCell> Cells, IReadOnlyList<ImportProblem> Problems);
