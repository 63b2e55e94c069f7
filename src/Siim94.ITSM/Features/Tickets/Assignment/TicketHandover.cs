namespace Siim94.ITSM.Features.Tickets;

/// <summary>A ticket that has just been put into other hands.</summary>
public sealed record TicketHandover(TicketDetails Before, TicketDetails After)
{
    /// <returns>Null where the hands are the same.</returns>
    public static TicketHandover? Between(TicketDetails before, TicketDetails after) =>
        (before.Number, before.AssignedAgent, before.Group) != (after.Number, after.AssignedAgent, after.Group)
        && before.Number == after.Number
            ? new(before, after)
            : null;

    /// <summary>Whether putting it into the former hands leaves it as it was.</summary>
    /// <remarks>A day that it was planned for, and having no group while somebody holds it, do not come back with the hands.</remarks>
    public bool CanBeUndone =>
        (Before.Status == After.Status || Before.Status is TicketStatus.New or TicketStatus.Assigned)
        && (Before.Group is not null || After.Group is null);

    /// <summary>Puts it back, unless somebody has changed it since.</summary>
    public AssignTicket Undo() =>
        new()
        {
            Number = After.Number,
            Version = After.Version,
            Agent = Before.AssignedAgent,
            Group = Before.Group,
            Level = Before.Level,
        };
}
