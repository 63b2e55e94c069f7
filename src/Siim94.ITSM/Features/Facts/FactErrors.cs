namespace Siim94.ITSM.Features.Facts;

/// <summary>Every way in which facts as such refuse.</summary>
static class FactErrors
{
    public static Refusal PeriodClosed(Period period, string what, string byName, DateTime at, string? field)
    {
        var message = string.Format(Words.PeriodClosed, what, period, byName, Paris.ToLocal(at));
        return Refuse("period.closed", message, field);
    }

    public static Refusal DayLocked(DateOnly day, DateOnly until, string byName, DateTime at, string? field) =>
        Refuse("day.locked", string.Format(Words.DayLocked, day, until, byName, Paris.ToLocal(at)), field);

    /// <param name="sheet">The week or month that the day is in.</param>
    /// <param name="day">The day.</param>
    /// <param name="agent">Name of its agent.</param>
    /// <param name="isOwn">The sender is that agent.</param>
    /// <param name="leaders">Who may be asked, beside managers.</param>
    /// <param name="field">Field of the request that the day comes from; null when there is none.</param>
    public static Refusal SheetHeld(HeldSheet sheet, DateOnly day, string agent, bool isOwn, IEnumerable<string> leaders, string? field)
    {
        var isApproved = sheet.State == TimesheetState.Approved;
        var text =
            isApproved ? Words.SheetApproved
            : isOwn ? Words.SheetSubmitted
            : Words.SheetOfAnotherSubmitted;
        var whom = string.Join(", ", leaders) is { Length: > 0 } named ? string.Format(Words.OrAManager, named) : Words.AManager;
        var byName = sheet.ByName ?? CurrentUser.System.DisplayName;
        return Refuse(
            isApproved ? "timesheet.approved" : "timesheet.submitted",
            string.Format(text, day, agent, byName, Paris.ToLocal(sheet.TakenAt), whom),
            field
        );
    }

    static Refusal Refuse(string code, string message, string? field) =>
        new(409, code, message, field is null ? null : new Dictionary<string, string[]> { [field] = [message] });
}
