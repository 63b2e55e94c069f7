using Microsoft.AspNetCore.Components;

namespace Siim94.ITSM.Shell.Kit;

/// <summary>Something that is filled in or chosen.</summary>
public abstract class Control : ComponentBase
{
    /// <summary>What holds the value in the browser.</summary>
    protected ElementReference Element { get; set; }

    /// <summary>Told instead of binding the value, where a choice does something at once.</summary>
    [Parameter]
    public EventCallback<ChangeEventArgs> OnChange { get; set; }

    /// <summary>Attributes of the browser's own control.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    public virtual ValueTask FocusAsync() => Element.FocusAsync();
}

/// <summary>A control whose value is bound.</summary>
public abstract class Control<TValue> : Control
{
    [Parameter]
    public TValue? Value { get; set; }

    [Parameter]
    public EventCallback<TValue> ValueChanged { get; set; }

    /// <summary>Takes what was entered.</summary>
    /// <remarks>
    /// At once: this control is drawn before those between it and the page, which hand the value down again. The browser would be given
    /// the value of before in between, and what is typed on meanwhile would be lost.
    /// </remarks>
    protected Task Enter(TValue? value)
    {
        Value = value;
        return ValueChanged.InvokeAsync(value);
    }
}
