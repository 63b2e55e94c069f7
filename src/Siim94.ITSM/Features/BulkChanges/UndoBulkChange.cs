using MediatR;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.BulkChanges;

/// <summary>
/// Puts all lines of a change in bulk back where they were. Refused when one of them has been changed or deleted since, or could not be
/// logged there any more.
/// </summary>
[Requires(Permission.LogTimeForOthers)]
public sealed record UndoBulkChange(long Id) : ICommand<Unit>;

sealed class UndoBulkChangeHandler(Db db, Recoder recoder, CurrentUser user, TimeProvider clock, Audit audit)
    : IRequestHandler<UndoBulkChange, Unit>
{
    public async Task<Unit> Handle(UndoBulkChange request, CancellationToken ct)
    {
        var lineCount = await db.FirstOrDefault<int?>(LineCountSql, new { request.Id }, ct) ?? throw RequestErrors.NotFound();
        if (
            await db.Execute(
                UndoSql,
                new
                {
                    request.Id,
                    UndoneAt = clock.GetUtcNow().UtcDateTime,
                    UndoneByUserId = user.AuthorId,
                },
                ct
            ) == 0
        )
            throw BulkChangeErrors.AlreadyUndone();
        var present = await db.Query(PresentSql, new { request.Id }, TimeEntryRow.Of, ct);
        if (present.Count < lineCount)
            throw BulkChangeErrors.ChangedSince(lineCount - present.Count);
        var former = (await db.Query<FormerAxes>(FormerSql, new { request.Id }, ct)).ToDictionary(axes => axes.TimeEntryId);
        await recoder.Recode([.. present.Select(row => (row, former[row.Id].Of(row)))], ct);
        await audit.Record("bulk-change", request.Id, "undo", null, new { LineCount = lineCount }, ct);
        return Unit.Value;
    }

    const string LineCountSql = "SELECT c.LineCount FROM BulkChanges c WHERE c.Id = @Id";
    const string UndoSql =
        "UPDATE BulkChanges SET UndoneAt = @UndoneAt, UndoneByUserId = @UndoneByUserId WHERE Id = @Id AND UndoneAt IS NULL";
    const string PresentSql = $"""
        {TimeEntryReader.SelectEntriesSql}
        JOIN BulkChangeLines l ON l.TimeEntryId = e.Id AND l.EntryVersion = e.Version
        WHERE l.BulkChangeId = @Id
        ORDER BY e.WorkedOn, e.Id
        """;
    const string FormerSql = """
        SELECT l.TimeEntryId, l.ActivityId, l.SubActivityId, l.DomainId, l.ApplicationId, l.ProjectId, l.MemberId
        FROM BulkChangeLines l
        WHERE l.BulkChangeId = @Id
        """;

    sealed record FormerAxes
    {
        public long TimeEntryId { get; init; }
        public long ActivityId { get; init; }
        public long? SubActivityId { get; init; }
        public long? DomainId { get; init; }
        public long? ApplicationId { get; init; }
        public long? ProjectId { get; init; }
        public long? MemberId { get; init; }

        public TimeEntryRow Of(TimeEntryRow row) =>
            row with
            {
                ActivityId = ActivityId,
                SubActivityId = SubActivityId,
                DomainId = DomainId,
                ApplicationId = ApplicationId,
                ProjectId = ProjectId,
                MemberId = MemberId,
            };
    }
}
