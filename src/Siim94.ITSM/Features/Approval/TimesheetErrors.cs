using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Approval;

/// <summary>Every way in which approval and locks refuse.</summary>
static class TimesheetErrors
{
    public static Refusal PeriodUnknown(string text) =>
        Refusal.Field("Week", "timesheet.period-unknown", string.Format(Words.PeriodUnknown, text));

    public static Refusal ByWeek(string text, Team team) =>
        Refusal.Field("Week", "timesheet.by-week", string.Format(Words.ByWeek, text, team.Name));

    public static Refusal OwnTime() => new(403, "timesheet.own", Words.OwnTime);

    public static Refusal NotFromState(AgentSheet sheet) =>
        new(
            409,
            "timesheet.not-from-state",
            string.Format(Words.NotFromState, sheet.Period.Name, sheet.Agent.Name, TimesheetState.NameOf(sheet.Row.State))
        );

    public static Refusal NotBegun(AgentSheet sheet) => new(409, "timesheet.not-begun", string.Format(Words.NotBegun, sheet.Period.Name));

    public static Refusal NotYourCorrection() => new(403, "correction.not-yours", Words.NotYourCorrection);

    public static Refusal NotApproved(AgentSheet sheet) =>
        new(409, "correction.not-approved", string.Format(Words.NotApproved, sheet.Period.Name));

    public static Refusal CorrectionWaits(DateOnly day) => new(409, "correction.waits", string.Format(Words.CorrectionWaits, day));

    public static Refusal CorrectionDecided(string state) =>
        new(409, "correction.decided", string.Format(Words.CorrectionDecided, CorrectionState.NameOf(state)));

    public static Refusal DayOutside(string field, AgentSheet sheet) =>
        Refusal.Field(field, "timesheet.day-outside", string.Format(Words.DayOutside, sheet.Period.Name));
}
