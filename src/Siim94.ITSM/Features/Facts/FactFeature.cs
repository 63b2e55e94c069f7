using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Facts;

/// <summary>What is logged, day by day.</summary>
static class FactFeature
{
    public static IServiceCollection AddFacts(this IServiceCollection services) =>
        services
            .AddScoped<DirtyDays>()
            .AddScoped<FactChanges>()
            .AddScoped<ClosedPeriods>()
            .AddScoped<RefuseClosedDays>(services =>
                (days, field, ct) => services.GetRequiredService<ClosedPeriods>().RefuseWrites(days, _ => field, ct)
            )
            .AddScoped<WriteGuard>()
            .AddScoped<LateEntries>()
            .AddScoped<FactLocks>()
            .AddSingleton<FactKinds>();

    /// <summary>Registers a kind of what is logged.</summary>
    public static IServiceCollection AddFactKind(this IServiceCollection services, FactKind kind) => services.AddSingleton(kind);

    /// <summary>Registers lines that editions cover although nobody logs them day by day.</summary>
    public static IServiceCollection AddDigest(this IServiceCollection services, FactDigest digest) => services.AddSingleton(digest);
}
