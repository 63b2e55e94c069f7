using MediatR;

namespace Siim94.ITSM.Features.Disputes;

/// <summary>The member has read the answer: it is no longer announced. Harmless when there is none.</summary>
[Requires(Permission.OpenDisputes)]
public sealed record SeeAnswer(long Id) : ICommand<Unit>;

sealed class SeeAnswerHandler(Db db, CurrentUser user, TimeProvider clock, DisputeReader reader) : IRequestHandler<SeeAnswer, Unit>
{
    public async Task<Unit> Handle(SeeAnswer request, CancellationToken ct)
    {
        await reader.Get(request.Id, ct);
        if (!user.SeesAllMembers)
            await db.Execute(
                UpdateSql,
                new
                {
                    request.Id,
                    DisputeState.Open,
                    AnswerSeenAt = clock.GetUtcNow().UtcDateTime,
                },
                ct
            );
        return Unit.Value;
    }

    const string UpdateSql = "UPDATE Disputes SET AnswerSeenAt = @AnswerSeenAt WHERE Id = @Id AND State <> @Open AND AnswerSeenAt IS NULL";
}
