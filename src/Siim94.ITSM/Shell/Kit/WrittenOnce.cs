using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Siim94.ITSM.Shell.Kit;

/// <summary>
/// A part of a page that says the same for as long as what it shows is the same object: written for its first reader, given again to the
/// next ones, and forgotten with the object. On a page that has its circuit it is drawn as any other part: what changes there keeps its
/// place.
/// </summary>
public sealed class WrittenOnce(IServiceProvider services, ILoggerFactory logs) : ComponentBase
{
    static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, string>> Written = [];

    string? markup;

    /// <summary>What is shown; it never changes.</summary>
    [Parameter, EditorRequired]
    public object Shown { get; set; } = null!;

    /// <summary>What else the part depends on; one that depends on its reader too has none, and is drawn for each.</summary>
    [Parameter, EditorRequired]
    public string? Under { get; set; }

    /// <summary>The part: without anything that is pressed or typed into.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        markup = null;
        if (RendererInfo.IsInteractive || Under is null)
            return;
        var texts = Written.GetValue(Shown, _ => new());
        var under = $"{CultureInfo.CurrentUICulture.Name} {Under}";
        markup = texts.TryGetValue(under, out var known) ? known : texts[under] = await Write();
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (markup is null)
            builder.AddContent(0, ChildContent);
        else
            builder.AddMarkupContent(1, markup);
    }

    async Task<string> Write()
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var part = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Part.ChildContent)] = ChildContent });
            return (await renderer.RenderComponentAsync<Part>(part)).ToHtmlString();
        });
    }

    sealed class Part : ComponentBase
    {
        [Parameter]
        public RenderFragment ChildContent { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
    }
}
