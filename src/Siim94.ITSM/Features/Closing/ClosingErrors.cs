namespace Siim94.ITSM.Features.Closing;

/// <summary>Every way in which closed periods and their closing refuse.</summary>
static class ClosingErrors
{
    public static Refusal NotOver(Period period) =>
        Refusal.Field(period.IsYear ? "Year" : "Month", "closing.not-over", string.Format(Words.NotOver, period));

    /// <summary>Not a dead end: the same request with <c>confirm</c> set is accepted.</summary>
    public static Refusal NotConfirmed(Period period, IEnumerable<ClosingCheck> warnings) =>
        Refusal.Field(
            "Confirm",
            "closing.not-confirmed",
            string.Format(Words.NotConfirmed, period, string.Join(" ", warnings.Select(warning => warning.Message)))
        );

    public static Refusal AlreadyReopened() => new(409, "closing.already-reopened", Words.AlreadyReopened);
}
