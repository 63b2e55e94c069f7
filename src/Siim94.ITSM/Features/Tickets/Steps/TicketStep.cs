using System.Text.Json.Serialization;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What every step of a ticket's life carries.</summary>
public abstract record TicketStep : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Version that the sender saw; null when they did not say.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    /// <summary>When it happened, for those who import history; now when left blank.</summary>
    [JsonIgnore]
    public DateTime? At { get; set; }
}
