namespace Siim94.ITSM.Features.Tickets;

/// <summary>Which tickets of their member people see who see only what is theirs.</summary>
static class TicketReach
{
    /// <summary>Of tickets <c>t</c>: those that <c>@UserId</c> has asked for or opened, or observes.</summary>
    public const string OwnWhereSql = """
        (t.RequesterUserId = @UserId
            OR t.CreatedByUserId = @UserId
            OR t.Id IN (SELECT o.TicketId FROM TicketObservers o JOIN People p ON p.Id = o.PersonId WHERE p.UserId = @UserId))
        """;
}
