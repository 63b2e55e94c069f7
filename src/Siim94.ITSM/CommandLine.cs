using System.Globalization;
using Microsoft.Data.Sqlite;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Reference;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.RollUps;

namespace Siim94.ITSM;

/// <summary>The command line's door. Each command sends requests as the system user.</summary>
static class CommandLine
{
    const string DefaultUrl = "http://localhost:5094";
    static readonly string[] Options = ["data", "file", "kind", "unit", "decimals", "published", "to", "ConnectionStrings"];
    const string ServeFolder = "data",
        DemoFolder = "data/demo";

    const string Usage = """
        siim94-itsm [commande] [options]
          serve              le produit (par défaut)              --data DOSSIER --urls URL
          demo               le produit, rempli de 2014 à 2017    --data DOSSIER --urls URL --allow-remote
          migrate            met la base au schéma de cette version
          import             importe un fichier, tout ou rien      --file FICHIER --kind time-entries|tickets|key-figures
                             --unit d|h|min --decimals ,|. là où le fichier ne les dit pas
          rollup             consolide les jours en attente
          verify             recalcule les consolidations ; avec --published FICHIER, rapproche des tableaux publiés
          backup             copie la base SQLite                 --to FICHIER
        """;

    /// <returns>Exit code: 0 when all went well, 1 when the command failed or found something, 2 when it was not understood.</returns>
    public static async Task<int> Run(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture =
            CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.CurrentCulture =
            CultureInfo.CurrentUICulture =
                CultureInfo.GetCultureInfo("fr-FR");
        var (command, options) = args is [var first, ..] && !first.StartsWith('-') ? (first, args[1..]) : ("serve", args);
        options = [.. options.Select(option => option == "--allow-remote" ? "--allow-remote=true" : option)];
        // The server takes every setting of ASP.NET Core; of the others each has its own, and a misspelt one must not pass for none.
        if (
            command is not ("serve" or "demo")
            && options.FirstOrDefault(option =>
                option.StartsWith("--", StringComparison.Ordinal) && !Options.Contains(option[2..].Split('=', ':')[0])
            )
                is { } unknown
        )
        {
            await Console.Error.WriteLineAsync($"Option inconnue : {unknown}{Environment.NewLine}{Usage}");
            return 2;
        }
        switch (command)
        {
            case "serve":
                return await Serve(options);
            case "demo":
                return await Demo(options);
            case "migrate":
                Migrator.Migrate(Databases.Open(Configuration(options), ServeFolder));
                return 0;
            case "rollup":
                return await WithProduct(options, async dispatcher =>
                {
                    while ((await dispatcher.Send(new RollUp(), UserIdentity.System)).Pending > 0) { }
                    return 0;
                });
            case "import":
                return await WithProduct(options, dispatcher => Import(dispatcher, Configuration(options)));
            case "verify":
                return await WithProduct(options, dispatcher => Verify(dispatcher, Configuration(options)["published"]));
            case "backup":
                return Backup(Configuration(options));
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    static async Task<int> Serve(string[] options)
    {
        await using var app = Build(options, ServeFolder);
        var dispatcher = app.Services.GetRequiredService<Dispatcher>();
        await dispatcher.Send(new ImportReference(), UserIdentity.System);
        if (await dispatcher.Send(new CreateFirstAdministrator(), UserIdentity.System) is { } password)
            Console.WriteLine($"Premier démarrage : compte « {CreateFirstAdministrator.Login} », mot de passe à usage unique {password}");
        await app.RunAsync();
        return 0;
    }

    static async Task<int> Demo(string[] options)
    {
        var configuration = Configuration(options);
        var urls = (configuration["urls"] ?? DefaultUrl).Split(';');
        if (configuration["allow-remote"] is null && urls.FirstOrDefault(url => !IsLoopback(url)) is { } open)
        {
            await Console.Error.WriteLineAsync(
                $"{open} : la démonstration a des mots de passe connus de tous, elle n'écoute que sur cette machine. "
                    + "Ajoutez --allow-remote pour passer outre."
            );
            return 2;
        }

        var folder = Path.GetFullPath(configuration["data"] ?? DemoFolder);
        await DemoDatabase.Ensure(folder);
        await using var app = Build([.. options, "--ConnectionStrings:SqlServer="], DemoFolder);
        Console.WriteLine(
            $"Comptes : {string.Join(", ", DemoPeople.Accounts.Select(account => account.Login))} – mot de passe : {DemoPeople.Password}"
        );
        Console.WriteLine($"Adresse : {string.Join(", ", urls)}");
        await app.RunAsync();
        return 0;
    }

    /// <summary>Checks a file as the page would propose, and writes it when every line is right.</summary>
    static async Task<int> Import(Dispatcher dispatcher, IConfiguration configuration)
    {
        if (configuration["file"] is not { } path || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"Aucun fichier « {configuration["file"]} ».{Environment.NewLine}{Usage}");
            return 2;
        }
        try
        {
            await using var file = File.OpenRead(path);
            var start = new StartImport { Kind = configuration["kind"] ?? ImportKind.TimeEntries, FileName = Path.GetFileName(path) };
            var id = (await ImportUpload.Run(dispatcher, UserIdentity.System, start, file, null, CancellationToken.None)).Id;
            var proposal = (await dispatcher.Send(new PreviewImport { Id = id }, UserIdentity.System)).Proposal;
            var mapping = proposal with
            {
                Unit = configuration["unit"] ?? proposal.Unit,
                Decimals = configuration["decimals"] ?? proposal.Decimals,
            };
            await dispatcher.Send(new CheckImport { Id = id, Mapping = mapping }, UserIdentity.System);
            await ImportWork.Run(dispatcher, id, CancellationToken.None);
            var check = await dispatcher.Send(new GetImport(id), UserIdentity.System);
            foreach (var problem in check.Problems)
                Console.WriteLine($"{problem.Row} {ImportFields.LabelOf(start.Kind, problem.Field)} « {problem.Text} » {problem.Message}");
            Console.WriteLine(check.Message ?? $"{check.RowsAccepted} lignes prêtes, {check.RowsRefused} refusées");
            if (check.State != ImportState.Checked || check.RowsRefused > 0)
                return 1;
            await dispatcher.Send(new CommitImport { Id = id }, UserIdentity.System);
            await ImportWork.Run(dispatcher, id, CancellationToken.None);
            var import = await dispatcher.Send(new GetImport(id), UserIdentity.System);
            Console.WriteLine(import.Message ?? $"Import {id} : {import.RowsAccepted} lignes écrites");
            return import.State == ImportState.Imported ? 0 : 1;
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync(
                $"{refusal.Message} {string.Join(" ", refusal.Errors.Values.SelectMany(messages => messages))}"
            );
            return 2;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return 2;
        }
    }

    static async Task<int> Verify(Dispatcher dispatcher, string? publishedFile)
    {
        if (publishedFile is null)
        {
            var drifts = await RollupVerification.Run(dispatcher, CancellationToken.None);
            Console.WriteLine(
                drifts.Count == 0 ? "Les consolidations sont exactes." : $"Consolidations réparées : {string.Join(", ", drifts)}"
            );
            return drifts.Count == 0 ? 0 : 1;
        }
        try
        {
            var result = await dispatcher.Send(
                new ReconcilePublished { File = PublishedFile.Parse(await File.ReadAllBytesAsync(publishedFile)) },
                UserIdentity.System
            );
            foreach (var finding in result.Findings)
                Console.WriteLine($"{finding.Kind, -26} {finding.Message}");
            foreach (var note in result.Notes)
                Console.WriteLine($"{"note", -26} {note}");
            var contradictions = result.Findings.Count(finding => finding.Kind != FindingKind.Rounding);
            Console.WriteLine($"{contradictions} contradiction(s), {result.Findings.Count - contradictions} écart(s) d'arrondi");
            return contradictions == 0 ? 0 : 1;
        }
        catch (PublishedFileException broken)
        {
            foreach (var (place, messages) in broken.Errors)
                await Console.Error.WriteLineAsync($"{place} : {string.Join(" ", messages)}");
            return 2;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Le fichier « {publishedFile} » ne peut pas être lu.");
            return 2;
        }
    }

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("*", "0.0.0.0").Replace("+", "0.0.0.0"), UriKind.Absolute, out var address) && address.IsLoopback;

    static int Backup(IConfiguration configuration)
    {
        if (Databases.Open(configuration, ServeFolder) is not SqliteDialect dialect || configuration["to"] is not { Length: > 0 } file)
        {
            Console.Error.WriteLine(
                "backup --to FICHIER copie la base SQLite ; une base SQL Server se sauvegarde avec ses propres outils."
            );
            return 2;
        }
        using var source = (SqliteConnection)dialect.Connect();
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file), Pooling = false }.ToString()
        );
        source.Open();
        source.BackupDatabase(copy);
        Console.WriteLine(Path.GetFullPath(file));
        return 0;
    }

    /// <summary>Runs work on a migrated database, without a web server. One that is not there is a wrong folder.</summary>
    static async Task<int> WithProduct(string[] options, Func<Dispatcher, Task<int>> work)
    {
        var dialect = Databases.Open(Configuration(options), ServeFolder);
        if (dialect is SqliteDialect { IsMissing: true })
        {
            await Console.Error.WriteLineAsync(
                $"Aucune base de données dans « {Configuration(options)["data"] ?? ServeFolder} ». --data DOSSIER dit où elle est."
            );
            return 2;
        }
        Migrator.Migrate(dialect);
        await using var services = new ServiceCollection().AddLogging().AddProduct(dialect).BuildServiceProvider();
        var dispatcher = services.GetRequiredService<Dispatcher>();
        await dispatcher.Send(new ImportReference(), UserIdentity.System);
        return await work(dispatcher);
    }

    static IConfiguration Configuration(string[] options) =>
        new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(options).Build();

    /// <summary>Builds the application on a migrated database.</summary>
    internal static WebApplication Build(string[] options, string defaultFolder)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = options, ContentRootPath = AppContext.BaseDirectory }
        );
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        var dialect = Databases.Open(builder.Configuration, defaultFolder);
        Migrator.Migrate(dialect);
        builder.Services.AddProduct(dialect);
        builder.AddWeb(dialect);
        var app = builder.Build();
        app.UseWeb();
        return app;
    }
}
