using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>What a week is made of, whichever week it is: its rows, and what they hold by day.</summary>
sealed record WeekShape(IReadOnlyList<AxisIds> Rows, IReadOnlyList<ShapeCell> Cells);

/// <param name="Axes">Its row.</param>
/// <param name="DayNumber">From 0 on Monday.</param>
/// <param name="QuantityMicros">As entered, in millionths of the unit.</param>
/// <param name="Unit"><c>d</c>, <c>h</c> or <c>min</c>.</param>
sealed record ShapeCell(AxisIds Axes, int DayNumber, long QuantityMicros, string Unit)
{
    public decimal Quantity => TimeUnits.FromMicros(QuantityMicros);
}
