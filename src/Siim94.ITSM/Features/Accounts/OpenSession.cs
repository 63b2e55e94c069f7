using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Writes down a session of one's own that a browser is about to open.</summary>
/// <param name="SessionKey">What its cookie will stand for.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Device">Browser and system.</param>
[Requires(Permission.ChangeOwnPassword)]
public sealed record OpenSession(string SessionKey, string Source, string Device) : ICommand<Unit>;

sealed class OpenSessionHandler(Db db, CurrentUser user, TimeProvider clock) : IRequestHandler<OpenSession, Unit>
{
    public async Task<Unit> Handle(OpenSession request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Execute(ForgetSql, new { Before = now - SessionLifetime.Longest }, ct);
        await db.Execute(
            InsertSql,
            new
            {
                user.UserId,
                request.SessionKey,
                Now = now,
                request.Source,
                request.Device,
            },
            ct
        );
        return Unit.Value;
    }

    const string ForgetSql = "DELETE FROM UserSessions WHERE OpenedAt < @Before";
    const string InsertSql = """
        INSERT INTO UserSessions (UserId, SessionKey, OpenedAt, LastUsedAt, Source, Device)
        VALUES (@UserId, @SessionKey, @Now, @Now, @Source, @Device)
        """;
}
