using System.Globalization;
using Siim94.ITSM.Features.Absences.Calendars;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Writes absences: what each write refuses, and what it leaves behind.</summary>
sealed class AbsenceWriter(
    Db db,
    ReferentialLookup codes,
    AbsenceKinds kinds,
    AbsenceReader reader,
    AbsenceRights rights,
    CalendarReader calendar,
    WriteGuard guard,
    FactLocks locks,
    TimeNotices notices,
    CurrentUser user,
    TimeProvider clock,
    Audit audit
)
{
    /// <summary>Adds an absence, approved at once where nobody needs to decide or the sender does.</summary>
    /// <exception cref="Refusal">Not the sender's to ask for, or it does not fit.</exception>
    public async Task<AbsenceDetails> Add(AbsenceFields fields, CancellationToken ct)
    {
        var row = await RowOf(fields, 0, ct);
        await RefuseOverlaps(row, fields, ct);
        var asked = await Written(await db.Insert(InsertAbsenceSql, row, ct), "add", null, ct);
        await TellAsked(row, ct);
        return asked;
    }

    const string InsertAbsenceSql = """
        INSERT INTO Absences (AgentId, KindId, StartsOn, IsFromNoon, EndsOn, IsUntilNoon, Status, Note, AskedByUserId, AskedAt,
            DecidedByUserId, DecidedAt, Version)
        VALUES (@AgentId, @KindId, @StartsOn, @IsFromNoon, @EndsOn, @IsUntilNoon, @Status, @Note, @AskedByUserId, @AskedAt,
            @DecidedByUserId, @DecidedAt, 1)
        """;

    /// <summary>Looks whether <see cref="Add"/> would refuse, and writes nothing.</summary>
    /// <exception cref="Refusal">It would.</exception>
    public async Task Judge(AbsenceFields fields, CancellationToken ct)
    {
        var row = await RowOf(fields, 0, ct);
        await RefuseNear(row, fields, ct);
    }

    /// <summary>Changes an absence; it is asked for anew.</summary>
    /// <exception cref="Refusal">Not the sender's to change, it does not fit, or somebody changed it meanwhile.</exception>
    public async Task<AbsenceDetails> Change(long id, long version, AbsenceFields fields, CancellationToken ct)
    {
        var before = await Changeable(id, version, ct);
        var row = await RowOf(fields, id, ct) with { Version = version };
        await RefuseOverlaps(row, fields, ct);
        if (await db.Execute(UpdateAbsenceSql, row, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var asked = await Written(id, "change", before, ct);
        await TellAsked(row, ct);
        return asked;
    }

    const string UpdateAbsenceSql = """
        UPDATE Absences
        SET AgentId = @AgentId, KindId = @KindId, StartsOn = @StartsOn, IsFromNoon = @IsFromNoon, EndsOn = @EndsOn,
            IsUntilNoon = @IsUntilNoon, Status = @Status, Note = @Note, DecidedByUserId = @DecidedByUserId, DecidedAt = @DecidedAt,
            Answer = NULL, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <exception cref="Refusal">Not the sender's to delete, or somebody changed it meanwhile.</exception>
    public async Task Delete(long id, long version, CancellationToken ct)
    {
        var before = await Changeable(id, version, ct);
        if (await db.Execute(DeleteAbsenceSql, new { Id = id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await calendar.Touch(ct);
        await audit.Record("absence", id, "delete", before, null, ct);
    }

    /// <summary>Looks whether <see cref="Delete"/> would refuse, and deletes nothing.</summary>
    /// <exception cref="Refusal">It would.</exception>
    public Task JudgeDelete(long id, long version, CancellationToken ct) => Changeable(id, version, ct);

    const string DeleteAbsenceSql = "DELETE FROM Absences WHERE Id = @Id AND Version = @Version";

    /// <summary>Approves or refuses what was asked for.</summary>
    /// <param name="id">The absence.</param>
    /// <param name="version">The version that the sender saw; null when that does not matter.</param>
    /// <param name="status">What becomes of it.</param>
    /// <param name="answer">What the sender says.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <exception cref="Refusal">Not the sender's to decide, decided already, or somebody changed it meanwhile.</exception>
    public async Task<AbsenceDetails> Decide(long id, long? version, string status, string? answer, CancellationToken ct)
    {
        var (row, agent) = await reader.Own(id, ct);
        var all = await codes.Referentials(ct);
        if (!rights.Decides(all, agent, row.StartsOn))
            throw AbsenceErrors.NotForYouToDecide();
        if (version is { } seen && seen != row.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (row.Status != AbsenceStatus.Asked)
            throw AbsenceErrors.AlreadyDecided(row.Status);
        await RefuseWrites(agent, row.StartsOn, row.EndsOn, null, ct);
        var before = reader.DetailsOf(row, all);
        var decision = new
        {
            row.Id,
            row.Version,
            Status = status,
            Answer = string.IsNullOrWhiteSpace(answer) ? null : answer.Trim(),
            DecidedByUserId = user.AuthorId,
            DecidedAt = clock.GetUtcNow().UtcDateTime,
        };
        if (await db.Execute(DecideSql, decision, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await notices.Settle(TimeNoticeKind.AbsenceAsked, row.AgentId, PeriodOf(row.StartsOn), ct);
        await notices.TellAuthor(TimeNoticeKind.AbsenceDecided, row.AgentId, PeriodOf(row.StartsOn), ct);
        return await Written(id, status == AbsenceStatus.Approved ? "approve" : "refuse", before, ct);
    }

    const string DecideSql = """
        UPDATE Absences
        SET Status = @Status, Answer = @Answer, DecidedByUserId = @DecidedByUserId, DecidedAt = @DecidedAt, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    /// <summary>What is asked for waits for those who lead the team.</summary>
    async Task TellAsked(WrittenAbsence row, CancellationToken ct)
    {
        var posting = (await codes.Referentials(ct)).Agents[row.AgentId].PostingOn(row.StartsOn)!;
        if (row.Status == AbsenceStatus.Asked)
            await notices.Tell(
                TimeNoticeKind.AbsenceAsked,
                row.AgentId,
                PeriodOf(row.StartsOn),
                await notices.LeadersOf(posting.TeamId, row.AgentId, ct),
                ct
            );
    }

    static string PeriodOf(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    async Task<AbsenceDetails> Written(long id, string action, AbsenceDetails? before, CancellationToken ct)
    {
        await calendar.Touch(ct);
        var after = await reader.Get(id, ct);
        await audit.Record("absence", id, action, before, after, ct);
        return after;
    }

    /// <remarks>The agent changes what nobody else has decided; afterwards, whoever decides.</remarks>
    async Task<AbsenceDetails> Changeable(long id, long version, CancellationToken ct)
    {
        var (row, agent) = await reader.Own(id, ct);
        var all = await codes.Referentials(ct);
        if (row.Version != version)
            throw RequestErrors.ChangedMeanwhile();
        var isDecidedByOthers = row.DecidedByUserId is { } by ? by != user.AuthorId : await IsGranted(row, ct);
        if (isDecidedByOthers && !rights.Decides(all, agent, row.StartsOn))
            throw AbsenceErrors.DecidedByOthers();
        await RefuseWrites(agent, row.StartsOn, row.EndsOn, null, ct);
        return reader.DetailsOf(row, all);
    }

    /// <summary>What the product itself granted, such as time imported before there were accounts, counts as decided.</summary>
    async Task<bool> IsGranted(AbsenceRow row, CancellationToken ct) =>
        row.Status == AbsenceStatus.Approved && (await kinds.All(ct)).Single(kind => kind.Id == row.KindId).IsApprovalNeeded;

    /// <summary>The row that fields make.</summary>
    /// <param name="fields">What was asked for.</param>
    /// <param name="id">The absence that it replaces; 0 for none.</param>
    /// <param name="ct">Cancels the look-up.</param>
    async Task<WrittenAbsence> RowOf(AbsenceFields fields, long id, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var (from, to) = (fields.From!.Value, fields.LastDay);
        var agent = AgentOf(fields, all);
        var decides = rights.Decides(all, agent, from);
        if (!decides && !rights.IsOwn(agent.Id))
            throw AbsenceErrors.NotYours();
        RefuseAway(agent, "From", from);
        RefuseAway(agent, "To", to);
        var kind = await kinds.Find(fields.Kind, from, ct) ?? throw ReferentialErrors.Missing("Kind");
        await RefuseWrites(agent, from, to, day => day == from || fields.To is null ? "From" : "To", ct);
        var isDecided = decides || !kind.IsApprovalNeeded;
        var now = clock.GetUtcNow().UtcDateTime;
        return new()
        {
            Id = id,
            AgentId = agent.Id,
            KindId = kind.Id,
            StartsOn = from,
            IsFromNoon = fields.IsFromNoon,
            EndsOn = to,
            IsUntilNoon = fields.IsUntilNoon,
            Status = isDecided ? AbsenceStatus.Approved : AbsenceStatus.Asked,
            Note = string.IsNullOrWhiteSpace(fields.Note) ? null : fields.Note.Trim(),
            AskedByUserId = user.AuthorId,
            AskedAt = now,
            DecidedByUserId = isDecided ? user.AuthorId : null,
            DecidedAt = isDecided ? now : null,
        };
    }

    Agent AgentOf(AbsenceFields fields, ReferentialData all)
    {
        if (!string.IsNullOrWhiteSpace(fields.Agent))
            return codes.Get(all.Agents, "Agent", fields.Agent, fields.From);
        return user.AgentId is { } own ? all.Agents[own] : throw ReferentialErrors.Missing("Agent");
    }

    static void RefuseAway(Agent agent, string field, DateOnly day)
    {
        if (agent.PostingOn(day) is null || !agent.IsOpenOn(day))
            throw AbsenceErrors.NotThere(field, agent.Name, day);
    }

    Task RefuseWrites(Agent agent, DateOnly from, DateOnly to, Func<DateOnly, string?>? fieldOf, CancellationToken ct)
    {
        List<DateOnly> days = [.. Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber)];
        return guard.RefuseWrites(
            days,
            [
                .. days.Where(day => agent.PostingOn(day) is not null)
                    .Select(day => new WorkedDay
                    {
                        AgentId = agent.Id,
                        TeamId = agent.PostingOn(day)!.TeamId,
                        Day = day,
                    }),
            ],
            fieldOf,
            ct
        );
    }

    /// <remarks>Whoever else writes an absence of the agent waits from here on.</remarks>
    async Task RefuseOverlaps(WrittenAbsence row, AbsenceFields fields, CancellationToken ct)
    {
        await locks.TakeAgents([row.AgentId], ct);
        await RefuseNear(row, fields, ct);
    }

    async Task RefuseNear(WrittenAbsence row, AbsenceFields fields, CancellationToken ct)
    {
        var near = await db.Query<AbsenceRow>(
            OverlappingSql,
            new
            {
                row.AgentId,
                From = row.StartsOn,
                To = row.EndsOn,
                row.Id,
            },
            ct
        );
        if (near.FirstOrDefault(other => other.Halves.Overlaps(fields.Halves)) is { } other)
            throw AbsenceErrors.Overlaps(AbsenceWords.Of(reader.DetailsOf(other, await codes.Referentials(ct))));
    }

    const string OverlappingSql = $"""
        {AbsenceReader.SelectAbsencesSql}
        WHERE a.AgentId = @AgentId AND a.EndsOn >= @From AND a.StartsOn <= @To AND a.Id <> @Id AND a.Status <> 'refused'
        ORDER BY a.StartsOn
        """;

    sealed record WrittenAbsence
    {
        public long Id { get; init; }
        public long AgentId { get; init; }
        public long KindId { get; init; }
        public DateOnly StartsOn { get; init; }
        public bool IsFromNoon { get; init; }
        public DateOnly EndsOn { get; init; }
        public bool IsUntilNoon { get; init; }
        public string Status { get; init; } = "";
        public string? Note { get; init; }
        public long? AskedByUserId { get; init; }
        public DateTime AskedAt { get; init; }
        public long? DecidedByUserId { get; init; }
        public DateTime? DecidedAt { get; init; }
        public long Version { get; init; }
    }
}
