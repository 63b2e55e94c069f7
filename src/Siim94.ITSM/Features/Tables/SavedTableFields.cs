namespace Siim94.ITSM.Features.Tables;

/// <summary>A table as its owner names and shares it.</summary>
public record SavedTableFields
{
    public string? Title { get; set; }

    /// <summary>Chapter, for tables of the report.</summary>
    public string? Section { get; set; }

    /// <summary><c>private</c> (default), <c>shared</c> with all who read reports, or part of the <c>report</c>.</summary>
    public string? Visibility { get; set; }

    public PivotDefinition Definition { get; set; } = new();
}

/// <summary>A table of the catalogue, with what it shows.</summary>
/// <param name="Visibility"><c>private</c>, <c>shared</c> with all who read reports, part of the <c>report</c>, or <c>built-in</c>.</param>
/// <param name="IsOwn">The reader may change it.</param>
public sealed record TableDetails(
    string Id,
    string Title,
    string Section,
    string Visibility,
    string? OwnerName,
    bool IsOwn,
    long Version,
    PivotDefinition Definition
);
