namespace Siim94.ITSM.Features.Facts;

/// <summary>What is logged, day by day.</summary>
static class FactFeature
{
    public static IServiceCollection AddFacts(this IServiceCollection services) =>
        services.AddScoped<DirtyDays>().AddScoped<ClosedPeriods>().AddScoped<FactLocks>();
}
