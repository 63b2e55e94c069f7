using MediatR;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>One dispute, with all that was said, and what became of the line or figure since.</summary>
[Requires(Permission.ReadDisputes)]
public sealed record GetDispute(long Id) : IQuery<DisputeFile>;

sealed class GetDisputeHandler(DisputeReader reader) : IRequestHandler<GetDispute, DisputeFile>
{
    public Task<DisputeFile> Handle(GetDispute request, CancellationToken ct) => reader.File(request.Id, ct);
}
