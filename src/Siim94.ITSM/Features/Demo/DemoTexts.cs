using System.Reflection;

namespace Siim94.ITSM.Features.Demo;

/// <summary>Texts of the demo's report: ours, not the syndicate's. Their figures follow the tables.</summary>
static class DemoTexts
{
    public const int Year = 2017;

    /// <summary>Markdown by chapter: the files of <c>Texts</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByChapter = new[]
    {
        "synthese",
        "infogerance",
        "systemes-information",
        "support-utilisateurs",
        "assistance-technique",
        "adherents",
    }.ToDictionary(chapter => chapter, Read);

    /// <summary>Chapters whose texts wait for a manager's review; the others are still drafts.</summary>
    public static readonly IReadOnlyList<string> Submitted = ["infogerance", "systemes-information"];

    static string Read(string chapter)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"demo/{chapter}.md")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
