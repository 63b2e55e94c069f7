using Siim94.ITSM.Features.Tickets;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Tables;

/// <summary>Axes in the reader's language.</summary>
static class AxisWords
{
    /// <summary>Names of now and of then, to choose from.</summary>
    public static IEnumerable<Shell.Kit.Choice> NameChoices => [new(NameModes.Now, Words.NamesNow), new(NameModes.Then, Words.NamesThen)];

    public static string Name(Axis axis) =>
        axis switch
        {
            Axis.Year => CommonWords.Year,
            Axis.Quarter => Words.Quarter,
            Axis.Month => CommonWords.Month,
            Axis.Week => Words.Week,
            Axis.Day => CommonWords.Day,
            Axis.Department => CommonWords.Department,
            Axis.Team => Words.Team,
            Axis.Agent => CommonWords.Agent,
            Axis.ActivityDepartment => Words.ActivityDepartment,
            Axis.Activity => CommonWords.Activity,
            Axis.SubActivity => CommonWords.SubActivity,
            Axis.Domain => CommonWords.Domain,
            Axis.UpperDomain => Words.UpperDomain,
            Axis.DomainKind => Words.DomainKind,
            Axis.Application => CommonWords.Application,
            Axis.Project => CommonWords.Project,
            Axis.Member => CommonWords.Member,
            Axis.MemberGroup => Words.MemberGroup,
            Axis.MemberKind => Words.MemberKind,
            Axis.Site => CommonWords.Site,
            Axis.TrainingCategory => Words.TrainingCategory,
            Axis.Source => Words.Source,
            Axis.Channel => CommonWords.Channel,
            Axis.TicketType => Words.TicketType,
            Axis.Group => Words.AssignmentGroup,
            Axis.Category => Words.TicketCategory,
            Axis.UpperCategory => Words.UpperTicketCategory,
            Axis.TicketStatus => Words.TicketStatus,
            Axis.Urgency => CommonWords.Urgency,
            Axis.Impact => CommonWords.Impact,
            Axis.Priority => Words.Priority,
            Axis.Requester => CommonWords.Requester,
            Axis.Ticket => Words.Ticket,
            Axis.InterventionKind => Words.InterventionKind,
            Axis.KeyFigure => Words.KeyFigure,
            Axis.KeyFigureGroup => Words.KeyFigureGroup,
            Axis.KeyFigureKind => Words.KeyFigureKind,
            Axis.Grade => Words.Grade,
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "Not an axis."),
        };
}

/// <summary>Lines behind figures in the reader's language.</summary>
static class FactWords
{
    /// <summary>Where a line was written; how a ticket came, what kind a visit was.</summary>
    public static string Source(string source) =>
        source switch
        {
            EntrySource.Timesheet => Words.SourceTimesheet,
            EntrySource.Ticket => Words.SourceTicket,
            EntrySource.Intervention => Words.SourceIntervention,
            EntrySource.Hotline => Words.SourceHotline,
            EntrySource.Training => Words.SourceTraining,
            FactSource.Allocated => Words.SourceAllocation,
            _ when Interventions.InterventionKind.All.Contains(source) => Interventions.InterventionKind.NameOf(source),
            _ => TicketChannel.NameOf(source),
        };
}

/// <summary>Measures in the reader's language, short enough for a heading.</summary>
static class MeasureWords
{
    /// <summary>What stands behind a figure in a sentence: <c>+20 j</c>, <c>+3 tickets ouverts</c>.</summary>
    public static string Unit(Measure measure) =>
        measure switch
        {
            Measure.Days
            or Measure.AllocatedDays
            or Measure.DaysWithAllocation
            or Measure.SessionDays
            or Measure.TrainerDays
            or Measure.PreparationDays => Words.DayUnit,
            _ when measure.IsInHours() => Words.HourUnit,
            _ => Short(measure),
        };

    public static string Short(Measure measure) =>
        measure switch
        {
            Measure.Days => Words.Days,
            Measure.AllocatedDays => Words.AllocatedDays,
            Measure.DaysWithAllocation => Words.DaysWithAllocation,
            Measure.Hours => Words.Hours,
            Measure.Lines => Words.Lines,
            Measure.TicketsOpened => Words.TicketsOpened,
            Measure.TicketsTaken => Words.TicketsTaken,
            Measure.TicketsResolved => Words.TicketsResolved,
            Measure.TicketsClosed => Words.TicketsClosed,
            Measure.TicketsReopened => Words.TicketsReopened,
            Measure.TicketsEscalated => Words.TicketsEscalated,
            Measure.TicketsReceived => Words.TicketsReceived,
            Measure.TicketsSolvedAtFirstLine => Words.TicketsSolvedAtFirstLine,
            Measure.FirstLineShare => Words.FirstLineShare,
            Measure.Backlog => Words.Backlog,
            Measure.TakeChargeMedian => Words.TakeChargeMedian,
            Measure.TakeChargeP90 => Words.TakeChargeP90,
            Measure.ResolutionMedian => Words.ResolutionMedian,
            Measure.ResolutionP90 => Words.ResolutionP90,
            Measure.Satisfaction => Words.Satisfaction,
            Measure.SatisfactionAnswers => Words.SatisfactionAnswers,
            Measure.Visits => Words.Visits,
            Measure.TravelHours => Words.TravelHours,
            Measure.Sessions => Words.Sessions,
            Measure.SessionDays => Words.SessionDays,
            Measure.TrainerDays => Words.TrainerDays,
            Measure.PreparationDays => Words.PreparationDays,
            Measure.Attendances => Words.Attendances,
            Measure.PeopleTrained => Words.PeopleTrained,
            Measure.KeyFigures => Words.KeyFigureValues,
            Measure.Staff => Words.Staff,
            Measure.ExpectedHours => Words.ExpectedHours,
            Measure.WorkedHours => Words.WorkedHours,
            Measure.AbsentHours => Words.AbsentHours,
            Measure.MissingHours => Words.MissingHours,
            Measure.ExcessHours => Words.ExcessHours,
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Not a measure."),
        };
}
