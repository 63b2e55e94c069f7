using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Takes a row that somebody has put there out of a week, or out of every week; its lines stay.</summary>
/// <param name="Row">Its key.</param>
/// <param name="IsFavourite">It stands in every week no longer; else in this one.</param>
[Requires(Permission.LogTime)]
public sealed record DropWeekRow(string Agent, string Week, string Row, bool IsFavourite) : ICommand<Unit>;

sealed class DropWeekRowHandler(WeekAddress address, ReferentialLookup codes, WeekRows rows, FactLocks locks)
    : IRequestHandler<DropWeekRow, Unit>
{
    public async Task<Unit> Handle(DropWeekRow request, CancellationToken ct)
    {
        var (agent, week) = await address.Find(request.Agent, request.Week, ct);
        var all = await codes.Referentials(ct);
        await locks.TakeAgents([agent.Id], ct);
        var dropped = (await rows.Kept(agent.Id, week, ct)).FirstOrDefault(row =>
            row.WeekStartsOn is null == request.IsFavourite && row.Axes.Codes(all).Key == request.Row
        );
        if (dropped is not null)
            await rows.Drop(agent.Id, request.IsFavourite ? null : week, dropped.Axes, ct);
        return Unit.Value;
    }
}
