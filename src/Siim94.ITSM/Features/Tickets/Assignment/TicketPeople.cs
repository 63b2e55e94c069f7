using System.Text.Json;
using System.Text.Json.Nodes;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Whom a ticket concerns beside those who work on it: requester, observers, and whom else its incident has hit.</summary>
sealed class TicketPeople(Db db, PersonStore store, CurrentUser user, Audit audit) : IPersonTraces
{
    /// <summary>Whoever else changes the ticket waits.</summary>
    public Task Hold(long number, CancellationToken ct) => db.Execute(HoldSql, new { Id = number }, ct);

    const string HoldSql = "UPDATE Tickets SET Version = Version WHERE Id = @Id";

    /// <summary>People of the directory by their numbers, each once.</summary>
    /// <exception cref="Refusal">Somebody who is not there, or not within reach, naming the field.</exception>
    public async Task<IReadOnlyList<long>> Named(IReadOnlyList<long> ids, string field, CancellationToken ct)
    {
        var people = new List<long>();
        foreach (var (index, id) in ids.Distinct().Index())
            people.Add((await store.Named($"{field}[{index}]", id, ct)).Id);
        return people;
    }

    /// <summary>Those who follow a ticket that has just been opened.</summary>
    /// <inheritdoc cref="Named" path="/exception"/>
    public async Task AddObservers(long number, IReadOnlyList<long> ids, string field, DateTime at, CancellationToken ct)
    {
        foreach (var id in await Named(ids, field, ct))
            await db.Execute(InsertObserverSql, Added(number, id, at), ct);
    }

    /// <summary>All who follow a ticket, within the reader's reach or not.</summary>
    public async Task<IReadOnlyList<long>> ObserverIds(long number, CancellationToken ct) =>
        await db.Query<long>(ObserverIdsSql, new { TicketId = number }, ct);

    const string ObserverIdsSql = "SELECT o.PersonId FROM TicketObservers o WHERE o.TicketId = @TicketId ORDER BY o.PersonId";

    /// <summary>Takes somebody out of those who follow a ticket. Harmless when they do not.</summary>
    public async Task RemoveObserver(long number, long personId, DateTime at, CancellationToken ct)
    {
        await Hold(number, ct);
        await SetObservers(number, [.. (await ObserverIds(number, ct)).Where(id => id != personId)], at, ct);
    }

    /// <summary>A ticket that went to another member is followed no longer by people of the one that it was of.</summary>
    public async Task RemoveObserversOutOfReach(long number, DateTime at, CancellationToken ct) =>
        await SetObservers(number, await db.Query<long>(ObserverIdsInReachSql, new { TicketId = number }, ct), at, ct);

    const string ObserverIdsInReachSql = """
        SELECT o.PersonId
        FROM TicketObservers o
        JOIN People p ON p.Id = o.PersonId
        JOIN Tickets t ON t.Id = o.TicketId
        JOIN Members m ON m.Id = t.MemberId
        WHERE o.TicketId = @TicketId AND (p.MemberId = m.Id OR p.MemberId = m.ParentId)
        ORDER BY o.PersonId
        """;

    /// <summary>Makes these people those who follow a ticket, which is another version of it.</summary>
    public async Task SetObservers(long number, IReadOnlyList<long> ids, DateTime at, CancellationToken ct)
    {
        var before = await ObserverIds(number, ct);
        foreach (var id in ids.Except(before))
            await db.Execute(InsertObserverSql, Added(number, id, at), ct);
        foreach (var id in before.Except(ids))
            await db.Execute(DeleteObserverSql, new { TicketId = number, PersonId = id }, ct);
        var after = await ObserverIds(number, ct);
        if (after.SequenceEqual(before))
            return;
        await db.Execute(NextVersionSql, new { Id = number }, ct);
        var version = await db.FirstOrDefault<long>(VersionSql, new { Id = number }, ct);
        await audit.Record("ticket", number, "observers", new ObserversAt(version - 1, before), new ObserversAt(version, after), ct);
    }

    const string NextVersionSql = "UPDATE Tickets SET Version = Version + 1 WHERE Id = @Id";
    const string VersionSql = "SELECT t.Version FROM Tickets t WHERE t.Id = @Id";

    /// <returns>Null where the observers are still those of the version that was seen, or already those that are wanted.</returns>
    public async Task<FieldConflict?> ConflictOfObservers(long number, long seen, IReadOnlyList<long> wanted, CancellationToken ct)
    {
        var now = await ObserverIds(number, ct);
        var then = (await db.Query<string>(ObserversBeforeSql, new { Id = number }, ct))
            .Select(before => JsonSerializer.Deserialize<ObserversAt>(before, JsonSerializerOptions.Web)!)
            .TakeWhile(before => before.Version >= seen)
            .LastOrDefault();
        return then is null || then.Observers.SequenceEqual(now) || wanted.Order().SequenceEqual(now) ? null : new(wanted, now);
    }

    const string ObserversBeforeSql = """
        SELECT a.BeforeJson
        FROM AuditEntries a
        WHERE a.Subject = 'ticket' AND a.SubjectId = @Id AND a.Action = 'observers'
        ORDER BY a.Id DESC
        """;

    /// <summary>What changes of observers have changed, by their number: names that people have now.</summary>
    public async Task<IReadOnlyDictionary<long, FieldChange>> ObserversIn(IReadOnlyList<ChangeRow> changes, CancellationToken ct)
    {
        if (changes.Count == 0)
            return new Dictionary<long, FieldChange>();
        var ids = changes.SelectMany(change => IdsIn(change.BeforeJson).Concat(IdsIn(change.AfterJson))).Distinct();
        var names = (await db.Query<TicketPersonRow>(NamesSql, new { Ids = ids }, ct)).ToDictionary(
            person => person.Id,
            person => person.Name
        );
        return changes.ToDictionary(
            change => change.Id,
            change => new FieldChange("observers", Named(IdsIn(change.BeforeJson)), Named(IdsIn(change.AfterJson)))
        );

        static IReadOnlyList<long> IdsIn(string json) =>
            JsonSerializer.Deserialize<ObserversAt>(json, JsonSerializerOptions.Web)!.Observers;

        string Named(IReadOnlyList<long> ids) => string.Join(", ", ids.Select(id => names[id]));
    }

    const string NamesSql = "SELECT p.Id, p.Name FROM People p WHERE p.Id IN @Ids";

    sealed record ObserversAt(long Version, IReadOnlyList<long> Observers);

    const string InsertObserverSql = """
        INSERT INTO TicketObservers (TicketId, PersonId, AddedAt, AddedByUserId)
        SELECT t.Id, @PersonId, @AddedAt, @AddedByUserId
        FROM Tickets t
        WHERE t.Id = @TicketId
          AND NOT EXISTS (SELECT o.PersonId FROM TicketObservers o WHERE o.TicketId = t.Id AND o.PersonId = @PersonId)
        """;

    const string DeleteObserverSql = "DELETE FROM TicketObservers WHERE TicketId = @TicketId AND PersonId = @PersonId";

    /// <returns>Whether they are counted only now.</returns>
    public async Task<bool> AddAffected(long number, long personId, DateTime at, CancellationToken ct) =>
        await db.Execute(InsertAffectedSql, Added(number, personId, at), ct) > 0;

    const string InsertAffectedSql = """
        INSERT INTO TicketAffectedPeople (TicketId, PersonId, AddedAt, AddedByUserId)
        SELECT t.Id, @PersonId, @AddedAt, @AddedByUserId
        FROM Tickets t
        WHERE t.Id = @TicketId
          AND NOT EXISTS (SELECT a.PersonId FROM TicketAffectedPeople a WHERE a.TicketId = t.Id AND a.PersonId = @PersonId)
        """;

    object Added(long number, long personId, DateTime at) =>
        new
        {
            TicketId = number,
            PersonId = personId,
            AddedAt = at,
            AddedByUserId = user.AuthorId,
        };

    /// <summary>Observers of tickets within the reader's reach.</summary>
    public async Task<ILookup<long, TicketPerson>> Observers(IEnumerable<long> numbers, CancellationToken ct) =>
        await Within(ObserversSql, numbers, ct);

    const string ObserversSql = """
        SELECT o.TicketId, p.Id, p.Name, p.MemberId
        FROM TicketObservers o
        JOIN People p ON p.Id = o.PersonId
        WHERE o.TicketId IN @Numbers
        ORDER BY o.TicketId, p.Id
        """;

    /// <summary>Whom else the incidents of tickets have hit, within the reader's reach.</summary>
    public async Task<ILookup<long, TicketPerson>> Affected(IEnumerable<long> numbers, CancellationToken ct) =>
        await Within(AffectedSql, numbers, ct);

    const string AffectedSql = """
        SELECT a.TicketId, p.Id, p.Name, p.MemberId
        FROM TicketAffectedPeople a
        JOIN People p ON p.Id = a.PersonId
        WHERE a.TicketId IN @Numbers
        ORDER BY a.TicketId, p.Id
        """;

    async Task<ILookup<long, TicketPerson>> Within(string sql, IEnumerable<long> numbers, CancellationToken ct) =>
        (await db.Query<TicketPersonRow>(sql, new { Numbers = numbers }, ct))
            .Where(row => user.Sees(row.MemberId))
            .ToLookup(row => row.TicketId, row => new TicketPerson(row.Id, row.Name));

    public async Task Follow(long from, PersonRow into, CancellationToken ct)
    {
        var move = new
        {
            FromId = from,
            IntoId = into.Id,
            into.UserId,
        };
        foreach (var sql in (string[])[MoveRequesterSql, DropDoubleObserverSql, MoveObserverSql, DropDoubleAffectedSql, MoveAffectedSql])
            await db.Execute(sql, move, ct);
    }

    const string MoveRequesterSql = """
        UPDATE Tickets
        SET RequesterPersonId = @IntoId, RequesterUserId = COALESCE(RequesterUserId, @UserId), Version = Version + 1
        WHERE RequesterPersonId = @FromId
        """;
    const string DropDoubleObserverSql = """
        DELETE FROM TicketObservers
        WHERE PersonId = @FromId AND TicketId IN (SELECT o.TicketId FROM TicketObservers o WHERE o.PersonId = @IntoId)
        """;
    const string MoveObserverSql = "UPDATE TicketObservers SET PersonId = @IntoId WHERE PersonId = @FromId";
    const string DropDoubleAffectedSql = """
        DELETE FROM TicketAffectedPeople
        WHERE PersonId = @FromId AND TicketId IN (SELECT a.TicketId FROM TicketAffectedPeople a WHERE a.PersonId = @IntoId)
        """;
    const string MoveAffectedSql = "UPDATE TicketAffectedPeople SET PersonId = @IntoId WHERE PersonId = @FromId";

    public async Task Blur(long personId, string name, CancellationToken ct)
    {
        await db.Execute(BlurAffectedSql, new { PersonId = personId, Name = name }, ct);
        foreach (var ticket in await db.Query<TicketText>(TextsOfRequesterSql, new { PersonId = personId }, ct))
        {
            var blurred = ticket with { RequesterName = name };
            await db.Execute(RenameRequesterSql, blurred, ct);
            await TicketWords.Rewrite(db, blurred.Id, ct);
            foreach (var entry in await db.Query<HistoryEntry>(HistorySql, new { ticket.Id }, ct))
                await db.Execute(BlurHistorySql, Blurred(entry, name), ct);
        }
    }

    // The step was written together with the row.
    const string BlurAffectedSql = $"""
        UPDATE TicketEvents SET Text = @Name
        WHERE TicketId IN (SELECT a.TicketId FROM TicketAffectedPeople a WHERE a.PersonId = @PersonId)
          AND Kind = '{TicketEventKind.Affected}'
          AND EXISTS (
              SELECT a.PersonId FROM TicketAffectedPeople a
              WHERE a.PersonId = @PersonId AND a.TicketId = TicketEvents.TicketId AND a.AddedAt = TicketEvents.At)
        """;
    const string TextsOfRequesterSql =
        "SELECT t.Id, t.Title, t.Description, t.RequesterName FROM Tickets t WHERE t.RequesterPersonId = @PersonId ORDER BY t.Id";
    const string RenameRequesterSql = "UPDATE Tickets SET RequesterName = @RequesterName, Version = Version + 1 WHERE Id = @Id";
    const string HistorySql = """
        SELECT a.Id, a.BeforeJson, a.AfterJson
        FROM AuditEntries a
        WHERE a.Subject = 'ticket' AND a.SubjectId = @Id
        ORDER BY a.Id
        """;
    const string BlurHistorySql = "UPDATE AuditEntries SET BeforeJson = @BeforeJson, AfterJson = @AfterJson WHERE Id = @Id";

    static HistoryEntry Blurred(HistoryEntry entry, string name)
    {
        return entry with { BeforeJson = WithoutName(entry.BeforeJson), AfterJson = WithoutName(entry.AfterJson) };

        string? WithoutName(string? json)
        {
            if (json is null || JsonNode.Parse(json) is not JsonObject fields || fields["requesterName"] is null)
                return json;
            fields["requesterName"] = name;
            return fields.ToJsonString();
        }
    }

    sealed record TicketPersonRow
    {
        public long TicketId { get; init; }
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public long MemberId { get; init; }
    }

    sealed record HistoryEntry
    {
        public long Id { get; init; }
        public string? BeforeJson { get; init; }
        public string? AfterJson { get; init; }
    }
}

/// <param name="Id">Number in the directory.</param>
/// <param name="Name">Their name.</param>
public sealed record TicketPerson(long Id, string Name);
