namespace Siim94.ITSM.Features.Allocation;

/// <summary>The jobs' door to allocations.</summary>
sealed class AllocationJobs(Dispatcher dispatcher)
{
    /// <summary>Proposes how last month's shared time is spread; a manager accepts.</summary>
    public Task ProposeLastMonth(CancellationToken ct) => dispatcher.Send(new ProposeLastMonth(), UserIdentity.System, ct: ct);
}
