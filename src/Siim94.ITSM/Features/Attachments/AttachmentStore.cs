namespace Siim94.ITSM.Features.Attachments;

/// <summary>A kept file.</summary>
public sealed record AttachmentDetails
{
    public long Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Media type, by its content.</summary>
    public string Type { get; init; } = "";

    public string Sha256 { get; init; } = "";
}

/// <summary>A file of something: a ticket, or a message of it.</summary>
public sealed record AttachedFile
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public long Size { get; init; }
    public string Type { get; init; } = "";

    /// <summary>The message that brought it; null when it was attached to the whole.</summary>
    public long? Message { get; init; }

    /// <summary>For staff only.</summary>
    public bool IsInternal { get; init; }

    /// <summary>A small version of the picture can be asked for.</summary>
    public bool HasThumbnail { get; init; }

    public string? ByName { get; init; }
    public DateTime At { get; init; }
}

/// <summary>Files, kept once by their content, and what they are attached to. See DECISION-attachments.md.</summary>
sealed class AttachmentStore(Db db, CurrentUser user, TimeProvider clock, IEnumerable<IAttachmentSubject> subjects)
{
    // Small enough for others to be served between two of them.
    public const int ChunkBytes = 1024 * 1024;

    /// <summary>Keeps a file; it is attached to nothing yet.</summary>
    public async Task<AttachmentDetails> Add(NewFile file, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var contentId = await db.FirstOrDefault<long?>(FindStatement(db.Dialect), new { file.Sha256 }, ct) ?? await Keep(file, now, ct);
        return new()
        {
            Id = await Named(file.Name, file.MediaType, contentId, ct),
            Name = file.Name,
            Size = file.Content.Length,
            Type = file.MediaType,
            Sha256 = file.Sha256,
        };
    }

    // Nobody sweeps it while it gets one more name.
    static string FindStatement(SqlDialect dialect) => $"SELECT c.Id FROM FileContents c{dialect.HeldToCommit} WHERE c.Sha256 = @Sha256";

    async Task<long> Keep(NewFile file, DateTime now, CancellationToken ct)
    {
        var id = await db.Insert(
            InsertContentSql,
            new
            {
                file.Sha256,
                SizeBytes = (long)file.Content.Length,
                AddedAt = now,
            },
            ct
        );
        for (var number = 0; number * ChunkBytes < file.Content.Length; number++)
            await db.Execute(
                InsertChunkSql,
                new
                {
                    ContentId = id,
                    Number = number,
                    Content = file.Content[(number * ChunkBytes)..Math.Min((number + 1) * ChunkBytes, file.Content.Length)],
                },
                ct
            );
        return id;
    }

    Task<long> Named(string name, string mediaType, long contentId, CancellationToken ct) =>
        db.Insert(
            InsertAttachmentSql,
            new
            {
                Name = name,
                MediaType = mediaType,
                ContentId = contentId,
                AddedByUserId = user.AuthorId,
                AddedAt = clock.GetUtcNow().UtcDateTime,
            },
            ct
        );

    const string InsertContentSql = "INSERT INTO FileContents (Sha256, SizeBytes, AddedAt) VALUES (@Sha256, @SizeBytes, @AddedAt)";
    const string InsertChunkSql = "INSERT INTO FileChunks (ContentId, Number, Content) VALUES (@ContentId, @Number, @Content)";
    const string InsertAttachmentSql = """
        INSERT INTO Attachments (Name, MediaType, ContentId, AddedByUserId, AddedAt)
        VALUES (@Name, @MediaType, @ContentId, @AddedByUserId, @AddedAt)
        """;

    /// <summary>Attaches files to something that the sender may write on; each is their own, or one that they may read.</summary>
    /// <param name="ids">The files.</param>
    /// <param name="kind">That of its <see cref="IAttachmentSubject"/>.</param>
    /// <param name="subjectId">Row that they are attached to.</param>
    /// <param name="messageId">The message of it that brings them; null for none.</param>
    /// <param name="isInternal">Only staff may read them.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="Refusal">A file that is not there, or not within reach, naming the field <c>Attachments</c>.</exception>
    public async Task Attach(
        IReadOnlyCollection<long> ids,
        string kind,
        long subjectId,
        long? messageId,
        bool isInternal,
        CancellationToken ct
    )
    {
        foreach (var id in ids.Distinct())
        {
            var file = await Find(id, ct) ?? throw AttachmentErrors.NotYours();
            var key = new
            {
                AttachmentId = id,
                SubjectKind = kind,
                SubjectId = subjectId,
            };
            var isThere = await db.FirstOrDefault<int>(CountLinkSql, key, ct) > 0;
            if (isThere && messageId is null)
                continue;
            await db.Execute(
                InsertLinkSql,
                new
                {
                    // A message shows what it brings, whatever an earlier one brought, and to whom.
                    AttachmentId = isThere ? await Named(file.Name, file.MediaType, file.ContentId, ct) : id,
                    SubjectKind = kind,
                    SubjectId = subjectId,
                    MessageId = messageId,
                    IsInternal = isInternal,
                    LinkedByUserId = user.AuthorId,
                    LinkedAt = clock.GetUtcNow().UtcDateTime,
                },
                ct
            );
        }
    }

    const string CountLinkSql = """
        SELECT COUNT(*) FROM AttachmentLinks l
        WHERE l.AttachmentId = @AttachmentId AND l.SubjectKind = @SubjectKind AND l.SubjectId = @SubjectId
        """;

    const string InsertLinkSql = """
        INSERT INTO AttachmentLinks (AttachmentId, SubjectKind, SubjectId, MessageId, IsInternal, LinkedByUserId, LinkedAt)
        VALUES (@AttachmentId, @SubjectKind, @SubjectId, @MessageId, @IsInternal, @LinkedByUserId, @LinkedAt)
        """;

    /// <summary>Takes a file off something; when it is attached to nothing else, it is swept in a day.</summary>
    /// <returns>False when it was not attached to it.</returns>
    public async Task<bool> Detach(long id, string kind, long subjectId, CancellationToken ct) =>
        await db.Execute(
            DeleteLinkSql,
            new
            {
                AttachmentId = id,
                SubjectKind = kind,
                SubjectId = subjectId,
            },
            ct
        ) > 0;

    const string DeleteLinkSql =
        "DELETE FROM AttachmentLinks WHERE AttachmentId = @AttachmentId AND SubjectKind = @SubjectKind AND SubjectId = @SubjectId";

    /// <summary>Files of things that the reader may see, the oldest first; those of internal notes for staff only.</summary>
    public Task<IReadOnlyList<AttachedFile>> FilesOf(string kind, IReadOnlyList<long> subjectIds, CancellationToken ct) =>
        db.Query<AttachedFile>(
            FilesSql,
            new
            {
                SubjectKind = kind,
                SubjectIds = subjectIds,
                SeesInternal = user.SeesAllMembers ? 1 : 0,
            },
            ct
        );

    const string FilesSql = """
        SELECT a.Id, a.Name, c.SizeBytes AS Size, a.MediaType AS Type, l.MessageId AS Message, l.IsInternal, u.DisplayName AS ByName,
               l.LinkedAt AS At, CASE WHEN h.AttachmentId IS NULL THEN 0 ELSE 1 END AS HasThumbnail
        FROM AttachmentLinks l
        JOIN Attachments a ON a.Id = l.AttachmentId
        JOIN FileContents c ON c.Id = a.ContentId
        LEFT JOIN Users u ON u.Id = l.LinkedByUserId
        LEFT JOIN Thumbnails h ON h.AttachmentId = a.Id
        WHERE l.SubjectKind = @SubjectKind AND l.SubjectId IN @SubjectIds AND (@SeesInternal = 1 OR l.IsInternal = 0)
        ORDER BY l.AttachmentId
        """;

    /// <summary>A file that the sender has sent and attached to nothing yet; null otherwise.</summary>
    public async Task<KeptFile?> FindWaiting(long id, CancellationToken ct) =>
        await Find(id, ct) is { } file
        && file.AddedByUserId == user.AuthorId
        && (await db.Query<Link>(LinksSql, new { AttachmentId = id }, ct)).Count == 0
            ? file
            : null;

    /// <summary>A file within the reader's reach; null otherwise.</summary>
    public async Task<KeptFile?> Find(long id, CancellationToken ct)
    {
        if (await db.FirstOrDefault<KeptFile>(FileSql, new { Id = id }, ct) is not { } file)
            return null;
        if (user.Role is Role.System)
            return file;
        var links = await db.Query<Link>(LinksSql, new { AttachmentId = id }, ct);
        if (links.Count == 0)
            return file.AddedByUserId == user.UserId ? file : null;
        foreach (var link in links.Where(link => user.SeesAllMembers || !link.IsInternal))
            if (await subjects.Single(subject => subject.Kind == link.SubjectKind).Sees(link.SubjectId, ct))
                return file;
        return null;
    }

    const string FileSql = """
        SELECT a.Id, a.Name, a.MediaType, a.ContentId, a.AddedByUserId, c.SizeBytes, c.Sha256
        FROM Attachments a
        JOIN FileContents c ON c.Id = a.ContentId
        WHERE a.Id = @Id
        """;

    const string LinksSql = "SELECT l.SubjectKind, l.SubjectId, l.IsInternal FROM AttachmentLinks l WHERE l.AttachmentId = @AttachmentId";

    /// <summary>One part of a file.</summary>
    public Task<byte[]?> Chunk(KeptFile file, int number, CancellationToken ct) =>
        db.FirstOrDefault<byte[]>(ChunkSql, new { file.ContentId, Number = number }, ct);

    const string ChunkSql = "SELECT c.Content FROM FileChunks c WHERE c.ContentId = @ContentId AND c.Number = @Number";

    /// <summary>Bytes that the sender has sent since an instant and attached to nothing.</summary>
    public async Task<long> WaitingBytes(DateTime since, CancellationToken ct) =>
        await db.FirstOrDefault<long?>(WaitingSql, new { user.UserId, Since = since }, ct) ?? 0;

    const string WaitingSql = """
        SELECT SUM(c.SizeBytes)
        FROM Attachments a
        JOIN FileContents c ON c.Id = a.ContentId
        WHERE a.AddedByUserId = @UserId AND a.AddedAt >= @Since
          AND NOT EXISTS (SELECT 1 FROM AttachmentLinks l WHERE l.AttachmentId = a.Id)
        """;

    /// <summary>Every statement that it composes, for the checks on both engines.</summary>
    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) => [FindStatement(dialect)];

    sealed record Link
    {
        public string SubjectKind { get; init; } = "";
        public long SubjectId { get; init; }
        public bool IsInternal { get; init; }
    }
}

/// <summary>A row of Attachments with its content's.</summary>
sealed record KeptFile
{
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long ContentId { get; init; }
    public long? AddedByUserId { get; init; }
    public long SizeBytes { get; init; }
    public string Sha256 { get; init; } = "";
}
