namespace Siim94.ITSM.Features.Accounts;

/// <summary>Roles that an account may hold, in the reader's language.</summary>
static class RoleWords
{
    /// <summary>All but that of the system, which has no account.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. Enum.GetValues<Role>().Where(role => role is not Role.System).Select(role => role.ToString()),
    ];

    public static string NameOf(string role) =>
        role switch
        {
            nameof(Role.Requester) => CommonWords.Requester,
            nameof(Role.MemberContact) => Words.RoleMemberContact,
            nameof(Role.Hotline) => Words.RoleHotline,
            nameof(Role.Technician) => Words.RoleTechnician,
            nameof(Role.ProjectLeader) => Words.RoleProjectLeader,
            nameof(Role.Trainer) => Words.RoleTrainer,
            nameof(Role.Manager) => Words.RoleManager,
            nameof(Role.Administrator) => Words.RoleAdministrator,
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role of an account."),
        };
}
