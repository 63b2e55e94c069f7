using Microsoft.Data.Sqlite;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Demo;
using Siim94.ITSM.Features.Imports;
using Siim94.ITSM.Features.Reconciliation;
using Siim94.ITSM.Features.Reference;
using Siim94.ITSM.Features.RollUps;
using Siim94.ITSM.Features.Tickets;

namespace Siim94.ITSM;

/// <summary>What each command does: it sends requests as the system user, and answers with the exit code.</summary>
static class Commands
{
    public const string DefaultUrl = "http://localhost:5094";
    const string ServeFolder = "data",
        DemoFolder = "data/demo";

    public static async Task<int> Serve(string[] settings)
    {
        await using var app = Build(settings, ServeFolder);
        var dispatcher = app.Services.GetRequiredService<Dispatcher>();
        await dispatcher.Send(new ImportReference(), UserIdentity.System);
        if (await dispatcher.Send(new CreateFirstAdministrator(), UserIdentity.System) is { } password)
            Console.WriteLine(string.Format(CommandWords.FirstStart, CreateFirstAdministrator.Login, password));
        return await RunToEnd(app);
    }

    public static async Task<int> Demo(string[] settings, bool allowRemote)
    {
        var configuration = Configuration(settings);
        var urls = (configuration["urls"] ?? DefaultUrl).Split(';');
        if (!allowRemote && urls.FirstOrDefault(url => !IsLoopback(url)) is { } open)
        {
            await Console.Error.WriteLineAsync(string.Format(CommandWords.DemoIsLocal, open));
            return 2;
        }

        var dialect = Databases.Open(configuration, DemoFolder);
        if (!await DemoDatabase.Ensure(dialect))
        {
            await Console.Error.WriteLineAsync(string.Format(CommandWords.DemoDatabaseIsOther, dialect.Place));
            return 1;
        }
        await using var app = Build(settings, DemoFolder);
        var logins = string.Join(", ", DemoPeople.Accounts.Select(account => account.Login));
        Console.WriteLine(string.Format(CommandWords.Accounts, logins, DemoPeople.Password));
        Console.WriteLine(string.Format(CommandWords.Address, string.Join(", ", urls)));
        return await RunToEnd(app);
    }

    static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("*", "0.0.0.0").Replace("+", "0.0.0.0"), UriKind.Absolute, out var address) && address.IsLoopback;

    public static int Migrate(string[] settings, bool scriptOnly)
    {
        var dialect = Databases.Open(Configuration(settings), ServeFolder);
        if (!scriptOnly)
        {
            Migrator.Migrate(dialect);
            return 0;
        }
        if (dialect is SqliteDialect)
        {
            Console.Error.WriteLine(CommandWords.ScriptIsOfSqlServer);
            return 2;
        }
        Console.Write(SqlServerDatabase.Script(dialect));
        return 0;
    }

    /// <summary>Checks a file as the page would propose, and writes it when every line is right.</summary>
    public static async Task<int> Import(string[] settings, string? path, string kind, string? unit, string? decimals)
    {
        if (!File.Exists(path) || !ImportKind.All.Contains(kind))
        {
            await Console.Error.WriteLineAsync(
                path is null ? CommandWords.FileMissing
                : !File.Exists(path) ? string.Format(CommandWords.NoFile, path)
                : string.Format(CommandWords.KindUnknown, kind, string.Join(", ", ImportKind.All))
            );
            return 2;
        }
        await using var file = File.OpenRead(path);
        return await WithProduct(settings, async dispatcher =>
        {
            var start = new StartImport { Kind = kind, FileName = Path.GetFileName(path) };
            var id = (await ImportUpload.Run(dispatcher, UserIdentity.System, start, file, null, CancellationToken.None)).Id;
            var proposal = (await dispatcher.Send(new PreviewImport { Id = id }, UserIdentity.System)).Proposal;
            var mapping = proposal with { Unit = unit ?? proposal.Unit, Decimals = decimals ?? proposal.Decimals };
            await dispatcher.Send(new CheckImport { Id = id, Mapping = mapping }, UserIdentity.System);
            await ImportWork.Run(dispatcher, id, CancellationToken.None);
            var check = await dispatcher.Send(new GetImport(id), UserIdentity.System);
            foreach (var problem in check.Problems)
                Console.WriteLine(
                    CommandWords.ImportProblem,
                    problem.Row,
                    ImportFields.LabelOf(kind, problem.Field),
                    problem.Text,
                    problem.Message
                );
            Console.WriteLine(check.Message ?? string.Format(CommandWords.ImportReady, check.RowsAccepted, check.RowsRefused));
            if (check.State != ImportState.Checked || check.RowsRefused > 0)
                return 1;
            await dispatcher.Send(new CommitImport { Id = id }, UserIdentity.System);
            await ImportWork.Run(dispatcher, id, CancellationToken.None);
            var import = await dispatcher.Send(new GetImport(id), UserIdentity.System);
            Console.WriteLine(import.Message ?? string.Format(CommandWords.ImportDone, id, import.RowsAccepted));
            return import.State == ImportState.Imported ? 0 : 1;
        });
    }

    public static Task<int> RollUp(string[] settings) => WithProduct(settings, async dispatcher =>
        {
            while ((await dispatcher.Send(new RollUp(), UserIdentity.System)).Pending > 0) { }
            return 0;
        });

    public static Task<int> Verify(string[] settings, string? publishedFile) =>
        WithProduct(settings, dispatcher => publishedFile is null ? VerifyRollups(dispatcher) : Reconcile(dispatcher, publishedFile));

    static async Task<int> VerifyRollups(Dispatcher dispatcher)
    {
        var drifts = await RollupVerification.Run(dispatcher, CancellationToken.None);
        Console.WriteLine(
            drifts.Count == 0 ? CommandWords.RollUpsAreExact : string.Format(CommandWords.DriftsRepaired, string.Join(", ", drifts))
        );
        return drifts.Count == 0 ? 0 : 1;
    }

    static async Task<int> Reconcile(Dispatcher dispatcher, string publishedFile)
    {
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
            Console.WriteLine(CommandWords.Contradictions, contradictions, result.Findings.Count - contradictions);
            return contradictions == 0 ? 0 : 1;
        }
        catch (PublishedFileException broken)
        {
            foreach (var (place, messages) in broken.Errors)
                await Console.Error.WriteLineAsync(string.Format(CommandWords.Problem, place, string.Join(" ", messages)));
            return 2;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(string.Format(CommandWords.FileCannotBeRead, publishedFile));
            return 2;
        }
    }

    public static int Backup(string[] settings, string? to)
    {
        if (string.IsNullOrEmpty(to))
        {
            Console.Error.WriteLine(CommandWords.ToMissing);
            return 2;
        }
        if (Databases.Open(Configuration(settings), ServeFolder) is not SqliteDialect dialect)
        {
            Console.Error.WriteLine(CommandWords.BackupIsOfSqlite);
            return 2;
        }
        var target = Path.GetFullPath(to);
        if (dialect.IsMissing || target == dialect.Place)
        {
            Console.Error.WriteLine(dialect.IsMissing ? Missing(dialect) : CommandWords.CopyIsTheDatabase);
            return 2;
        }
        try
        {
            using var source = (SqliteConnection)dialect.Connect();
            using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
            source.Open();
            copy.Open();
            source.BackupDatabase(copy);
        }
        catch (SqliteException error)
        {
            throw new DatabaseUnavailable(
                dialect.FaultOf(error) ?? DatabaseFault.Unreachable,
                error,
                $"{dialect.Place} → {target} ({error.Message})"
            );
        }
        Console.WriteLine(target);
        return 0;
    }

    static string Missing(SqliteDialect dialect) => string.Format(CommandWords.NoDatabase, Path.GetDirectoryName(dialect.Place));

    /// <summary>Runs work on a migrated database, without a web server. One that is not there is a wrong folder.</summary>
    static async Task<int> WithProduct(string[] settings, Func<Dispatcher, Task<int>> work)
    {
        var dialect = Databases.Open(Configuration(settings), ServeFolder);
        if (dialect is SqliteDialect { IsMissing: true } missing)
        {
            await Console.Error.WriteLineAsync(Missing(missing));
            return 2;
        }
        Migrator.Migrate(dialect);
        await using var services = new ServiceCollection().AddLogging().AddProduct(dialect).BuildServiceProvider();
        var dispatcher = services.GetRequiredService<Dispatcher>();
        await dispatcher.Send(new ImportReference(), UserIdentity.System);
        return await work(dispatcher);
    }

    static IConfiguration Configuration(string[] settings) =>
        new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();

    /// <summary>Builds the application on a migrated database.</summary>
    internal static WebApplication Build(string[] settings, string defaultFolder)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }
        );
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        var dialect = Databases.Open(builder.Configuration, defaultFolder);
        Migrator.Migrate(dialect);
        builder.Services.AddProduct(dialect);
        builder.AddWeb(dialect);
        // What stops the start is said in one sentence, not as a trace.
        var start = new StartUp();
        builder.Services.AddSingleton(start);
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel" })
            builder.Logging.AddFilter(category, level => start.IsOver && level >= LogLevel.Warning);
        var app = builder.Build();
        app.UseWeb();
        return app;
    }

    static async Task<int> RunToEnd(WebApplication app)
    {
        await IndexTickets(app.Services.GetRequiredService<Dispatcher>());
        try
        {
            await app.StartAsync();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new StartFailed(error);
        }
        app.Services.GetRequiredService<StartUp>().IsOver = true;
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Before the first answer: a search of tickets without words would find none.</summary>
    static async Task IndexTickets(Dispatcher dispatcher)
    {
        while ((await dispatcher.Send(new IndexTickets(), UserIdentity.System)).Tickets > 0) { }
    }

    sealed class StartUp
    {
        public bool IsOver { get; set; }
    }
}
