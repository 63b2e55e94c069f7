using MediatR;

namespace Siim94.ITSM.Features.Allocation;

/// <summary>An allocation with every share explained.</summary>
[Requires(Permission.ManageAllocations)]
public sealed record GetAllocation(long Id) : IQuery<AllocationDetails>;

sealed class GetAllocationHandler(AllocationReader reader) : IRequestHandler<GetAllocation, AllocationDetails>
{
    public Task<AllocationDetails> Handle(GetAllocation request, CancellationToken ct) => reader.Get(request.Id, ct);
}
