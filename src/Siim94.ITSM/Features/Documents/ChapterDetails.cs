namespace Siim94.ITSM.Features.Documents;

/// <summary>The text of a chapter, for those who write, review or read it.</summary>
public sealed record ChapterDetails
{
    public int Year { get; init; }
    public string Code { get; init; } = "";
    public string Number { get; init; } = "";
    public string Title { get; init; } = "";

    /// <summary><c>none</c>, <c>draft</c>, <c>submitted</c>, <c>reviewed</c> or <c>published</c>.</summary>
    public string State { get; init; } = TextState.None;

    public string Text { get; init; } = "";

    /// <summary>The text as the page shows it.</summary>
    public string Html { get; init; } = "";

    /// <summary>What has become wrong with it since it was written: a figure that is no longer there.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public DateTime? ChangedAt { get; init; }
    public string? ChangedByName { get; init; }
    public DateTime? ReviewedAt { get; init; }
    public string? ReviewedByName { get; init; }

    /// <summary>Why a reviewer sent it back.</summary>
    public string? ReviewComment { get; init; }

    /// <summary>0 while nothing has been written, and for a published text, which has no other version.</summary>
    public long Version { get; init; }

    /// <summary>Row whose history can be asked for; 0 while there is none.</summary>
    public long TextId { get; init; }
}
