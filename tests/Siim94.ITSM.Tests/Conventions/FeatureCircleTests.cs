using System.Text.RegularExpressions;

namespace Siim94.ITSM.Tests.Conventions;

/// <summary>Which feature names a type of which other one, read from the sources: no circle among them.</summary>
sealed partial class FeatureCircleTests
{
    static readonly string Features = Path.Combine(FindRoot(), "src", "Siim94.ITSM", "Features");

    static readonly HashSet<string> KitParts =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(FindRoot(), "src", "Siim94.ITSM", "Shell", "Kit"), "*.razor")
            .Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    sealed record Source(string Feature, string Name, string Code, IReadOnlyList<string> Usings)
    {
        public bool IsPage => Name.EndsWith(".razor", StringComparison.Ordinal);

        public bool Sees(string feature) => IsPage || Usings.Contains(feature);
    }

    static List<Source> Sources() =>
        [
            .. Directory
                .EnumerateFiles(Features, "*.*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
                .Select(file =>
                {
                    var text = Comments().Replace(File.ReadAllText(file), "");
                    return new Source(
                        Path.GetRelativePath(Features, file).Split(Path.DirectorySeparatorChar)[0],
                        Path.GetFileName(file),
                        Texts().Replace(text, "\"\""),
                        [.. Usings().Matches(text).Select(match => match.Groups[1].Value)]
                    );
                }),
        ];

    [Test]
    public void Features_form_no_circle()
    {
        var sources = Sources();
        // A name that two features define says nothing, nor does one of the kit.
        var owners = sources
            .SelectMany(source => NamesOf(source).Select(name => (Name: name, source.Feature)))
            .Distinct()
            .GroupBy(type => type.Name, type => type.Feature)
            .Where(type => type.Count() == 1 && !KitParts.Contains(type.Key))
            .ToDictionary(type => type.Key, type => type.Single());
        var arrows = (
            from source in sources
            from word in Words().Matches(source.Code).Select(match => match.Value).Distinct()
            where owners.TryGetValue(word, out var owner) && owner != source.Feature && source.Sees(owner)
            group $"{source.Name}: {word}" by (From: source.Feature, To: owners[word])
        ).ToDictionary(arrow => arrow.Key, arrow => arrow.ToList());
        Assert.That(arrows, Has.Count.GreaterThan(20));

        var next = arrows.Keys.ToLookup(arrow => arrow.From, arrow => arrow.To);
        Assert.That(
            arrows
                .Where(arrow => Reach(arrow.Key.To, next).Contains(arrow.Key.From))
                .Select(arrow => $"{arrow.Key.From} → {arrow.Key.To} ({string.Join(", ", arrow.Value)})"),
            Is.Empty
        );
    }

    static IEnumerable<string> NamesOf(Source source) =>
        source.IsPage
            ? [Path.GetFileNameWithoutExtension(source.Name)]
            : Definitions().Matches(source.Code).Select(match => match.Groups[1].Value);

    static HashSet<string> Reach(string feature, ILookup<string, string> next)
    {
        var seen = new HashSet<string>();
        var waiting = new Stack<string>([feature]);
        while (waiting.TryPop(out var one))
            if (seen.Add(one))
                foreach (var other in next[one])
                    waiting.Push(other);
        return seen;
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Siim94.ITSM.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"//.*|/\*[\s\S]*?\*/|@\*[\s\S]*?\*@")]
    private static partial Regex Comments();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex Texts();

    [GeneratedRegex(@"using (?:\w+ = )?Siim94\.ITSM\.Features\.(\w+)")]
    private static partial Regex Usings();

    [GeneratedRegex(@"\b(?:class|record(?: struct)?|struct|interface|enum)\s+([A-Z]\w+)")]
    private static partial Regex Definitions();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Words();
}
