using Siim94.ITSM.Features.Interventions;
using Siim94.ITSM.Features.Tables;
using Siim94.ITSM.Features.Training;

namespace Siim94.ITSM.Features.ListFiles;

/// <summary>What is logged, to take away: as its lists show it, one visit, shift or session a line.</summary>
static class LoggedFiles
{
    public static ListFile<InterventionDetails> Of(Api api, ListInterventions list) =>
        new("interventions", Interventions.Words.FactsOfVisits, Visits, after => api.Send(list with { After = after }));

    // Programs want codes where people want names.
    static IReadOnlyList<ListColumn<InterventionDetails>> Visits(bool areCodes) =>
        [
            new(CommonWords.Day, "day", visit => SheetCell.Of(visit.Day)),
            new(Interventions.Words.Kind, "kind", visit => SheetCell.Of(areCodes ? visit.Kind : InterventionKind.NameOf(visit.Kind))),
            new(CommonWords.Member, "member", visit => SheetCell.Of(areCodes ? visit.Member : visit.MemberName)),
            new(CommonWords.Site, "site", visit => SheetCell.Of(areCodes ? visit.Site : visit.SiteName)),
            new(Interventions.Words.Agents, "agents", visit => SheetCell.Of(string.Join(", ", areCodes ? visit.Agents : visit.AgentNames))),
            new(Interventions.Words.StartedAt, "startedAt", visit => At(visit.StartedAt)),
            new(Interventions.Words.EndedAt, "endedAt", visit => At(visit.EndedAt)),
            new(CommonWords.Duration, "quantity", visit => SheetCell.Of(visit.Quantity, DurationDecimals)),
            new(CommonWords.Unit, "unit", visit => SheetCell.Of(UnitOf(visit.Unit, areCodes))),
            new(Interventions.Words.TravelMinutes, "travelMinutes", visit => SheetCell.Of(visit.TravelMinutes, 0)),
            new(Interventions.Words.Tickets, "tickets", visit => SheetCell.Of(string.Join(", ", visit.Tickets))),
            new(Interventions.Words.Summary, "summary", visit => SheetCell.Of(visit.Summary)),
        ];

    public static ListFile<HotlineShiftDetails> Of(Api api, ListHotlineShifts list) =>
        new("permanences", Interventions.Words.FactsOfHotline, Shifts, after => api.Send(list with { After = after }));

    static IReadOnlyList<ListColumn<HotlineShiftDetails>> Shifts(bool areCodes) =>
        [
            new(CommonWords.Day, "day", shift => SheetCell.Of(shift.Day)),
            new(CommonWords.Agent, "agent", shift => SheetCell.Of(areCodes ? shift.Agent : shift.AgentName)),
            new(CommonWords.Duration, "quantity", shift => SheetCell.Of(shift.Quantity, DurationDecimals)),
            new(CommonWords.Unit, "unit", shift => SheetCell.Of(UnitOf(shift.Unit, areCodes))),
            new(CommonWords.Note, "note", shift => SheetCell.Of(shift.Note)),
        ];

    public static ListFile<TrainingSessionDetails> Of(Api api, ListTrainingSessions list) =>
        new("formations", Training.Words.FactsOfTraining, Sessions, after => api.Send(list with { After = after }));

    static IReadOnlyList<ListColumn<TrainingSessionDetails>> Sessions(bool areCodes) =>
        [
            new(Training.Words.StartsOn, "startsOn", session => SheetCell.Of(session.StartsOn)),
            new(Training.Words.Title, "title", session => SheetCell.Of(session.Title)),
            new(Training.Words.Trainers, "trainers", session =>
                SheetCell.Of(string.Join(", ", areCodes ? session.Trainers : session.TrainerNames))
            ),
            new(Training.Words.ExternalTrainer, "externalTrainer", session => SheetCell.Of(session.ExternalTrainer)),
            new(Training.Words.Attendances, "attendances", session =>
                SheetCell.Of(
                    areCodes
                        ? string.Join(", ", session.Attendances.Select(attendance => $"{attendance.Member} {attendance.People}"))
                        : session.AttendancesText
                )
            ),
            new(Training.Words.People, "people", session => SheetCell.Of(session.Attendances.Sum(attendance => attendance.People), 0)),
            new(CommonWords.Days, "days", session => SheetCell.Of(session.Days, DurationDecimals)),
            new(Training.Words.PreparationDays, "preparationDays", session => SheetCell.Of(session.PreparationDays, DurationDecimals)),
        ];

    // Quarters of an hour and of a day.
    const int DurationDecimals = 2;

    static string UnitOf(string unit, bool isCode) => !isCode && unit == "d" ? TimeLog.Words.DayUnit : unit;

    static SheetCell At(DateTime? utc) => utc is { } instant ? SheetCell.OfInstant(Paris.ToLocal(instant)) : default;
}
