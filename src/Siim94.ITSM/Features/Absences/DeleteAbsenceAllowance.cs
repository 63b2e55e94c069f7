using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Absences;

/// <summary>Nothing is said any more of what an agent may take of a kind in a year: what was taken is counted, and no more.</summary>
[Requires(Permission.ManageAbsences)]
public sealed record DeleteAbsenceAllowance(string Agent, string Kind, int Year) : ICommand<Unit>;

sealed class DeleteAbsenceAllowanceHandler(Db db, ReferentialLookup codes, AbsenceKinds kinds, Audit audit)
    : IRequestHandler<DeleteAbsenceAllowance, Unit>
{
    public async Task<Unit> Handle(DeleteAbsenceAllowance request, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var agent = codes.Get(all.Agents, "Agent", request.Agent, null);
        var kind = await kinds.Find(request.Kind, null, ct) ?? throw ReferentialErrors.Missing("Kind");
        var place = new
        {
            AgentId = agent.Id,
            KindId = kind.Id,
            request.Year,
        };
        if (await db.FirstOrDefault<int?>(HalfDaysSql, place, ct) is not { } halves)
            throw RequestErrors.NotFound();
        await db.Execute(DeleteAllowanceSql, place, ct);
        await audit.Record(
            "absence-allowance",
            agent.Id,
            "delete",
            new
            {
                Kind = kind.Code,
                request.Year,
                Days = halves / 2m,
            },
            null,
            ct
        );
        return Unit.Value;
    }

    const string HalfDaysSql =
        "SELECT a.HalfDays FROM AbsenceAllowances a WHERE a.AgentId = @AgentId AND a.KindId = @KindId AND a.Year = @Year";

    const string DeleteAllowanceSql = "DELETE FROM AbsenceAllowances WHERE AgentId = @AgentId AND KindId = @KindId AND Year = @Year";
}
