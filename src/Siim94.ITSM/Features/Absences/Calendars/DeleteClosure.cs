using MediatR;
using Siim94.ITSM.Features.Facts;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>Deletes a closure: people are expected again. Refused in closed periods.</summary>
[Requires(Permission.ManageAbsences)]
public sealed record DeleteClosure(long Id, long Version) : ICommand<Unit>;

sealed class DeleteClosureHandler(Db db, Closures closures, CalendarReader calendar, ClosedPeriods closed, Audit audit)
    : IRequestHandler<DeleteClosure, Unit>
{
    public async Task<Unit> Handle(DeleteClosure request, CancellationToken ct)
    {
        var before = await closures.Get(request.Id, ct);
        await closed.RefuseWrites(Closures.Days(before.From, before.To), null, ct);
        if (await db.Execute(DeleteClosureSql, new { request.Id, request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await calendar.Touch(ct);
        await audit.Record("closure", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }

    const string DeleteClosureSql = "DELETE FROM Closures WHERE Id = @Id AND Version = @Version";
}
