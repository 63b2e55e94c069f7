using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>
/// Says what takes a row over from a day on: another one, the same one for several (a merge), or several (a split). It is closed from that
/// day; its lines stay its own, and tables with names of now count them with its successor's. Refused when it has lines since that day, and
/// where rows of different kinds would be added up.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record SucceedReferential : ReferentialChange, IPreviewable
{
    [JsonIgnore]
    public long Version { get; set; }

    /// <summary>First day of the successors.</summary>
    public DateOnly? StartsOn { get; set; }

    /// <summary>Codes of the successors; several make a split.</summary>
    public IReadOnlyList<string> Into { get; set; } = [];

    /// <summary>Codes of other rows that the same successor takes over that day; with any it is a merge.</summary>
    public IReadOnlyList<string> With { get; set; } = [];

    Task IPreviewable.SendThrough(IMediator mediator, CancellationToken ct) => mediator.Send(this, ct);
}

sealed class SucceedReferentialValidator : AbstractValidator<SucceedReferential>
{
    const int MostRows = 20;

    public SucceedReferentialValidator()
    {
        RuleFor(s => s.StartsOn)
            .NotNull()
            .WithMessage(_ => TimeWords.DayMissing)
            .GreaterThanOrEqualTo(new DateOnly(2000, 1, 1))
            .WithMessage(_ => TimeWords.DayOutOfRange);
        RuleFor(s => s.Into).Must(codes => codes is { Count: >= 1 and <= MostRows }).WithMessage(_ => Words.SuccessorMissing);
        RuleFor(s => s.With).Must(codes => codes is { Count: <= MostRows }).WithMessage(_ => Words.TooManyRows);
        RuleForEach(s => s.Into).NotNull().WithMessage(_ => TimeWords.FieldMissing).Line(200).OverridePropertyName("Into");
        RuleForEach(s => s.With).NotNull().WithMessage(_ => TimeWords.FieldMissing).Line(200).OverridePropertyName("With");
    }
}

sealed class SucceedReferentialHandler(ReferentialWriter writer, ReferentialLookup codes, Db db, TimeProvider clock)
    : IRequestHandler<SucceedReferential, Unit>
{
    public async Task<Unit> Handle(SucceedReferential change, CancellationToken ct)
    {
        if (!Successors.Have(change.Referential))
            throw ReferentialErrors.NoSuccessions();
        var (all, day) = (await codes.Referentials(ct), change.StartsOn!.Value);
        if (day > Paris.Today(clock))
            throw ReferentialErrors.InTheFuture("StartsOn");
        var first = await writer.Row(change, ct);
        if (first.Version != change.Version)
            throw RequestErrors.ChangedMeanwhile();

        // Of a merge into one of the merged that one stays as it is.
        List<ReferentialRow> successors =
        [
            .. change.Into.Select(text => Successors.Find(all, change.Referential, "Into", text)).DistinctBy(row => row.Id),
        ];
        List<ReferentialRow> gone =
        [
            first,
            .. change
                .With.Select(text => Successors.Find(all, change.Referential, "With", text))
                .Where(row => row.Id != first.Id && !successors.Contains(row))
                .DistinctBy(row => row.Id),
        ];
        if (gone.Count > 1 && successors.Count > 1)
            throw ReferentialErrors.ManyToMany("With");

        var kind =
            successors.Count > 1 ? Succession.Split
            : gone.Count > 1 || change.With.Count > 0 ? Succession.Merged
            : Succession.Succeeded;
        foreach (var row in gone)
        {
            Successors.RefuseMisfits(all, change.Referential, row, successors, day);
            await RefuseUsed(change.Referential, row, day, ct);
            await Insert(change.Referential, row, successors, day, kind, ct);
        }
        return Unit.Value;
    }

    async Task RefuseUsed(string referential, ReferentialRow row, DateOnly day, CancellationToken ct)
    {
        var (lines, others) = (0L, 0L);
        foreach (var (sql, isLine) in Successors.UsesSql(referential))
        {
            var count = await db.FirstOrDefault<long>(sql, new { row.Id, Day = day }, ct);
            if (isLine)
                lines += count;
            else
                others += count;
        }
        if (lines + others > 0)
            throw ReferentialErrors.StillUsed("StartsOn", row, day, lines, others);
    }

    async Task Insert(
        string referential,
        ReferentialRow row,
        List<ReferentialRow> successors,
        DateOnly day,
        string kind,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var successor in successors)
            await db.Execute(
                InsertSuccessionSql,
                new
                {
                    Referential = referential,
                    FromId = row.Id,
                    ToId = successor.Id,
                    StartsOn = day,
                    Kind = kind,
                    WasClosedOn = row.ClosedOn,
                    CreatedAt = now,
                },
                ct
            );
        await db.Execute(ReferentialTables.CloseSql(referential), new { row.Id, ClosedOn = row.IsOpenOn(day) ? day : row.ClosedOn }, ct);
        await writer.Done(
            referential,
            row.Id,
            "succeed",
            new { row.ClosedOn },
            new
            {
                Kind = kind,
                StartsOn = day,
                Into = successors.Select(successor => successor.Code),
            },
            ct
        );
    }

    const string InsertSuccessionSql = """
        INSERT INTO Successions (Referential, FromId, ToId, StartsOn, Kind, WasClosedOn, CreatedAt)
        VALUES (@Referential, @FromId, @ToId, @StartsOn, @Kind, @WasClosedOn, @CreatedAt)
        """;
}

/// <summary>
/// Takes a row's succession back: it is open again as it was, and tables count its lines as its own. Lines logged on its successors stay
/// theirs.
/// </summary>
[Requires(Permission.ManageReferentials)]
public sealed record RevokeSuccession : ReferentialChange
{
    [JsonIgnore]
    public long Version { get; set; }
}

sealed class RevokeSuccessionHandler(ReferentialWriter writer, ReferentialLookup codes, Db db, TimeProvider clock)
    : IRequestHandler<RevokeSuccession, Unit>
{
    public async Task<Unit> Handle(RevokeSuccession change, CancellationToken ct)
    {
        var row = await writer.Row(change, ct);
        if (row.Version != change.Version)
            throw RequestErrors.ChangedMeanwhile();
        var successions = (await codes.Referentials(ct))
            .LineagesOf(change.Referential)
            .Successions.Where(succession => succession.FromId == row.Id)
            .ToList();
        if (successions.Count == 0)
            throw ReferentialErrors.NotSucceeded(row);
        await db.Execute(
            RevokeSql,
            new { Ids = successions.Select(succession => succession.Id), RevokedAt = clock.GetUtcNow().UtcDateTime },
            ct
        );
        await db.Execute(ReferentialTables.CloseSql(change.Referential), new { row.Id, ClosedOn = successions[0].WasClosedOn }, ct);
        return await writer.Done(
            change.Referential,
            row.Id,
            "revoke-succession",
            new { successions[0].Kind, successions[0].StartsOn },
            new { ClosedOn = successions[0].WasClosedOn },
            ct
        );
    }

    const string RevokeSql = "UPDATE Successions SET RevokedAt = @RevokedAt WHERE Id IN @Ids";
}

/// <summary>Which rows may follow which.</summary>
static class Successors
{
    static readonly string[] WithSuccessions = ["member", "domain", "application", "project", "activity", "team"];

    public static bool Have(string referential) => WithSuccessions.Contains(referential);

    /// <exception cref="Refusal">Unknown, or it may mean several.</exception>
    public static ReferentialRow Find(ReferentialData all, string referential, string field, string text)
    {
        var rows = ReferentialTables.Rows(all, referential);
        if (rows.FirstOrDefault(row => row.Code == text) is { } exact)
            return exact;
        return ReferentialTables.Find(all, referential, text) switch
        {
            [var row] => row,
            [] => throw ReferentialErrors.Unknown(field, text),
            var several => throw ReferentialErrors.Ambiguous(field, text, several.Select(row => row.Code)),
        };
    }

    /// <exception cref="Refusal">The row has successors already, would be its own, or is not of their kind; a successor is closed; agents
    /// are still posted to the team.</exception>
    public static void RefuseMisfits(
        ReferentialData all,
        string referential,
        ReferentialRow row,
        IReadOnlyList<ReferentialRow> successors,
        DateOnly day
    )
    {
        var lineages = all.LineagesOf(referential);
        if (lineages.Successions.Any(succession => succession.FromId == row.Id))
            throw ReferentialErrors.Succeeded(row);
        foreach (var successor in successors)
        {
            if (Leads(all, referential, successor.Id, row.Id))
                throw ReferentialErrors.OwnSuccessor("Into", row);
            if (!successor.IsOpenOn(day))
                throw ReferentialErrors.Closed("Into", successor);
            if (!AreAlike(all, row, successor))
                throw ReferentialErrors.NotAlike("Into", row, successor);
        }
        foreach (var pseudo in successors.Prepend(row).OfType<Member>().Where(member => member.Kind is Member.Internal or Member.Multiple))
            throw ReferentialErrors.PseudoMember("Into", pseudo);
        if (row is Team && PostedTo(all, row.Id, day) is { Count: > 0 } agents)
            throw ReferentialErrors.StillPosted("StartsOn", row, agents);
    }

    /// <summary>Whether successions lead from a row to another, or it is that one, or one of its entities.</summary>
    static bool Leads(ReferentialData all, string referential, long from, long to)
    {
        var successions = all.LineagesOf(referential).Successions;
        HashSet<long> seen = [from];
        var toVisit = new Queue<long>(seen);
        while (toVisit.TryDequeue(out var id))
        {
            var after = successions.Where(succession => succession.FromId == id).Select(succession => succession.ToId);
            // Whoever takes over a member sees its entities: one of them would see itself again.
            if (referential == "member" && all.Members[id].ParentId is { } parent)
                after = after.Append(parent);
            foreach (var next in after.Where(seen.Add))
                toVisit.Enqueue(next);
        }
        return seen.Contains(to);
    }

    /// <remarks>Sub-activities of different activities would be in one row of one table and in two of another.</remarks>
    static bool AreAlike(ReferentialData all, ReferentialRow row, ReferentialRow successor)
    {
        return (row, successor) switch
        {
            (Domain a, Domain b) => a.Kind == b.Kind,
            (Activity a, Activity b) => a.DepartmentId == b.DepartmentId && ActivityOf(a) == ActivityOf(b),
            _ => true,
        };

        long? ActivityOf(Activity activity) => activity.ParentId is { } parent ? all.LineagesOf("activity").HeirOf(parent) : null;
    }

    static List<string> PostedTo(ReferentialData all, long teamId, DateOnly day) =>
        [
            .. all
                .Agents.Where(agent =>
                    agent.IsOpenOn(day)
                    && (
                        agent.PostingOn(day)?.TeamId == teamId
                        || agent.Postings.Any(posting => posting.StartsOn > day && posting.TeamId == teamId)
                    )
                )
                .Select(agent => agent.Name),
        ];

    const string LinesOfMemberSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.MemberId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfDomainSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.DomainId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfApplicationSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.ApplicationId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfProjectSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.ProjectId = @Id AND e.WorkedOn >= @Day";
    const string LinesOfActivitySql =
        "SELECT COUNT(*) FROM TimeEntries e WHERE (e.ActivityId = @Id OR e.SubActivityId = @Id) AND e.WorkedOn >= @Day";
    const string LinesOfTeamSql = "SELECT COUNT(*) FROM TimeEntries e WHERE e.TeamId = @Id AND e.WorkedOn >= @Day";
    const string TicketsOfMemberSql = "SELECT COUNT(*) FROM Tickets t WHERE t.MemberId = @Id AND t.OpenedOn >= @Day";
    const string TicketsOfDomainSql = "SELECT COUNT(*) FROM Tickets t WHERE t.DomainId = @Id AND t.OpenedOn >= @Day";
    const string TicketsOfApplicationSql = "SELECT COUNT(*) FROM Tickets t WHERE t.ApplicationId = @Id AND t.OpenedOn >= @Day";
    const string TicketsOfTeamSql = "SELECT COUNT(*) FROM Tickets t WHERE t.AssignedTeamId = @Id AND t.OpenedOn >= @Day";
    const string VisitsOfMemberSql = "SELECT COUNT(*) FROM Interventions i WHERE i.MemberId = @Id AND i.WorkedOn >= @Day";
    const string SessionsOfApplicationSql = "SELECT COUNT(*) FROM TrainingSessions s WHERE s.ApplicationId = @Id AND s.StartsOn >= @Day";
    const string SessionsOfMemberSql = """
        SELECT COUNT(*)
        FROM TrainingSessions s
        JOIN TrainingSessionAttendances a ON a.TrainingSessionId = s.Id
        WHERE a.MemberId = @Id AND s.StartsOn >= @Day
        """;

    /// <summary>Statements that count what uses a row since a day: lines of time, which can be changed in bulk, and the rest.</summary>
    public static IReadOnlyList<(string Sql, bool IsLine)> UsesSql(string referential) =>
        referential switch
        {
            "member" => [(LinesOfMemberSql, true), (TicketsOfMemberSql, false), (VisitsOfMemberSql, false), (SessionsOfMemberSql, false)],
            "domain" => [(LinesOfDomainSql, true), (TicketsOfDomainSql, false)],
            "application" => [(LinesOfApplicationSql, true), (TicketsOfApplicationSql, false), (SessionsOfApplicationSql, false)],
            "project" => [(LinesOfProjectSql, true)],
            "activity" => [(LinesOfActivitySql, true)],
            _ => [(LinesOfTeamSql, true), (TicketsOfTeamSql, false)],
        };
}
