using MediatR;

namespace Siim94.ITSM.Kernel.Requests;

/// <summary>The only way in: routes, pages, jobs and the command line send their requests here.</summary>
public sealed class Dispatcher(IServiceScopeFactory scopes)
{
    /// <summary>Sends a request as a user, in a scope of its own.</summary>
    /// <exception cref="Refusal">The request was refused; nothing was written.</exception>
    public async Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request, UserIdentity sender, string? idempotencyKey = null, CancellationToken ct = default)
    {
        try
        {
            return await SendOnce(request, sender, idempotencyKey, ct);
        }
        catch (UniqueKeyTaken) when (idempotencyKey is not null)
        {
            // The same key committed at the same instant elsewhere: its answer is there now.
            return await SendOnce(request, sender, idempotencyKey, ct);
        }
    }

    async Task<TAnswer> SendOnce<TAnswer>(IRequest<TAnswer> request, UserIdentity sender, string? idempotencyKey, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<RequestContext>();
        context.User = await scope.ServiceProvider.GetRequiredService<UserDirectory>().Load(sender, ct);
        context.IdempotencyKey = idempotencyKey;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}

/// <summary>What a scope knows of the request it serves.</summary>
sealed class RequestContext
{
    public CurrentUser User { get; set; } = CurrentUser.Anonymous;
    public string? IdempotencyKey { get; set; }
}
