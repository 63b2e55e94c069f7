namespace Siim94.ITSM.Kernel.Web;

/// <summary>Addresses that a reader may be sent to: ours only.</summary>
static class LocalAddress
{
    /// <summary>The address when it is a path of this site, else the other one.</summary>
    public static string Or(string? address, string otherwise) =>
        address is ['/', ..]
        && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.StartsWith("/\\", StringComparison.Ordinal)
        && !address.Any(char.IsControl)
            ? address
            : otherwise;
}
