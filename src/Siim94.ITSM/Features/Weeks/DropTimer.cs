using MediatR;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Gives up a timer: it becomes no line.</summary>
[Requires(Permission.LogTime)]
public sealed record DropTimer(string? Agent) : ICommand<Unit>;

sealed class DropTimerHandler(Timers timers) : IRequestHandler<DropTimer, Unit>
{
    public async Task<Unit> Handle(DropTimer request, CancellationToken ct)
    {
        var agent = await timers.AgentOf(request.Agent, ct);
        return await timers.Drop(agent.Id, ct) ? Unit.Value : throw WeekErrors.NoTimer();
    }
}
