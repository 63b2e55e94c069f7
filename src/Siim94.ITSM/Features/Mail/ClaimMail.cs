using MediatR;

namespace Siim94.ITSM.Features.Mail;

/// <summary>
/// Takes the message that has waited longest, for the sender alone; null when none is due. Kinds that nobody here writes are left to
/// whoever
/// does: another instance may be of a later version.
/// </summary>
[Requires(Permission.ManageJobs)]
public sealed record ClaimMail : ICommand<ClaimedMail?>;

/// <summary>A message to be written and sent.</summary>
public sealed record ClaimedMail
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>Row that it is about, in a table that its writer knows.</summary>
    public long SubjectId { get; init; }

    public string Occurrence { get; init; } = "";

    /// <summary>When it was due, or asked for.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>The recipient, as whom it is written; 0 for somebody without an account.</summary>
    public long UserId { get; init; }

    public string RecipientName { get; init; } = "";

    /// <summary>Where it goes; null when the recipient has no address.</summary>
    public string? Address { get; init; }

    /// <summary>Of the recipient: <c>fr</c>, <c>en</c>, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Fixed when it was queued: what its Message-ID is made of.</summary>
    public string MessageKey { get; init; } = "";

    /// <summary>What the sender shows to go on with it.</summary>
    public string Claim { get; init; } = "";
}

sealed class ClaimMailHandler(Db db, TimeProvider clock, IEnumerable<IMailWriter> writers) : IRequestHandler<ClaimMail, ClaimedMail?>
{
    // Others may take those seen first.
    const int Candidates = 10;

    public async Task<ClaimedMail?> Handle(ClaimMail request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = new
        {
            Kinds = writers.Select(writer => writer.Kind),
            Now = now,
            MailMessageState.Queued,
            Take = Candidates,
        };
        var claim = Guid.NewGuid().ToString("N");
        foreach (var id in await db.Query<long>(DueSql + db.Dialect.FirstRows, due, ct))
        {
            var taken = await db.Execute(
                ClaimSql,
                new
                {
                    Id = id,
                    Claim = claim,
                    Now = now,
                    MailMessageState.Queued,
                    MailMessageState.Preparing,
                },
                ct
            );
            if (taken > 0)
                return await db.FirstOrDefault<ClaimedMail>(ClaimedSql, new { Id = id }, ct);
        }
        return null;
    }

    const string DueSql = """
        SELECT m.Id
        FROM MailMessages m
        WHERE m.State = @Queued AND m.NextAttemptAt <= @Now AND m.Kind IN @Kinds
        ORDER BY m.NextAttemptAt, m.Id
        """;

    const string ClaimSql = """
        UPDATE MailMessages
        SET State = @Preparing, Claim = @Claim, ClaimedAt = @Now, Attempts = Attempts + 1,
            Address = COALESCE((SELECT u.Email FROM Users u WHERE u.Id = MailMessages.UserId), RecipientAddress)
        WHERE Id = @Id AND State = @Queued AND NextAttemptAt <= @Now
        """;

    const string ClaimedSql = """
        SELECT m.Id, m.Kind, m.SubjectId, m.Occurrence, m.DueAt, COALESCE(m.UserId, 0) AS UserId,
               COALESCE(u.DisplayName, m.RecipientName) AS RecipientName, m.Address, COALESCE(u.Language, m.RecipientLanguage) AS Language,
               m.MessageKey, m.Claim
        FROM MailMessages m
        LEFT JOIN Users u ON u.Id = m.UserId
        WHERE m.Id = @Id
        """;
}
