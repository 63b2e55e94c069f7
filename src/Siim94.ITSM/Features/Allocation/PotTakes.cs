namespace Siim94.ITSM.Features.Allocation;

/// <summary>Whose lines a pot may take: never those of a single member.</summary>
static class PotTakes
{
    public const string Nobody = "nobody",
        Several = "several",
        Internal = "internal";

    public static readonly IReadOnlyList<string> All = [Nobody, Several, Internal];

    public static string NameOf(string takes) =>
        takes switch
        {
            Nobody => Words.OfNobody,
            Several => Words.OfSeveral,
            Internal => Words.OfInternal,
            _ => throw new ArgumentOutOfRangeException(nameof(takes), takes, "Not a kind of lines that a pot takes."),
        };
}
