namespace Siim94.ITSM.Features.People;

/// <summary>What a feature keeps of people: it follows when two turn out to be one, and is blurred when one is erased.</summary>
interface IPersonTraces
{
    /// <summary>Puts one in the place of another.</summary>
    Task Follow(long from, PersonRow into, CancellationToken ct);

    /// <summary>Takes the name out; no figure moves.</summary>
    /// <param name="personId">Who is erased.</param>
    /// <param name="name">What stands in the place of their name.</param>
    /// <param name="ct">Cancels it; nothing is kept.</param>
    Task Blur(long personId, string name, CancellationToken ct);
}
