using System.Text.Json;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>What was deleted, as its trace keeps it, for whoever deleted it to put it back.</summary>
sealed class Deletions(Db db, CurrentUser user)
{
    /// <exception cref="Refusal">The sender has not deleted it, or it is back already.</exception>
    public async Task<T> Find<T>(string subject, long subjectId, CancellationToken ct)
    {
        var last = await db.FirstOrDefault<LastTrace>(LastTraceSql, new { Subject = subject, SubjectId = subjectId }, ct);
        if (last is null || last.UserId != user.AuthorId)
            throw RequestErrors.NotFound();
        return last.Action switch
        {
            "delete" => JsonSerializer.Deserialize<T>(last.BeforeJson!, JsonSerializerOptions.Web)!,
            "restore" => throw RequestErrors.AlreadyRestored(),
            _ => throw RequestErrors.NotFound(),
        };
    }

    const string LastTraceSql = """
        SELECT a.UserId, a.Action, a.BeforeJson
        FROM AuditEntries a
        WHERE a.Id = (SELECT MAX(l.Id) FROM AuditEntries l WHERE l.Subject = @Subject AND l.SubjectId = @SubjectId)
        """;

    sealed record LastTrace
    {
        public long? UserId { get; init; }
        public string Action { get; init; } = "";
        public string? BeforeJson { get; init; }
    }
}
