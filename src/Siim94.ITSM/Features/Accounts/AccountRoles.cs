using FluentValidation;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Which roles an account may be given.</summary>
static class AccountRoles
{
    public static IRuleBuilderOptions<T, string?> AccountRole<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(role => RoleWords.All.Contains(role))
            .WithMessage(_ => string.Format(Words.RoleUnknown, string.Join(", ", RoleWords.All)));

    public static bool IsOfMember(string? role) => RoleWords.All.Contains(role) && Roles.IsOfMember(Enum.Parse<Role>(role!));
}
