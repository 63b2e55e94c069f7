using System.Globalization;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>A schedule on its way into the database, or out of it.</summary>
sealed record ReportScheduleRow
{
    public long Id { get; init; }
    public long OwnerUserId { get; init; }
    public string OwnerName { get; init; } = "";
    public string Title { get; init; } = "";
    public string Content { get; init; } = "";
    public string? TableCode { get; init; }
    public string Period { get; init; } = "";
    public string Format { get; init; } = "";
    public string Frequency { get; init; } = "";
    public int? Weekday { get; init; }
    public int? DayOfMonth { get; init; }
    public int Hour { get; init; }
    public bool IsActive { get; init; }
    public DateTime ActiveSinceAt { get; init; }
    public DateTime? LastDueAt { get; init; }
    public long Version { get; init; }

    public ScheduleTiming Timing => new(Frequency, Weekday, DayOfMonth, Hour);
}

/// <summary>Scheduled reports within the sender's reach: one's own, those one receives, and all for who edits reports.</summary>
sealed class ReportScheduleStore(Db db, CurrentUser user, TimeProvider clock, TableCatalog tables)
{
    bool SeesAll => user.Can(Permission.EditReports);

    /// <exception cref="Refusal">Not there, or not within reach.</exception>
    public async Task<ReportScheduleDetails> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<ReportScheduleRow>(
            ScheduleSql,
            new
            {
                Id = id,
                user.UserId,
                SeesAll,
            },
            ct
        )
            is { } row
            ? (await Details([row], ct))[0]
            : throw RequestErrors.NotFound();

    /// <exception cref="Refusal">Not there, or not the sender's to change.</exception>
    public async Task<ReportScheduleDetails> GetOwn(long id, CancellationToken ct) =>
        await Get(id, ct) is { IsOwn: true } own ? own : throw RequestErrors.NotAllowed();

    public async Task<Page<ReportScheduleDetails>> List(ListReportSchedules list, CancellationToken ct)
    {
        var rows = await db.Query<ReportScheduleRow>(
            SchedulesSql + db.Dialect.FirstRows,
            new
            {
                user.UserId,
                SeesAll,
                After = list.After ?? long.MaxValue,
                Take = Paging.LimitOf(list.Limit) + 1,
            },
            ct
        );
        return Page<ReportScheduleDetails>.Of(await Details(rows, ct), Paging.LimitOf(list.Limit), schedule =>
            schedule.Id.ToString(CultureInfo.InvariantCulture)
        );
    }

    const string SelectSchedulesSql = """
        SELECT s.Id, s.OwnerUserId, o.DisplayName AS OwnerName, s.Title, s.Content, s.TableCode, s.Period, s.Format, s.Frequency, s.Weekday,
               s.DayOfMonth, s.Hour, s.IsActive, s.ActiveSinceAt, s.LastDueAt, s.Version
        FROM ReportSchedules s
        JOIN Users o ON o.Id = s.OwnerUserId
        """;

    const string WithinReachWhereSql = """
        (@SeesAll = 1
            OR s.OwnerUserId = @UserId
            OR EXISTS (SELECT r.UserId FROM ReportScheduleRecipients r WHERE r.ScheduleId = s.Id AND r.UserId = @UserId))
        """;

    const string ScheduleSql = $"{SelectSchedulesSql} WHERE s.Id = @Id AND {WithinReachWhereSql}";
    const string SchedulesSql = $"{SelectSchedulesSql} WHERE s.Id < @After AND {WithinReachWhereSql} ORDER BY s.Id DESC";

    async Task<IReadOnlyList<ReportScheduleDetails>> Details(IReadOnlyList<ReportScheduleRow> rows, CancellationToken ct)
    {
        var recipients = (await db.Query<RecipientRow>(RecipientsSql, new { Ids = rows.Select(row => row.Id) }, ct)).ToLookup(recipient =>
            recipient.ScheduleId
        );
        return
        [
            .. rows.Select(row =>
            {
                var isOwn = row.OwnerUserId == user.UserId || SeesAll;
                return new ReportScheduleDetails
                {
                    Id = row.Id,
                    Version = row.Version,
                    Title = row.Title,
                    Content = row.Content,
                    Table = row.TableCode,
                    Period = row.Period,
                    Format = row.Format,
                    Frequency = row.Frequency,
                    Weekday = row.Weekday,
                    DayOfMonth = row.DayOfMonth,
                    Hour = row.Hour,
                    IsActive = row.IsActive,
                    OwnerName = row.OwnerName,
                    IsOwn = isOwn,
                    IsReceived = recipients[row.Id].Any(recipient => recipient.UserId == user.UserId),
                    Recipients =
                    [
                        .. recipients[row.Id]
                            .Where(recipient => isOwn || recipient.UserId == user.UserId)
                            .OrderBy(recipient => recipient.DisplayName, StringComparer.CurrentCultureIgnoreCase)
                            .Select(recipient => new ReportRecipient(recipient.Login, recipient.DisplayName, recipient.Email is not null)),
                    ],
                    LastDueAt = row.LastDueAt,
                    NextDueAt = row.IsActive ? row.Timing.NextAfter(clock.GetUtcNow().UtcDateTime) : null,
                };
            }),
        ];
    }

    const string RecipientsSql = """
        SELECT r.ScheduleId, r.UserId, u.Login, u.DisplayName, u.Email
        FROM ReportScheduleRecipients r
        JOIN Users u ON u.Id = r.UserId
        WHERE r.ScheduleId IN @Ids
        ORDER BY u.Id
        """;

    public ReportScheduleRow RowOf(ReportScheduleFields fields) =>
        new()
        {
            Title = fields.Title!.Trim(),
            Content = fields.Content!,
            TableCode = string.IsNullOrEmpty(fields.Table) ? null : fields.Table,
            Period = fields.Period!,
            Format = fields.Format!,
            Frequency = fields.Frequency!,
            Weekday = fields.Weekday,
            DayOfMonth = fields.DayOfMonth,
            Hour = fields.Hour!.Value,
            ActiveSinceAt = clock.GetUtcNow().UtcDateTime,
        };

    /// <summary>Rows of Users of the recipients asked for, once the sender may write to them and each may see what is sent.</summary>
    public async Task<IReadOnlyList<long>> RecipientsOf(ReportScheduleFields fields, CancellationToken ct)
    {
        var table = fields.Content == ReportContent.Table ? await TableOf(fields.Table!, ct) : null;
        var logins = fields.Recipients.Select(login => KeyText.Of(login).ToLowerInvariant()).Distinct().ToList();
        if (logins.Count == 0)
            return [user.UserId];

        var found = await db.Query<ReaderRow>(ReadersSql, new { Logins = logins }, ct);
        if (logins.Except(found.Select(reader => reader.FoldedLogin)).FirstOrDefault() is { } unknown)
            throw Wrong(Words.RecipientUnknown, unknown);
        if (found.Any(reader => reader.Id != user.UserId) && !user.Can(Permission.EditReports))
            throw Refusal.Field("Recipients", "report-schedule.for-others", Words.ForOneselfOnly);
        foreach (var reader in found)
        {
            var role = Enum.Parse<Role>(reader.Role);
            if (reader.IsDisabled || !Roles.Allow(role, Permission.ReadReports))
                throw Wrong(Words.RecipientMayNotRead, reader.Login);
            if (table is { IsPrivateTo: { } owner } && owner != reader.Id)
                throw Wrong(Words.TableIsPrivate, reader.Login);
            if (table is { NamesAgents: true } && !Roles.Allow(role, Permission.ReadAgents))
                throw Wrong(Words.TableNamesAgents, reader.Login);
        }
        return [.. found.Select(reader => reader.Id)];

        static Refusal Wrong(string words, string login) =>
            Refusal.Field("Recipients", "report-schedule.recipient", string.Format(words, login));
    }

    const string ReadersSql =
        "SELECT u.Id, u.Login, u.FoldedLogin, u.Role, u.IsDisabled FROM Users u WHERE u.FoldedLogin IN @Logins ORDER BY u.Id";

    async Task<(long? IsPrivateTo, bool NamesAgents)?> TableOf(string id, CancellationToken ct)
    {
        try
        {
            var table = await tables.Get(id, ct);
            var row = BuiltInTables.Find(id) is null ? await tables.Row(id, ct) : null;
            return (row?.Visibility == TableVisibility.Private ? row.OwnerUserId : null, PivotTables.NamesAgents(table));
        }
        catch (Refusal missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            throw Refusal.Field("Table", "report-schedule.table", Words.TableUnknown);
        }
    }

    public Task AddRecipients(long id, IReadOnlyList<long> userIds, CancellationToken ct) =>
        db.Execute(InsertRecipientSql, userIds.Select(userId => new { Id = id, UserId = userId }), ct);

    const string InsertRecipientSql = "INSERT INTO ReportScheduleRecipients (ScheduleId, UserId) VALUES (@Id, @UserId)";

    public Task RemoveRecipients(long id, CancellationToken ct) => db.Execute(DeleteRecipientsSql, new { Id = id }, ct);

    const string DeleteRecipientsSql = "DELETE FROM ReportScheduleRecipients WHERE ScheduleId = @Id";

    sealed record RecipientRow
    {
        public long ScheduleId { get; init; }
        public long UserId { get; init; }
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string? Email { get; init; }
    }

    sealed record ReaderRow
    {
        public long Id { get; init; }
        public string Login { get; init; } = "";
        public string FoldedLogin { get; init; } = "";
        public string Role { get; init; } = "";
        public bool IsDisabled { get; init; }
    }
}
