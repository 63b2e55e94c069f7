namespace Siim94.ITSM.Features.TimeLog;

/// <summary>A duration as people type it in a form: <c>2h30</c>, <c>0,5 j</c>.</summary>
/// <param name="usual">Unit of a number without one.</param>
public sealed class DurationInput(TimeUnit usual)
{
    public string? Text { get; set; }

    /// <summary>What was typed last was not understood.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>Reads what was typed; without anything there is no quantity, which the request then asks for.</summary>
    /// <returns>Whether it was understood.</returns>
    public bool Read(out decimal? quantity, out string unit)
    {
        var typed = DurationParser.Parse(Text, usual);
        (quantity, unit) = (typed?.Quantity, TimeUnits.Code(typed?.Unit ?? usual));
        IsWrong = typed is null && !string.IsNullOrWhiteSpace(Text);
        return !IsWrong;
    }

    /// <summary>Shows a quantity as it was entered; nothing without one.</summary>
    public void Show(decimal? quantity = null, string unit = "") =>
        (Text, IsWrong) = (quantity is { } value ? TextOf(value, unit) : null, false);

    /// <summary>As it was entered: <c>0,5 j</c>.</summary>
    public static string TextOf(decimal quantity, string unit) => $"{quantity:0.######} {(unit == "d" ? Words.DayUnit : unit)}";
}
