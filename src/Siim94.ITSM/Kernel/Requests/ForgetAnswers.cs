using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Deletes answers kept for idempotency keys older than a week.</summary>
[Requires(Permission.ManageJobs)]
public sealed record ForgetAnswers : ICommand<int>;

sealed class ForgetAnswersHandler(Db db, TimeProvider clock) : IRequestHandler<ForgetAnswers, int>
{
    const int DaysKept = 7;

    public Task<int> Handle(ForgetAnswers request, CancellationToken ct) =>
        db.Execute(DeleteOldKeysSql, new { Before = clock.GetUtcNow().UtcDateTime.AddDays(-DaysKept) }, ct);

    const string DeleteOldKeysSql = "DELETE FROM IdempotencyKeys WHERE CreatedAt < @Before";
}
