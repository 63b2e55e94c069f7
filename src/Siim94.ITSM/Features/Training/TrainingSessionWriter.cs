using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Training;

/// <summary>Writes sessions together with their attendances and their trainers' ledger lines.</summary>
sealed class TrainingSessionWriter(Db db, ReferentialLookup codes, Ledger ledger, DirtyDays dirtyDays, CurrentUser user, TimeProvider clock)
{
    const string PreparationActivity = "SUPPORT-PREPARATION";

    public async Task<long> Add(TrainingSessionFields fields, CancellationToken ct)
    {
        var resolved = await Resolve(fields, ct);
        var id = await db.Insert(InsertSessionSql, resolved.Row, ct);
        await WriteParts(id, resolved, fields.Confirm, ct);
        await dirtyDays.Mark(TrainingRollUp.Name, [resolved.Row.StartsOn], ct, _ => nameof(fields.StartsOn));
        return id;
    }

    const string InsertSessionSql = """
        INSERT INTO TrainingSessions (CategoryId, Title, ApplicationId, StartsOn, SessionMicroDays, PreparationMicroDays, PreparedOn,
            ExternalTrainer, CreatedByUserId, CreatedAt, Version)
        VALUES (@CategoryId, @Title, @ApplicationId, @StartsOn, @SessionMicroDays, @PreparationMicroDays, @PreparedOn, @ExternalTrainer,
            @CreatedByUserId, @CreatedAt, 1)
        """;

    public async Task Replace(TrainingSessionDetails before, long version, TrainingSessionFields fields, CancellationToken ct)
    {
        await RefuseUnlessTheirs(before, ct);
        var resolved = await Resolve(fields, ct);
        if (await db.Execute(UpdateSessionSql, resolved.Row with { Id = before.Id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        var replaced = await RemoveParts(before.Id, ct);
        await WriteParts(before.Id, resolved, fields.Confirm, ct, replaced);
        await dirtyDays.Mark(TrainingRollUp.Name, [before.StartsOn, resolved.Row.StartsOn], ct, _ => nameof(fields.StartsOn));
    }

    const string UpdateSessionSql = """
        UPDATE TrainingSessions
        SET CategoryId = @CategoryId, Title = @Title, ApplicationId = @ApplicationId, StartsOn = @StartsOn,
            SessionMicroDays = @SessionMicroDays, PreparationMicroDays = @PreparationMicroDays, PreparedOn = @PreparedOn,
            ExternalTrainer = @ExternalTrainer, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    public async Task Remove(TrainingSessionDetails before, long version, CancellationToken ct)
    {
        await RefuseUnlessTheirs(before, ct);
        if (before.Version != version)
            throw RequestErrors.ChangedMeanwhile();
        await RemoveParts(before.Id, ct);
        if (await db.Execute(DeleteSessionSql, new { before.Id, Version = version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await dirtyDays.Mark(TrainingRollUp.Name, [before.StartsOn], ct);
    }

    const string DeleteSessionSql = "DELETE FROM TrainingSessions WHERE Id = @Id AND Version = @Version";

    async Task WriteParts(long id, Resolved resolved, bool isConfirmed, CancellationToken ct, IReadOnlyList<TimeEntryRow>? replaced = null)
    {
        if (resolved.Trainers.Count > 0)
            await db.Execute(
                InsertTrainerSql,
                resolved.Trainers.Select(trainer => new { TrainingSessionId = id, AgentId = trainer.Id }),
                ct
            );
        if (resolved.Attendances.Count > 0)
            await db.Execute(
                InsertAttendanceSql,
                resolved.Attendances.Select(a => new
                {
                    TrainingSessionId = id,
                    MemberId = a.Member.Id,
                    a.People,
                }),
                ct
            );
        await ledger.Write([.. Lines(id, resolved)], isConfirmed, ct, replaced);
    }

    const string InsertTrainerSql =
        "INSERT INTO TrainingSessionTrainers (TrainingSessionId, AgentId) VALUES (@TrainingSessionId, @AgentId)";
    const string InsertAttendanceSql =
        "INSERT INTO TrainingSessionAttendances (TrainingSessionId, MemberId, People) VALUES (@TrainingSessionId, @MemberId, @People)";

    static IEnumerable<LedgerLine> Lines(long id, Resolved resolved)
    {
        var (row, count) = (resolved.Row, resolved.Trainers.Count);
        foreach (var (index, trainer) in resolved.Trainers.Index())
        {
            foreach (var (day, micros) in SessionDays.Forward(row.StartsOn, row.SessionMicroDays))
                yield return Line(trainer, day, micros, resolved.Activity, resolved.SubActivity);

            // Preparation is shared evenly, the first trainers taking the millionths left over.
            var share = row.PreparationMicroDays / count + (index < row.PreparationMicroDays % count ? 1 : 0);
            if (share == 0)
                continue;
            foreach (var (day, micros) in SessionDays.Forward(row.PreparedOn ?? SessionDays.FirstDayBefore(row.StartsOn, share), share))
                yield return Line(trainer, day, micros, resolved.Preparation, null);
        }

        LedgerLine Line(Agent trainer, DateOnly day, long micros, Activity activity, Activity? subActivity) =>
            new()
            {
                Agent = trainer,
                Day = day,
                QuantityMicros = micros,
                Unit = TimeUnit.Day,
                Activity = activity,
                SubActivity = subActivity,
                Application = resolved.Application,
                TrainingSessionId = id,
                Source = EntrySource.Training,
                Note = row.Title,
            };
    }

    async Task<IReadOnlyList<TimeEntryRow>> RemoveParts(long id, CancellationToken ct)
    {
        var removed = await ledger.RemoveOf(EntrySource.Training, id, ct);
        await db.Execute(DeleteTrainersSql, new { Id = id }, ct);
        await db.Execute(DeleteAttendancesSql, new { Id = id }, ct);
        return removed;
    }

    const string DeleteTrainersSql = "DELETE FROM TrainingSessionTrainers WHERE TrainingSessionId = @Id";
    const string DeleteAttendancesSql = "DELETE FROM TrainingSessionAttendances WHERE TrainingSessionId = @Id";

    async Task<Resolved> Resolve(TrainingSessionFields fields, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var day = fields.StartsOn!.Value;
        var trainers = fields.Trainers.Select((code, index) => codes.Get(all.Agents, $"Trainers[{index}]", code, day)).ToList();
        if (trainers.Distinct().Count() < trainers.Count)
            throw Refusal.Field("Trainers", "training.trainer-twice", Words.TrainerTwice);
        if (!user.LogsForOneOf(trainers, day, all))
            throw NotYours();
        var attendances = fields
            .Attendances.Select(
                (a, index) => (Member: codes.Get(all.Members, $"Attendances[{index}].Member", a.Member, day), People: a.People!.Value)
            )
            .ToList();
        if (attendances.DistinctBy(a => a.Member.Id).Count() < attendances.Count)
            throw Refusal.Field("Attendances", "training.member-twice", Words.MemberTwice);

        var category = codes.Get(all.TrainingCategories, "Category", fields.Category, day);
        var application = codes.Find(all.Applications, "Application", fields.Application, day);
        var subActivity = all.Activities[category.SubActivityId];
        return new(
            new()
            {
                CategoryId = category.Id,
                Title = string.IsNullOrWhiteSpace(fields.Title) ? category.Name : fields.Title.Trim(),
                ApplicationId = application?.Id,
                StartsOn = day,
                SessionMicroDays = TimeUnits.ToMicros(fields.Days!.Value)!.Value,
                PreparationMicroDays = TimeUnits.ToMicros(fields.PreparationDays ?? 0)!.Value,
                PreparedOn = fields.PreparedOn,
                ExternalTrainer = string.IsNullOrWhiteSpace(fields.ExternalTrainer) ? null : fields.ExternalTrainer.Trim(),
                CreatedByUserId = user.AuthorId,
                CreatedAt = clock.GetUtcNow().UtcDateTime,
            },
            trainers,
            attendances,
            all.Activities[subActivity.ParentId!.Value],
            subActivity,
            all.Activities.Find(PreparationActivity)[0],
            application
        );
    }

    async Task RefuseUnlessTheirs(TrainingSessionDetails before, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        if (!user.LogsForOneOf([.. before.Trainers.Select(code => all.Agents.Find(code)[0])], before.StartsOn, all))
            throw NotYours();
    }

    static Refusal NotYours() => Refusal.Field("Trainers", "training.not-yours", Words.NotYours);

    sealed record Resolved(
        TrainingSessionRow Row,
        IReadOnlyList<Agent> Trainers,
        IReadOnlyList<(Member Member, int People)> Attendances,
        Activity Activity,
        Activity SubActivity,
        Activity Preparation,
        BusinessApplication? Application
    );
}

/// <summary>A row of TrainingSessions.</summary>
sealed record TrainingSessionRow
{
    public long Id { get; init; }
    public long CategoryId { get; init; }
    public string Title { get; init; } = "";
    public long? ApplicationId { get; init; }
    public DateOnly StartsOn { get; init; }
    public long SessionMicroDays { get; init; }
    public long PreparationMicroDays { get; init; }
    public DateOnly? PreparedOn { get; init; }
    public string? ExternalTrainer { get; init; }
    public long? CreatedByUserId { get; init; }
    public DateTime CreatedAt { get; init; }
    public long Version { get; init; }
}
