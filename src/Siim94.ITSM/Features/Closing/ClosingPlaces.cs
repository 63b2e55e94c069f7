namespace Siim94.ITSM.Features.Closing;

/// <summary>Places of the pages of editions that features above fill.</summary>
static class ClosingPlaces
{
    /// <summary>
    /// In an edition: takes <c>Period</c>, <c>After</c>, when the edition before was published, null for the first, and <c>Before</c>, when
    /// this one was.
    /// </summary>
    public const string Edition = "edition";
}
