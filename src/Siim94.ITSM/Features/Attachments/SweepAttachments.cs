using MediatR;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>Deletes files that were attached to nothing for a day, and contents that no file has any more.</summary>
/// <returns>How many files were deleted.</returns>
[Requires(Permission.ManageJobs)]
public sealed record SweepAttachments : ICommand<int>
{
    /// <summary>A form that is left open over night is sent the next morning.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);
}

sealed class SweepAttachmentsHandler(Db db, TimeProvider clock) : IRequestHandler<SweepAttachments, int>
{
    public async Task<int> Handle(SweepAttachments request, CancellationToken ct)
    {
        var before = new { Before = clock.GetUtcNow().UtcDateTime - SweepAttachments.Kept };
        await db.Execute(DeleteThumbnailsSql, before, ct);
        var swept = await db.Execute(DeleteAttachmentsSql, before, ct);
        await db.Execute(DeleteChunksSql, before, ct);
        await db.Execute(DeleteContentsSql, before, ct);
        return swept;
    }

    const string DeleteThumbnailsSql = """
        DELETE FROM Thumbnails
        WHERE AttachmentId IN (
            SELECT a.Id FROM Attachments a
            WHERE a.AddedAt < @Before AND NOT EXISTS (SELECT 1 FROM AttachmentLinks l WHERE l.AttachmentId = a.Id)
        )
        """;

    const string DeleteAttachmentsSql = """
        DELETE FROM Attachments
        WHERE AddedAt < @Before AND NOT EXISTS (SELECT 1 FROM AttachmentLinks l WHERE l.AttachmentId = Attachments.Id)
        """;

    // One that was kept a moment ago may be about to get its name.
    const string DeleteChunksSql = """
        DELETE FROM FileChunks
        WHERE ContentId IN (
            SELECT c.Id FROM FileContents c
            WHERE c.AddedAt < @Before AND NOT EXISTS (SELECT 1 FROM Attachments a WHERE a.ContentId = c.Id)
        )
        """;

    const string DeleteContentsSql = """
        DELETE FROM FileContents
        WHERE AddedAt < @Before AND NOT EXISTS (SELECT 1 FROM Attachments a WHERE a.ContentId = FileContents.Id)
        """;
}
