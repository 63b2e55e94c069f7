using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// What every page stands on: its door to the dispatcher, what is being loaded and saved, what was typed and not saved yet,
/// and the messages of a refusal beside their fields.
/// </summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    readonly CancellationTokenSource leaving = new();
    CancellationTokenSource turn = new();
    CancellationTokenSource? busyTurn;
    IDisposable? askingBeforeLeaving;
    string formKey = NewKey();
    bool isEmptied,
        hasLeft;

    protected PageBase() => Leaving = leaving.Token;

    [Inject]
    Kernel.Requests.Dispatcher Dispatcher { get; set; } = null!;

    [Inject]
    NavigationManager Addresses { get; set; } = null!;

    [Inject]
    IJSRuntime Browser { get; set; } = null!;

    [CascadingParameter]
    Task<AuthenticationState> Authentication { get; set; } = null!;

    // Null once the page is connected: what it answers then is no HTTP.
    [CascadingParameter]
    HttpContext? Answering { get; set; }

    [Inject]
    Kernel.Requests.KnownReader Reader { get; set; } = null!;

    /// <summary>Why the last request was refused; null when it was not.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>What was just done; gone as soon as something else is tried or refused.</summary>
    protected string? Notice { get; set; }

    /// <summary>A request is on its way.</summary>
    protected internal bool IsBusy => IsSaving || busyTurn == turn;

    /// <summary>A command is on its way.</summary>
    protected internal bool IsSaving { get; private set; }

    /// <summary>Something was typed or chosen in a form of the page, and is not saved.</summary>
    protected internal bool IsTouched { get; private set; }

    /// <summary>Cancelled when the reader leaves the page.</summary>
    protected CancellationToken Leaving { get; }

    /// <summary>
    /// Shows what is asked for now: what was still being read for what was asked before is given up, wherever it stands.
    /// </summary>
    /// <param name="load">Asks, and puts the answers on the page.</param>
    protected Task LoadNewest(Func<Task> load)
    {
        turn.Cancel();
        turn = new();
        (hasLeft, Refused) = (false, null);
        return load();
    }

    /// <summary>Sends a request as the reader.</summary>
    /// <remarks>
    /// A question is given up when the page shows something else meanwhile, or is left. A command is carried out even then: it was sent.
    /// </remarks>
    /// <exception cref="Refusal">Refused.</exception>
    /// <exception cref="OperationCanceledException">The page shows something else by now; the renderer takes that for an end.</exception>
    protected Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request) => Send(request, null);

    async Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request, string? idempotencyKey)
    {
        var isCommand = request is ICommand<TAnswer>;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Leaving, turn.Token);
        var end = isCommand ? Leaving : either.Token;
        var state = await Authentication;
        try
        {
            var known = isCommand || Answering is null ? null : Reader;
            var answer = await Dispatcher.Send(request, state.User.Identify(), idempotencyKey, isCommand ? default : end, known);
            end.ThrowIfCancellationRequested();
            return answer;
        }
        catch (Exception) when (!isCommand && end.IsCancellationRequested)
        {
            throw new OperationCanceledException(end); // whatever it met: nobody waits for it
        }
        catch (Refusal refusal) when (refusal.RetryAfter is not null && Answering is { Response.HasStarted: false } http)
        {
            // For proxies and whoever watches: the page says it in words.
            Problems.SetStatus(http.Response, refusal.Status, refusal);
            throw;
        }
    }

    /// <summary>Sends a request; a refusal is kept in <see cref="Refused"/> for the page to show.</summary>
    /// <remarks>One at a time: what is pressed while another is on its way is swallowed.</remarks>
    /// <returns>Whether it was accepted.</returns>
    protected async Task<bool> Try<TAnswer>(IRequest<TAnswer> request, Action<TAnswer>? then = null)
    {
        if (IsBusy || hasLeft)
            return false;
        if (request is ICommand<TAnswer>)
            return await Command(request, then, null);
        var mine = busyTurn = turn;
        Refused = null;
        try
        {
            var answer = await Send(request);
            then?.Invoke(answer);
            return true;
        }
        catch (Refusal refusal)
        {
            Refuse(refusal);
            return false;
        }
        finally
        {
            if (busyTurn == mine)
                busyTurn = null;
        }
    }

    /// <summary>Saves a form: a press that comes twice writes once, whatever the line and the machine do.</summary>
    /// <remarks>
    /// The form has one idempotency key until it is saved. A press is swallowed while the form is on its way, once the page is being left,
    /// and on a form that has just been emptied and in which nothing was entered since.
    /// </remarks>
    /// <returns>Whether it was saved by this press.</returns>
    protected async Task<bool> SaveForm<TAnswer>(ICommand<TAnswer> form, Action<TAnswer>? then = null)
    {
        if (IsBusy || hasLeft || (isEmptied && !IsTouched))
            return false;
        if (!await Command(form, then, formKey))
            return false;
        NewForm(isEmpty: false);
        return true;
    }

    async Task<bool> Command<TAnswer>(IRequest<TAnswer> command, Action<TAnswer>? then, string? idempotencyKey)
    {
        IsSaving = true;
        (Refused, Notice) = (null, null);
        try
        {
            var answer = await Send(command, idempotencyKey);
            then?.Invoke(answer);
            return true;
        }
        catch (Refusal refusal)
        {
            Refuse(refusal);
            return false;
        }
        finally
        {
            IsSaving = false;
        }
    }

    void Refuse(Refusal refusal) => (Refused, Notice) = (refusal, null);

    /// <summary>The form holds something else from now on, which is not what was typed.</summary>
    /// <param name="isEmpty">It waits for the next entry: a second press on it is not one.</param>
    protected void NewForm(bool isEmpty)
    {
        (formKey, isEmptied) = (NewKey(), isEmpty);
        Untouch();
    }

    /// <summary>Something was entered in a form of the page: leaving asks from now on.</summary>
    protected internal void Touch()
    {
        askingBeforeLeaving ??= Addresses.RegisterLocationChangingHandler(AskBeforeLeaving);
        if (IsTouched)
            return;
        IsTouched = true;
        StateHasChanged(); // the form alone is drawn again by itself
    }

    void Untouch()
    {
        IsTouched = false;
        askingBeforeLeaving?.Dispose();
        askingBeforeLeaving = null;
    }

    async ValueTask AskBeforeLeaving(LocationChangingContext change)
    {
        if (!await MayDrop())
            change.PreventNavigation();
    }

    /// <summary>Whether what was typed and not saved may be dropped: there is none, or the reader says so.</summary>
    protected async Task<bool> MayDrop()
    {
        if (IsTouched && !await Browser.InvokeAsync<bool>("mayDrop", Leaving, Words.DropUnsaved))
            return false;
        Untouch();
        return true;
    }

    /// <summary>Leaves for another page, done with this one: what is still pressed here is swallowed.</summary>
    protected void Leave(string address)
    {
        hasLeft = true;
        Untouch();
        Addresses.NavigateTo(address);
    }

    /// <summary>Leaves what is saved for a page that is loaded as a whole.</summary>
    protected async Task LeaveAnew(string address)
    {
        hasLeft = true;
        Untouch();
        await Browser.InvokeVoidAsync("leaveSaved", address);
    }

    /// <summary>Messages about a field of the last request; empty when there are none.</summary>
    protected IReadOnlyList<string> MessagesFor(string field) =>
        Refused is not null && Refused.Errors.TryGetValue(field, out var messages) ? messages : [];

    static string NewKey() => Guid.NewGuid().ToString();

    /// <summary>Leaves the page: what it still waits for is given up.</summary>
    public virtual void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        Untouch();
        GC.SuppressFinalize(this);
    }
}
