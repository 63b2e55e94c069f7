using Microsoft.JSInterop;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Whether the browser may show notices: it is asked on a press alone, and tells whoever has begun to listen (live.js).</summary>
static class PopupPermission
{
    /// <summary>What browsers call it; <c>unsupported</c> is ours.</summary>
    public const string Granted = "granted",
        Denied = "denied",
        Unsupported = "unsupported";

    /// <summary>What tells those apart who listen.</summary>
    public static string NewListener() => Guid.NewGuid().ToString("N");

    /// <summary>Listens no more.</summary>
    public static async Task End<TPart>(IJSRuntime page, string listener, DotNetObjectReference<TPart>? self)
        where TPart : class
    {
        // Drawn before the browser is there, it has asked nothing of it.
        if (self is null)
            return;
        try
        {
            await page.InvokeVoidAsync("popups.end", listener);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // nobody is there any more
        }
        self.Dispose();
    }
}
