namespace Siim94.ITSM.Features.TimeLog;

/// <summary>Every way in which the ledger refuses a line.</summary>
static class TimeEntryErrors
{
    public static Refusal NotAnOwner(string field) => Refusal.Field(field, "time-entry.not-yours", Words.NotYours);

    public static Refusal NoPosting(string field, string agent, DateOnly day) =>
        Refusal.Field(field, "time-entry.no-posting", string.Format(Words.NoPosting, agent, day));

    public static Refusal NotForTeam(string field, string activity, string team) =>
        Refusal.Field(field, "time-entry.not-for-team", string.Format(Words.NotForTeam, activity, team));

    public static Refusal SubActivityMissing(string field, string activity, IEnumerable<string> choices) =>
        Refusal.Field(
            field,
            "time-entry.sub-activity-missing",
            string.Format(Words.SubActivityMissing, activity, string.Join(", ", choices))
        );

    public static Refusal AxesDoNotFit(IReadOnlyDictionary<string, string[]> errors) =>
        new(422, "time-entry.axes", Words.AxesDoNotFit, errors);

    public static Refusal TooLittle(string field) => Refusal.Field(field, "time-entry.too-little", Words.TooLittle);

    public static Refusal MoreThan24Hours(string field, string agent, DateOnly day) =>
        Refusal.Field(field, "time-entry.more-than-24-hours", string.Format(Words.MoreThan24Hours, agent, day));

    /// <summary>What several lines are refused for alike, as one refusal.</summary>
    public static Refusal Together(IReadOnlyCollection<Refusal> refusals)
    {
        var first = refusals.First();
        return new(first.Status, first.Code, first.Message, refusals.SelectMany(one => one.Errors).ToDictionary());
    }

    public static Refusal MoreThanADay(string field, string agent, DateOnly day, long minutes, int dayMinutes) =>
        Refusal.Warning(
            field,
            "time-entry.more-than-a-day",
            string.Format(Words.MoreThanADay, agent, day, DurationText.Hours(minutes), DurationText.Hours(dayMinutes))
        );

    public static Refusal InTheFuture(string field) => Refusal.Field(field, "time-entry.in-the-future", Words.InTheFuture);

    public static Refusal WrittenElsewhere() => new(409, "time-entry.written-elsewhere", Words.WrittenElsewhere);
}
