namespace Siim94.ITSM.Features.Accounts;

/// <summary>A browser and its system by the names that people know, from what it says of itself.</summary>
static class DeviceName
{
    // In this order: most say that they are Safari, and Edge that it is Chrome too.
    static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <summary><c>Firefox, Windows</c>; blank when neither is known.</summary>
    public static string Of(string userAgent) =>
        string.Join(", ", new[] { NameIn(Browsers, userAgent), NameIn(Systems, userAgent) }.OfType<string>());

    static string? NameIn((string Sign, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(each => userAgent.Contains(each.Sign, StringComparison.Ordinal)).Name;
}
