using static Siim94.ITSM.Kernel.Identity.Permission;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Who somebody is for the syndicate. Stored by name.</summary>
public enum Role
{
    /// <summary>Demandeur: an end user of a member; sees the tickets opened by or for them.</summary>
    Requester,

    /// <summary>Correspondant: a member's own IT manager; sees everything of that member, and nothing else.</summary>
    MemberContact,

    Hotline,
    Technician,

    /// <summary>Chef de projet or responsable de domaine.</summary>
    ProjectLeader,
    Trainer,
    Manager,
    Administrator,

    /// <summary>The product itself: jobs and the command line.</summary>
    System,
}

/// <summary>Which role may do what: the whole table, and nowhere else.</summary>
public static class Roles
{
    static readonly Permission[] Everyone =
    [
        ReadOwnAccount,
        ChangeOwnPassword,
        ChangeOwnContact,
        ManageOwnTokens,
        ReadReferentials,
        ReadPeople,
        OpenTickets,
        ReadTickets,
    ];

    static readonly Permission[] Staff =
    [
        .. Everyone,
        ReadAgents,
        ManagePeople,
        LogTime,
        ReadTimeEntries,
        AskAbsences,
        ReadAbsences,
        ReadCoverage,
        WorkOnTickets,
        LogInterventions,
        ReadInterventions,
        ReadHotlineShifts,
        LogHotlineShifts,
        ReadTrainingSessions,
        LogTrainingSessions,
        ReadReports,
        ReadRollups,
        ReadHistory,
        ReadDisputes,
        ReadKeyFigures,
    ];

    static readonly Permission[] Managers =
    [
        .. Staff,
        AssignTickets,
        ManageReferentials,
        ManageAbsences,
        ErasePeople,
        LogTimeForOthers,
        ApproveTime,
        RunRollups,
        ReconcileReports,
        ClosePeriods,
        EditReports,
        WriteReportTexts,
        OpenDisputes,
        AnswerDisputes,
        ManageAllocations,
        ReadCosts,
        ImportFiles,
    ];

    static readonly Dictionary<Role, HashSet<Permission>> Table = new()
    {
        [Role.Requester] = [.. Everyone],
        [Role.MemberContact] =
        [
            .. Everyone,
            ReadTimeEntries,
            ReadInterventions,
            ReadTrainingSessions,
            ReadReports,
            ReadRollups,
            OpenDisputes,
            ReadDisputes,
        ],
        [Role.Hotline] = [.. Staff],
        [Role.Technician] = [.. Staff],
        [Role.ProjectLeader] = [.. Staff, WriteReportTexts],
        [Role.Trainer] = [.. Staff],
        [Role.Manager] = [.. Managers],
        [Role.Administrator] = [.. Managers, ManageAccounts, ManageSettings, ImportPastTickets, ManageJobs],
        [Role.System] = [.. Enum.GetValues<Permission>()],
    };

    public static bool Allow(Role role, Permission permission) => Table[role].Contains(permission);

    /// <summary>Roles held by people of a member, who see that member only.</summary>
    public static bool IsOfMember(Role role) => role is Role.Requester or Role.MemberContact;
}
