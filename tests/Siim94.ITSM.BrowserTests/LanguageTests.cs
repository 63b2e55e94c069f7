using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Siim94.ITSM.BrowserTests;

/// <summary>Each page in both languages, as it is first painted: no word of ours in the other one.</summary>
/// <remarks>
/// What people have entered stays as they wrote it, whoever reads it: names of members, activities, applications. Those are told from
/// ours by the API; a few of the demo's own, which have no address there, are named below.
/// </remarks>
sealed partial class LanguageTests
{
    static readonly string[] Roles = ["manager", "hotline", "technicien", "chefprojet", "formateur", "correspondant", "demandeur"];

    static readonly string[] ForAnybody = ["/connexion", "/connexion/oubli", "/accessibilite", "/aide", "/introuvable"];

    // Languages are named in themselves; the demo has a macro, an alias, a grade, the key of an allocation, and texts of chapters.
    static readonly string[] OfNoLanguage =
    [
        "Français",
        "English",
        "En attente du demandeur",
        "interne",
        "Tickets ouverts",
        "Domaine",
        "jours",
        "Technicien",
    ];

    static readonly string[] NamedSets =
    [
        "members",
        "sites",
        "departments",
        "teams",
        "activities",
        "domains",
        "applications",
        "projects",
        "training-categories",
        "groups",
        "categories",
        "key-figures",
        "absence-kinds",
        "views",
    ];

    [TestCase("fr", "en")]
    [TestCase("en", "fr")]
    public async Task No_word_of_the_other_language_is_on_a_page(string language, string other)
    {
        var (ours, theirs) = (WordsIn(language), WordsIn(other));
        using var administrator = await SignIn("admin", language);
        var entered = await NamesEntered(administrator);
        var strangers = new Strangers(
            theirs.Where(word => ours[word.Key] != word.Value).Select(word => word.Value),
            [.. ours.Values, .. entered]
        );
        var found = new List<string>();
        foreach (var path in EveryPageTests.Pages)
            found.AddRange(strangers.On(path, await Read(administrator, path)));
        foreach (var role in Roles)
        {
            using var reader = await SignIn(role, language);
            foreach (var path in (string[])["/", "/tickets/nouveau", "/compte", "/avis", "/aide"])
                found.AddRange(strangers.On($"{role} {path}", await Read(reader, path)));
        }
        using var anybody = Client(language);
        foreach (var path in ForAnybody)
            found.AddRange(strangers.On(path, await Read(anybody, path)));
        Assert.That(found, Is.Empty);
    }

    static async Task<string> Read(HttpClient reader, string path) => await (await reader.GetAsync(path)).Content.ReadAsStringAsync();

    static HttpClient Client(string language)
    {
        var client = new HttpClient { BaseAddress = new(Demo.Address) };
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        client.DefaultRequestHeaders.Add("X-Requested-With", "test");
        return client;
    }

    static async Task<HttpClient> SignIn(string login, string language)
    {
        var client = Client(language);
        (await client.PostAsJsonAsync("/api/v1/session", new { login, password = Visitor.Password })).EnsureSuccessStatusCode();
        return client;
    }

    static async Task<IReadOnlyCollection<string>> NamesEntered(HttpClient reader)
    {
        var names = new HashSet<string>(OfNoLanguage);
        foreach (var set in NamedSets)
        {
            var answer = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/{set}");
            var items = answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("items");
            names.UnionWith(items.EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
        }
        return names;
    }

    /// <summary>Every word of the product, by its place and name.</summary>
    static Dictionary<string, string> WordsIn(string language)
    {
        var source = Path.Combine(Root, "src", "Siim94.ITSM");
        var file = language == "fr" ? "Words.resx" : "Words.en.resx";
        return Directory
            .EnumerateFiles(source, file, SearchOption.AllDirectories)
            .SelectMany(path =>
                XDocument
                    .Load(path)
                    .Root!.Elements("data")
                    .Select(data =>
                        ($"{Path.GetDirectoryName(path)}/{data.Attribute("name")!.Value}", Text: data.Element("value")!.Value.Trim())
                    )
            )
            .ToDictionary(word => word.Item1, word => word.Text);
    }

    internal static string Root
    {
        get
        {
            var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Siim94.ITSM.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    /// <summary>Words that have no business on a page; those with places for numbers and names, too.</summary>
    sealed class Strangers
    {
        // Fewer letters than that beside the places fit anything; single letters are keys, and initials.
        const int FewestLettersAround = 10,
            FewestLetters = 2;

        readonly HashSet<string> plain;
        readonly ILookup<string, Regex> formats;
        readonly HashSet<string> known;
        readonly ILookup<string, Regex> knownFormats;

        public Strangers(IEnumerable<string> words, IEnumerable<string> known)
        {
            this.known = [.. known];
            plain = [.. words.Where(word => word.Length >= FewestLetters && !word.Contains('{')).Except(this.known)];
            formats = Formats(words);
            knownFormats = Formats(this.known);
        }

        static ILookup<string, Regex> Formats(IEnumerable<string> words) =>
            words
                .Where(word => Place().IsMatch(word) && Place().Replace(word, "").Count(char.IsLetter) >= FewestLettersAround)
                .Distinct()
                .ToLookup(FirstLetters, word => new Regex($"^{string.Join("(.+)", Place().Split(word).Select(Regex.Escape))}$"));

        // What begins with a place is fitted by whatever people write, and is found under no letters.
        static string FirstLetters(string text) => text[..Math.Min(2, text.Length)];

        public IEnumerable<string> On(string page, string html) =>
            Texts(html).Distinct().Where(text => !IsKnown(text) && IsStrange(text)).Select(text => $"{page}: {text}");

        bool IsKnown(string text) => known.Contains(text) || Fits(knownFormats, text);

        bool IsStrange(string text) => plain.Contains(text) || Fits(formats, text);

        static bool Fits(ILookup<string, Regex> formats, string text) => formats[FirstLetters(text)].Any(format => format.IsMatch(text));

        static IEnumerable<string> Texts(string html)
        {
            var seen = Unseen().Replace(html, "");
            return Spoken()
                .Matches(seen)
                .Select(match => match.Groups[1].Value)
                .Concat(Tag().Split(seen))
                .Select(text => WebUtility.HtmlDecode(text).Trim())
                .Where(text => text.Any(char.IsLetter));
        }
    }

    [GeneratedRegex(@"\{[0-9][^}]*\}")]
    private static partial Regex Place();

    // Keys are named as they are printed; what is in another language and says so, as the switch does, is meant to be.
    [GeneratedRegex(
        @"<(script|style|kbd)\b.*?</\1>|<!--.*?-->|<(?!html)(\w+)[^>]*\slang=""[a-z]+""[^>]*>.*?</\2>",
        RegexOptions.Singleline
    )]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\s(?:aria-label|title|placeholder|alt|data-tip|data-none|data-creates)=""([^""]*)""")]
    private static partial Regex Spoken();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
