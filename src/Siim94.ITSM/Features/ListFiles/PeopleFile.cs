using Siim94.ITSM.Features.People;
using Siim94.ITSM.Features.Tables;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>The directory to take away: those of its people whom the reader may see.</summary>
static class PeopleFile
{
    public static ListFile<PersonLine> Of(Api api, ListPeople list) =>
        new("annuaire", People.Words.Directory, Columns, after => api.Send(list with { After = after }));

    // Programs want codes where people want names.
    static IReadOnlyList<ListColumn<PersonLine>> Columns(bool areCodes) =>
        [
            new(People.Words.Name, "name", person => SheetCell.Of(person.Name)),
            new(CommonWords.Member, "member", person => SheetCell.Of(areCodes ? person.Member : person.MemberName)),
            new(People.Words.Emails, "emails", person => SheetCell.Of(string.Join(", ", person.Emails))),
            new(People.Words.Phones, "phones", person => SheetCell.Of(string.Join(", ", person.Phones))),
            new(CommonWords.Site, "site", person => SheetCell.Of(areCodes ? person.Site : person.SiteName)),
            new(People.Words.Room, "room", person => SheetCell.Of(person.Room)),
            new(People.Words.Function, "function", person => SheetCell.Of(person.Function)),
            new(People.Words.Language, "language", person => SheetCell.Of(LanguageOf(person, areCodes))),
        ];

    static string LanguageOf(PersonLine person, bool isCode) =>
        isCode ? person.Language
        : person.Language == "en" ? People.Words.English
        : People.Words.French;
}
