using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>The only way in: routes, pages, jobs and the command line send their requests here.</summary>
public sealed class Dispatcher(IServiceScopeFactory scopes)
{
    /// <summary>Times that a request is tried while others get in its way at the same instant.</summary>
    public const int MostAttempts = 3;

    /// <summary>Sends a request as a user, in a scope of its own.</summary>
    /// <remarks>
    /// Sent again from its beginning, in a new scope and transaction, when the engine has undone it for another one or lost its
    /// connection, and when a row that it looked for in vain was written meanwhile (the same idempotency key, the same value of a key
    /// figure): that row is there now. When the connection is lost during the commit, only a request with an idempotency key is: the key
    /// says whether it was carried out.
    /// </remarks>
    /// <param name="request">What is asked or to be done.</param>
    /// <param name="sender">Who sends it.</param>
    /// <param name="idempotencyKey">Under which it is carried out once; null for none.</param>
    /// <param name="ct">Cancels it.</param>
    /// <param name="known">Who that is, when several questions of one answer share it; looked up anew without it.</param>
    /// <exception cref="Refusal">
    /// The request was refused, or the database cannot carry it out now (503); nothing was written, unless it says so.
    /// </exception>
    public async Task<TAnswer> Send<TAnswer>(
        IRequest<TAnswer> request,
        UserIdentity sender,
        string? idempotencyKey = null,
        CancellationToken ct = default,
        KnownReader? known = null
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnce(request, sender, idempotencyKey, known ?? new(), ct);
            }
            catch (Exception error) when (attempt < MostAttempts && MayBeSentAgain(error, idempotencyKey))
            {
                await Task.Delay(Random.Shared.Next(MostMillisecondsApart * attempt), ct);
            }
            catch (TransactionLost)
            {
                throw DatabaseFaults.Refuse(DatabaseFault.Lost);
            }
            catch (DatabaseUnavailable unavailable)
            {
                throw DatabaseFaults.Refuse(unavailable.Fault);
            }
        }
    }

    static bool MayBeSentAgain(Exception error, string? idempotencyKey) =>
        error is TransactionLost or UniqueKeyTaken
        || (error is DatabaseUnavailable { Fault: DatabaseFault.Uncertain } && idempotencyKey is not null);

    // Two that met once do not meet again when they wait for different times.
    const int MostMillisecondsApart = 50;

    async Task<TAnswer> SendOnce<TAnswer>(
        IRequest<TAnswer> request,
        UserIdentity sender,
        string? idempotencyKey,
        KnownReader known,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<RequestContext>();
        context.User = known.User ??= await scope.ServiceProvider.GetRequiredService<UserDirectory>().Load(sender, ct);
        // Strangers would all share the keys of nobody.
        context.IdempotencyKey = context.User.IsSignedIn ? idempotencyKey : null;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}

/// <summary>
/// Who a page is written for. It asks a dozen questions before it is sent, and is one answer: who asks is looked up by the first of them.
/// </summary>
public sealed class KnownReader
{
    internal CurrentUser? User { get; set; }
}

/// <summary>What a scope knows of the request it serves.</summary>
sealed class RequestContext
{
    public CurrentUser User { get; set; } = CurrentUser.Anonymous;
    public string? IdempotencyKey { get; set; }
}
