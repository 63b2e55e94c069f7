namespace Siim94.ITSM.Features.Mail;

/// <summary>
/// Mail that waits to be sent, of every kind. It is queued in the transaction of what it is about, and written when it leaves, with the
/// figures and rights of that moment.
/// </summary>
/// <remarks>
/// A mail is known by its kind, the row that it is about, the occurrence and the recipient: whatever adds it twice sends it once.
/// See DECISION-mail.md.
/// </remarks>
sealed class Outbox(Db db, TimeProvider clock)
{
    /// <summary>Adds a mail for each recipient; one that was added before is left as it is.</summary>
    /// <param name="kind">That of its <see cref="IMailWriter"/>.</param>
    /// <param name="subjectId">Row that it is about, in a table that the writer knows.</param>
    /// <param name="occurrence">What tells it apart from others about the same row: the instant it was due, the step of a ticket.</param>
    /// <param name="dueAt">When it was due; the writer is told, however late the mail leaves.</param>
    /// <param name="userIds">Rows of Users.</param>
    /// <param name="ct">Stops the adding.</param>
    /// <returns>How many are new.</returns>
    public async Task<int> Add(
        string kind,
        long subjectId,
        string occurrence,
        DateTime dueAt,
        IReadOnlyCollection<long> userIds,
        CancellationToken ct
    )
    {
        var key = new
        {
            Kind = kind,
            SubjectId = subjectId,
            Occurrence = occurrence,
        };
        // Whoever adds them at the same instant has the unique key: the request is sent again, and finds them here.
        var missing = userIds.Except(await db.Query<long>(AddedSql, key, ct)).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        await db.InsertAll(InsertMessageSql, missing.Select(id => Row(kind, subjectId, occurrence, dueAt, new(id), now)), ct);
        return missing.Count;
    }

    const string AddedSql =
        "SELECT m.UserId FROM MailMessages m WHERE m.Kind = @Kind AND m.SubjectId = @SubjectId AND m.Occurrence = @Occurrence";

    const string InsertMessageSql = """
        INSERT INTO MailMessages (Kind, SubjectId, Occurrence, RecipientKey, UserId, RecipientName, RecipientAddress, RecipientLanguage,
            DueAt, MessageKey, State, Attempts, NextAttemptAt)
        VALUES (@Kind, @SubjectId, @Occurrence, @RecipientKey, @UserId, @RecipientName, @RecipientAddress, @RecipientLanguage, @DueAt,
            @MessageKey, @State, 0, @NextAttemptAt)
        """;

    /// <summary>Adds a mail to one recipient, with an account or without.</summary>
    /// <param name="kind">That of its <see cref="IMailWriter"/>.</param>
    /// <param name="subjectId">Row that it is about, in a table that the writer knows.</param>
    /// <param name="occurrence">What tells it apart from others about the same row.</param>
    /// <param name="dueAt">Told to the writer.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="leavesAt">When it leaves at the earliest: until then it may be extended.</param>
    /// <param name="ct">Stops the adding.</param>
    /// <returns>Its row.</returns>
    public Task<long> AddTo(
        string kind,
        long subjectId,
        string occurrence,
        DateTime dueAt,
        MailRecipient recipient,
        DateTime leavesAt,
        CancellationToken ct
    ) => db.Insert(InsertMessageSql, Row(kind, subjectId, occurrence, dueAt, recipient, leavesAt), ct);

    /// <summary>Has a mail that waits for the same recipient tell of what is due until a later instant too.</summary>
    /// <returns>False when none waits.</returns>
    public async Task<bool> Extend(string kind, long subjectId, MailRecipient recipient, DateTime dueAt, CancellationToken ct) =>
        await db.Execute(
            ExtendSql,
            new
            {
                Kind = kind,
                SubjectId = subjectId,
                RecipientKey = recipient.Key,
                DueAt = dueAt,
                MailMessageState.Queued,
            },
            ct
        ) > 0;

    const string ExtendSql = """
        UPDATE MailMessages
        SET DueAt = CASE WHEN DueAt < @DueAt THEN @DueAt ELSE DueAt END
        WHERE Kind = @Kind AND SubjectId = @SubjectId AND RecipientKey = @RecipientKey AND State = @Queued
        """;

    /// <summary>Adds a mail that somebody asks for: who asks twice gets two.</summary>
    /// <returns>Its row.</returns>
    public Task<long> AddAskedFor(string kind, long subjectId, long userId, CancellationToken ct) =>
        AddTo(kind, subjectId, $"asked-{Guid.NewGuid():N}", clock.GetUtcNow().UtcDateTime, new(userId), clock.GetUtcNow().UtcDateTime, ct);

    static object Row(string kind, long subjectId, string occurrence, DateTime dueAt, MailRecipient recipient, DateTime leavesAt) =>
        new
        {
            Kind = kind,
            SubjectId = subjectId,
            Occurrence = occurrence,
            RecipientKey = recipient.Key,
            recipient.UserId,
            RecipientName = recipient.Name,
            RecipientAddress = recipient.Address,
            RecipientLanguage = recipient.Language,
            DueAt = dueAt,
            MessageKey = Guid.NewGuid().ToString("N"),
            State = MailMessageState.Queued,
            NextAttemptAt = leavesAt,
        };

    /// <summary>Sends again what was given up, put off or may not have arrived, under the same Message-ID.</summary>
    /// <returns>False for any other.</returns>
    public async Task<bool> Requeue(long id, CancellationToken ct) =>
        await db.Execute(
            RequeueSql,
            new
            {
                Id = id,
                Now = clock.GetUtcNow().UtcDateTime,
                MailMessageState.Queued,
                MailMessageState.Failed,
                MailMessageState.Unknown,
            },
            ct
        ) > 0;

    const string RequeueSql = """
        UPDATE MailMessages
        SET State = @Queued, Attempts = 0, NextAttemptAt = @Now, Claim = NULL, ClaimedAt = NULL, Problem = NULL, ProblemText = NULL
        WHERE Id = @Id AND (State = @Failed OR State = @Unknown OR (State = @Queued AND Attempts > 0))
        """;

    /// <summary>Takes out what waits for one recipient.</summary>
    public Task RemoveWaiting(string kind, long subjectId, long userId, CancellationToken ct) =>
        db.Execute(
            DeleteWaitingSql,
            new
            {
                Kind = kind,
                SubjectId = subjectId,
                UserId = userId,
                MailMessageState.Queued,
            },
            ct
        );

    const string DeleteWaitingSql =
        "DELETE FROM MailMessages WHERE Kind = @Kind AND SubjectId = @SubjectId AND UserId = @UserId AND State = @Queued";

    /// <summary>Takes out all that was ever added about a row, sent or not.</summary>
    public Task RemoveAll(string kind, long subjectId, CancellationToken ct) =>
        db.Execute(DeleteAllSql, new { Kind = kind, SubjectId = subjectId }, ct);

    const string DeleteAllSql = "DELETE FROM MailMessages WHERE Kind = @Kind AND SubjectId = @SubjectId";
}

/// <summary>Who gets a mail: an account, or somebody with an address and no account.</summary>
/// <param name="UserId">Row of Users; null without an account.</param>
/// <param name="Name">Of somebody without an account.</param>
/// <param name="Address">Of somebody without an account, or whose account has none.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>, of somebody without an account.</param>
sealed record MailRecipient(long? UserId, string? Name = null, string? Address = null, string? Language = null)
{
    /// <summary>What tells recipients of a mail apart.</summary>
    public string Key => UserId is { } id ? $"user:{id}" : Address!.ToLowerInvariant();
}
