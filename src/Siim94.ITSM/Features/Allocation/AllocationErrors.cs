namespace Siim94.ITSM.Features.Allocation;

/// <summary>Every way in which pots, keys and allocations refuse.</summary>
static class AllocationErrors
{
    public static Refusal UnknownPot(string field, string code) =>
        Refusal.Field(field, "allocation.unknown-pot", string.Format(Words.UnknownPot, code));

    public static Refusal UnknownKey(string field, string code) =>
        Refusal.Field(field, "allocation.unknown-key", string.Format(Words.UnknownKey, code));

    public static Refusal PotTaken(string code) => Refusal.Field("Code", "allocation.pot-taken", string.Format(Words.PotTaken, code));

    public static Refusal PotClosed(string name) => Refusal.Field("Pot", "allocation.pot-closed", string.Format(Words.PotClosed, name));

    public static Refusal PotsOverlap(string field, string name) =>
        Refusal.Field(field, "allocation.pots-overlap", string.Format(Words.PotsOverlap, name));

    public static Refusal VersionNotLater(string name, DateOnly last) =>
        Refusal.Field("ValidFrom", "allocation.version-not-later", string.Format(Words.VersionNotLater, name, last));

    public static Refusal SeveralHaveNoShare(string field) =>
        Refusal.Field(field, "allocation.no-share-for-several", Words.SeveralHaveNoShare);

    public static Refusal MemberTwice(string field, string code) =>
        Refusal.Field(field, "allocation.member-twice", string.Format(Words.MemberTwice, code));

    public static Refusal NoVersion(string name, Period period) =>
        Refusal.Field("Key", "allocation.no-version", string.Format(Words.NoVersion, name, period.LastDay));

    public static Refusal NoWeight(string measure, Period period) =>
        Refusal.Field("Key", "allocation.no-weight", string.Format(Words.NoWeight, AllocationMeasure.NameOf(measure), period));

    public static Refusal NothingToShare(string name, Period period) =>
        Refusal.Field("Pot", "allocation.nothing-to-share", string.Format(Words.NothingToShare, name, period));

    public static Refusal NotOver(Period period) => Refusal.Field("Period", "allocation.not-over", string.Format(Words.NotOver, period));

    public static Refusal NotProposed(string state) =>
        new(409, "allocation.not-proposed", string.Format(Words.NotProposed, AllocationState.NameOf(state)));

    public static Refusal Stale() => new(409, "allocation.stale", Words.Stale);

    public static Refusal YearAccepted(Period period) =>
        new(409, "allocation.year-accepted", string.Format(Words.YearAccepted, period.Year));

    public static Refusal OverlapsAccepted(string name, Period period) =>
        new(409, "allocation.overlaps-accepted", string.Format(Words.OverlapsAccepted, name, period));

    /// <summary>Not a dead end: the same request with <c>confirm</c> set is accepted.</summary>
    public static Refusal ReplacesOthers(IEnumerable<Period> periods) =>
        Refusal.Field(
            "Confirm",
            "allocation.replaces-others",
            string.Format(Words.ReplacesOthers, string.Join(", ", periods.Select(period => $"{period}")))
        );
}
