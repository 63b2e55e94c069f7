using System.Reflection;

namespace Siim94.ITSM.Features.Reconciliation;

/// <summary>The tables of the syndicate's report for 2017, as printed.</summary>
static class SyndicateFile
{
    public static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("db/seed/published-tables.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
