using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>How many absences wait for the reader's decision: as many as the list of these holds.</summary>
[Requires(Permission.ReadAbsences)]
public sealed record CountAbsencesToDecide : IQuery<int>;

sealed class CountAbsencesToDecideHandler(Db db, ReferentialLookup codes, AbsenceRights rights, CurrentUser user)
    : IRequestHandler<CountAbsencesToDecide, int>
{
    public async Task<int> Handle(CountAbsencesToDecide request, CancellationToken ct)
    {
        if (!rights.DecidesSome(await codes.Referentials(ct)))
            return 0;
        return rights.ManagesAll
            ? await db.FirstOrDefault<int>(AskedSql, null, ct)
            : await db.FirstOrDefault<int>(AskedOfLedSql, new { ReaderAgentId = user.AgentId }, ct);
    }

    const string AskedSql = $"SELECT COUNT(*) FROM Absences a WHERE {ListAbsencesHandler.AskedWhereSql}";
    const string AskedOfLedSql = $"{AskedSql} AND {ListAbsencesHandler.LedWhereSql}";
}
