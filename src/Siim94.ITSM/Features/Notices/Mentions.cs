using System.Globalization;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Notices;

/// <summary>Colleagues whom a message names: <c>@</c> at the beginning of a word, then an agent's code or full name.</summary>
static class Mentions
{
    public const char Sign = '@';

    /// <summary>Each once, in the order in which they are named; where two names fit, the longer one.</summary>
    /// <remarks>Case and accents do not count. Addresses of mail name nobody.</remarks>
    public static IReadOnlyList<Agent> In(string text, IEnumerable<Agent> agents)
    {
        var named = new List<Agent>();
        for (var at = text.IndexOf(Sign); at >= 0; at = text.IndexOf(Sign, at + 1))
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                if (NamedAt(text.AsSpan(at + 1), agents) is { } agent && !named.Contains(agent))
                    named.Add(agent);
        return named;
    }

    static Agent? NamedAt(ReadOnlySpan<char> text, IEnumerable<Agent> agents)
    {
        var (longest, found) = (0, (Agent?)null);
        foreach (var agent in agents)
        {
            var length = Math.Max(LengthOf(agent.Code, text), LengthOf(agent.Name, text));
            if (length > longest)
                (longest, found) = (length, agent);
        }
        return found;
    }

    /// <summary>How much of a text a name at its beginning takes; zero when it does not stand there as a whole.</summary>
    static int LengthOf(string name, ReadOnlySpan<char> text) =>
        CultureInfo.InvariantCulture.CompareInfo.IsPrefix(
            text,
            name,
            CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace,
            out var length
        ) && (length == text.Length || !char.IsLetterOrDigit(text[length]))
            ? length
            : 0;
}
