namespace Siim94.ITSM.Tests.Support;

/// <summary>The files that the product carries in itself: <c>reference.json</c> and <c>published-tables.json</c>.</summary>
static class SeedFiles
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(CommandLine).Assembly.GetManifestResourceStream($"db/seed/{name}")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
