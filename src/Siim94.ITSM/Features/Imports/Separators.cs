namespace Siim94.ITSM.Features.Imports;

/// <summary>What separates the cells of a text.</summary>
static class Separators
{
    public static readonly IReadOnlyList<string> Usual = [";", ",", "\t", "|"];

    /// <summary>As people call it; any other character is one too, and stands for itself.</summary>
    public static string LabelOf(string? separator) =>
        separator switch
        {
            ";" => Words.Semicolon,
            "," => Words.Comma,
            "\t" => Words.Tab,
            "|" => Words.Bar,
            _ => $"« {separator} »",
        };
}
