namespace Siim94.ITSM.Features.Tickets;

/// <summary>Moves a ticket from one state to the next: reach, rule, version, trace and marks.</summary>
sealed class TicketSteps(Db db, TicketReader reader, CurrentUser user, TimeProvider clock, TicketFigures figures, Audit audit)
{
    /// <exception cref="Refusal">Not within reach, not possible from its state, or changed meanwhile.</exception>
    public async Task<(TicketRow Row, DateTime At)> Begin(TicketStep step, string next, CancellationToken ct)
    {
        var row = await reader.RowToChange(step.Number, ct);
        if (step.Version is { } version && version != row.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (!TicketStatus.CanBecome(row.Status, next))
            throw TicketErrors.CannotBecome(row.Status, next);
        return (row, step.At ?? clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>What a step that is done already answers.</summary>
    public Task<TicketDetails> Unchanged(TicketRow row, CancellationToken ct) => reader.Get(row.Id, ct);

    /// <param name="before">The ticket as it was.</param>
    /// <param name="after">The ticket as it is now.</param>
    /// <param name="kind">What the step was.</param>
    /// <param name="text">What was said of it.</param>
    /// <param name="at">When.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="isPrivate">For colleagues alone.</param>
    /// <param name="alsoWrite">Writes what else the step counts as on that day, a change of hands.</param>
    /// <param name="author">Whose step it is: an account, or the name of somebody without one; the sender's without it.</param>
    public async Task<TicketDetails> End(
        TicketRow before,
        TicketRow after,
        string kind,
        string? text,
        DateTime at,
        CancellationToken ct,
        bool isPrivate = false,
        Func<Task>? alsoWrite = null,
        (long? UserId, string? Name)? author = null
    )
    {
        if (after.Status != TicketStatus.Planned)
            after = after with { PlannedOn = null };
        var isReopened = before.EndedOn is not null && after.EndedOn is null;
        await figures.Write(
            before,
            after,
            [.. after.EventDaysMovedFrom(before), .. isReopened || alsoWrite is not null ? [Paris.DayOf(at)] : (DateOnly?[])[]],
            async () =>
            {
                if (await db.Execute(UpdateStateSql, after, ct) == 0)
                    throw RequestErrors.ChangedMeanwhile();
                if (isReopened)
                    await figures.AddReopening(before, Paris.DayOf(at), ct);
                if (alsoWrite is not null)
                    await alsoWrite();
            },
            ct
        );
        if (HandsAt.Of(before) is var hands && hands.With(after) is var others && hands != others)
            await audit.Record("ticket", before.Id, HandsAt.Action, hands, others, ct);
        await TicketEvents.Add(
            db,
            new()
            {
                TicketId = before.Id,
                At = at,
                UserId = author is { } known ? known.UserId : user.AuthorId,
                AuthorName = author?.Name,
                Kind = kind,
                FromStatus = before.Status,
                ToStatus = after.Status,
                Text = text,
                IsPrivate = isPrivate,
            },
            ct
        );
        return await reader.Get(before.Id, ct);
    }

    const string UpdateStateSql = """
        UPDATE Tickets
        SET Status = @Status, AssignedAgentId = @AssignedAgentId, AssignedTeamId = @AssignedTeamId, AssignedGroupId = @AssignedGroupId,
            SupportLevel = @SupportLevel, TakenInChargeAt = @TakenInChargeAt, TakenInChargeOn = @TakenInChargeOn, PlannedOn = @PlannedOn,
            ResolvedAt = @ResolvedAt, ResolvedOn = @ResolvedOn, ClosedAt = @ClosedAt, ClosedOn = @ClosedOn, Solution = @Solution,
            Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    public static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Whose hands a ticket is in at a version: what a later change is compared with. Named as in <see cref="TicketRow"/>.</summary>
sealed record HandsAt(long Version, long? AssignedAgentId, long? AssignedGroupId)
{
    public const string Action = "hand";

    public static HandsAt Of(TicketRow row) => new(row.Version, row.AssignedAgentId, row.AssignedGroupId);

    /// <summary>Those of another state of the ticket, at the same version.</summary>
    public HandsAt With(TicketRow row) => Of(row) with { Version = Version };
}
