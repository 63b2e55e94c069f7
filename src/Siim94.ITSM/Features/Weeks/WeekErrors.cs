using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Every way in which a week refuses.</summary>
static class WeekErrors
{
    public static Refusal UnknownWeek(string field, string text) =>
        Refusal.Field(field, "week.unknown", string.Format(Words.UnknownWeek, text));

    /// <summary>An address that names nobody: what else than the status says so is the look-up's.</summary>
    public static Refusal UnknownAgent(Refusal unknown) => new(404, unknown.Code, unknown.Message, unknown.Errors);

    public static Refusal WrittenElsewhere(string field)
    {
        var elsewhere = TimeEntryErrors.WrittenElsewhere();
        return Refusal.Field(field, elsewhere.Code, elsewhere.Message);
    }

    public static Refusal CellsDoNotFit(IReadOnlyDictionary<string, string[]> errors) =>
        new(422, "week.cells", Words.CellsDoNotFit, errors);

    public static Refusal CellsChanged(IReadOnlyDictionary<string, string[]> errors) =>
        new(412, "week.cells-changed", Words.CellsChanged, errors);

    /// <summary>What a cell holds by now, for whoever meant to change what it held before.</summary>
    public static string NowHolds(TimeEntryRow? line) =>
        line is null
            ? Words.NowEmpty
            : string.Format(Words.NowHolds, DurationInput.TextOf(TimeUnits.FromMicros(line.QuantityMicros), line.Unit), line.Version);

    public static Refusal NotPlanned(IReadOnlyDictionary<string, string[]> errors) =>
        new(422, "week.not-planned", Words.NotPlanned, errors);

    public static Refusal NotEstimated(string field) => Refusal.Field(field, "week.not-estimated", Words.NotEstimated);

    public static Refusal NotYourPlan() => new(403, "week.not-your-plan", Words.NotYourPlan);

    public static Refusal EmptyTemplate() => new(409, "week.empty-template", Words.EmptyTemplate);

    public static Refusal TooManyTemplates(int most) => new(409, "week.too-many-templates", string.Format(Words.TooManyTemplates, most));

    public static Refusal NoAgent() => new(409, "timer.no-agent", Words.NoAgent);

    public static Refusal NoTimer() => new(409, "timer.none", Words.NoTimer);

    public static Refusal TimerRunning(string since) => new(409, "timer.running", string.Format(Words.TimerRunning, since));
}
