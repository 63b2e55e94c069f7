using MediatR;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Forgets what was read more than a month ago, and what nobody has read for half a year.</summary>
[Requires(Permission.ManageJobs)]
public sealed record ForgetNotices : ICommand<int>;

sealed class ForgetNoticesHandler(Db db, TimeProvider clock) : IRequestHandler<ForgetNotices, int>
{
    const int MonthsUnread = 6;

    // Far behind those that are still being written.
    const int ToldKept = 100_000;

    public async Task<int> Handle(ForgetNotices request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Execute(DeleteToldSql, new { ToldKept }, ct);
        await db.Execute(DeleteDigestStepsSql, new { Before = now.AddMonths(-MonthsUnread) }, ct);
        return await db.Execute(DeleteSql, new { ReadBefore = now.AddMonths(-1), Before = now.AddMonths(-MonthsUnread) }, ct);
    }

    const string DeleteSql = "DELETE FROM Notices WHERE ReadAt < @ReadBefore OR At < @Before";
    const string DeleteDigestStepsSql = "DELETE FROM DigestSteps WHERE At < @Before";
    const string DeleteToldSql = "DELETE FROM ToldEvents WHERE EventId < (SELECT MAX(t.EventId) FROM ToldEvents t) - @ToldKept";
}
