using MediatR;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>
/// Keeps the small version of a picture that its sender has just sent, attached to nothing yet. Refused when it is none of theirs, or is
/// no small picture; one that was kept before stays.
/// </summary>
[Requires(Permission.OpenTickets)]
public sealed record AddThumbnail(long Id, NewFile Picture) : ICommand<Unit>;

sealed class AddThumbnailHandler(AttachmentStore store, Db db) : IRequestHandler<AddThumbnail, Unit>
{
    /// <summary>A picture of 320 points has a tenth of it.</summary>
    const int MostBytes = 128 * 1024;

    public async Task<Unit> Handle(AddThumbnail request, CancellationToken ct)
    {
        var file = await store.FindWaiting(request.Id, ct) ?? throw RequestErrors.NotFound();
        if (!FileTypes.IsPicture(file.MediaType) || !FileTypes.IsPicture(request.Picture.MediaType))
            throw AttachmentErrors.NoPicture();
        if (request.Picture.Content.Length > MostBytes)
            throw AttachmentErrors.ThumbnailTooLarge(MostBytes / 1024);
        await db.Execute(
            InsertThumbnailSql,
            new
            {
                AttachmentId = file.Id,
                request.Picture.MediaType,
                request.Picture.Content,
            },
            ct
        );
        return Unit.Value;
    }

    const string InsertThumbnailSql = """
        INSERT INTO Thumbnails (AttachmentId, MediaType, Content)
        SELECT a.Id, @MediaType, @Content
        FROM Attachments a
        WHERE a.Id = @AttachmentId AND NOT EXISTS (SELECT h.AttachmentId FROM Thumbnails h WHERE h.AttachmentId = a.Id)
        """;
}
