using Microsoft.AspNetCore.Components;

namespace Siim94.ITSM.Shell.Kit;

/// <summary>Events of ours: <c>typed</c>, the first entry in a form since it was saved (app.js raises it).</summary>
[EventHandler("ontyped", typeof(EventArgs), enableStopPropagation: false, enablePreventDefault: false)]
public static class EventHandlers;
