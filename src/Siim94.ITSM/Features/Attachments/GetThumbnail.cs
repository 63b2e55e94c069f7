using MediatR;

namespace Siim94.ITSM.Features.Attachments;

/// <summary>The small version of a picture. Refused when there is none, or the file is not within reach.</summary>
[Requires(Permission.ReadTickets)]
public sealed record GetThumbnail(long Id) : IQuery<Thumbnail>;

/// <summary>A small version of a picture.</summary>
public sealed record Thumbnail
{
    public string MediaType { get; init; } = "";
    public byte[] Content { get; init; } = [];
}

sealed class GetThumbnailHandler(AttachmentStore store, Db db) : IRequestHandler<GetThumbnail, Thumbnail>
{
    public async Task<Thumbnail> Handle(GetThumbnail request, CancellationToken ct)
    {
        _ = await store.Find(request.Id, ct) ?? throw RequestErrors.NotFound();
        return await db.FirstOrDefault<Thumbnail>(ThumbnailSql, new { request.Id }, ct) ?? throw RequestErrors.NotFound();
    }

    const string ThumbnailSql = "SELECT h.MediaType, h.Content FROM Thumbnails h WHERE h.AttachmentId = @Id";
}
