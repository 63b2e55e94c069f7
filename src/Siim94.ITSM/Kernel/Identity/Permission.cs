namespace Siim94.ITSM.Kernel.Identity;

/// <summary>What a request may require of its sender. Which role holds what is in <see cref="Roles"/>.</summary>
public enum Permission
{
    ReadOwnAccount,
    ChangeOwnPassword,
    ChangeOwnContact,
    ManageOwnTokens,
    ManageAccounts,
    ManageSettings,
    ReadReferentials,
    ReadAgents,
    ManageReferentials,
    LogTime,
    LogTimeForOthers,

    /// <summary>Approving anybody's time and sending it back, and saying who approves whose.</summary>
    ApproveTime,
    ReadTimeEntries,

    /// <summary>Asking for absences of one's own; those who lead a team decide on its people's.</summary>
    AskAbsences,
    ReadAbsences,

    /// <summary>Deciding on anybody's absences; kinds, allowances, work patterns and closures.</summary>
    ManageAbsences,

    /// <summary>
    /// Reading how much of expected time is accounted for: one's own, one's team's, or everybody's with <see cref="ManageAbsences"/>.
    /// </summary>
    ReadCoverage,
    ReadPeople,
    ManagePeople,

    /// <summary>Taking somebody's name out for good.</summary>
    ErasePeople,
    OpenTickets,
    ImportPastTickets,
    ReadTickets,
    WorkOnTickets,
    AssignTickets,
    LogInterventions,
    ReadInterventions,
    LogHotlineShifts,
    ReadHotlineShifts,
    LogTrainingSessions,
    ReadTrainingSessions,
    ReadReports,
    ReadRollups,
    RunRollups,
    ReconcileReports,
    ReadHistory,
    ClosePeriods,
    EditReports,

    /// <summary>Writing texts of the report's chapters, which somebody who edits the report reviews.</summary>
    WriteReportTexts,
    OpenDisputes,
    ReadDisputes,
    AnswerDisputes,
    ManageAllocations,
    ReadCosts,
    ImportFiles,
    ReadKeyFigures,
    ManageJobs,
}
