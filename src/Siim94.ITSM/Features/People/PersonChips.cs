using Microsoft.AspNetCore.Components;
using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM.Features.People;

/// <summary>What is to be known of somebody at a glance: important, gone, erased.</summary>
static class PersonChips
{
    public static RenderFragment Of(ResourceAssetCollection assets, PersonLine person) =>
        builder =>
        {
            var icons = assets["icons.svg"];
            if (person.IsVip)
                builder.AddContent(0, Chip.Of(icons, Words.Vip, "high", "violet"));
            if (person.IsErased)
                builder.AddContent(1, Chip.Of(icons, Words.Erased, "archive", null));
            else if (person.MergedInto is null && !person.IsActive)
                builder.AddContent(2, Chip.Of(icons, Words.Inactive, "archive", null));
        };
}
