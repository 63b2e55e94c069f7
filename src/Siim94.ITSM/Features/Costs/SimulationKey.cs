using Siim94.ITSM.Features.Allocation;

namespace Siim94.ITSM.Features.Costs;

/// <summary>Keys that contributions can be shared by.</summary>
static class SimulationKey
{
    public const string Days = "days",
        Cost = "cost",
        Weights = "weights";

    public static readonly IReadOnlyList<string> All =
    [
        Days,
        Cost,
        AllocationMeasure.Users,
        AllocationMeasure.Workstations,
        AllocationMeasure.TicketsOpened,
        AllocationMeasure.Visits,
        Weights,
    ];

    public static string NameOf(string key) =>
        key switch
        {
            Days => Words.KeyDays,
            Cost => Words.KeyCost,
            Weights => Words.KeyWeights,
            _ => AllocationMeasure.NameOf(key),
        };
}
