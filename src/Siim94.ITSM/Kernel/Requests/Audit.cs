using System.Text.Json;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>The trace that every change leaves, in the transaction of the change.</summary>
sealed class Audit(Db db, CurrentUser user, TimeProvider clock)
{
    List<object>? together;

    /// <summary>Makes many changes, and writes their traces in as few statements as there can be.</summary>
    public async Task Together(Func<Task> changes, CancellationToken ct)
    {
        List<object> entries = together = [];
        try
        {
            await changes();
        }
        finally
        {
            together = null;
        }
        await db.InsertAll(InsertAuditEntrySql, entries, ct);
    }

    /// <param name="subject">Kind of thing changed: <c>time-entry</c>, <c>ticket</c>.</param>
    /// <param name="subjectId">Its row.</param>
    /// <param name="action">What was done: <c>add</c>, <c>change</c>, <c>delete</c>.</param>
    /// <param name="before">The thing before; null when it was added.</param>
    /// <param name="after">The thing after; null when it was deleted.</param>
    public Task Record(string subject, long subjectId, string action, object? before, object? after, CancellationToken ct)
    {
        var entry = new
        {
            At = clock.GetUtcNow().UtcDateTime,
            UserId = user.AuthorId,
            Subject = subject,
            SubjectId = subjectId,
            Action = action,
            BeforeJson = Json(before),
            AfterJson = Json(after),
        };
        if (together is null)
            return db.Execute(InsertAuditEntrySql, entry, ct);
        together.Add(entry);
        return Task.CompletedTask;
    }

    const string InsertAuditEntrySql = """
        INSERT INTO AuditEntries (At, UserId, Subject, SubjectId, Action, BeforeJson, AfterJson)
        VALUES (@At, @UserId, @Subject, @SubjectId, @Action, @BeforeJson, @AfterJson)
        """;

    static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
