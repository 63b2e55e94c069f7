using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.FigureImpact;

/// <summary>What a change would move in which tables, before it is made.</summary>
static class FigureImpactFeature
{
    public static IServiceCollection AddFigureImpact(this IServiceCollection services) =>
        services.FillSlot<ChangeRow>(ReferentialsPage.RowPanels);

    public static void MapFigureImpact(this RouteGroupBuilder api)
    {
        foreach (var (path, referential) in ReferentialFeature.Paths)
        {
            var rows = api.MapGroup("/" + path).WithTags(ReferentialFeature.Tag);
            var one = referential.Replace('-', ' ');
            rows.MapPost("/{code}/preview", (Api api, string code, RenameReferential row) =>
                    api.Send(new PreviewImpact(row with { Referential = referential, Code = code, Version = api.Version }))
                )
                .WithSummary($"What renaming the {one} would change in which tables; nothing is written");
            rows.MapPost("/{code}/successors/preview", (Api api, string code, SucceedReferential row) =>
                    api.Send(new PreviewImpact(row with { Referential = referential, Code = code, Version = api.Version }))
                )
                .WithSummary($"What a succession of the {one} would change in which tables; nothing is written");
        }
    }
}
