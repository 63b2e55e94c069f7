using MediatR;

namespace Siim94.ITSM.Features.Interventions;

/// <summary>One shift.</summary>
[Requires(Permission.ReadHotlineShifts)]
public sealed record GetHotlineShift(long Id) : IQuery<HotlineShiftDetails>;

sealed class GetHotlineShiftHandler(HotlineShiftStore shifts) : IRequestHandler<GetHotlineShift, HotlineShiftDetails>
{
    public Task<HotlineShiftDetails> Handle(GetHotlineShift request, CancellationToken ct) => shifts.Get(request.Id, ct);
}
