namespace Siim94.ITSM.Features.Absences;

/// <summary>Every way in which absences refuse.</summary>
static class AbsenceErrors
{
    public static Refusal CodeTaken(string code) => Refusal.Field("Code", "absence-kind.code-taken", string.Format(Words.CodeTaken, code));

    public static Refusal KindClosed(AbsenceKindRow kind) =>
        Refusal.Field("Kind", "absence-kind.closed", string.Format(Words.KindClosed, kind.Name, kind.ClosedOn));

    public static Refusal KindUsed(AbsenceKindRow kind) =>
        Refusal.Field("IsExpected", "absence-kind.used", string.Format(Words.KindUsed, kind.Name));

    public static Refusal NotYours() => Refusal.Field("Agent", "absence.not-yours", Words.NotYours);

    public static Refusal NotThere(string field, string agent, DateOnly day) =>
        Refusal.Field(field, "absence.agent-not-there", string.Format(Words.AgentNotThere, agent, day));

    public static Refusal Overlaps(string other) => Refusal.Field("From", "absence.overlaps", string.Format(Words.Overlaps, other));

    public static Refusal NotForYouToDecide() => new(403, "absence.not-for-you-to-decide", Words.NotForYouToDecide);

    public static Refusal AlreadyDecided(string status) =>
        new(409, "absence.already-decided", string.Format(Words.AlreadyDecided, AbsenceStatus.NameOf(status)));

    public static Refusal DecidedByOthers() => new(409, "absence.decided-by-others", Words.DecidedByOthers);
}
