using MediatR;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>The timer that runs for the sender, or for an agent whose time they log; none when nothing runs.</summary>
[Requires(Permission.LogTime)]
public sealed record ListTimers : IQuery<IReadOnlyList<TimerDetails>>
{
    public string? Agent { get; init; }
}

sealed class ListTimersHandler(Timers timers, CurrentUser user) : IRequestHandler<ListTimers, IReadOnlyList<TimerDetails>>
{
    public async Task<IReadOnlyList<TimerDetails>> Handle(ListTimers request, CancellationToken ct)
    {
        if (request.Agent is null && user.AgentId is null)
            return [];
        var agent = await timers.AgentOf(request.Agent, ct);
        return await timers.Find(agent.Id, ct) is { } running ? [await timers.DetailsOf(agent, running, ct)] : [];
    }
}
