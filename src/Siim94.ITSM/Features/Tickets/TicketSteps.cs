using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Moves a ticket from one state to the next: reach, rule, version, trace and marks.</summary>
sealed class TicketSteps(Db db, TicketReader reader, CurrentUser user, TimeProvider clock, FactChanges changes)
{
    /// <exception cref="Refusal">Not within reach, not possible from its state, or changed meanwhile.</exception>
    public async Task<(TicketRow Row, DateTime At)> Begin(TicketStep step, string next, CancellationToken ct)
    {
        var row = await reader.Row(step.Number, ct);
        if (step.Version is { } version && version != row.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (!TicketStatus.CanBecome(row.Status, next))
            throw TicketErrors.CannotBecome(row.Status, next);
        return (row, step.At ?? clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>What a step that is done already answers.</summary>
    public Task<TicketDetails> Unchanged(TicketRow row, CancellationToken ct) => reader.Get(row.Id, ct);

    public async Task<TicketDetails> End(TicketRow before, TicketRow after, string kind, string? text, DateTime at, CancellationToken ct)
    {
        if (after.Status != TicketStatus.Planned)
            after = after with { PlannedOn = null };
        await changes.Write(
            TicketRollUp.RollUp,
            [before.Id],
            [.. before.EventDays, .. after.EventDays],
            async () => await db.Execute(UpdateStateSql, after, ct) == 0 ? throw RequestErrors.ChangedMeanwhile() : [before.Id],
            ct,
            figures: after.EventDaysMovedFrom(before)
        );
        await db.Execute(
            TicketEvents.InsertEventSql,
            new
            {
                TicketId = before.Id,
                At = at,
                UserId = user.AuthorId,
                Kind = kind,
                FromStatus = before.Status,
                ToStatus = after.Status,
                Text = text,
                IsPrivate = false,
            },
            ct
        );
        return await reader.Get(before.Id, ct);
    }

    const string UpdateStateSql = """
        UPDATE Tickets
        SET Status = @Status, AssignedAgentId = @AssignedAgentId, AssignedTeamId = @AssignedTeamId, TakenInChargeAt = @TakenInChargeAt,
            TakenInChargeOn = @TakenInChargeOn, PlannedOn = @PlannedOn, ResolvedAt = @ResolvedAt, ResolvedOn = @ResolvedOn,
            ClosedAt = @ClosedAt, ClosedOn = @ClosedOn, Solution = @Solution, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    public static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
