using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Reports;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>What a report is made of, and as which file it may be sent.</summary>
static class ReportContent
{
    public const string Table = "table", Workbook = "workbook", Document = "document";
    public const string Xlsx = ExportFormat.Xlsx, Csv = "csv", Docx = ExportFormat.Docx;

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Formats = new Dictionary<string, IReadOnlyList<string>>
    {
        [Table] = [Xlsx, Csv],
        [Document] = [Docx],
        [Workbook] = [Xlsx],
    };
}

/// <summary>A report that is sent by mail, as its owner describes it.</summary>
public record ReportScheduleFields
{
    public const int MostRecipients = 100;

    /// <summary>Subject of the mail.</summary>
    public string? Title { get; set; }

    /// <summary>A <c>table</c>, or the report of the year as a <c>document</c> or a <c>workbook</c>.</summary>
    public string? Content { get; set; }

    /// <summary>Id of the table, built-in or saved.</summary>
    public string? Table { get; set; }

    /// <summary><c>year-to-date</c>, <c>last-month</c>, <c>last-quarter</c> or <c>last-year</c>, from the day it is sent; the report of the year takes whole years only.</summary>
    public string? Period { get; set; }

    /// <summary><c>xlsx</c> or <c>csv</c> of a table, <c>docx</c> of a document, <c>xlsx</c> of a workbook.</summary>
    public string? Format { get; set; }

    /// <summary><c>weekly</c> or <c>monthly</c>.</summary>
    public string? Frequency { get; set; }

    /// <summary>1 (Monday) to 7, for a weekly one.</summary>
    public int? Weekday { get; set; }

    /// <summary>1 to 31, for a monthly one; the last day in months that are shorter.</summary>
    public int? DayOfMonth { get; set; }

    /// <summary>Hour of the day in Paris.</summary>
    public int? Hour { get; set; }

    /// <summary>Logins of those who get it, each with the figures of their own rights; the sender alone when left blank.</summary>
    public IReadOnlyList<string> Recipients { get; set; } = [];
}

/// <summary>Schedules a report by mail: for oneself, or, with the right to edit reports, for others.</summary>
[Requires(Permission.ReadReports)]
public sealed record ScheduleReport : ReportScheduleFields, ICommand<ReportScheduleDetails>;

/// <summary>Changes a scheduled report. Refused when somebody changed it meanwhile.</summary>
[Requires(Permission.ReadReports)]
public sealed record ChangeReportSchedule : ReportScheduleFields, ICommand<ReportScheduleDetails>
{
    [JsonIgnore] public long Id { get; set; }
    [JsonIgnore] public long Version { get; set; }
}

/// <summary>Stops sending for a while, or goes on; what fell due meanwhile is not sent afterwards.</summary>
[Requires(Permission.ReadReports)]
public sealed record PauseReportSchedule(long Id, long Version, bool IsPaused) : ICommand<ReportScheduleDetails>;

/// <summary>Deletes a scheduled report with its messages; what waits is not sent.</summary>
[Requires(Permission.ReadReports)]
public sealed record DeleteReportSchedule(long Id, long Version) : ICommand<Unit>;

/// <summary>Takes oneself off the recipients.</summary>
[Requires(Permission.ReadReports)]
public sealed record LeaveReportSchedule(long Id) : ICommand<Unit>;

/// <summary>One scheduled report, for its owner, its recipients and those who edit reports.</summary>
[Requires(Permission.ReadReports)]
public sealed record GetReportSchedule(long Id) : IQuery<ReportScheduleDetails>;

/// <summary>Scheduled reports within the reader's reach, newest first, by page.</summary>
[Requires(Permission.ReadReports)]
public sealed record ListReportSchedules : IQuery<Page<ReportScheduleDetails>>
{
    public long? After { get; init; }
    public int? Limit { get; init; }
}

public sealed record ReportScheduleDetails
{
    public long Id { get; init; }
    public long Version { get; init; }
    public string Title { get; init; } = "";
    public string Content { get; init; } = "";
    public string? Table { get; init; }
    public string Period { get; init; } = "";
    public string Format { get; init; } = "";
    public string Frequency { get; init; } = "";
    public int? Weekday { get; init; }
    public int? DayOfMonth { get; init; }
    public int Hour { get; init; }
    public bool IsActive { get; init; }
    public string OwnerName { get; init; } = "";

    /// <summary>The reader may change it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The reader gets it.</summary>
    public bool IsReceived { get; init; }

    /// <summary>Who gets it; those who may not change it see themselves only.</summary>
    public IReadOnlyList<ReportRecipient> Recipients { get; init; } = [];

    /// <summary>When it was last due; null before the first time.</summary>
    public DateTime? LastDueAt { get; init; }

    /// <summary>When it falls due next; null while it is paused.</summary>
    public DateTime? NextDueAt { get; init; }

    internal ScheduleTiming Timing => new(Frequency, Weekday, DayOfMonth, Hour);
}

/// <param name="HasEmail">Mail can reach them.</param>
public sealed record ReportRecipient(string Login, string Name, bool HasEmail);

sealed class ReportScheduleFieldsValidator : AbstractValidator<ReportScheduleFields>
{
    public ReportScheduleFieldsValidator()
    {
        RuleFor(s => s.Title).NotEmpty().WithMessage(_ => TimeWords.FieldMissing).Line(200);
        RuleFor(s => s.Content).Must(content => content is not null && ReportContent.Formats.ContainsKey(content)).WithMessage(_ => OneOf(ReportContent.Formats.Keys));
        RuleFor(s => s.Table).NotEmpty().When(s => s.Content == ReportContent.Table).WithMessage(_ => Words.TableMissing).Line(100);
        RuleFor(s => s.Table).Empty().When(s => s.Content != ReportContent.Table).WithMessage(_ => Words.TableNotAsked);
        RuleFor(s => s.Period).Must((s, period) => period is not null && PeriodsOf(s).Contains(period)).WithMessage(s => OneOf(PeriodsOf(s)));
        RuleFor(s => s.Format).Must((s, format) => format is not null && FormatsOf(s).Contains(format)).WithMessage(s => OneOf(FormatsOf(s)));
        RuleFor(s => s.Frequency).Must(frequency => frequency is not null && Frequency.All.Contains(frequency)).WithMessage(_ => OneOf(Frequency.All));
        RuleFor(s => s.Weekday).Must(day => day is >= 1 and <= 7).When(s => s.Frequency == Frequency.Weekly).WithMessage(_ => Words.WeekdayOutOfRange);
        RuleFor(s => s.Weekday).Null().When(s => s.Frequency == Frequency.Monthly).WithMessage(_ => Words.WeekdayNotAsked);
        RuleFor(s => s.DayOfMonth).Must(day => day is >= 1 and <= 31).When(s => s.Frequency == Frequency.Monthly).WithMessage(_ => Words.DayOfMonthOutOfRange);
        RuleFor(s => s.DayOfMonth).Null().When(s => s.Frequency == Frequency.Weekly).WithMessage(_ => Words.DayOfMonthNotAsked);
        RuleFor(s => s.Hour).Must(hour => hour is >= 0 and <= 23).WithMessage(_ => Words.HourOutOfRange);
        RuleFor(s => s.Recipients).Must(recipients => recipients is { Count: <= ReportScheduleFields.MostRecipients } && recipients.All(login => login is { Length: > 0 and <= 100 })).WithMessage(_ => Words.TooManyRecipients);
    }

    static IReadOnlyList<string> PeriodsOf(ReportScheduleFields fields) => fields.Content == ReportContent.Table ? SchedulePeriod.All : SchedulePeriod.Years;
    static IReadOnlyList<string> FormatsOf(ReportScheduleFields fields) => ReportContent.Formats.GetValueOrDefault(fields.Content ?? "", [ReportContent.Xlsx]);
    static string OneOf(IEnumerable<string> codes) => string.Format(Words.OneOf, string.Join(", ", codes));
}

sealed class ScheduleReportValidator : AbstractValidator<ScheduleReport>
{
    public ScheduleReportValidator() => Include(new ReportScheduleFieldsValidator());
}

sealed class ChangeReportScheduleValidator : AbstractValidator<ChangeReportSchedule>
{
    public ChangeReportScheduleValidator() => Include(new ReportScheduleFieldsValidator());
}

sealed class ListReportSchedulesValidator : AbstractValidator<ListReportSchedules>
{
    public ListReportSchedulesValidator() => RuleFor(l => l.Limit).InclusiveBetween(1, Page<ReportScheduleDetails>.MaximumLimit).WithMessage(_ => TimeWords.LimitOutOfRange);
}

sealed class ScheduleReportHandler(ReportScheduleStore schedules, Db db, CurrentUser user, Audit audit) : IRequestHandler<ScheduleReport, ReportScheduleDetails>
{
    public async Task<ReportScheduleDetails> Handle(ScheduleReport request, CancellationToken ct)
    {
        var recipients = await schedules.RecipientsOf(request, ct);
        var id = await db.Insert(InsertScheduleSql, schedules.RowOf(request) with { OwnerUserId = user.UserId }, ct);
        await schedules.AddRecipients(id, recipients, ct);
        await audit.Record("report-schedule", id, "add", null, request, ct);
        return await schedules.Get(id, ct);
    }

    const string InsertScheduleSql = """
        INSERT INTO ReportSchedules (OwnerUserId, Title, Content, TableCode, Period, Format, Frequency, Weekday, DayOfMonth, Hour, IsActive, ActiveSinceAt, LastDueAt, Version)
        VALUES (@OwnerUserId, @Title, @Content, @TableCode, @Period, @Format, @Frequency, @Weekday, @DayOfMonth, @Hour, 1, @ActiveSinceAt, NULL, 1)
        """;
}

sealed class ChangeReportScheduleHandler(ReportScheduleStore schedules, Db db, Audit audit) : IRequestHandler<ChangeReportSchedule, ReportScheduleDetails>
{
    public async Task<ReportScheduleDetails> Handle(ChangeReportSchedule request, CancellationToken ct)
    {
        var before = await schedules.GetOwn(request.Id, ct);
        var recipients = await schedules.RecipientsOf(request, ct);
        var row = schedules.RowOf(request) with { Id = request.Id, Version = request.Version };
        if (await db.Execute(UpdateScheduleSql, row, ct) == 0) throw RequestErrors.ChangedMeanwhile();
        // What was due by the old timing has been sent, or is about to be; the new one counts from now.
        if (row.Timing != before.Timing) await db.Execute(RestartScheduleSql, row, ct);
        await schedules.RemoveRecipients(request.Id, ct);
        await schedules.AddRecipients(request.Id, recipients, ct);
        await audit.Record("report-schedule", request.Id, "change", before, request, ct);
        return await schedules.Get(request.Id, ct);
    }

    const string UpdateScheduleSql = """
        UPDATE ReportSchedules
        SET Title = @Title, Content = @Content, TableCode = @TableCode, Period = @Period, Format = @Format, Frequency = @Frequency, Weekday = @Weekday, DayOfMonth = @DayOfMonth, Hour = @Hour, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    const string RestartScheduleSql = "UPDATE ReportSchedules SET ActiveSinceAt = @ActiveSinceAt WHERE Id = @Id";
}

sealed class PauseReportScheduleHandler(ReportScheduleStore schedules, Db db, TimeProvider clock, Audit audit) : IRequestHandler<PauseReportSchedule, ReportScheduleDetails>
{
    public async Task<ReportScheduleDetails> Handle(PauseReportSchedule request, CancellationToken ct)
    {
        await schedules.GetOwn(request.Id, ct);
        if (await db.Execute(PauseSql, new { request.Id, request.Version, IsActive = !request.IsPaused, ActiveSinceAt = clock.GetUtcNow().UtcDateTime }, ct) == 0) throw RequestErrors.ChangedMeanwhile();
        await audit.Record("report-schedule", request.Id, request.IsPaused ? "pause" : "resume", null, null, ct);
        return await schedules.Get(request.Id, ct);
    }

    const string PauseSql = "UPDATE ReportSchedules SET IsActive = @IsActive, ActiveSinceAt = @ActiveSinceAt, Version = Version + 1 WHERE Id = @Id AND Version = @Version";
}

sealed class DeleteReportScheduleHandler(ReportScheduleStore schedules, Db db, Audit audit) : IRequestHandler<DeleteReportSchedule, Unit>
{
    public async Task<Unit> Handle(DeleteReportSchedule request, CancellationToken ct)
    {
        var before = await schedules.GetOwn(request.Id, ct);
        // The version first: whoever lost the race undoes nothing.
        if (await db.Execute(TouchSql, new { request.Id, request.Version }, ct) == 0) throw RequestErrors.ChangedMeanwhile();
        await db.Execute(DeleteMessagesSql, new { request.Id }, ct);
        await schedules.RemoveRecipients(request.Id, ct);
        await db.Execute(DeleteScheduleSql, new { request.Id }, ct);
        await audit.Record("report-schedule", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }

    const string TouchSql = "UPDATE ReportSchedules SET Version = Version + 1 WHERE Id = @Id AND Version = @Version";
    const string DeleteMessagesSql = "DELETE FROM ReportMessages WHERE ScheduleId = @Id";
    const string DeleteScheduleSql = "DELETE FROM ReportSchedules WHERE Id = @Id";
}

sealed class LeaveReportScheduleHandler(Db db, CurrentUser user, Audit audit) : IRequestHandler<LeaveReportSchedule, Unit>
{
    public async Task<Unit> Handle(LeaveReportSchedule request, CancellationToken ct)
    {
        if (await db.Execute(DeleteRecipientSql, new { request.Id, user.UserId }, ct) == 0) throw RequestErrors.NotFound();
        await db.Execute(DeleteWaitingSql, new { request.Id, user.UserId, ReportMessageState.Queued }, ct);
        await audit.Record("report-schedule", request.Id, "leave", new { user.Login }, null, ct);
        return Unit.Value;
    }

    const string DeleteRecipientSql = "DELETE FROM ReportScheduleRecipients WHERE ScheduleId = @Id AND UserId = @UserId";
    const string DeleteWaitingSql = "DELETE FROM ReportMessages WHERE ScheduleId = @Id AND UserId = @UserId AND State = @Queued";
}

sealed class GetReportScheduleHandler(ReportScheduleStore schedules) : IRequestHandler<GetReportSchedule, ReportScheduleDetails>
{
    public Task<ReportScheduleDetails> Handle(GetReportSchedule request, CancellationToken ct) => schedules.Get(request.Id, ct);
}

sealed class ListReportSchedulesHandler(ReportScheduleStore schedules) : IRequestHandler<ListReportSchedules, Page<ReportScheduleDetails>>
{
    public Task<Page<ReportScheduleDetails>> Handle(ListReportSchedules request, CancellationToken ct) => schedules.List(request, ct);
}

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
        await db.FirstOrDefault<ReportScheduleRow>(ScheduleSql, new { Id = id, user.UserId, SeesAll }, ct) is { } row ? (await Details([row], ct))[0] : throw RequestErrors.NotFound();

    /// <exception cref="Refusal">Not there, or not the sender's to change.</exception>
    public async Task<ReportScheduleDetails> GetOwn(long id, CancellationToken ct) => await Get(id, ct) is { IsOwn: true } own ? own : throw RequestErrors.NotAllowed();

    public async Task<Page<ReportScheduleDetails>> List(ListReportSchedules list, CancellationToken ct)
    {
        var rows = await db.Query<ReportScheduleRow>(SchedulesSql + db.Dialect.Page, new { user.UserId, SeesAll, After = list.After ?? long.MaxValue, Take = Paging.LimitOf(list.Limit) + 1 }, ct);
        return Page<ReportScheduleDetails>.Of(await Details(rows, ct), Paging.LimitOf(list.Limit), schedule => schedule.Id.ToString(CultureInfo.InvariantCulture));
    }

    const string SelectSchedulesSql = """
        SELECT s.Id, s.OwnerUserId, o.DisplayName AS OwnerName, s.Title, s.Content, s.TableCode, s.Period, s.Format, s.Frequency, s.Weekday, s.DayOfMonth, s.Hour, s.IsActive, s.ActiveSinceAt, s.LastDueAt, s.Version
        FROM ReportSchedules s
        JOIN Users o ON o.Id = s.OwnerUserId
        """;

    const string WithinReachWhereSql = "(@SeesAll = 1 OR s.OwnerUserId = @UserId OR EXISTS (SELECT r.UserId FROM ReportScheduleRecipients r WHERE r.ScheduleId = s.Id AND r.UserId = @UserId))";

    const string ScheduleSql = $"{SelectSchedulesSql} WHERE s.Id = @Id AND {WithinReachWhereSql}";
    const string SchedulesSql = $"{SelectSchedulesSql} WHERE s.Id < @After AND {WithinReachWhereSql} ORDER BY s.Id DESC";

    async Task<IReadOnlyList<ReportScheduleDetails>> Details(IReadOnlyList<ReportScheduleRow> rows, CancellationToken ct)
    {
        var recipients = (await db.Query<RecipientRow>(RecipientsSql, new { Ids = rows.Select(row => row.Id) }, ct)).ToLookup(recipient => recipient.ScheduleId);
        return [.. rows.Select(row =>
        {
            var isOwn = row.OwnerUserId == user.UserId || SeesAll;
            return new ReportScheduleDetails
            {
                Id = row.Id, Version = row.Version, Title = row.Title, Content = row.Content, Table = row.TableCode, Period = row.Period, Format = row.Format,
                Frequency = row.Frequency, Weekday = row.Weekday, DayOfMonth = row.DayOfMonth, Hour = row.Hour, IsActive = row.IsActive, OwnerName = row.OwnerName, IsOwn = isOwn,
                IsReceived = recipients[row.Id].Any(recipient => recipient.UserId == user.UserId),
                Recipients = [.. recipients[row.Id].Where(recipient => isOwn || recipient.UserId == user.UserId).Select(recipient => new ReportRecipient(recipient.Login, recipient.DisplayName, recipient.Email is not null))],
                LastDueAt = row.LastDueAt,
                NextDueAt = row.IsActive ? row.Timing.NextAfter(clock.GetUtcNow().UtcDateTime) : null,
            };
        })];
    }

    const string RecipientsSql = """
        SELECT r.ScheduleId, r.UserId, u.Login, u.DisplayName, u.Email
        FROM ReportScheduleRecipients r
        JOIN Users u ON u.Id = r.UserId
        WHERE r.ScheduleId IN @Ids
        ORDER BY u.DisplayName, u.Id
        """;

    public ReportScheduleRow RowOf(ReportScheduleFields fields) => new()
    {
        Title = fields.Title!.Trim(), Content = fields.Content!, TableCode = string.IsNullOrEmpty(fields.Table) ? null : fields.Table, Period = fields.Period!, Format = fields.Format!,
        Frequency = fields.Frequency!, Weekday = fields.Weekday, DayOfMonth = fields.DayOfMonth, Hour = fields.Hour!.Value, ActiveSinceAt = clock.GetUtcNow().UtcDateTime,
    };

    /// <summary>Rows of Users of the recipients asked for, once the sender may write to them and each may see what is sent.</summary>
    public async Task<IReadOnlyList<long>> RecipientsOf(ReportScheduleFields fields, CancellationToken ct)
    {
        var table = fields.Content == ReportContent.Table ? await TableOf(fields.Table!, ct) : null;
        var logins = fields.Recipients.Select(login => login.Trim().ToLowerInvariant()).Distinct().ToList();
        if (logins.Count == 0) return [user.UserId];

        var found = await db.Query<ReaderRow>(ReadersSql, new { Logins = logins }, ct);
        if (logins.Except(found.Select(reader => reader.FoldedLogin)).FirstOrDefault() is { } unknown) throw Wrong(Words.RecipientUnknown, unknown);
        if (found.Any(reader => reader.Id != user.UserId) && !user.Can(Permission.EditReports)) throw Refusal.Field("Recipients", "report-schedule.for-others", Words.ForOneselfOnly);
        foreach (var reader in found)
        {
            var role = Enum.Parse<Role>(reader.Role);
            if (reader.IsDisabled || !Roles.Allow(role, Permission.ReadReports)) throw Wrong(Words.RecipientMayNotRead, reader.Login);
            if (table is { IsPrivateTo: { } owner } && owner != reader.Id) throw Wrong(Words.TableIsPrivate, reader.Login);
            if (table is { NamesAgents: true } && !Roles.Allow(role, Permission.ReadAgents)) throw Wrong(Words.TableNamesAgents, reader.Login);
        }
        return [.. found.Select(reader => reader.Id)];

        static Refusal Wrong(string words, string login) => Refusal.Field("Recipients", "report-schedule.recipient", string.Format(words, login));
    }

    const string ReadersSql = "SELECT u.Id, u.Login, u.FoldedLogin, u.Role, u.IsDisabled FROM Users u WHERE u.FoldedLogin IN @Logins ORDER BY u.Id";

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

    public Task AddRecipients(long id, IReadOnlyList<long> userIds, CancellationToken ct) => db.Execute(InsertRecipientSql, userIds.Select(userId => new { Id = id, UserId = userId }), ct);

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

/// <summary>Accounts that may be sent reports.</summary>
[Requires(Permission.EditReports)]
public sealed record ListReportReaders : IQuery<Page<ReportRecipient>>;

sealed class ListReportReadersHandler(Db db) : IRequestHandler<ListReportReaders, Page<ReportRecipient>>
{
    public async Task<Page<ReportRecipient>> Handle(ListReportReaders request, CancellationToken ct) =>
        new([.. (await db.Query<ReaderRow>(ReadersSql, null, ct)).Where(reader => Roles.Allow(Enum.Parse<Role>(reader.Role), Permission.ReadReports)).Select(reader => new ReportRecipient(reader.Login, reader.DisplayName, reader.Email is not null))], null);

    const string ReadersSql = "SELECT u.Login, u.DisplayName, u.Role, u.Email FROM Users u WHERE u.IsDisabled = 0 ORDER BY u.DisplayName, u.Id";

    sealed record ReaderRow
    {
        public string Login { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string Role { get; init; } = "";
        public string? Email { get; init; }
    }
}
