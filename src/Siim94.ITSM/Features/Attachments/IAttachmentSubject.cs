namespace Siim94.ITSM.Features.Attachments;

/// <summary>Something that files are attached to: whoever sees it sees its files.</summary>
interface IAttachmentSubject
{
    /// <summary>Name of the kind, in <c>AttachmentLinks.SubjectKind</c>: it never changes.</summary>
    string Kind { get; }

    /// <summary>Whether the reader sees one.</summary>
    Task<bool> Sees(long subjectId, CancellationToken ct);
}
