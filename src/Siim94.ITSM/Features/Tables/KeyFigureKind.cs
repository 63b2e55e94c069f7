namespace Siim94.ITSM.Features.Tables;

/// <summary>What a key figure is about.</summary>
static class KeyFigureKind
{
    public const string Platform = "platform",
        Production = "production",
        Business = "business",
        Staff = "staff";

    /// <summary>Kinds that figures are added to one by one; one of staff comes with its first count.</summary>
    public static readonly IReadOnlyList<string> Addable = [Platform, Production, Business];

    public static readonly IReadOnlyList<string> All = [.. Addable, Staff];

    public static string NameOf(string kind) =>
        kind switch
        {
            Platform => Words.KindPlatform,
            Production => Words.KindProduction,
            Business => Words.KindBusiness,
            Staff => Words.KindStaff,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of key figure."),
        };
}
