using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>Third step of the pipeline, for commands: one transaction, and one effect per idempotency key.</summary>
/// <remarks>A command sent from within another one joins its transaction.</remarks>
sealed class Transact<TRequest, TAnswer>(
    Db db,
    IdempotencyKeys keys,
    RequestContext context,
    IEnumerable<IPreparation<TRequest>> preparations,
    AfterCommit afterCommit
) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer>
{
    static readonly bool IsCommand = typeof(ICommand<TAnswer>).IsAssignableFrom(typeof(TRequest));

    public async Task<TAnswer> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (!IsCommand || db.IsInTransaction)
            return await next();

        foreach (var preparation in preparations)
            await preparation.Prepare(request, ct);
        if (context.IdempotencyKey is not null)
            keys.Prepare();
        await using var transaction = await db.Begin(ct, typeof(TRequest));
        if (context.IdempotencyKey is { } key && await keys.FindAnswer<TAnswer>(key, request, ct) is { } earlier)
        {
            // Whoever gave it may be of the same batch: an answer that is not kept yet is none.
            await transaction.Commit(ct);
            return earlier.Value;
        }

        var answer = await next();
        if (context.IdempotencyKey is { } newKey)
            await keys.Keep(newKey, request, answer, ct);
        await transaction.Commit(ct);
        afterCommit.Run();
        return answer;
    }
}
