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
    static readonly Option<string?> Data = new("--data") { Description = CommandWords.OptionData, HelpName = CommandWords.NamedFolder };
    static readonly Option<string?> Urls = new("--urls")
    {
        Description = string.Format(CommandWords.OptionUrls, Commands.DefaultUrl),
        HelpName = "URL",
    };
    static readonly Option<bool> AllowRemote = new("--allow-remote") { Description = CommandWords.OptionAllowRemote };
    static readonly Option<bool> Script = new("--script") { Description = CommandWords.OptionScript };
    static readonly Option<string?> Imported = new("--file") { Description = CommandWords.OptionFile, HelpName = CommandWords.NamedFile };
    static readonly Option<string?> Kind = new("--kind")
    {
        Description = string.Format(CommandWords.OptionKind, string.Join(", ", ImportKind.All), ImportKind.TimeEntries),
        HelpName = CommandWords.NamedKind,
    };
    static readonly Option<string?> Unit = new("--unit") { Description = CommandWords.OptionUnit, HelpName = CommandWords.NamedUnit };
    static readonly Option<string?> Decimals = new("--decimals")
    {
        Description = CommandWords.OptionDecimals,
        HelpName = CommandWords.NamedSign,
    };
    static readonly Option<string?> Published = new("--published")
    {
        Description = CommandWords.OptionPublished,
        HelpName = CommandWords.NamedFile,
    };
    static readonly Option<string?> To = new("--to") { Description = CommandWords.OptionTo, HelpName = CommandWords.NamedFile };

    /// <returns>Exit code: 0 when all went well, 1 when the command failed or found something, 2 when it was not understood.</returns>
    public static async Task<int> Run(string[] args)
    {
        Speak();
        var (settings, words) = Separate(args);
        var parsed = Commanded(settings).Parse(words is [] || IsOption(words[0]) ? ["serve", .. words] : words);
        if (Misunderstood(parsed) is { } complaint)
        {
            await Console.Error.WriteLineAsync($"{complaint}{Environment.NewLine}{CommandWords.HelpLists}");
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

    /// <summary>
    /// The terminal's language: English where it is English, French everywhere else. What the product does by itself, it does in French;
    /// only commands that end by themselves do all in the terminal's.
    /// </summary>
    static void Speak()
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        var spoken = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? CultureInfo.GetCultureInfo("en-GB") : french;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = french;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CommandWords.Culture = spoken;
    }

    /// <summary>Runs the product itself: its jobs take over the language that it is started in.</summary>
    static Task<int> InFrench(Func<Task<int>> product)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentCulture!;
        return product();
    }

    static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal) && word is not ("--help" or "--version");

    /// <summary>Every command, each with its own options.</summary>
    static RootCommand Commanded(string[] settings)
    {
        var root = new RootCommand(CommandWords.Product)
        {
            Named("serve", CommandWords.Serve, [Data, Urls], (_, all) => InFrench(() => Commands.Serve(all))),
            Named("demo", CommandWords.Demo, [Data, Urls, AllowRemote], (parsed, all) =>
                InFrench(() => Commands.Demo(all, parsed.GetValue(AllowRemote)))
            ),
            Named("migrate", CommandWords.Migrate, [Data, Script], (parsed, all) =>
                Task.FromResult(Commands.Migrate(all, parsed.GetValue(Script)))
            ),
            Named("import", CommandWords.Import, [Data, Imported, Kind, Unit, Decimals], (parsed, all) =>
                Commands.Import(
                    all,
                    parsed.GetValue(Imported),
                    parsed.GetValue(Kind) ?? ImportKind.TimeEntries,
                    parsed.GetValue(Unit),
                    parsed.GetValue(Decimals)
                )
            ),
            Named("rollup", CommandWords.RollUp, [Data], (_, all) => Commands.RollUp(all)),
            Named("verify", CommandWords.Verify, [Data, Published], (parsed, all) => Commands.Verify(all, parsed.GetValue(Published))),
            Named("backup", CommandWords.Backup, [Data, To], (parsed, all) => Task.FromResult(Commands.Backup(all, parsed.GetValue(To)))),
        };
        foreach (var option in root.Options)
            option.Description = option is VersionOption ? CommandWords.OptionVersion : CommandWords.OptionHelp;
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
                ? string.Format(CommandWords.UnknownOption, unknown)
                : string.Format(CommandWords.UnknownWord, unknown)
            : parsed.Errors is [var error, ..]
                ? error.Message
                : null;

    /// <summary>
    /// What is wrong with the machine, the database or the settings, in one sentence; null for a fault of the product itself.
    /// </summary>
    static string? Explain(Exception error) =>
        error switch
        {
            DatabaseUnavailable unavailable => string.Format(
                CommandWords.UnavailableWhere,
                unavailable.Detail,
                unavailable.Message,
                DatabaseFaults.Advice(unavailable.Fault)
            ),
            Refusal refusal => string.Join(' ', [refusal.Message, .. refusal.Errors.Values.SelectMany(messages => messages)]),
            OptionsValidationException settings => string.Join(' ', settings.Failures),
            AggregateException { InnerExceptions: [var first, ..] } => Explain(first),
            IOException { InnerException: AddressInUseException } => string.Format(CommandWords.AddressInUse, error.Message),
            SocketException => string.Format(CommandWords.AddressCannotBeOpened, error.Message),
            MigrationFailed or StartFailed or DbException or IOException or UnauthorizedAccessException => error.Message,
            _ => null,
        };
}

/// <summary>The web server cannot be set up as it is asked to be.</summary>
sealed class StartFailed(Exception inner) : Exception(string.Format(CommandWords.CannotStart, inner.Message), inner);
