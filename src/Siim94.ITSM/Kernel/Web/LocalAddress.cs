namespace Siim94.ITSM.Kernel.Web;

/// <summary>Addresses that a reader may be sent to: ours only.</summary>
static class LocalAddress
{
    // Any host: it tells how a browser reads the path, and is left out again.
    static readonly Uri Anywhere = new("http://localhost");

    /// <summary>The address, as a header may carry it, when it is a path of this site; else the other one.</summary>
    public static string Or(string? address, string otherwise) =>
        address is ['/', ..]
        && IsPath(address)
        && Uri.TryCreate(Anywhere, address, out var read)
        && read.Authority == Anywhere.Authority
        && read.PathAndQuery + read.Fragment is var path
        && IsPath(path)
            ? path
            : otherwise;

    static bool IsPath(string address) =>
        !address.StartsWith("//", StringComparison.Ordinal)
        && !address.StartsWith("/\\", StringComparison.Ordinal)
        && !address.Any(char.IsControl);
}
