using MediatR;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>
/// The state that a roll-up asked for over HTTP leaves: the same answer to whoever asks again with the same idempotency key.
/// </summary>
[Requires(Permission.RunRollups)]
public sealed record AnswerRollup : ICommand<RollupState>;

sealed class AnswerRollupHandler(RollupStatus status) : IRequestHandler<AnswerRollup, RollupState>
{
    public Task<RollupState> Handle(AnswerRollup request, CancellationToken ct) => status.Read(ct);
}
