using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Kernel.Live;

namespace Siim94.ITSM.Features.RollUps;

/// <summary>Sums of what is logged, kept up to date day by day.</summary>
static class RollUpFeature
{
    public static IServiceCollection AddRollUps(this IServiceCollection services) =>
        services
            .AddScoped<RollupStatus>()
            .AddScoped<RollupRows>()
            .AddScoped<RollupReader>()
            .AddSingleton<RollupCache>()
            .AddSingleton<RollupNudge>()
            .AddSingleton<FactsTouched>(provider => provider.GetRequiredService<RollupNudge>().Nudge)
            .AddLiveMark(FigureLive.Mark);

    public static void MapRollUps(this RouteGroupBuilder api)
    {
        var rollups = api.MapGroup("/rollups").WithTags("Consolidation");
        rollups
            .MapGet("/", (Api api) => api.Send(new GetRollupState()))
            .Sends<GetRollupState>()
            .WithSummary("How many days the tables are behind what was logged")
            .WithDescription("And when they were last computed and verified.");
        rollups
            .MapPost("/run", Run)
            .Sends<AnswerRollup>()
            .Produces<RollupState>()
            .WithSummary("Brings the tables up to date with all that was logged");
    }

    // A roll-up is harmless twice, and each batch is a transaction of its own: the key is kept with the answer alone.
    static async Task<RollupState> Run(Api api, HttpContext http, Dispatcher dispatcher)
    {
        while ((await dispatcher.Send(new RollUp(), http.User.Identify(), ct: http.RequestAborted)).Pending > 0) { }
        return await api.Send(new AnswerRollup());
    }
}
