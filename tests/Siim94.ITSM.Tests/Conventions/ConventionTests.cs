using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.History;
using Siim94.ITSM.Kernel.Web;
using Siim94.ITSM.Shell;

namespace Siim94.ITSM.Tests.Conventions;

/// <summary>What we would otherwise repeat in review.</summary>
sealed partial class ConventionTests
{
    static readonly Type[] Types = typeof(CommandLine).Assembly.GetTypes();

    static readonly string Root = FindRoot();

    static IEnumerable<Type> Requests =>
        Types.Where(type =>
            !type.IsAbstract && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))
        );

    static IEnumerable<string> Sources =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(file =>
                Path.GetExtension(file) is ".cs" or ".razor"
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            );

    [Test]
    public void Each_request_states_a_permission() =>
        Assert.That(
            Requests
                .Where(request => !request.IsDefined(typeof(RequiresAttribute)) && !request.IsDefined(typeof(ForAnyoneAttribute)))
                .Select(request => request.Name),
            Is.Empty
        );

    /// <summary>Whoever renames a request or adds one finds here whether anything would notice that it is broken.</summary>
    [Test]
    public void Each_request_is_named_in_a_test()
    {
        var words = Directory
            .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(IsOurs)
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .ToHashSet();
        Assert.That(Requests.Select(request => request.Name).Where(name => !words.Contains(name)), Is.Empty);
    }

    [Test]
    public void Each_request_has_one_handler_which_is_internal()
    {
        var handlers = Types
            .Where(type => !type.IsAbstract)
            .SelectMany(type =>
                type.GetInterfaces()
                    .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
                    .Select(i => (Handler: type, Request: i.GetGenericArguments()[0]))
            )
            .ToLookup(h => h.Request, h => h.Handler);
        Assert.That(Requests.Where(request => handlers[request].Count() != 1).Select(request => request.Name), Is.Empty);
        Assert.That(
            handlers.SelectMany(h => h).Where(handler => handler.IsPublic || !handler.IsSealed).Select(handler => handler.Name),
            Is.Empty
        );
    }

    [Test]
    public void Only_what_strangers_are_sent_to_is_for_anyone() =>
        Assert.That(
            Requests.Where(request => request.IsDefined(typeof(ForAnyoneAttribute))).Select(request => request.Name),
            Is.EquivalentTo(
                new[]
                {
                    "SignIn",
                    "AskPasswordReset",
                    "ChooseForgottenPassword",
                    "CheckResetLink",
                    "GetOrganisation",
                    "GetLogo",
                    "GetMailLeave",
                    "GetMailRating",
                    "LeaveTicketMail",
                }
            )
        );

    /// <summary>Who may call is judged before what they send is read: so each route says which request that will be.</summary>
    [Test]
    public async Task Each_route_of_the_api_says_what_it_sends()
    {
        using var database = TestDatabase.Missing();
        await using var app = Commands.Build(
            [
                $"--applicationName={typeof(CommandLine).Assembly.GetName().Name}",
                $"--data={database.Folder}",
                $"--ConnectionStrings:SqlServer={database.ServerConnection}",
            ],
            database.Folder
        );
        var routes = ((IEndpointRouteBuilder)app)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
            .ToList();
        Assert.That(routes, Has.Count.GreaterThan(100));
        Assert.That(
            routes
                .Where(route =>
                    route.Metadata.GetMetadata<SentRequest>() is null && route.Metadata.GetMetadata<ForAnyoneAttribute>() is null
                )
                .Select(route => route.DisplayName),
            Is.Empty
        );
    }

    [Test]
    public void Each_permission_is_required_by_something()
    {
        // Judged inside handlers, per row or per field, rather than by a whole request.
        Permission[] judgedWithin =
        [
            Permission.LogTimeForOthers,
            Permission.ImportPastTickets,
            Permission.AssignTickets,
            Permission.EditReports,
        ];
        var required = Requests.Select(request => request.GetCustomAttribute<RequiresAttribute>()?.Permission).OfType<Permission>();
        Assert.That(Enum.GetValues<Permission>().Except(required).Except(judgedWithin), Is.Empty);
    }

    [Test]
    public void People_of_a_member_hold_no_right_over_others()
    {
        Permission[] staffOnly =
        [
            Permission.LogTime,
            Permission.WorkOnTickets,
            Permission.AssignTickets,
            Permission.ManageReferentials,
            Permission.ManageAccounts,
            Permission.ReconcileReports,
            Permission.RunRollups,
            Permission.ClosePeriods,
            Permission.ManageAllocations,
            Permission.ReadCosts,
            Permission.ReadAgents,
            Permission.ManageJobs,
            Permission.EditReports,
            Permission.WriteReportTexts,
            Permission.AskAbsences,
            Permission.ReadAbsences,
            Permission.ManageAbsences,
            Permission.ReadCoverage,
            Permission.ApproveTime,
        ];
        foreach (var role in new[] { Role.Requester, Role.MemberContact })
            Assert.That(staffOnly.Where(permission => Roles.Allow(role, permission)), Is.Empty, $"{role}");
    }

    [Test]
    public void A_request_stands_in_a_file_of_its_name()
    {
        var files = Sources.ToLookup(file => Path.GetFileNameWithoutExtension(file)!);
        Assert.That(
            Requests
                .Select(request => request.Name)
                .Where(name => !files[name].Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\brecord {name}\b"))),
            Is.Empty
        );
    }

    [Test]
    public void A_file_holds_one_request_at_most()
    {
        var names = Requests.Select(request => request.Name).ToHashSet();
        Assert.That(
            Sources
                .Select(file =>
                    (
                        file,
                        Held: Regex
                            .Matches(File.ReadAllText(file), @"\brecord (\w+)")
                            .Count(record => names.Contains(record.Groups[1].Value))
                    )
                )
                .Where(source => source.Held > 1)
                .Select(source => Path.GetFileName(source.file)),
            Is.Empty
        );
    }

    [Test]
    public void The_kernel_knows_no_feature() =>
        Assert.That(
            Sources
                .Where(file =>
                    file.Contains($"{Path.DirectorySeparatorChar}Kernel{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                    && Regex.IsMatch(File.ReadAllText(file), @"ITSM\.(Features|Shell)")
                )
                .Select(Path.GetFileName),
            Is.Empty
        );

    static readonly string[] TablesOfTheKernel =
    [
        "ApiTokens",
        "AuditEntries",
        "DataProtectionKeys",
        "EndedSessions",
        "IdempotencyKeys",
        "LockRows",
        "SchemaVersions",
        "Users",
    ];

    /// <summary>SQL only: the words of a comment or of a name may well be those of a table.</summary>
    [Test]
    public void The_kernel_names_no_table_of_a_feature()
    {
        var kernel = Sources
            .Where(file => file.Contains($"{Path.DirectorySeparatorChar}Kernel{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file =>
                Regex
                    .Matches(File.ReadAllText(file), @"\b(?:FROM|JOIN|INTO|UPDATE)\s+([A-Z][a-z]\w*)")
                    .Select(match => (Table: match.Groups[1].Value, File: Path.GetFileName(file)))
            )
            .ToList();
        Assert.That(kernel.Select(named => named.Table), Is.SupersetOf(new[] { "Users", "AuditEntries", "IdempotencyKeys" }));
        Assert.That(kernel.Where(named => !TablesOfTheKernel.Contains(named.Table)), Is.Empty);
    }

    [Test]
    public void Nobody_asks_the_machine_what_time_it_is() =>
        Assert.That(Sources.Where(file => MachineClock().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName), Is.Empty);

    [Test]
    public void Pages_stand_on_the_dispatcher_alone()
    {
        string[] forAnyone =
        [
            "SignInPage.razor",
            "ForgottenPasswordPage.razor",
            "ChooseForgottenPasswordPage.razor",
            "MailLeavePage.razor",
            "MailRatingPage.razor",
        ];
        var pages = Sources
            .Where(file => file.EndsWith("Page.razor", StringComparison.Ordinal) && file.Contains("Features", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .ToList();
        Assert.That(pages, Has.Count.GreaterThan(10));
        var bases = typeof(PageBase).Assembly.GetTypes().Where(typeof(PageBase).IsAssignableFrom).Select(type => type.Name).ToHashSet();
        Assert.That(
            pages.Where(page => !bases.Contains(Regex.Match(page.Text, @"@inherits (\w+)").Groups[1].Value)).Select(page => page.Name),
            Is.Empty
        );
        Assert.That(
            pages.Where(page => Regex.IsMatch(page.Text, @"@inject (Db|IMediator|ISender|Dispatcher)\b")).Select(page => page.Name),
            Is.Empty
        );
        Assert.That(
            pages
                .Where(page => !page.Text.Contains("[Authorize]", StringComparison.Ordinal) && !forAnyone.Contains(page.Name))
                .Select(page => page.Name),
            Is.Empty
        );
    }

    /// <summary>Which request is on its way, and under which key a form is saved, is known in one place.</summary>
    [Test]
    public void Pages_leave_what_is_on_its_way_to_their_base()
    {
        var pages = Types.Where(type => type.IsSubclassOf(typeof(PageBase))).ToList();
        Assert.That(pages, Has.Count.GreaterThan(40));
        Assert.That(
            pages
                .SelectMany(page => page.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(field => OwnState().IsMatch(field.Name))
                .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"),
            Is.Empty
        );
        var texts = Sources
            .Where(file => Path.GetExtension(file) == ".razor")
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file)));
        foreach (var (name, text) in texts)
        {
            Assert.That(text, Does.Not.Contain("Guid.NewGuid"), $"{name}: a form's key is the base's");
            if (text.StartsWith("@page", StringComparison.Ordinal) && text.Contains("OnParametersSetAsync", StringComparison.Ordinal))
                Assert.That(text, Does.Contain("OnParametersSetAsync() => LoadNewest("), $"{name}: the newest address wins");
        }
    }

    [GeneratedRegex("^(key|idempotencyKey|isBusy|busy|isSaving|isSending|isLoading|saved)$", RegexOptions.IgnoreCase)]
    private static partial Regex OwnState();

    [Test]
    public void Words_are_in_both_languages_with_the_same_places()
    {
        var failures = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*Words.resx", SearchOption.AllDirectories))
        {
            var (french, english) = (Read(file), Read(file.Replace("Words.resx", "Words.en.resx", StringComparison.Ordinal)));
            failures.AddRange(
                french
                    .Keys.Except(english.Keys)
                    .Concat(english.Keys.Except(french.Keys))
                    .Select(key => $"{file}: {key} in one language only")
            );
            failures.AddRange(
                french
                    .Where(word =>
                        word.Value.Length == 0 || (english.TryGetValue(word.Key, out var other) && Places(word.Value) != Places(other))
                    )
                    .Select(word => $"{file}: {word.Key}")
            );
        }
        Assert.That(failures, Is.Empty);

        static Dictionary<string, string> Read(string file) =>
            XDocument
                .Load(file)
                .Root!.Elements("data")
                .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
        static string Places(string text) =>
            string.Join(',', Place().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());
    }

    [Test]
    public void Every_word_is_used()
    {
        var text = string.Concat(Sources.Select(File.ReadAllText));
        var unused = Directory
            .EnumerateFiles(Path.Combine(Root, "src"), "*Words.resx", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Root!.Elements("data").Select(data => data.Attribute("name")!.Value))
            .Distinct()
            .Where(word => !text.Contains($"Words.{word}", StringComparison.Ordinal));
        Assert.That(unused, Is.Empty);
    }

    /// <summary>
    /// A colon or a closing quote is never the first thing on a line: the space before it does not break, narrow before « ; ? ! ».
    /// </summary>
    [Test]
    public void French_signs_stay_with_their_words() =>
        Assert.That(
            Directory
                .EnumerateFiles(Path.Combine(Root, "src"), "Words.resx", SearchOption.AllDirectories)
                .SelectMany(file => XDocument.Load(file).Root!.Elements("data").Select(data => data.Element("value")!.Value))
                .Where(text => BreakableSign().IsMatch(text)),
            Is.Empty
        );

    [GeneratedRegex("(?<=\\S) (?=[:;?!»%](?!\\w))|« ")]
    private static partial Regex BreakableSign();

    /// <summary><c>@(value)!.Name</c> shows the value and then the words « !.Name »: what is shown ends with the parenthesis.</summary>
    [Test]
    public void No_page_shows_what_was_meant_as_code() =>
        Assert.That(
            Sources
                .Where(file => file.EndsWith(".razor", StringComparison.Ordinal))
                .SelectMany(file =>
                    CodeAfterParenthesis().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)} {match.Value}")
                ),
            Is.Empty
        );

    /// <summary>What the history tells of has a name on its page: what it does not know would read as programs write it.</summary>
    [Test]
    public async Task Each_subject_and_action_of_the_history_is_named()
    {
        await using var app = await TestApp.Start();
        var kinds = app.Services.GetRequiredService<FactKinds>(); // these bring their names themselves
        // The same word in French.
        string[] french = ["ticket", "intervention", "import", "organisation", "absence"];
        var recorded = Sources.SelectMany(file => Recorded().Matches(File.ReadAllText(file))).ToList();
        Assert.That(recorded, Has.Count.GreaterThan(30));
        Assert.That(
            recorded
                .Select(match => match.Groups["subject"].Value)
                .Where(subject => kinds.Find(subject) is null && HistoryWords.Subject(subject) == subject)
                .Except(french),
            Is.Empty
        );
        Assert.That(
            recorded
                .Select(match => match.Groups["action"].Value)
                .Where(action => action.Length > 0 && HistoryWords.Action(action) == action)
                .Except(french),
            Is.Empty
        );
    }

    [Test]
    public void A_style_sheet_has_one_declaration_a_line() =>
        Assert.That(
            File.ReadLines(Path.Combine(Root, "src", "Siim94.ITSM", "wwwroot", "app.css"))
                .Where(line => line.Count(character => character == ';') > 1 || line.Count(character => character == '{') > 1),
            Is.Empty
        );

    /// <summary>Lists, choices, fields and dialogs are parts of the kit, so that all of them behave alike.</summary>
    [Test]
    public void Pages_are_made_of_parts_of_the_kit() =>
        Assert.That(
            Pages
                .Where(page => !page.Contains(Path.Combine("Shell", "Kit"), StringComparison.Ordinal))
                .SelectMany(page =>
                    BrowsersOwn().Matches(File.ReadAllText(page)).Select(match => $"{Path.GetFileName(page)}: {match.Value}")
                ),
            Is.Empty
        );

    [GeneratedRegex("<(table|select|input|textarea|dialog)[ >\\n]|CommonWords\\.More\\b")]
    private static partial Regex BrowsersOwn();

    [Test]
    public void Each_page_has_a_paragraph_of_help_unless_it_is_one() =>
        Assert.That(
            Pages
                .Where(page => File.ReadLines(page).First().StartsWith("@page", StringComparison.Ordinal))
                .Where(page => !File.ReadAllText(page).Contains("Help="))
                .Select(Path.GetFileNameWithoutExtension),
            Is.EquivalentTo(new[] { "HelpPage", "AccessibilityPage", "NotFoundPage" })
        );

    /// <summary>Those who work on the parts see all of them at once; the palette is in the frame of the page.</summary>
    [Test]
    public void The_page_of_the_kit_shows_each_of_its_parts()
    {
        var kit = Path.Combine(Root, "src", "Siim94.ITSM", "Shell", "Kit");
        var shown = File.ReadAllText(Path.Combine(kit, "KitPage.razor")) + File.ReadAllText(Path.Combine(kit, "..", "MainLayout.razor"));
        var parts = Directory
            .EnumerateFiles(kit, "*.razor")
            .Select(Path.GetFileNameWithoutExtension)
            .Except(["KitPage", "_Imports"])
            .ToList();
        Assert.That(parts, Has.Count.GreaterThan(30));
        Assert.That(parts.Where(part => !Regex.IsMatch(shown, $"<{part}\\b")), Is.Empty);
    }

    /// <summary>The policy of contents keeps a browser from applying it.</summary>
    [Test]
    public void No_page_has_a_style_of_its_own() =>
        Assert.That(Pages.Where(page => OwnStyle().IsMatch(File.ReadAllText(page))).Select(Path.GetFileName), Is.Empty);

    [GeneratedRegex("<style|\\sstyle=")]
    private static partial Regex OwnStyle();

    [Test]
    public void Every_icon_that_is_shown_is_drawn()
    {
        var drawn = XDocument
            .Load(Path.Combine(Root, "src", "Siim94.ITSM", "wwwroot", "icons.svg"))
            .Root!.Elements()
            .Select(symbol => symbol.Attribute("id")!.Value)
            .ToHashSet();
        var shown = Pages
            .SelectMany(page => NamedIcon().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value))
            .Concat(TicketIcon().Matches(File.ReadAllText(TicketChips)).Select(match => match.Groups[1].Value))
            .Concat(Frame.Entries.Select(entry => entry.Icon))
            .Concat(Frame.Actions.Select(action => action.Icon))
            .Distinct()
            .ToList();
        Assert.That(shown, Has.Count.GreaterThan(40));
        Assert.That(shown.Except(drawn), Is.Empty);
    }

    static string TicketChips => Path.Combine(Root, "src", "Siim94.ITSM", "Features", "Tickets", "TicketChips.cs");

    [GeneratedRegex("\\] = \\(\"([a-z-]+)\",")]
    private static partial Regex TicketIcon();

    [GeneratedRegex("Icon(?: Name)?=\"([a-z-]+)\"")]
    private static partial Regex NamedIcon();

    static IEnumerable<string> Pages => Sources.Where(file => file.EndsWith(".razor", StringComparison.Ordinal));

    [Test]
    public void Lines_stay_within_140_columns()
    {
        string[] written = [".cs", ".razor", ".css", ".js"];
        var files = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => written.Contains(Path.GetExtension(file)) && IsOurs(file))
            .ToList();
        Assert.That(files, Has.Count.GreaterThan(400));
        Assert.That(
            files.SelectMany(file =>
                File.ReadLines(file)
                    .Select(
                        (line, index) => (Length: new StringInfo(line).LengthInTextElements, Place: $"{Path.GetFileName(file)}:{index + 1}")
                    )
                    .Where(line => line.Length > 140)
                    .Select(line => $"{line.Place} has {line.Length}")
            ),
            Is.Empty
        );
    }

    /// <summary>Two are called 0015, and released; numbers after it say in which order migrations run.</summary>
    [TestCase("sqlite")]
    [TestCase("sqlserver")]
    public void No_two_migrations_share_a_number(string engine)
    {
        const string lastShared = "0015";
        var numbers = Directory
            .EnumerateFiles(Path.Combine(Root, "db", engine), "*.sql")
            .Select(file => Path.GetFileName(file)[..4])
            .ToList();
        Assert.That(numbers, Has.All.Match("^[0-9]{4}$"));
        Assert.That(
            numbers
                .Where(number => string.CompareOrdinal(number, lastShared) > 0)
                .CountBy(number => number)
                .Where(number => number.Value > 1),
            Is.Empty
        );
    }

    /// <summary>Written by people, not by a build.</summary>
    static bool IsOurs(string file) => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "node_modules");

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Siim94.ITSM.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"DateTime\.(Now|UtcNow|Today)|DateTimeOffset\.(Now|UtcNow)")]
    private static partial Regex MachineClock();

    [GeneratedRegex(@"@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)!?\??\.[A-Z]\w*")]
    private static partial Regex CodeAfterParenthesis();

    [GeneratedRegex(@"audit\.Record\(\s*""(?<subject>[a-z-]+)"",\s*[^,]+,\s*(""(?<action>[a-z-]+)"")?")]
    private static partial Regex Recorded();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{(\d)")]
    private static partial Regex Place();
}
