using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM;

/// <summary>The command line's door: <c>serve</c> (default), <c>demo</c>, <c>migrate</c>, <c>rollup</c>, <c>verify</c>, <c>backup</c>.</summary>
static class CommandLine
{
    const string DefaultUrl = "http://localhost:5094";

    /// <returns>Exit code: 0 when all went well, 1 when the command failed, 2 when it was not understood.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (command, options) = args is [var first, ..] && !first.StartsWith('-') ? (first, args[1..]) : ("serve", args);
        switch (command)
        {
            case "serve":
                await Serve(options);
                return 0;
            default:
                await Console.Error.WriteLineAsync($"« {command} » ? serve, demo, migrate, rollup, verify, backup");
                return 2;
        }
    }

    static async Task Serve(string[] options)
    {
        var app = Build(options, "data");
        if (await app.Services.GetRequiredService<Dispatcher>().Send(new CreateFirstAdministrator(), UserIdentity.System) is { } password)
            Console.WriteLine($"Premier démarrage : compte « {CreateFirstAdministrator.Login} », mot de passe à usage unique {password}");
        await app.RunAsync();
    }

    /// <summary>Builds the application on a migrated database.</summary>
    static WebApplication Build(string[] options, string defaultFolder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = options, ContentRootPath = AppContext.BaseDirectory });
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        var dialect = Databases.Open(builder.Configuration, defaultFolder);
        Migrator.Migrate(dialect);
        builder.Services.AddProduct(dialect);
        builder.AddWeb(dialect);
        var app = builder.Build();
        app.UseWeb();
        return app;
    }
}
