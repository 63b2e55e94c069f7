using MediatR;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Somebody's week: rows, cells, what each day expects. One's own, or that of an agent whose time one logs.</summary>
[Requires(Permission.LogTime)]
public sealed record GetWeek(string Agent, string Week) : IQuery<WeekDetails>;

sealed class GetWeekHandler(WeekAddress address, WeekReader reader) : IRequestHandler<GetWeek, WeekDetails>
{
    public async Task<WeekDetails> Handle(GetWeek request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        return await reader.Get(agent, week, ct);
    }
}
