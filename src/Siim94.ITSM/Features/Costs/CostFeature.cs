namespace Siim94.ITSM.Features.Costs;

static class CostFeature
{
    public static IServiceCollection AddCosts(this IServiceCollection services) => services.AddScoped<CostSheet>();

    public static void MapCosts(this RouteGroupBuilder api)
    {
        var costs = api.MapGroup("/costs").WithTags("Coûts");
        costs
            .MapGet("/", (Api api, [AsParameters] GetCosts query) => api.Send(query))
            .WithSummary("What each member cost in a year, beside what it contributed, in cents");
        costs
            .MapGet("/simulation", (Api api, [AsParameters] SimulateContributions simulation) => api.Send(simulation))
            .WithSummary("What each member would pay if the contributions were shared by another key")
            .WithDescription("The same total, to the cent; nothing is kept.");
        costs
            .MapPut(
                "/{year:int}/contributions/{member}/{nature}",
                (Api api, int year, string member, string nature, SetContribution contribution) =>
                    api.Do(contribution with { Year = year, Member = member, Nature = nature, Version = api.Version })
            )
            .Produces(204);
        costs
            .MapPut("/{year:int}/departments/{department}", (Api api, int year, string department, SetDayCost cost) =>
                api.Do(cost with { Year = year, Department = department, Version = api.Version })
            )
            .Produces(204);
    }
}
