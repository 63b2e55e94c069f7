using MediatR;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Puts the links that were asked for into the outbox, and forgets those that nobody can use any more.</summary>
/// <returns>How many mails are new.</returns>
[Requires(Permission.ManageJobs)]
public sealed record QueuePasswordResets : ICommand<int>;

sealed class QueuePasswordResetsHandler(Db db, Outbox outbox, TimeProvider clock) : IRequestHandler<QueuePasswordResets, int>
{
    // Long enough to count by, and to tell whoever comes late that the link is over.
    static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    public async Task<int> Handle(QueuePasswordResets request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = await db.Query<ResetRow>(WaitingSql, null, ct);
        var queued = 0;
        foreach (var reset in waiting)
        {
            if (reset.UserId is { } userId)
                queued += await outbox.Add(PasswordResetMail.KindName, reset.Id, "asked", reset.AskedAt, [userId], ct);
            await db.Execute(QueuedSql, new { reset.Id, QueuedAt = now }, ct);
        }
        await db.Execute(ForgetSql, new { Before = now - Memory }, ct);
        return queued;
    }

    const string WaitingSql = "SELECT r.Id, r.UserId, r.AskedAt FROM PasswordResets r WHERE r.QueuedAt IS NULL ORDER BY r.Id";
    const string QueuedSql = "UPDATE PasswordResets SET QueuedAt = @QueuedAt WHERE Id = @Id AND QueuedAt IS NULL";
    const string ForgetSql = "DELETE FROM PasswordResets WHERE AskedAt < @Before";

    sealed record ResetRow
    {
        public long Id { get; init; }
        public long? UserId { get; init; }
        public DateTime AskedAt { get; init; }
    }
}
