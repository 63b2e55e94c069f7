using System.Text.Json;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Attachments;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>
/// What happened to a ticket, in the order of time: messages, steps, time, visits, tasks and changes, as far as the reader may know.
/// </summary>
[Requires(Permission.ReadTickets)]
public sealed record GetTicketTimeline : IQuery<Page<TimelineItem>>
{
    public long Number { get; init; }

    /// <summary>
    /// <c>all</c> (default), <c>conversation</c>, <c>notes</c>, <c>steps</c>, <c>time</c>, <c>tasks</c> or <c>changes</c>.
    /// </summary>
    public string? Show { get; init; }

    /// <summary><c>at</c> (default) oldest first, <c>-at</c> newest first.</summary>
    public string? Sort { get; init; }

    /// <summary><c>next</c> of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }

    internal const string NewestFirst = "-at";
}

sealed class GetTicketTimelineValidator : AbstractValidator<GetTicketTimeline>
{
    public GetTicketTimelineValidator()
    {
        RuleFor(t => t.Show).Must(show => show is null || TimelineFilter.All.Contains(show)).WithMessage(_ => Words.TimelineFilterUnknown);
        RuleFor(t => t.Sort)
            .Must(sort => sort is null or "at" or GetTicketTimeline.NewestFirst)
            .WithMessage(_ => Words.TimelineSortUnknown);
        RuleFor(t => t.After)
            .Must(after => after is null || TimelineKey.Parse(after) is not null)
            .WithMessage(_ => CommonWords.AfterInvalid);
        RuleFor(t => t.Limit).InclusiveBetween(1, Page<TimelineItem>.MaximumLimit).WithMessage(_ => CommonWords.LimitOutOfRange);
    }
}

sealed class GetTicketTimelineHandler(
    TicketReader reader,
    TimelineReader timelines,
    TicketPeople people,
    AttachmentStore attachments,
    Db db,
    ReferentialLookup codes,
    CurrentUser user
) : IRequestHandler<GetTicketTimeline, Page<TimelineItem>>
{
    public async Task<Page<TimelineItem>> Handle(GetTicketTimeline asked, CancellationToken ct)
    {
        var row = await reader.Row(asked.Number, ct);
        var after = asked.After is null ? null : TimelineKey.Parse(asked.After);
        var limit = Paging.LimitOf(asked.Limit);
        var parts = PartsOf(asked.Show ?? TimelineFilter.Everything).ToList();
        if (parts.Count == 0)
            return new([], null);
        var led = await timelines.LedBy(row, ct);
        var keys = await db.Query<TimelineKey>(
            Statement(db.Dialect, parts, asked.Sort == GetTicketTimeline.NewestFirst, after is not null),
            new
            {
                TicketIds = led,
                SeesPrivate = user.SeesAllMembers ? 1 : 0,
                SpokenKinds,
                ScopeMemberIds = user.MemberScope ?? [],
                AfterAt = after?.At,
                AfterSource = after?.Source,
                AfterId = after?.Id,
                Take = limit + 1,
            },
            ct
        );
        var page = Page<TimelineKey>.Of(keys, limit, key => key.ToString());
        var all = await codes.Referentials(ct);
        var items = new Dictionary<(int, long), TimelineItem>();
        foreach (var source in page.Items.GroupBy(key => key.Source, key => key.Id))
        foreach (var item in await Read(source.Key, [.. source], all, ct))
            items[(source.Key, item.Id)] = item;
        return new(await WithFiles([.. page.Items.Select(key => items[(key.Source, key.Id)])], led, ct), page.Next);
    }

    async Task<IReadOnlyList<TimelineItem>> WithFiles(IReadOnlyList<TimelineItem> items, IReadOnlyList<long> led, CancellationToken ct)
    {
        if (items.All(item => item.Kind != TimelineKind.Message))
            return items;
        var files = (await attachments.FilesOf(TicketAttachments.KindName, led, ct)).ToLookup(file => file.Message);
        return [.. items.Select(item => item.Kind == TimelineKind.Message ? item with { Files = [.. files[item.Id]] } : item)];
    }

    const int Steps = 1,
        Times = 2,
        Visits = 3,
        Tasks = 4,
        Changes = 5;

    /// <summary>What a filter shows to this reader.</summary>
    IEnumerable<string> PartsOf(string show)
    {
        var times = !user.Can(Permission.ReadTimeEntries) ? [] : (string[])[user.SeesAllMembers ? TimesPartSql : TimesOfMembersPartSql];
        string[] visits = [user.SeesAllMembers ? VisitsPartSql : VisitsOfMembersPartSql];
        var tasks = user.Can(Permission.WorkOnTickets) ? (string[])[TasksPartSql] : [];
        var changes = user.Can(Permission.ReadHistory) ? (string[])[ChangesPartSql] : [];
        return show switch
        {
            TimelineFilter.Everything => [EventsPartSql, .. times, .. visits, .. tasks, .. changes],
            TimelineFilter.Conversation => [ConversationPartSql],
            TimelineFilter.Notes => [NotesPartSql],
            TimelineFilter.Steps => [StepsPartSql],
            TimelineFilter.Time => [.. times, .. visits],
            TimelineFilter.Tasks => tasks,
            TimelineFilter.Changes => changes,
            _ => throw new ArgumentOutOfRangeException(nameof(show), show, "Not a filter of timelines."),
        };
    }

    const string EventsPartSql = """
        SELECT e.At, 1 AS Source, e.Id
        FROM TicketEvents e
        WHERE e.TicketId IN @TicketIds AND (@SeesPrivate = 1 OR e.IsPrivate = 0)
        """;

    // What people have said to one another, whatever step it came with.
    static readonly string[] SpokenKinds = [TicketEventKind.FollowUp, TicketEventKind.Resolve, TicketEventKind.Reopen];
    const string ConversationPartSql = $"{EventsPartSql} AND e.Kind IN @SpokenKinds AND e.Text IS NOT NULL";
    const string NotesPartSql = $"{EventsPartSql} AND e.Kind = 'follow-up' AND e.IsPrivate = 1";
    const string StepsPartSql = $"{EventsPartSql} AND e.Kind <> 'follow-up'";

    const string TimesPartSql = """
        SELECT w.CreatedAt AS At, 2 AS Source, w.Id
        FROM TimeEntries w
        WHERE w.TicketId IN @TicketIds AND w.InterventionId IS NULL
        """;
    const string TimesOfMembersPartSql = $"{TimesPartSql} AND w.MemberId IN @ScopeMemberIds";

    const string VisitsPartSql = """
        SELECT COALESCE(i.StartedAt, i.CreatedAt) AS At, 3 AS Source, i.Id
        FROM Interventions i
        WHERE i.Id IN (SELECT l.InterventionId FROM InterventionTickets l WHERE l.TicketId IN @TicketIds)
        """;
    const string VisitsOfMembersPartSql = $"{VisitsPartSql} AND i.MemberId IN @ScopeMemberIds";

    const string TasksPartSql = "SELECT k.CreatedAt AS At, 4 AS Source, k.Id FROM TicketTasks k WHERE k.TicketId IN @TicketIds";

    const string ChangesPartSql = """
        SELECT a.At, 5 AS Source, a.Id
        FROM AuditEntries a
        WHERE a.Subject = 'ticket' AND a.SubjectId IN @TicketIds AND a.Action IN ('change', 'observers')
        """;

    const string LaterWhereSql =
        " WHERE (p.At > @AfterAt OR (p.At = @AfterAt AND " + "(p.Source > @AfterSource OR (p.Source = @AfterSource AND p.Id > @AfterId))))";
    const string EarlierWhereSql =
        " WHERE (p.At < @AfterAt OR (p.At = @AfterAt AND " + "(p.Source < @AfterSource OR (p.Source = @AfterSource AND p.Id < @AfterId))))";

    static string Statement(SqlDialect dialect, IEnumerable<string> parts, bool isNewestFirst, bool isFurther) =>
        $"SELECT p.At, p.Source, p.Id FROM ({string.Join(" UNION ALL ", parts)}) p"
        + (
            !isFurther ? ""
            : isNewestFirst ? EarlierWhereSql
            : LaterWhereSql
        )
        + (isNewestFirst ? " ORDER BY p.At DESC, p.Source DESC, p.Id DESC" : " ORDER BY p.At, p.Source, p.Id")
        + dialect.FirstRows;

    /// <summary>
    /// Every statement this handler can compose, for the checks on both engines: each part alone, and all of them together, in both orders.
    /// </summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect)
    {
        string[] parts =
        [
            EventsPartSql,
            ConversationPartSql,
            NotesPartSql,
            StepsPartSql,
            TimesPartSql,
            TimesOfMembersPartSql,
            VisitsPartSql,
            VisitsOfMembersPartSql,
            TasksPartSql,
            ChangesPartSql,
        ];
        return
        [
            .. parts.Select(part => Statement(dialect, [part], false, false)),
            Statement(dialect, parts, false, true),
            Statement(dialect, parts, true, true),
        ];
    }

    async Task<IEnumerable<TimelineItem>> Read(int source, IReadOnlyList<long> ids, ReferentialData all, CancellationToken ct)
    {
        var parameters = new { Ids = ids };
        return source switch
        {
            Steps => (await db.Query<StepRow>(StepsSql, parameters, ct)).Select(ItemOf),
            Times => (await db.Query<TimeRow>(TimesSql, parameters, ct)).Select(time => ItemOf(time, all)),
            Visits => timelines.VisitsOf(await db.Query<VisitRow>(VisitsSql, parameters, ct), all).Select(ItemOf),
            Tasks => (await db.Query<TicketTaskRow>(TicketTaskRow.TasksByIdSql, parameters, ct)).Select(task => ItemOf(task, all)),
            Changes => await ChangesOf(await db.Query<ChangeRow>(ChangesSql, parameters, ct), all, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a source of timelines."),
        };
    }

    const string StepsSql = """
        SELECT e.Id, e.At, COALESCE(u.DisplayName, e.AuthorName, CASE e.Kind WHEN 'open' THEN t.RequesterName END) AS ByName,
               u.MemberId AS MemberId, e.UserId, e.Kind, e.ToStatus, e.Text, e.IsPrivate, e.OtherTicketId
        FROM TicketEvents e
        JOIN Tickets t ON t.Id = e.TicketId
        LEFT JOIN Users u ON u.Id = e.UserId
        WHERE e.Id IN @Ids
        """;

    static TimelineItem ItemOf(StepRow step) =>
        new()
        {
            Id = step.Id,
            Kind = step.Kind == TicketEventKind.FollowUp ? TimelineKind.Message : step.Kind,
            At = step.At,
            ByName = step.ByName,
            Text = step.Text,
            IsInternal = step.IsPrivate,
            IsByStaff = step is { UserId: not null, MemberId: null },
            ToStatus = step.ToStatus,
            OtherTicket = step.OtherTicketId,
        };

    const string TimesSql = """
        SELECT w.Id, w.CreatedAt, w.AgentId, w.WorkedOn, w.Minutes, w.ActivityId, w.SubActivityId, w.Note
        FROM TimeEntries w
        WHERE w.Id IN @Ids
        """;

    TimelineItem ItemOf(TimeRow time, ReferentialData all) =>
        new()
        {
            Id = time.Id,
            Kind = TimelineKind.Time,
            At = time.CreatedAt,
            ByName = user.Can(Permission.ReadAgents) ? all.Agents[time.AgentId].Name : null,
            Text = string.Join(" – ", new[] { all.Activities[time.SubActivityId ?? time.ActivityId].Name, time.Note }.OfType<string>()),
            IsByStaff = true,
            Day = time.WorkedOn,
            Minutes = time.Minutes,
        };

    const string VisitsSql = $"{VisitRow.SelectSql} WHERE i.Id IN @Ids ORDER BY i.Id, e.Id";

    static TimelineItem ItemOf(KeyValuePair<long, TicketEvent> visit) =>
        new()
        {
            Id = visit.Key,
            Kind = TicketEventKind.Visit,
            At = visit.Value.At,
            ByName = visit.Value.ByName,
            Text = visit.Value.Text,
            IsByStaff = true,
            Day = visit.Value.Day,
            Minutes = visit.Value.Minutes,
        };

    static TimelineItem ItemOf(TicketTaskRow task, ReferentialData all) =>
        new()
        {
            Id = task.Id,
            Kind = TimelineKind.Task,
            At = task.CreatedAt,
            ByName = all.Agents.NameOf(task.AgentId),
            Text = task.Text,
            IsInternal = true,
            IsByStaff = true,
            Day = task.PlannedOn,
            Minutes = task.SpentMinutes,
            DoneAt = task.DoneAt,
        };

    const string ChangesSql = """
        SELECT a.Id, a.At, u.DisplayName AS ByName, a.Action, a.BeforeJson, a.AfterJson
        FROM AuditEntries a
        LEFT JOIN Users u ON u.Id = a.UserId
        WHERE a.Id IN @Ids
        """;

    async Task<IEnumerable<TimelineItem>> ChangesOf(IReadOnlyList<ChangeRow> changes, ReferentialData all, CancellationToken ct)
    {
        var observers = await people.ObserversIn([.. changes.Where(change => change.IsOfObservers)], ct);
        return changes.Select(change =>
            ItemOf(
                change,
                change.IsOfObservers ? [observers[change.Id]] : TicketField.Changes(RowIn(change.BeforeJson), RowIn(change.AfterJson), all)
            )
        );
    }

    static TicketRow RowIn(string json) => JsonSerializer.Deserialize<TicketRow>(json, JsonSerializerOptions.Web)!;

    static TimelineItem ItemOf(ChangeRow change, IEnumerable<FieldChange> fields) =>
        new()
        {
            Id = change.Id,
            Kind = TimelineKind.Change,
            At = change.At,
            ByName = change.ByName,
            IsInternal = true,
            IsByStaff = true,
            Changes = [.. fields],
        };

    sealed record StepRow
    {
        public long Id { get; init; }
        public DateTime At { get; init; }
        public string? ByName { get; init; }
        public long? MemberId { get; init; }
        public long? UserId { get; init; }
        public string Kind { get; init; } = "";
        public string? ToStatus { get; init; }
        public string? Text { get; init; }
        public bool IsPrivate { get; init; }
        public long? OtherTicketId { get; init; }
    }

    sealed record TimeRow
    {
        public long Id { get; init; }
        public DateTime CreatedAt { get; init; }
        public long AgentId { get; init; }
        public DateOnly WorkedOn { get; init; }
        public long Minutes { get; init; }
        public long ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public string? Note { get; init; }
    }
}

/// <summary>A change of a ticket as the history tells it.</summary>
sealed record ChangeRow
{
    public long Id { get; init; }
    public DateTime At { get; init; }
    public string? ByName { get; init; }
    public string Action { get; init; } = "";
    public string BeforeJson { get; init; } = "";
    public string AfterJson { get; init; } = "";

    public bool IsOfObservers => Action == "observers";
}
