using FluentValidation;
using Hangfire;
using Hangfire.SqlServer;
using MediatR;
using Scalar.AspNetCore;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Mail;
using Siim94.ITSM.Features.Notices;
using Siim94.ITSM.Features.Organisation;
using Siim94.ITSM.Kernel.Live;
using Siim94.ITSM.Shell;
using Siim94.ITSM.Shell.Kit;

namespace Siim94.ITSM;

/// <summary>What stands around the features: the services of the kernel, the web server, the jobs.</summary>
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
        services.AddScoped<KnownReader>();
        services.AddSingleton<LastUses>();
        services.AddScoped<IdempotencyKeys>();
        services.AddScoped<AfterCommit>();
        services.AddScoped<Audit>();
        services.AddScoped<Deletions>();
        services.AddSingleton<LiveChanges>();
        services.AddScoped<FieldsOnScreen>();
        services.AddProtectionKeys(dialect);
        services.AddPipeline();
        Program.AddFeatures(services);
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
        // They know their rules and nothing else; words are looked up when a rule is broken, in the language of whoever broke it.
        services.AddValidatorsFromAssembly(typeof(Hosting).Assembly, ServiceLifetime.Singleton, includeInternalTypes: true);
    }

    // The longest text of a chapter, however many bytes its letters take.
    const int LongestPageMessage = 4 * Features.Documents.WriteChapter.LongestText;

    /// <summary>Services of the web application.</summary>
    public static void AddWeb(this WebApplicationBuilder builder, SqlDialect dialect)
    {
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        builder.AddHttp();
        services.AddExceptionHandler<FailedPages>();
        builder.SealProtectionKeys();
        services.AddOptions<MailSettings>().Bind(builder.Configuration.GetSection(MailSettings.Section)).ValidateOnStart();
        services.AddOpenApi("v1", options => options.AddConventions());
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestPageMessage);
        services.AddProductAuthentication();
        services.AddHostedService<LastUseRecorder>();
        services.AddHostedService<MemoryAtRest>();
        services.AddLanguages();

        services.AddHangfire(hangfire =>
        {
            if (dialect is SqlServerDialect)
                hangfire.UseSqlServerStorage(
                    dialect.Connect().ConnectionString,
                    // Its tables are made with ours, by an account that may.
                    new SqlServerStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1), PrepareSchemaIfNecessary = false }
                );
            else
                hangfire.UseInMemoryStorage();
        });
        services.AddHangfireServer(server => server.WorkerCount = 2);
        services.LeaveContentTypesToHandlers();
    }

    /// <summary>The pipeline of the web application, and its routes.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseHttp();

        Program.MapFeatures(app.MapApi());

        app.MapStaticAssets();
        app.MapShell();
        app.MapLogo();
        app.MapMailLeave();
        app.MapMailRating();
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
