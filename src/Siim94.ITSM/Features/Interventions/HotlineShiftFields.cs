namespace Siim94.ITSM.Features.Interventions;

/// <summary>Presence on the hotline as people enter it.</summary>
public record HotlineShiftFields
{
    public string? Agent { get; set; }
    public DateOnly? Day { get; set; }
    public decimal? Quantity { get; set; }

    /// <summary><c>d</c>, <c>h</c> or <c>min</c>.</summary>
    public string? Unit { get; set; }

    public string? Note { get; set; }

    /// <summary>More than the agent's day on that day is right.</summary>
    public bool Confirm { get; set; }
}
