namespace Siim94.ITSM.Features.Attachments;

/// <summary>A file that was sent, and is attached to nothing yet.</summary>
public sealed record WaitingFile(long Id, string Name, long Size, bool HasThumbnail = false);
