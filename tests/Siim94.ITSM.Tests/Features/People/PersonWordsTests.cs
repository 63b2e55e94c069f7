using CsCheck;
using Siim94.ITSM.Features.People;

namespace Siim94.ITSM.Tests.Features.People;

/// <summary>The index finds whom a look at everybody finds, whatever was done to them.</summary>
sealed class PersonWordsTests
{
    static readonly string[] Members = ["ARCUEIL", "GENTILLY"];
    static readonly string[] Names = ["Zoé Dupont", "DUPOND Jean", "Jean-Paul Œuvrard", "d’Élie Martin", "Anne 2", "Li", "ßtraße Noël"];
    static readonly string[] Emails = ["zoe@ivry.fr", "jean.dupond@mairie-arcueil.fr", "a_b+c@x.org"];
    static readonly string[] Phones = ["01 45 12 34 56", "+33 1 45 12 34 57", "+32 2 555 12 12", "4512", "145123458 poste 2"];

    static readonly Gen<string> Sought = Gen.Select(
        One([.. Names, .. Emails, .. Phones]),
        Gen.Int[0, 12],
        Gen.Int[1, 10],
        (text, start, length) => start >= text.Length ? text : text.Substring(start, Math.Min(length, text.Length - start))
    );

    static readonly Gen<AddPerson> People = Gen.Select(
        One(Names),
        One(Emails).Array[0, 2],
        One(Phones).Array[0, 2],
        One(Members),
        (name, emails, phones, member) =>
            new AddPerson
            {
                Name = name,
                Emails = emails,
                Phones = phones,
                Member = member,
            }
    );

    [Test]
    public async Task Find_what_a_naive_search_finds()
    {
        await using var app = await TestApp.Start();
        var readers = new List<(UserIdentity User, string? Member)> { (UserIdentity.System, null) };
        foreach (var member in Members)
            readers.Add((await app.AUser(Role.MemberContact, member), member));
        var found = 0;
        await Gen.Select(People.Array[1, 4], Sought.Array[6], Gen.Int[0, 1000])
            .SampleAsync(
                async (people, searches, pick) =>
                {
                    foreach (var person in people)
                        await app.Send(person);
                    var all = await Everybody(app);
                    var changed = all[pick % all.Count];
                    await app.Send(
                        new ChangePerson
                        {
                            Id = changed.Id,
                            Version = changed.Version,
                            Name = Names[pick % Names.Length],
                            Emails = changed.Emails,
                            Phones = [Phones[pick % Phones.Length]],
                            Member = changed.Member,
                        }
                    );
                    if (all.Count > 20)
                        await app.Send(new MergePeople { Id = all[0].Id, Into = all[1].Id });
                    all = await Everybody(app);
                    foreach (var text in searches)
                    foreach (var (reader, member) in readers)
                    {
                        var expected = all.Where(person => (member is null || person.Member == member) && IsFound(person, text)).ToList();
                        found += expected.Count;
                        Assert.That(
                            (await app.SendAs(reader, new ListPeople { Q = text, Limit = 500 })).Items.Select(person => person.Id),
                            Is.EqualTo(
                                text.Trim().Length == 0
                                    ? all.Where(p => member is null || p.Member == member).Select(p => p.Id)
                                    : expected.Select(p => p.Id)
                            ),
                            $"« {text} »"
                        );
                    }
                },
                iter: 12,
                threads: 1
            );
        Assert.That(found, Is.GreaterThan(100));
    }

    static Gen<string> One(string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    static async Task<IReadOnlyList<PersonLine>> Everybody(TestApp app) => (await app.Send(new ListPeople { Limit = 500 })).Items;

    /// <summary>Every word of the text is a part of one of theirs; the digits of a number are a part of one of their numbers.</summary>
    static bool IsFound(PersonLine person, string text)
    {
        var sought = PersonWords.SoughtBy(text);
        var words = Folding
            .FoldWords(person.Name)
            .Split(' ')
            .Concat(person.Emails.Select(Folding.Fold))
            .Concat(person.Phones.SelectMany(phone => new[] { PhoneNumber.KeyOf(phone)!, Folding.Fold(phone) }))
            .ToList();
        return sought.Count > 0 && sought.All(part => words.Exists(word => word.Contains(part, StringComparison.Ordinal)));
    }
}
