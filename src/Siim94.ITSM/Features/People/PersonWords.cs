namespace Siim94.ITSM.Features.People;

/// <summary>What people are found by: any part of a word of their name, of a mail address or of a phone number.</summary>
static class PersonWords
{
    /// <summary>A longer part is found by its beginning.</summary>
    public const int Longest = 40;

    /// <summary>Every ending of each of their words, each once.</summary>
    public static IReadOnlyCollection<string> Of(PersonRow person, IEnumerable<PersonContact> contacts) =>
        WordsOf(person.Name, contacts).SelectMany(EndingsOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>The words themselves, folded.</summary>
    public static IEnumerable<string> WordsOf(string name, IEnumerable<PersonContact> contacts) =>
        Folding
            .FoldWords(name)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat(contacts.SelectMany(contact => new[] { Folding.Fold(contact.ContactKey), Folding.Fold(contact.Text) }))
            .Where(word => word.Length > 0)
            .Distinct(StringComparer.Ordinal);

    static IEnumerable<string> EndingsOf(string word) => Enumerable.Range(0, word.Length).Select(start => Cut(word[start..]));

    /// <summary>
    /// What somebody's words must hold to be found by a text: the digits of a number in any spelling, or each of its words.
    /// </summary>
    public static IReadOnlyList<string> SoughtBy(string text) =>
        PhoneNumber.PartOf(text) is { } number
            ? [Cut(number)]
            :
            [
                .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => PhoneNumber.PartOf(word) ?? Folding.Fold(word))
                    .Where(word => word.Length > 0)
                    .Select(Cut)
                    .Distinct(StringComparer.Ordinal),
            ];

    /// <summary>What comes behind every word that begins with one: no letter has a higher number.</summary>
    public static string Behind(string word) => word + '\uFFFF';

    static string Cut(string word) => word.Length > Longest ? word[..Longest] : word;

    /// <summary>Writes the words of people, in the order of the key: pages of the index are written once.</summary>
    public static Task Add(Db db, IEnumerable<(PersonRow Person, IReadOnlyList<PersonContact> Contacts)> people, CancellationToken ct) =>
        db.InsertAll(
            InsertWordSql,
            people
                .SelectMany(each => Of(each.Person, each.Contacts).Select(word => new { Word = word, PersonId = each.Person.Id }))
                .OrderBy(row => row.Word, StringComparer.Ordinal),
            ct
        );

    const string InsertWordSql = "INSERT INTO PersonWords (Word, PersonId) VALUES (@Word, @PersonId)";

    public static Task Remove(Db db, long personId, CancellationToken ct) => db.Execute(DeleteWordsSql, new { PersonId = personId }, ct);

    const string DeleteWordsSql = "DELETE FROM PersonWords WHERE PersonId = @PersonId";
}
