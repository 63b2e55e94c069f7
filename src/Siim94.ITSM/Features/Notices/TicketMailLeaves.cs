using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Those who get no more mail of a ticket.</summary>
sealed class TicketMailLeaves(Db db, MailLeaveLinks links, TimeProvider clock) : IPersonTraces
{
    /// <summary>Whom a link was written for; of two who turned out to be one, the one that is left.</summary>
    /// <exception cref="Refusal">The link is none of ours.</exception>
    public async Task<MailReader> ReaderOf(string? token, CancellationToken ct)
    {
        var reader = links.Open(token) ?? throw NoticeErrors.LinkUnknown();
        return reader.PersonId is null ? reader : reader with { PersonId = await db.FirstOrDefault<long?>(LeftSql, reader, ct) };
    }

    const string LeftSql = "SELECT COALESCE(p.MergedIntoId, p.Id) FROM People p WHERE p.Id = @PersonId";

    /// <summary>Whether mail of the ticket goes to somebody no more.</summary>
    public async Task<bool> Has(MailReader reader, CancellationToken ct) =>
        (await Of(reader.Ticket, ct)).Any(leave => leave.IsOf(reader.PersonId, reader.UserId));

    public Task<IReadOnlyList<TicketMailLeave>> Of(long ticket, CancellationToken ct) =>
        db.Query<TicketMailLeave>(LeavesSql, new { TicketId = ticket }, ct);

    const string LeavesSql = "SELECT l.PersonId, l.UserId FROM TicketMailLeaves l WHERE l.TicketId = @TicketId";

    public Task Add(MailReader reader, CancellationToken ct) =>
        db.Execute(
            InsertLeaveSql,
            new
            {
                TicketId = reader.Ticket,
                reader.PersonId,
                reader.UserId,
                At = clock.GetUtcNow().UtcDateTime,
            },
            ct
        );

    const string InsertLeaveSql =
        "INSERT INTO TicketMailLeaves (TicketId, PersonId, UserId, At) VALUES (@TicketId, @PersonId, @UserId, @At)";

    public Task Follow(long from, PersonRow into, CancellationToken ct) =>
        db.Execute(MoveLeavesSql, new { FromId = from, IntoId = into.Id }, ct);

    const string MoveLeavesSql = "UPDATE TicketMailLeaves SET PersonId = @IntoId WHERE PersonId = @FromId";

    public Task Blur(long personId, string name, CancellationToken ct) => db.Execute(DeleteLeavesSql, new { PersonId = personId }, ct);

    const string DeleteLeavesSql = "DELETE FROM TicketMailLeaves WHERE PersonId = @PersonId";
}

/// <summary>A row of TicketMailLeaves.</summary>
sealed record TicketMailLeave
{
    public long? PersonId { get; init; }
    public long? UserId { get; init; }

    public bool IsOf(long? personId, long? userId) =>
        (PersonId is not null && PersonId == personId) || (UserId is not null && UserId == userId);
}
