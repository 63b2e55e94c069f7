using MediatR;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>Opens a closed row again. Refused for a row that a succession has closed.</summary>
[Requires(Permission.ManageReferentials)]
public sealed record ReopenReferential : ReferentialChange;

sealed class ReopenReferentialHandler(ReferentialWriter writer) : IRequestHandler<ReopenReferential, Unit>
{
    public Task<Unit> Handle(ReopenReferential change, CancellationToken ct) => writer.Close(change, null, ct);
}
