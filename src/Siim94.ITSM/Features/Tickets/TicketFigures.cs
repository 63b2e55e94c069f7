using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Writes a ticket, or what happened to it, together with what that changes in the figures of each of its events.</summary>
sealed class TicketFigures(Db db, FactChanges changes)
{
    /// <param name="before">The ticket as it is.</param>
    /// <param name="after">The ticket as it shall be.</param>
    /// <param name="figures">Days whose figures change, which must be open.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">A day whose figures change is closed or locked.</exception>
    public async Task Write(TicketRow before, TicketRow after, IEnumerable<DateOnly?> figures, Func<Task> write, CancellationToken ct)
    {
        List<DateOnly?> changed = [.. figures];
        await changes.Write(
            TicketRollUp.RollUp,
            [before.Id],
            [.. before.EventDays, .. after.EventDays, .. await OtherDays(before.Id, ct), .. changed],
            async () =>
            {
                await write();
                return [before.Id];
            },
            ct,
            figures: changed
        );
    }

    /// <summary>Days of events that a ticket may have several of: opened again, handed over, rated.</summary>
    public Task<IReadOnlyList<DateOnly?>> OtherDays(long ticket, CancellationToken ct) =>
        db.Query<DateOnly?>(OtherDaysSql, new { TicketId = ticket }, ct);

    const string OtherDaysSql = """
        SELECT r.ReopenedOn AS Day FROM TicketReopenings r WHERE r.TicketId = @TicketId
        UNION ALL SELECT r.ResolvedOn AS Day FROM TicketReopenings r WHERE r.TicketId = @TicketId
        UNION ALL SELECT h.HandedOn AS Day FROM TicketHandovers h WHERE h.TicketId = @TicketId
        UNION ALL SELECT s.RatedOn AS Day FROM TicketSatisfactions s WHERE s.TicketId = @TicketId
        """;

    /// <summary>Counts that a ticket is open again, after a solution that had not done.</summary>
    public Task AddReopening(TicketRow before, DateOnly day, CancellationToken ct) =>
        db.Execute(
            InsertReopeningSql,
            new
            {
                TicketId = before.Id,
                ReopenedOn = day,
                ResolvedOn = before.EndedOn,
            },
            ct
        );

    public const string InsertReopeningSql =
        "INSERT INTO TicketReopenings (TicketId, ReopenedOn, ResolvedOn) VALUES (@TicketId, @ReopenedOn, @ResolvedOn)";
}
