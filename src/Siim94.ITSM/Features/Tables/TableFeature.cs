namespace Siim94.ITSM.Features.Tables;

static class TableFeature
{
    public static IServiceCollection AddTables(this IServiceCollection services) =>
        services
            .AddScoped<EnteredTables>()
            .AddScoped<CoverageTables>()
            .AddSingleton<CoverageMonths>()
            .AddSingleton<KeptTables>()
            .AddScoped<ReportEngine>()
            .AddScoped<PivotTables>()
            .AddScoped<TableCatalog>()
            .AddScoped<SavedTableStore>()
            .AddScoped<AllocationNotes>()
            .AddScoped<GroupNotes>()
            .AddScoped<ReportPrinter>()
            .AddScoped<ReportLinesReader>();
}
