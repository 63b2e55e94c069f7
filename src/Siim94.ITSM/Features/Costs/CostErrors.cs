namespace Siim94.ITSM.Features.Costs;

/// <summary>Every way in which costs refuse.</summary>
static class CostErrors
{
    public static Refusal PaysNothing(string name) => Refusal.Field("Member", "cost.pays-nothing", string.Format(Words.PaysNothing, name));

    public static Refusal NoContributions(int year) =>
        Refusal.Field("Year", "cost.no-contributions", string.Format(Words.NoContributions, year));

    public static Refusal NoWeight(string key, int year) =>
        Refusal.Field("Key", "cost.no-weight", string.Format(Words.NoWeight, SimulationKey.NameOf(key), year));

    public static Refusal WeightsShape() => Refusal.Field("Weights", "cost.weights-shape", Words.WeightsShape);
}
