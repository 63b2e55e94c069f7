using FluentValidation;
using Hangfire;
using Hangfire.SqlServer;
using MediatR;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Allocation;
using Siim94.ITSM.Features.BulkChanges;
using Siim94.ITSM.Features.Closing;
using Siim94.ITSM.Features.Costs;
using Siim94.ITSM.Features.Disputes;
using Siim94.ITSM.Features.Documents;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.KeyFigures;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.MemberYears;
using Siim94.ITSM.Features.Pivot;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.Reports;
using Siim94.ITSM.Features.ReportSchedules;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;
using Siim94.ITSM.Features.Training;
using Siim94.ITSM.Shell;

namespace Siim94.ITSM;

/// <summary>What the application is made of: services, pipeline, routes.</summary>
static class Hosting
{
    /// <summary>Services that every door needs, the command line included.</summary>
    public static IServiceCollection AddProduct(this IServiceCollection services, SqlDialect dialect)
    {
        TypeHandlers.Register(dialect);
        services.AddSingleton(dialect);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Dispatcher>();
        services.AddScoped<Db>();
        services.AddScoped<RequestContext>();
        services.AddScoped(provider => provider.GetRequiredService<RequestContext>().User);
        services.AddScoped<UserDirectory>();
        services.AddScoped<IdempotencyKeys>();
        services.AddScoped<AfterCommit>();
        services.AddScoped<Audit>();
        services.AddProtectionKeys(dialect);
        services.AddPipeline();

        services.AddSingleton<ReferentialCache>();
        services.AddScoped<ReferentialLookup>();
        services.AddScoped<ReferentialWriter>();
        services.AddScoped<ReferentialAdder>();
        services.AddSingleton<RollupNudge>();
        services.AddScoped<DirtyDays>();
        services.AddScoped<ClosedPeriods>();
        services.AddScoped<ClosingChecks>();
        services.AddScoped<LineDigests>();
        services.AddScoped<EditionStore>();
        services.AddScoped<AllocationKeyReader>();
        services.AddScoped<AllocationPotReader>();
        services.AddScoped<AllocationCalculator>();
        services.AddScoped<AllocationReader>();
        services.AddScoped<AllocationFigures>();
        services.AddScoped<CostSheet>();
        services.AddScoped<KeyFigureReader>();
        services.AddScoped<KeyFigureWriter>();
        services.AddScoped<EnteredTables>();
        services.AddScoped<ReportEngine>();
        services.AddScoped<PivotTables>();
        services.AddScoped<TableCatalog>();
        services.AddScoped<DisputeReader>();
        services.AddScoped<DisputeLog>();
        services.AddScoped<ContestedLines>();
        services.AddScoped<ContestedFigures>();
        services.AddScoped<ChangeReader>();
        services.AddScoped<SavedTableStore>();
        services.AddScoped<AllocationNotes>();
        services.AddScoped<GroupNotes>();
        services.AddScoped<ReportPrinter>();
        services.AddScoped<ReportLinesReader>();
        services.AddScoped<RollupStatus>();
        services.AddScoped<ReportScheduleStore>();
        services.AddScoped<ReportMessageReader>();
        services.AddScoped<ReportOutbox>();
        services.AddSingleton<ReportMailWriter>();
        services.AddSingleton<MailServer>();
        services.AddSingleton<ReportDelivery>();
        services.AddSingleton<IValidateOptions<MailSettings>, MailSettingsValidator>();
        services.AddScoped<ChapterTexts>();
        services.AddScoped<YearTablesReader>();
        services.AddScoped<FigureResolver>();
        services.AddScoped<DocumentTexts>();
        services.AddScoped<ChapterReader>();
        services.AddScoped<ChapterSteps>();
        services.AddSingleton<Passwords>();
        services.AddScoped<ContactStore>();
        services.AddScoped<EntryResolver>();
        services.AddScoped<EntryGuard>();
        services.AddScoped<Ledger>();
        services.AddScoped<TimeEntryReader>();
        services.AddScoped<EntrySelector>();
        services.AddScoped<Recoder>();
        services.AddScoped<TicketResolver>();
        services.AddScoped<TicketSteps>();
        services.AddScoped<TicketReader>();
        services.AddScoped<InterventionWriter>();
        services.AddScoped<InterventionReader>();
        services.AddScoped<HotlineShiftStore>();
        services.AddScoped<TrainingSessionWriter>();
        services.AddScoped<TrainingSessionReader>();
        services.AddScoped<ImportReader>();
        services.AddScoped<ImportFile>();
        services.AddScoped<ImportMappings>();
        services.AddScoped<ImportStates>();
        services.AddSingleton<ImportNudge>();
        services.AddScoped<TimeEntryImport>();
        services.AddScoped<TicketImport>();
        services.AddScoped<KeyFigureImport>();
        services.AddScoped<ImportTargets>();
        return services;
    }

    /// <summary>Authorise → validate → transaction → handle; every handler and validator of the assembly.</summary>
    static void AddPipeline(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Authorize<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validate<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Transact<,>));
        foreach (var type in typeof(Hosting).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
        foreach (
            var handled in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
        )
            services.AddScoped(handled, type);
        services.AddValidatorsFromAssembly(typeof(Hosting).Assembly, includeInternalTypes: true);
    }

    // The longest text of a chapter, however many bytes its letters take.
    const int LongestPageMessage = 4 * Features.Documents.WriteChapter.LongestText;

    /// <summary>Services of the web application.</summary>
    public static void AddWeb(this WebApplicationBuilder builder, SqlDialect dialect)
    {
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        builder.AddHttp();
        services.AddOptions<MailSettings>().Bind(builder.Configuration.GetSection(MailSettings.Section)).ValidateOnStart();
        services.AddOpenApi("v1", options => options.AddConventions());
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestPageMessage);
        services.AddProductAuthentication();
        services.AddLanguages();

        services.AddHangfire(hangfire =>
        {
            if (dialect is SqlServerDialect)
                hangfire.UseSqlServerStorage(
                    dialect.Connect().ConnectionString,
                    new SqlServerStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1) }
                );
            else
                hangfire.UseInMemoryStorage();
        });
        services.AddHangfireServer(server => server.WorkerCount = 2);
    }

    /// <summary>The pipeline of the web application, and its routes.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseHttp();

        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapReferentials();
        api.MapKeyFigures();
        api.MapTimeLog();
        api.MapBulkChanges();
        api.MapTickets();
        api.MapInterventions();
        api.MapTraining();
        api.MapReports();
        api.MapDocuments();
        api.MapPivot();
        api.MapReportSchedules();
        api.MapMemberYears();
        api.MapDisputes();
        api.MapReconciliation();
        api.MapClosing();
        api.MapAllocation();
        api.MapCosts();
        api.MapImports();

        app.MapStaticAssets();
        app.MapShell();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/api", reference =>
            reference
                .WithTitle("Siim94.ITSM – API")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .DisableDefaultFonts()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry()
                .HideDeveloperTools()
                .HideClientButton()
        );
        app.MapHangfireDashboard(
            "/taches",
            new DashboardOptions
            {
                Authorization = [],
                AsyncAuthorization = [new JobDashboardAccess()],
                AppPath = "/",
            }
        );
        JobSchedule.Register(app.Services.GetRequiredService<IRecurringJobManager>());
    }
}
