using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>The agents on whose absences the sender decides, by name; none for those who ask for themselves only.</summary>
[Requires(Permission.AskAbsences)]
public sealed record ListAbsentees : IQuery<IReadOnlyList<Absentee>>;

/// <summary>An agent who may be absent.</summary>
public sealed record Absentee(string Code, string Name, string Team);

sealed class ListAbsenteesHandler(ReferentialLookup codes, AbsenceRights rights, TimeProvider clock)
    : IRequestHandler<ListAbsentees, IReadOnlyList<Absentee>>
{
    public async Task<IReadOnlyList<Absentee>> Handle(ListAbsentees request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var today = Paris.Today(clock);
        return
        [
            .. from agent in all.Agents
            where agent.IsOpenOn(today) && rights.Decides(all, agent, today)
            let posting = agent.PostingOn(today)
            where posting is not null
            orderby agent.Name
            select new Absentee(agent.Code, agent.Name, all.Teams[posting.TeamId].Code),
        ];
    }
}
