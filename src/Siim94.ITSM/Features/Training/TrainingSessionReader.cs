using Dapper;
using FluentValidation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Training;

/// <summary>Reads sessions within the reader's reach, with their trainers and attendances.</summary>
sealed class TrainingSessionReader(Db db, ReferentialLookup codes, CurrentUser user)
{
    const string SelectSessionsSql = """
        SELECT s.Id, s.CategoryId, s.Title, s.ApplicationId, s.StartsOn, s.SessionMicroDays, s.PreparationMicroDays, s.PreparedOn,
               s.ExternalTrainer, s.Version
        FROM TrainingSessions s
        """;

    const string CategoryWhereSql = "s.CategoryId = @CategoryId";
    const string IdWhereSql = "s.Id = @Id";
    const string PeriodWhereSql = "s.StartsOn BETWEEN @From AND @To";
    const string AgentWhereSql =
        "EXISTS (SELECT 1 FROM TrainingSessionTrainers t WHERE t.TrainingSessionId = s.Id AND t.AgentId = @AgentId)";
    const string MemberWhereSql =
        "EXISTS (SELECT 1 FROM TrainingSessionAttendances a WHERE a.TrainingSessionId = s.Id AND a.MemberId = @MemberId)";
    const string ScopeWhereSql =
        "EXISTS (SELECT 1 FROM TrainingSessionAttendances a WHERE a.TrainingSessionId = s.Id AND a.MemberId IN @ScopeMemberIds)";

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<TrainingSessionDetails> Get(long id, CancellationToken ct)
    {
        string[] conditions = user.SeesAllMembers ? [IdWhereSql] : [IdWhereSql, ScopeWhereSql];
        var rows = await db.Query<TrainingSessionRow>(
            Statement(db.Dialect, conditions, TrainingSessionOrder.Parse(null)!),
            new
            {
                Id = id,
                ScopeMemberIds = user.MemberScope,
                Take = 1,
            },
            ct
        );
        return rows.Count == 1 ? (await Complete(rows, ct))[0] : throw RequestErrors.NotFound();
    }

    public async Task<Page<TrainingSessionDetails>> List(ListTrainingSessions list, CancellationToken ct)
    {
        var order = TrainingSessionOrder.Parse(list.Sort, user.SeesAllMembers)!;
        var (conditions, parameters) = await Asked(list, ct);
        if (list.After is not null)
        {
            conditions.Add(order.Behind);
            parameters.AddDynamicParams(order.Read(list.After)!);
        }
        var rows = await db.Query<TrainingSessionRow>(Statement(db.Dialect, conditions, order), parameters, ct);
        return Page<TrainingSessionDetails>.Of(await Complete(rows, ct), Paging.LimitOf(list.Limit), session =>
            order.CursorOf(session, session.Id)
        );
    }

    /// <summary>On all pages of a list together.</summary>
    public async Task<int> Count(ListTrainingSessions list, CancellationToken ct)
    {
        var (conditions, parameters) = await Asked(list, ct);
        return await db.FirstOrDefault<int>(CountStatement(conditions), parameters, ct);
    }

    async Task<(List<string> Conditions, DynamicParameters Parameters)> Asked(ListTrainingSessions list, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var parameters = new
        {
            From = list.From ?? DateOnly.MinValue,
            To = list.To ?? DateOnly.MaxValue,
            CategoryId = codes.Find(all.TrainingCategories, "Category", list.Category, null)?.Id,
            AgentId = codes.Find(all.Agents, "Agent", list.Agent, null)?.Id,
            MemberId = codes.Find(all.Members, "Member", list.Member, null)?.Id,
            ScopeMemberIds = user.MemberScope,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        List<string> conditions = [PeriodWhereSql];
        if (parameters.CategoryId is not null)
            conditions.Add(CategoryWhereSql);
        if (parameters.AgentId is not null)
            conditions.Add(AgentWhereSql);
        if (parameters.MemberId is not null)
            conditions.Add(MemberWhereSql);
        if (!user.SeesAllMembers)
            conditions.Add(ScopeWhereSql);
        return (conditions, new(parameters));
    }

    static string Statement(SqlDialect dialect, IEnumerable<string> conditions, ListOrder<TrainingSessionDetails> order) =>
        $"{SelectSessionsSql} WHERE {string.Join(" AND ", conditions)}{order.OrderBy}{dialect.FirstRows}";

    static string CountStatement(IEnumerable<string> conditions) =>
        $"SELECT COUNT(*) FROM TrainingSessions s WHERE {string.Join(" AND ", conditions)}";

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] conditions = [IdWhereSql, PeriodWhereSql, CategoryWhereSql, AgentWhereSql, MemberWhereSql, ScopeWhereSql];
        var newest = TrainingSessionOrder.Parse(null)!;
        return
        [
            .. conditions.Select(condition => Statement(dialect, [condition], newest)),
            .. conditions.Select(condition => CountStatement([condition])),
            .. TrainingSessionOrder.Every.Select(order => Statement(dialect, [.. conditions, order.Behind], order)),
        ];
    }

    async Task<IReadOnlyList<TrainingSessionDetails>> Complete(IReadOnlyList<TrainingSessionRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];
        var all = await codes.Referentials(ct);
        var ids = new { Ids = rows.Select(row => row.Id) };
        var trainers = (await db.Query<TrainerRow>(TrainersSql, ids, ct)).ToLookup(t => t.TrainingSessionId, t => t.AgentId);
        var present = (await db.Query<AttendanceRow>(AttendancesSql, ids, ct)).ToLookup(a => a.TrainingSessionId);
        var attendances = present.SelectMany(session => session).Where(a => user.Sees(a.MemberId)).ToLookup(a => a.TrainingSessionId);
        return
        [
            .. rows.Select(row => new TrainingSessionDetails
            {
                Id = row.Id,
                Version = row.Version,
                Category = all.TrainingCategories[row.CategoryId].Code,
                Title = present[row.Id].All(a => user.Sees(a.MemberId)) ? row.Title : all.TrainingCategories[row.CategoryId].Name,
                Application = all.Applications.CodeOf(row.ApplicationId),
                StartsOn = row.StartsOn,
                Days = TimeUnits.FromMicros(row.SessionMicroDays),
                PreparationDays = TimeUnits.FromMicros(row.PreparationMicroDays),
                PreparedOn = row.PreparedOn,
                Trainers = [.. trainers[row.Id].Select(id => all.Agents[id].Code)],
                TrainerNames = [.. trainers[row.Id].Select(id => all.Agents[id].Name)],
                ExternalTrainer = row.ExternalTrainer,
                Attendances =
                [
                    .. attendances[row.Id].Select(a => new Attendance { Member = all.Members[a.MemberId].Code, People = a.People }),
                ],
                MemberNames = [.. attendances[row.Id].Select(a => all.Members[a.MemberId].Name)],
            }),
        ];
    }

    const string TrainersSql = """
        SELECT t.TrainingSessionId, t.AgentId
        FROM TrainingSessionTrainers t
        WHERE t.TrainingSessionId IN @Ids
        ORDER BY t.TrainingSessionId, t.AgentId
        """;
    const string AttendancesSql = """
        SELECT a.TrainingSessionId, a.MemberId, a.People
        FROM TrainingSessionAttendances a
        WHERE a.TrainingSessionId IN @Ids
        ORDER BY a.TrainingSessionId, a.MemberId
        """;

    sealed record TrainerRow
    {
        public long TrainingSessionId { get; init; }
        public long AgentId { get; init; }
    }

    sealed record AttendanceRow
    {
        public long TrainingSessionId { get; init; }
        public long MemberId { get; init; }
        public int People { get; init; }
    }
}
