namespace Siim94.ITSM.Features.Imports;

/// <summary>What somebody is choosing for a spelling of a file.</summary>
public sealed class SpellingChoice
{
    public string? Code { get; set; }
    public bool Remember { get; set; }
}
