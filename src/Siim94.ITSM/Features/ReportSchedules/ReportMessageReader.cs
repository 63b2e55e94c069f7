using System.Globalization;

namespace Siim94.ITSM.Features.ReportSchedules;

/// <summary>Reads messages of scheduled reports from the outbox; whoever asks has made sure that they are within reach.</summary>
sealed class ReportMessageReader(Db db, CurrentUser user)
{
    const string SelectMessagesSql = """
        SELECT m.Id, u.DisplayName AS Recipient, m.DueAt, COALESCE(m.Address, u.Email) AS Address, m.State, m.Attempts, m.NextAttemptAt,
               m.SentAt, m.Problem, m.ProblemText
        FROM MailMessages m
        JOIN Users u ON u.Id = m.UserId
        """;

    public async Task<ReportMessage> Get(long id, CancellationToken ct) =>
        await db.FirstOrDefault<ReportMessage>(MessageSql, new { Id = id, ReportMail.Kind }, ct) ?? throw RequestErrors.NotFound();

    const string MessageSql = $"{SelectMessagesSql} WHERE m.Id = @Id AND m.Kind = @Kind";

    public async Task<Page<ReportMessage>> List(ReportScheduleDetails schedule, ListReportMessages list, CancellationToken ct)
    {
        var parameters = new
        {
            ReportMail.Kind,
            schedule.Id,
            SeesAll = schedule.IsOwn,
            user.UserId,
            After = list.After ?? long.MaxValue,
            Take = Paging.LimitOf(list.Limit) + 1,
        };
        var rows = await db.Query<ReportMessage>(MessagesSql + db.Dialect.FirstRows, parameters, ct);
        return Page<ReportMessage>.Of(rows, Paging.LimitOf(list.Limit), message => message.Id.ToString(CultureInfo.InvariantCulture));
    }

    const string MessagesSql = $"""
        {SelectMessagesSql}
        WHERE m.Kind = @Kind AND m.SubjectId = @Id AND m.Id < @After AND (@SeesAll = 1 OR m.UserId = @UserId)
        ORDER BY m.Id DESC
        """;

    /// <summary>Whose message it is, of which schedule.</summary>
    public async Task<(long ScheduleId, long UserId)> PlaceOf(long id, CancellationToken ct) =>
        await db.FirstOrDefault<PlaceRow>(PlaceSql, new { Id = id, ReportMail.Kind }, ct) is { } place
            ? (place.SubjectId, place.UserId)
            : throw RequestErrors.NotFound();

    const string PlaceSql = "SELECT m.SubjectId, m.UserId FROM MailMessages m WHERE m.Id = @Id AND m.Kind = @Kind";

    sealed record PlaceRow
    {
        public long SubjectId { get; init; }
        public long UserId { get; init; }
    }
}
