using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>What every page stands on: the pages' door to the dispatcher, and the messages of a refusal beside their fields.</summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    readonly CancellationTokenSource leaving = new();

    [Inject]
    Kernel.Requests.Dispatcher Dispatcher { get; set; } = null!;

    [CascadingParameter]
    Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <summary>Why the last request was refused; null when it was not.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>A request is on its way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>Cancelled when the reader leaves the page.</summary>
    protected CancellationToken Leaving => leaving.Token;

    /// <summary>Sends a request as the reader.</summary>
    /// <exception cref="Refusal">Refused.</exception>
    protected async Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request, string? idempotencyKey = null)
    {
        var state = await Authentication;
        return await Dispatcher.Send(request, state.User.Identify(), idempotencyKey, Leaving);
    }

    /// <summary>Sends a request; a refusal is kept in <see cref="Refused"/> for the page to show.</summary>
    /// <returns>Whether it was accepted.</returns>
    protected async Task<bool> Try<TAnswer>(IRequest<TAnswer> request, Action<TAnswer>? then = null, string? idempotencyKey = null)
    {
        if (IsBusy)
            return false;
        IsBusy = true;
        Refused = null;
        try
        {
            var answer = await Send(request, idempotencyKey);
            then?.Invoke(answer);
            return true;
        }
        catch (Refusal refusal)
        {
            Refused = refusal;
            return false;
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Messages about a field of the last request; empty when there are none.</summary>
    protected IReadOnlyList<string> MessagesFor(string field) =>
        Refused is not null && Refused.Errors.TryGetValue(field, out var messages) ? messages : [];

    /// <summary>Leaves the page: what it still waits for is cancelled.</summary>
    public virtual void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        GC.SuppressFinalize(this);
    }
}
