using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Calls;

/// <summary>Who is on the hotline today, by its shifts.</summary>
[Requires(Permission.ReadHotlineShifts)]
public sealed record ListOnCall : IQuery<IReadOnlyList<OnCallAgent>>;

/// <param name="Agent">Code of the agent.</param>
/// <param name="Name">Their name.</param>
/// <param name="Note">What the shift says of itself: « matin ».</param>
public sealed record OnCallAgent(string Agent, string Name, string? Note);

sealed class ListOnCallHandler(ReferentialLookup codes, Db db, TimeProvider clock) : IRequestHandler<ListOnCall, IReadOnlyList<OnCallAgent>>
{
    public async Task<IReadOnlyList<OnCallAgent>> Handle(ListOnCall request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var shifts = await db.Query<ShiftRow>(ShiftsSql, new { Today = Paris.Today(clock) }, ct);
        return
        [
            .. shifts
                .DistinctBy(shift => shift.AgentId)
                .Select(shift => new OnCallAgent(all.Agents[shift.AgentId].Code, all.Agents[shift.AgentId].Name, shift.Note))
                .OrderBy(agent => agent.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    const string ShiftsSql = "SELECT s.AgentId, s.Note FROM HotlineShifts s WHERE s.WorkedOn = @Today ORDER BY s.Id";

    sealed record ShiftRow
    {
        public long AgentId { get; init; }
        public string? Note { get; init; }
    }
}
