using Microsoft.AspNetCore.Components;

namespace Siim94.ITSM.Shell.Kit;

/// <summary>
/// Events of ours: <c>typed</c>, the first entry in a form since it was saved (app.js raises it); <c>asked</c>, what is typed into a
/// combobox whose choices the server finds; <c>created</c>, what is typed into one and is to become a choice (kit.js).
/// </summary>
[EventHandler("ontyped", typeof(EventArgs), enableStopPropagation: false, enablePreventDefault: false)]
[EventHandler("oncreated", typeof(AskedEventArgs), enableStopPropagation: false, enablePreventDefault: false)]
[EventHandler("onasked", typeof(AskedEventArgs), enableStopPropagation: false, enablePreventDefault: false)]
public static class EventHandlers;

/// <summary>What somebody looks for, or wants to be there.</summary>
public sealed class AskedEventArgs : EventArgs
{
    public string Text { get; set; } = "";
}
