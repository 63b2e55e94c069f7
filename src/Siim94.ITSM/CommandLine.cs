using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Imports;

namespace Siim94.ITSM;

/// <summary>The command line's door: what can be asked of the executable, and what is answered when it cannot be done.</summary>
static class CommandLine
{
    static readonly Option<string?> Data = new("--data") { Description = "Dossier de la base SQLite", HelpName = "DOSSIER" };
    static readonly Option<string?> Urls = new("--urls")
    {
        Description = $"Adresse où le produit répond ({Commands.DefaultUrl} si rien n'est dit)",
        HelpName = "URL",
    };
    static readonly Option<bool> AllowRemote = new("--allow-remote")
    {
        Description = "Laisse d'autres machines atteindre la démonstration, dont les mots de passe sont connus de tous",
    };
    static readonly Option<bool> Script = new("--script") { Description = "Affiche le SQL en attente au lieu de l'exécuter (SQL Server)" };
    static readonly Option<string?> Imported = new("--file") { Description = "Fichier à importer", HelpName = "FICHIER" };
    static readonly Option<string?> Kind = new("--kind")
    {
        Description = $"Ce que contient le fichier : {string.Join(", ", ImportKind.All)} ({ImportKind.TimeEntries} si rien n'est dit)",
        HelpName = "GENRE",
    };
    static readonly Option<string?> Unit = new("--unit")
    {
        Description = "Unité des durées là où le fichier ne la dit pas : d, h ou min",
        HelpName = "UNITÉ",
    };
    static readonly Option<string?> Decimals = new("--decimals")
    {
        Description = "Signe décimal là où le fichier laisse le choix : , ou .",
        HelpName = "SIGNE",
    };
    static readonly Option<string?> Published = new("--published") { Description = "Tableaux publiés à rapprocher", HelpName = "FICHIER" };
    static readonly Option<string?> To = new("--to") { Description = "Fichier de la copie", HelpName = "FICHIER" };

    /// <returns>Exit code: 0 when all went well, 1 when the command failed or found something, 2 when it was not understood.</returns>
    public static async Task<int> Run(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture =
            CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.CurrentCulture =
            CultureInfo.CurrentUICulture =
                CultureInfo.GetCultureInfo("fr-FR");
        var (settings, words) = Separate(args);
        var parsed = Commanded(settings).Parse(words is [] || IsOption(words[0]) ? ["serve", .. words] : words);
        if (Misunderstood(parsed) is { } complaint)
        {
            await Console.Error.WriteLineAsync($"{complaint}{Environment.NewLine}« --help » liste les commandes et leurs options.");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception error) when (Explain(error) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal) && word is not ("--help" or "--version");

    /// <summary>Every command, each with its own options.</summary>
    static RootCommand Commanded(string[] settings)
    {
        var root = new RootCommand(
            "Siim94.ITSM. Sans commande : serve. Codes de retour : 0 fait, 1 échec ou constat, 2 commande pas comprise. "
                + "Tout réglage de la configuration peut être ajouté : --ConnectionStrings:SqlServer=…, --Mail:Host=…"
        )
        {
            Named("serve", "Le produit", [Data, Urls], (_, all) => Commands.Serve(all)),
            Named("demo", "Le produit, rempli de 2014 à 2017", [Data, Urls, AllowRemote], (parsed, all) =>
                Commands.Demo(all, parsed.GetValue(AllowRemote))
            ),
            Named("migrate", "Met la base au schéma de cette version", [Data, Script], (parsed, all) =>
                Task.FromResult(Commands.Migrate(all, parsed.GetValue(Script)))
            ),
            Named("import", "Importe un fichier, tout ou rien", [Data, Imported, Kind, Unit, Decimals], (parsed, all) =>
                Commands.Import(
                    all,
                    parsed.GetValue(Imported),
                    parsed.GetValue(Kind) ?? ImportKind.TimeEntries,
                    parsed.GetValue(Unit),
                    parsed.GetValue(Decimals)
                )
            ),
            Named("rollup", "Consolide les jours en attente", [Data], (_, all) => Commands.RollUp(all)),
            Named("verify", "Recalcule les consolidations, ou rapproche des tableaux publiés", [Data, Published], (parsed, all) =>
                Commands.Verify(all, parsed.GetValue(Published))
            ),
            Named("backup", "Copie la base SQLite, même en service", [Data, To], (parsed, all) =>
                Task.FromResult(Commands.Backup(all, parsed.GetValue(To)))
            ),
        };
        foreach (var option in root.Options)
            option.Description = option is VersionOption ? "Affiche la version" : "Affiche cette aide";
        return root;

        Command Named(string name, string description, Option[] options, Func<ParseResult, string[], Task<int>> run)
        {
            var command = new Command(name, description);
            foreach (var option in options)
                command.Options.Add(option);
            command.SetAction((parsed, _) => run(parsed, [.. Given(parsed, Data), .. Given(parsed, Urls), .. settings]));
            return command;
        }
    }

    static string[] Given(ParseResult parsed, Option<string?> option) =>
        parsed.GetResult(option) is null ? [] : [$"{option.Name}={parsed.GetValue(option)}"];

    // A section and a key, as in Mail:Host, or one of the keys that ASP.NET Core looks up at the top.
    static readonly string[] TopKeys = ["--environment", "--AllowedHosts"];

    /// <summary>Settings of the configuration are for the configuration to read; a value may follow as a word of its own.</summary>
    static (string[] Settings, string[] Words) Separate(string[] args)
    {
        List<string> settings = [],
            words = [];
        for (var at = 0; at < args.Length; at++)
        {
            var key = args[at].Split('=')[0];
            if (!key.StartsWith("--", StringComparison.Ordinal) || !(key.Contains(':') || TopKeys.Contains(key)))
                words.Add(args[at]);
            else if (args[at] == key && at + 1 < args.Length)
                settings.Add($"{key}={args[++at]}");
            else
                settings.Add(args[at]);
        }
        return ([.. settings], [.. words]);
    }

    /// <summary>A misspelt option must not pass for none.</summary>
    static string? Misunderstood(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var unknown, ..]
            ? unknown.StartsWith('-')
                ? $"Option inconnue : {unknown}"
                : $"Commande ou argument inconnu : {unknown}"
            : parsed.Errors is [var error, ..]
                ? error.Message
                : null;

    /// <summary>
    /// What is wrong with the machine, the database or the settings, in one sentence; null for a fault of the product itself.
    /// </summary>
    static string? Explain(Exception error) =>
        error switch
        {
            DatabaseUnavailable unavailable => $"{unavailable.Detail} : {unavailable.Message}. {DatabaseFaults.Advice(unavailable.Fault)}",
            Refusal refusal => string.Join(' ', [refusal.Message, .. refusal.Errors.Values.SelectMany(messages => messages)]),
            OptionsValidationException settings => string.Join(' ', settings.Failures),
            AggregateException { InnerExceptions: [var first, ..] } => Explain(first),
            IOException { InnerException: AddressInUseException } =>
                $"{error.Message} Un autre programme s'en sert : arrêtez-le, ou choisissez une autre adresse avec --urls.",
            SocketException => $"L'adresse ne peut pas être ouverte ({error.Message}). Choisissez-en une autre avec --urls.",
            MigrationFailed or StartFailed or DbException or IOException or UnauthorizedAccessException => error.Message,
            _ => null,
        };
}

/// <summary>The web server cannot be set up as it is asked to be.</summary>
sealed class StartFailed(Exception inner)
    : Exception($"Le produit ne peut pas démarrer avec ces réglages : {inner.Message} Vérifiez --urls et la configuration.", inner);
