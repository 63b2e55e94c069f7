using MediatR;

namespace Siim94.ITSM.Features.Absences.Calendars;

/// <summary>Deletes a work pattern: what held before it holds again. Refused like <see cref="AddWorkPattern"/>.</summary>
[Requires(Permission.ManageAbsences)]
public sealed record DeleteWorkPattern(long Id, long Version) : ICommand<Unit>;

sealed class DeleteWorkPatternHandler(Db db, WorkPatterns patterns, CalendarReader calendar, Audit audit)
    : IRequestHandler<DeleteWorkPattern, Unit>
{
    public async Task<Unit> Handle(DeleteWorkPattern request, CancellationToken ct)
    {
        var before = await patterns.Get(request.Id, ct);
        await patterns.RefuseClosed(before.From, before.To, null, ct);
        if (await db.Execute(DeletePatternSql, new { request.Id, request.Version }, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await calendar.Touch(ct);
        await audit.Record("work-pattern", request.Id, "delete", before, null, ct);
        return Unit.Value;
    }

    const string DeletePatternSql = "DELETE FROM WorkPatterns WHERE Id = @Id AND Version = @Version";
}
