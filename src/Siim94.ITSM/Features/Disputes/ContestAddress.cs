namespace Siim94.ITSM.Features.Disputes;

static class ContestAddress
{
    /// <summary>Address of the form that contests what a page shows.</summary>
    /// <param name="subject">What is contested, in words.</param>
    /// <param name="address">Where it is shown.</param>
    public static string Of(string subject, string address) =>
        $"/contestations?objet={Uri.EscapeDataString(subject)}&adresse={Uri.EscapeDataString(address)}";
}
