namespace Siim94.ITSM.Features.Tickets;

/// <summary>A time spent as it is read: minutes below an hour, then hours.</summary>
static class DurationText
{
    public static string Of(long minutes) =>
        minutes < 60 ? $"{minutes} min"
        : minutes % 60 == 0 ? $"{minutes / 60} h"
        : $"{minutes / 60} h {minutes % 60:00}";
}
