using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>What a feature puts into a place that a page of a feature below it leaves open.</summary>
/// <param name="Place">Name of the place, a constant of the feature that offers it.</param>
/// <param name="Component">Takes the parameters that the place passes on.</param>
public sealed record SlotFilling(string Place, Type Component);

/// <summary>A place of a page that features above it fill, in the order in which they register; nothing where none has.</summary>
public sealed class Slot : ComponentBase
{
    [Inject]
    IEnumerable<SlotFilling> Fillings { get; set; } = [];

    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    /// <summary>What the place passes on to whatever fills it.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Values { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var filling in Fillings.Where(filling => filling.Place == Place))
        {
            builder.OpenComponent(0, filling.Component);
            builder.AddMultipleAttributes(1, Values);
            builder.CloseComponent();
        }
    }
}

/// <summary>How features fill the places of pages below them.</summary>
static class SlotServices
{
    public static IServiceCollection FillSlot<TComponent>(this IServiceCollection services, string place)
        where TComponent : IComponent => services.AddSingleton(new SlotFilling(place, typeof(TComponent)));
}
