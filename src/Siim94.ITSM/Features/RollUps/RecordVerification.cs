using MediatR;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Notes that every month has been verified.</summary>
[Requires(Permission.RunRollups)]
public sealed record RecordVerification(int DriftCount) : ICommand<Unit>;

sealed class RecordVerificationHandler(Db db, TimeProvider clock) : IRequestHandler<RecordVerification, Unit>
{
    public async Task<Unit> Handle(RecordVerification request, CancellationToken ct)
    {
        await db.Execute(UpdateStateSql, new { LastVerifiedAt = clock.GetUtcNow().UtcDateTime, LastDriftCount = request.DriftCount }, ct);
        return Unit.Value;
    }

    const string UpdateStateSql =
        "UPDATE RollupState SET LastVerifiedAt = @LastVerifiedAt, LastDriftCount = @LastDriftCount, Revision = Revision + 1 WHERE Id = 1";
}
