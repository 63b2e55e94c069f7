using MediatR;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Who must wait before they try to sign in again.</summary>
[Requires(Permission.ManageAccounts)]
public sealed record ListSignInDelays : IQuery<IReadOnlyList<SignInDelay>>;

public sealed record SignInDelay
{
    /// <summary>The account; null for a login that nobody has.</summary>
    public long? AccountId { get; init; }

    public string? Login { get; init; }

    /// <summary><c>address:203.0.113.9</c>, <c>device:…</c> for one that has signed in before, or <c>session</c>.</summary>
    public string Source { get; init; } = "";

    public int Failures { get; init; }
    public DateTime BlockedUntilAt { get; init; }
}

sealed class ListSignInDelaysHandler(Db db, TimeProvider clock) : IRequestHandler<ListSignInDelays, IReadOnlyList<SignInDelay>>
{
    public Task<IReadOnlyList<SignInDelay>> Handle(ListSignInDelays request, CancellationToken ct) =>
        db.Query<SignInDelay>(DelaysSql, new { Now = clock.GetUtcNow().UtcDateTime }, ct);

    const string DelaysSql = """
        SELECT f.UserId AS AccountId, u.Login, f.Source, f.Failures, f.BlockedUntilAt
        FROM SignInFailures f
        LEFT JOIN Users u ON u.Id = f.UserId
        WHERE f.BlockedUntilAt > @Now
        ORDER BY f.BlockedUntilAt DESC, f.LoginKey, f.Source
        """;
}
