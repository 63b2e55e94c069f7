using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;

namespace Siim94.ITSM.Features.Referentials;

/// <summary>The rows of one referential, by id and by every spelling.</summary>
public sealed class ReferentialSet<T> : IReadOnlyCollection<T>
    where T : ReferentialRow
{
    readonly Dictionary<long, T> byId;
    readonly Dictionary<string, T> byCode = new(StringComparer.Ordinal);
    readonly ILookup<long, string> aliasesById;
    readonly Dictionary<string, List<T>> byLabel = new(StringComparer.Ordinal);
    readonly ILookup<string, T> byWords;

    /// <param name="kind">Name of the referential among the aliases and in messages: <c>member</c>.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="aliases">Aliases of all referentials; others than <paramref name="kind"/> are passed over.</param>
    public ReferentialSet(string kind, IEnumerable<T> rows, IEnumerable<Alias> aliases)
    {
        Kind = kind;
        byId = rows.ToDictionary(r => r.Id);
        foreach (var row in byId.Values)
        {
            byCode.TryAdd(Folding.Fold(row.Code), row);
            AddLabel(row.Name, row);
        }
        aliasesById = aliases
            .Where(alias => alias.Referential == kind && byId.ContainsKey(alias.TargetId))
            .ToLookup(alias => alias.TargetId, alias => alias.Label);
        foreach (var spellings in aliasesById)
        foreach (var label in spellings)
            AddLabel(label, byId[spellings.Key]);
        byWords = byId.Values.Where(row => row is Agent).ToLookup(row => Folding.WordsInAnyOrder(row.Name), StringComparer.Ordinal);
    }

    public string Kind { get; }
    public int Count => byId.Count;
    public T this[long id] => byId[id];

    /// <summary>Code of a row; null for no row.</summary>
    public string? CodeOf(long? id) => id is { } value ? byId[value].Code : null;

    /// <summary>Name of a row; null for no row.</summary>
    public string? NameOf(long? id) => id is { } value ? byId[value].Name : null;

    /// <summary>Other spellings of a row.</summary>
    public IEnumerable<string> AliasesOf(long id) => aliasesById[id];

    /// <summary>
    /// Rows that a text may mean: the one with that code, else all with that name or alias. Accents, case and punctuation are ignored, and
    /// the order of the words of a person's name.
    /// </summary>
    public IReadOnlyList<T> Find(string text)
    {
        var folded = Folding.Fold(text);
        if (byCode.TryGetValue(folded, out var row))
            return [row];
        return byLabel.TryGetValue(folded, out var rows) ? rows : [.. byWords[Folding.WordsInAnyOrder(text)]];
    }

    void AddLabel(string label, T row)
    {
        var folded = Folding.Fold(label);
        if (!byLabel.TryGetValue(folded, out var rows))
            byLabel[folded] = rows = [];
        if (!rows.Contains(row))
            rows.Add(row);
    }

    /// <summary>Its rows in the order of their names, as the reader's language has it.</summary>
    public IReadOnlyList<T> InOrderOfNames() =>
        byName.GetOrAdd(CultureInfo.CurrentCulture.Name, _ =>
            [.. byId.Values.OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)]
        );

    // Names are compared sign by sign, and pages ask for the same hundreds of them.
    readonly ConcurrentDictionary<string, IReadOnlyList<T>> byName = new();

    public IEnumerator<T> GetEnumerator() => byId.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
