namespace Siim94.ITSM.Kernel.Identity;

/// <summary>What a request may require of its sender. Which role holds what is in <see cref="Roles"/>.</summary>
public enum Permission
{
    ReadOwnAccount,
    ChangeOwnPassword,
    ManageOwnTokens,
    ManageAccounts,
    ReadReferentials,
    ReadAgents,
    ManageReferentials,
    LogTime,
    LogTimeForOthers,
    ReadTimeEntries,
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
    ManageJobs,
}
