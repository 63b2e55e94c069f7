using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Closes tickets whose solution nobody has contested for some working days, two hundred of them: whoever sends it goes on until there are
/// none.
/// </summary>
[Requires(Permission.ManageJobs)]
public sealed record CloseSolvedTickets : ICommand<TicketsClosed>;

/// <param name="Tickets">How many are closed now; zero when none was due.</param>
public sealed record TicketsClosed(int Tickets);

sealed class CloseSolvedTicketsHandler(Db db, IMediator mediator, TimeProvider clock) : IRequestHandler<CloseSolvedTickets, TicketsClosed>
{
    // Others write between two batches.
    const int BatchSize = 200;

    public async Task<TicketsClosed> Handle(CloseSolvedTickets request, CancellationToken ct)
    {
        var last = SolutionDelay.LastDayDue(Paris.Today(clock));
        var due = await db.Query<long>(DueSql + db.Dialect.FirstRows, new { LastDay = last, Take = BatchSize }, ct);
        foreach (var number in due)
            await mediator.Send(new CloseTicket { Number = number }, ct);
        return new(due.Count);
    }

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [DueSql + dialect.FirstRows];

    const string DueSql = "SELECT t.Id FROM Tickets t WHERE t.Status = 'resolved' AND t.ResolvedOn <= @LastDay ORDER BY t.Id";
}

/// <summary>How long a solution may be contested.</summary>
static class SolutionDelay
{
    /// <summary>A week's work: whoever was away over a week-end and a holiday still finds the ticket open.</summary>
    public const int WorkingDays = 5;

    /// <summary>Whoever was told of a solution on this day, or before, has had all of that time.</summary>
    public static DateOnly LastDayDue(DateOnly today)
    {
        var day = today;
        for (var left = WorkingDays; left > 0; )
        {
            day = day.AddDays(-1);
            if (FrenchHolidays.IsWorkingDay(day))
                left--;
        }
        return day.AddDays(-1);
    }

    /// <summary>Last day on which a solution of this day may be contested.</summary>
    public static DateOnly LastDayOf(DateOnly resolvedOn)
    {
        var day = resolvedOn;
        for (var left = WorkingDays; left > 0; )
        {
            day = day.AddDays(1);
            if (FrenchHolidays.IsWorkingDay(day))
                left--;
        }
        return day;
    }
}
