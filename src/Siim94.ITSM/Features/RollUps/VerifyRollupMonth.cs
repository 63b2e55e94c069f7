using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// Rebuilds one month of every roll-up from the facts. Nothing should ever differ: what did is counted and repaired by the same stroke.
/// </summary>
/// <returns>The roll-ups that differed: <c>work 2017-03</c>.</returns>
[Requires(Permission.RunRollups)]
public sealed record VerifyRollupMonth(Month Month) : ICommand<IReadOnlyList<string>>;

sealed class VerifyRollupMonthHandler(Db db, TimeProvider clock, ILogger<VerifyRollupMonthHandler> log)
    : IRequestHandler<VerifyRollupMonth, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(VerifyRollupMonth request, CancellationToken ct)
    {
        await db.Execute(RollupSql.LockStateSql, null, ct);
        // A day that has come since the last roll-up is its to count, no drift.
        var until = await RollupStatus.CountedUntil(db, ct) ?? Paris.Today(clock);
        var drifts = new List<string>();
        foreach (var fact in Fact.All)
        {
            // Days still marked are stale on purpose: the roll-up brings them up to date, not the verification.
            if (await IsMarked(fact, request.Month, ct))
                continue;
            var before = await Rows(fact, request.Month, ct);
            await RollupSql.RebuildMonth(db, fact, request.Month, until, ct);
            if (before.SequenceEqual(await Rows(fact, request.Month, ct)))
                continue;
            if (await IsMarked(fact, request.Month, ct))
                continue; // a write committed meanwhile, which SQLite would have made wait
            drifts.Add($"{fact} {request.Month.Year}-{request.Month.Number:00}");
            log.LogError("Roll-up of {Fact} for {Month} differed from the facts and was repaired", fact, request.Month.YearMonth);
        }
        return drifts;
    }

    async Task<bool> IsMarked(string fact, Month month, CancellationToken ct) =>
        await db.FirstOrDefault<int>(MarkedSql, Parameters(month, fact), ct) > 0;

    const string MarkedSql = "SELECT COUNT(*) FROM DirtyDays m WHERE m.Fact = @Fact AND m.Day BETWEEN @From AND @To";

    static object Parameters(Month month, string fact) =>
        new
        {
            Fact = fact,
            month.YearMonth,
            From = month.FirstDay,
            To = month.LastDay,
        };

    /// <summary>The rows of a month as texts in a fixed order, their identities left out.</summary>
    async Task<List<string>> Rows(string fact, Month month, CancellationToken ct)
    {
        var texts = new List<string>();
        foreach (var sql in RowsSql(fact))
        foreach (IDictionary<string, object?> row in await db.Query<dynamic>(sql, Parameters(month, fact), ct))
            texts.Add(string.Join('|', row.Values));
        texts.Sort(StringComparer.Ordinal);
        return texts;
    }

    static IReadOnlyList<string> RowsSql(string fact) =>
        fact switch
        {
            Fact.Work => [WorkOfDaysSql, WorkOfMonthSql],
            Fact.Tickets => [TicketsSql],
            Fact.Visits => [VisitsSql],
            Fact.Training => [TrainingSql, AttendancesSql],
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a fact."),
        };

    const string WorkOfDaysSql = """
        SELECT d.Day, d.AgentId, d.TeamId, d.ActivityId, d.SubActivityId, d.DomainId, d.ApplicationId, d.ProjectId, d.MemberId, d.Source,
               d.EntryCount, d.Minutes, d.MicroDays
        FROM ReportWorkByDay d WHERE d.Day BETWEEN @From AND @To
        """;

    const string WorkOfMonthSql = """
        SELECT r.YearMonth, r.AgentId, r.TeamId, r.ActivityId, r.SubActivityId, r.DomainId, r.ApplicationId, r.ProjectId, r.MemberId,
               r.Source, r.EntryCount, r.Minutes, r.MicroDays
        FROM ReportWorkByMonth r WHERE r.YearMonth = @YearMonth
        """;

    const string TicketsSql = """
        SELECT r.YearMonth, r.MemberId, r.Channel, r.Type, r.Priority, r.DomainId, r.ApplicationId, r.AgentId, r.TeamId, r.Opened,
               r.TakenInCharge, r.Resolved, r.Closed
        FROM ReportTicketsByMonth r WHERE r.YearMonth = @YearMonth
        """;

    const string VisitsSql = """
        SELECT r.YearMonth, r.MemberId, r.SiteId, r.Kind, r.Visits, r.TravelMinutes
        FROM ReportVisitsByMonth r
        WHERE r.YearMonth = @YearMonth
        """;
    const string TrainingSql = """
        SELECT r.YearMonth, r.CategoryId, r.ApplicationId, r.Sessions, r.SessionMicroDays, r.PreparationMicroDays
        FROM ReportTrainingByMonth r
        WHERE r.YearMonth = @YearMonth
        """;
    const string AttendancesSql = """
        SELECT r.YearMonth, r.CategoryId, r.ApplicationId, r.MemberId, r.People
        FROM ReportAttendancesByMonth r
        WHERE r.YearMonth = @YearMonth
        """;
}

/// <summary>Notes that every month has been verified.</summary>
[Requires(Permission.RunRollups)]
public sealed record RecordVerification(int DriftCount) : ICommand<Unit>;

sealed class RecordVerificationHandler(Db db, TimeProvider clock) : IRequestHandler<RecordVerification, Unit>
{
    public async Task<Unit> Handle(RecordVerification request, CancellationToken ct)
    {
        await db.Execute(UpdateStateSql, new { LastVerifiedAt = clock.GetUtcNow().UtcDateTime, LastDriftCount = request.DriftCount }, ct);
        return Unit.Value;
    }

    const string UpdateStateSql =
        "UPDATE RollupState SET LastVerifiedAt = @LastVerifiedAt, LastDriftCount = @LastDriftCount, Revision = Revision + 1 WHERE Id = 1";
}

/// <summary>The verification of all roll-ups, a transaction per month so that writers never wait long.</summary>
static class RollupVerification
{
    /// <returns>The roll-ups that differed, month by month.</returns>
    public static async Task<IReadOnlyList<string>> Run(Dispatcher dispatcher, CancellationToken ct)
    {
        var years = await dispatcher.Send(new ListRollupYears(), UserIdentity.System, ct: ct);
        var drifts = new List<string>();
        foreach (var year in years)
            for (var month = 1; month <= 12; month++)
                drifts.AddRange(await dispatcher.Send(new VerifyRollupMonth(new(year, month)), UserIdentity.System, ct: ct));
        await dispatcher.Send(new RecordVerification(drifts.Count), UserIdentity.System, ct: ct);
        return drifts;
    }
}
