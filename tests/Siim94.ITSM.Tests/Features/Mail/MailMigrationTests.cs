using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Tests.Features.Mail;

/// <summary>What a database of an earlier version knows of mail stays known.</summary>
sealed class MailMigrationTests
{
    static readonly DateTime Monday = new(2017, 3, 13, 7, 0, 0, DateTimeKind.Utc);

    [Test]
    public async Task Messages_of_scheduled_reports_move_into_the_outbox_as_they_are()
    {
        using var database = TestDatabase.MigratedBefore("0016");
        await using (var old = new Db(database.Dialect))
        {
            var users = new[]
            {
                await old.Insert(InsertUserSql, new { Login = "un" }, default),
                await old.Insert(InsertUserSql, new { Login = "deux" }, default),
            };
            var scheduleId = await old.Insert(InsertScheduleSql, new { OwnerUserId = users[0], At = Monday }, default);
            var states = new[] { "queued", "preparing", "sending", "sent", "failed", "unknown" };
            foreach (var (number, state) in states.Index())
                await old.Execute(InsertMessageSql, Old(number, state, scheduleId, users[number % 2]), default);
            await old.Execute("DELETE FROM ReportMessages WHERE State = 'queued'", null, default);
        }
        var before = await Rows(database, OldRowsSql);
        Assert.That(before, Has.Count.EqualTo(5));

        Migrator.Migrate(database.Dialect);
        Migrator.Migrate(database.Dialect);
        Assert.That(await Rows(database, NewRowsSql), Is.EqualTo(before));

        await using var db = new Db(database.Dialect);
        var next = await new Outbox(db, TimeProvider.System).AddAskedFor("scheduled-report", 1, before[0].UserId, default);
        Assert.That(next, Is.GreaterThan(before.Max(row => row.Id)));
    }

    static async Task<IReadOnlyList<Message>> Rows(TestDatabase database, string sql)
    {
        await using var db = new Db(database.Dialect);
        return await db.Query<Message>(sql, null, default);
    }

    const string InsertUserSql = """
        INSERT INTO Users (Login, FoldedLogin, DisplayName, PasswordHash, SecurityStamp, Role, IsDisabled, IsPasswordTemporary,
            FailedSignIns,
            Version)
        VALUES (@Login, @Login, @Login, 'x', 'x', 'Manager', 0, 0, 0, 1)
        """;

    const string InsertScheduleSql = """
        INSERT INTO ReportSchedules (OwnerUserId, Title, Content, Period, Format, Frequency, DayOfMonth, Hour, IsActive,
            ActiveSinceAt, Version)
        VALUES (@OwnerUserId, 'Bilan', 'document', 'year-to-date', 'docx', 'monthly', 1, 8, 1, @At, 1)
        """;

    static object Old(int number, string state, long scheduleId, long userId) =>
        new
        {
            ScheduleId = scheduleId,
            UserId = userId,
            Occurrence = $"2017-03-1{number}T07:00Z",
            DueAt = Monday.AddDays(number),
            MessageKey = $"key-{number}",
            Address = state == "sent" ? "un@siim94.example" : null,
            State = state,
            Attempts = number,
            NextAttemptAt = Monday.AddDays(number).AddMinutes(2),
            Claim = state == "sending" ? "claim" : null,
            ClaimedAt = number == 0 ? (DateTime?)null : Monday.AddDays(number).AddMinutes(1),
            SentAt = state == "sent" ? Monday.AddDays(number).AddMinutes(1) : (DateTime?)null,
            Problem = state == "failed" ? "refused" : null,
            ProblemText = state == "failed" ? "5.1.1 Boîte inconnue" : null,
        };

    const string InsertMessageSql = """
        INSERT INTO ReportMessages (ScheduleId, UserId, Occurrence, DueAt, MessageKey, Address, State, Attempts, NextAttemptAt, Claim,
            ClaimedAt, SentAt, Problem, ProblemText)
        VALUES (@ScheduleId, @UserId, @Occurrence, @DueAt, @MessageKey, @Address, @State, @Attempts, @NextAttemptAt, @Claim, @ClaimedAt,
            @SentAt, @Problem, @ProblemText)
        """;

    const string OldRowsSql = """
        SELECT m.Id, m.ScheduleId, m.UserId, m.Occurrence, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts, m.NextAttemptAt, m.Claim,
               m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
        FROM ReportMessages m
        ORDER BY m.Id
        """;

    const string NewRowsSql = """
        SELECT m.Id, m.SubjectId AS ScheduleId, m.UserId, m.Occurrence, m.DueAt, m.MessageKey, m.Address, m.State, m.Attempts,
               m.NextAttemptAt, m.Claim, m.ClaimedAt, m.SentAt, m.Problem, m.ProblemText
        FROM MailMessages m
        WHERE m.Kind = 'scheduled-report'
        ORDER BY m.Id
        """;

    sealed record Message
    {
        public long Id { get; init; }
        public long ScheduleId { get; init; }
        public long UserId { get; init; }
        public string Occurrence { get; init; } = "";
        public DateTime DueAt { get; init; }
        public string MessageKey { get; init; } = "";
        public string? Address { get; init; }
        public string State { get; init; } = "";
        public int Attempts { get; init; }
        public DateTime NextAttemptAt { get; init; }
        public string? Claim { get; init; }
        public DateTime? ClaimedAt { get; init; }
        public DateTime? SentAt { get; init; }
        public string? Problem { get; init; }
        public string? ProblemText { get; init; }
    }
}
