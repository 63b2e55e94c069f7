using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// Merges a ticket into another one of the same member, where its conversation, files, people and time are seen from then on; it is closed
/// with that. Refused for an open ticket when the other one is closed. Taken back by <see cref="UnmergeTicket"/>.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record MergeTicket : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Number of the ticket that leads on.</summary>
    public long? Into { get; set; }
}

sealed class MergeTicketValidator : AbstractValidator<MergeTicket>
{
    public MergeTicketValidator() => RuleFor(m => m.Into).NotNull().WithMessage(_ => CommonWords.FieldMissing);
}

sealed class MergeTicketHandler(TicketReader reader, TicketMerges merges, CurrentUser user, TimeProvider clock, Db db)
    : IRequestHandler<MergeTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(MergeTicket request, CancellationToken ct)
    {
        var ticket = await reader.RowToChange(request.Number, ct);
        var into = await reader.Find(request.Into!.Value, ct) ?? throw TicketErrors.UnknownTicket("Into", request.Into.Value);
        if (into.Id == ticket.Id)
            throw TicketErrors.MergedWithItself();
        if (into.MergedIntoId is { } further)
            throw TicketErrors.Merged(into.Id, further);
        if (into.MemberId != ticket.MemberId)
            throw TicketErrors.OtherMember("Into");
        // Nobody would look after it any more, nor tell whoever asked.
        if (into.Status == TicketStatus.Closed && ticket.EndedOn is null)
            throw TicketErrors.MergedIntoClosed(into.Id);
        var at = clock.GetUtcNow().UtcDateTime;
        await merges.Write(ticket, ticket.MergedInto(into.Id, at), into, ct);
        await merges.BringPeople(ticket, into, at, ct);
        await TicketEvents.Add(
            db,
            new()
            {
                TicketId = into.Id,
                At = at,
                UserId = user.AuthorId,
                Kind = TicketEventKind.Merge,
                FromStatus = ticket.Status, // what taking it apart gives it back
                OtherTicketId = ticket.Id,
            },
            ct
        );
        await TicketWords.Rewrite(db, ticket.Id, ct);
        return await reader.Get(ticket.Id, ct);
    }
}

/// <summary>Writes that a ticket is merged, or no longer.</summary>
/// <remarks>
/// What belongs to a ticket keeps its number, its time too: nothing that a closed period or a roll-up holds is touched, and taking two
/// tickets apart gives each back exactly what it had.
/// </remarks>
sealed class TicketMerges(Db db, TicketFigures figures, CurrentUser user)
{
    /// <exception cref="Refusal">One of the two was changed meanwhile, or the merged one counts in a closed period.</exception>
    public async Task Write(TicketRow before, TicketRow after, TicketRow leading, CancellationToken ct)
    {
        await figures.Write(
            before,
            after,
            after.EventDaysMovedFrom(before),
            async () =>
            {
                if (await db.Execute(UpdateMergeSql, after, ct) == 0)
                    throw RequestErrors.ChangedMeanwhile();
            },
            ct
        );
        // The leading one is of another version, too: what is said of it has changed, and it may itself be merged at this moment.
        if (await db.Execute(TouchSql, leading, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
    }

    const string UpdateMergeSql = """
        UPDATE Tickets
        SET MergedIntoId = @MergedIntoId, Status = @Status, ResolvedAt = @ResolvedAt, ResolvedOn = @ResolvedOn, ClosedAt = @ClosedAt,
            ClosedOn = @ClosedOn, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    const string TouchSql = "UPDATE Tickets SET Version = Version + 1 WHERE Id = @Id AND Version = @Version";

    /// <summary>Whoever asked for a ticket, or observed it, observes the leading one, unless they asked for that or did already.</summary>
    public Task BringPeople(TicketRow ticket, TicketRow into, DateTime at, CancellationToken ct) =>
        db.Execute(
            BringPeopleSql,
            new
            {
                TicketId = ticket.Id,
                IntoId = into.Id,
                At = at,
                UserId = user.AuthorId,
            },
            ct
        );

    const string PeopleSql = """
        SELECT o.PersonId FROM TicketObservers o WHERE o.TicketId = @TicketId
        UNION
        SELECT t.RequesterPersonId AS PersonId FROM Tickets t WHERE t.Id = @TicketId AND t.RequesterPersonId IS NOT NULL
        """;

    const string BringPeopleSql = $"""
        INSERT INTO TicketObservers (TicketId, PersonId, AddedAt, AddedByUserId)
        SELECT @IntoId, p.PersonId, @At, @UserId
        FROM ({PeopleSql}) p
        WHERE NOT EXISTS (SELECT x.PersonId FROM TicketObservers x WHERE x.TicketId = @IntoId AND x.PersonId = p.PersonId)
            AND NOT EXISTS (SELECT y.Id FROM Tickets y WHERE y.Id = @IntoId AND y.RequesterPersonId = p.PersonId)
        """;

    /// <summary>Gives a merged ticket back the state that it had, and takes those away whom it had brought.</summary>
    public async Task<TicketRow> Restore(TicketRow merged, CancellationToken ct)
    {
        var merge = (
            await db.FirstOrDefault<MergeRow>(
                MergeSql + db.Dialect.FirstRows,
                new
                {
                    merged.Id,
                    Kind = TicketEventKind.Merge,
                    Take = 1,
                },
                ct
            )
        )!;
        var brought = new
        {
            TicketId = merged.Id,
            IntoId = merged.MergedIntoId,
            merge.At,
            Kind = TicketEventKind.Merge,
        };
        await db.Execute(LeaveToOthersSql, brought, ct);
        await db.Execute(TakePeopleBackSql, brought, ct);
        var restored = merged with { MergedIntoId = null, Status = merge.FromStatus };
        return merge.FromStatus switch
        {
            TicketStatus.Closed => restored,
            TicketStatus.Resolved => restored with { ClosedAt = null, ClosedOn = null },
            _ => restored with { ResolvedAt = null, ResolvedOn = null, ClosedAt = null, ClosedOn = null },
        };
    }

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [MergeSql + dialect.FirstRows];

    const string MergeSql = """
        SELECT e.FromStatus, e.At
        FROM TicketEvents e
        JOIN Tickets t ON t.MergedIntoId = e.TicketId
        WHERE t.Id = @Id AND e.OtherTicketId = t.Id AND e.Kind = @Kind
        ORDER BY e.Id DESC
        """;

    // Whom another merged ticket brings as well, since when.
    const string StillBrought = """
        SELECT MAX(e.At)
        FROM Tickets x
        JOIN TicketEvents e ON e.TicketId = x.MergedIntoId AND e.OtherTicketId = x.Id AND e.Kind = @Kind
        WHERE x.MergedIntoId = @IntoId AND x.Id <> @TicketId
            AND (x.RequesterPersonId = TicketObservers.PersonId
                OR EXISTS (SELECT o.PersonId FROM TicketObservers o WHERE o.TicketId = x.Id AND o.PersonId = TicketObservers.PersonId))
        """;

    const string LeaveToOthersSql = $"""
        UPDATE TicketObservers
        SET AddedAt = COALESCE(({StillBrought}), AddedAt)
        WHERE TicketId = @IntoId AND AddedAt = @At AND PersonId IN ({PeopleSql})
        """;

    const string TakePeopleBackSql = $"""
        DELETE FROM TicketObservers
        WHERE TicketId = @IntoId AND AddedAt = @At AND PersonId IN ({PeopleSql}) AND ({StillBrought}) IS NULL
        """;

    sealed record MergeRow
    {
        public string FromStatus { get; init; } = "";
        public DateTime At { get; init; }
    }
}
