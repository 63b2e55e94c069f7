using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Whose link to choose another password is to be mailed. Refused once it is used, over or forgotten.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record GetPasswordReset(long Id) : IQuery<PasswordReset>;

public sealed record PasswordReset
{
    public string Login { get; init; } = "";
    public DateTime EndsAt { get; init; }
}

sealed class GetPasswordResetHandler(Db db, TimeProvider clock) : IRequestHandler<GetPasswordReset, PasswordReset>
{
    public async Task<PasswordReset> Handle(GetPasswordReset request, CancellationToken ct) =>
        await db.FirstOrDefault<PasswordReset>(ResetSql, new { request.Id, Now = clock.GetUtcNow().UtcDateTime }, ct)
        ?? throw AccountErrors.ResetLinkOver();

    const string ResetSql = """
        SELECT u.Login, r.EndsAt
        FROM PasswordResets r
        JOIN Users u ON u.Id = r.UserId
        WHERE r.Id = @Id AND r.UsedAt IS NULL AND r.EndsAt > @Now AND u.IsDisabled = 0
        """;
}
