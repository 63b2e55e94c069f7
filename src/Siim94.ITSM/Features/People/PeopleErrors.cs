namespace Siim94.ITSM.Features.People;

/// <summary>Every way in which the directory refuses.</summary>
static class PeopleErrors
{
    public static Refusal Unknown(string field, long id) => Refusal.Field(field, "person.unknown", string.Format(Words.PersonUnknown, id));

    public static Refusal AccountUnknown(string login) =>
        Refusal.Field("Account", "person.account-unknown", string.Format(Words.AccountUnknown, login));

    public static Refusal AccountTaken(string name) =>
        Refusal.Field("Account", "person.account-taken", string.Format(Words.AccountTaken, name));

    public static Refusal ThemselvesIn(string field) => Refusal.Field(field, "person.themselves", Words.IntoThemselves);

    public static Refusal Merged(string name) => new(409, "person.merged", string.Format(Words.AlreadyMerged, name));

    public static Refusal Erased() => new(409, "person.erased", Words.AlreadyErased);
}
