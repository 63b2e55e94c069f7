using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>A login, and where somebody tries it from: what failures are counted by.</summary>
/// <param name="LoginKey">The account, or a bucket of logins that nobody has.</param>
/// <param name="Source">An address, a device that has signed in to the account before, or a session that is open.</param>
/// <param name="UserId">The account; null for an unknown login.</param>
sealed record SignInAttempt(string LoginKey, string Source, long? UserId)
{
    public static SignInAttempt OfAddress(long userId, string address) => new(KeyOf(userId), $"address:{address}", userId);

    public static SignInAttempt OfDevice(long userId, string device) => new(KeyOf(userId), $"device:{device}", userId);

    /// <summary>The current password, asked for by a session that is open.</summary>
    public static SignInAttempt OfSession(long userId) => new(KeyOf(userId), "session", userId);

    // Unknown logins wait as known ones do, and fill no more rows than this for an address, whatever is tried.
    const uint Buckets = 1000;

    public static SignInAttempt OfUnknown(string login, string address) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"?{BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(login))) % Buckets}"
            ),
            $"address:{address}",
            null
        );

    static string KeyOf(long userId) => userId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Makes whoever fails again and again wait, longer each time: the login from that source, and nobody else.</summary>
/// <remarks>In the database: all instances count together, and a restart forgets nothing.</remarks>
sealed class SignInDelays(Db db, TimeProvider clock)
{
    const int FailuresWithoutDelay = 4;
    static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15),
        LongestDelay = TimeSpan.FromMinutes(15),
        Memory = TimeSpan.FromDays(1);

    /// <exception cref="Refusal">429: it is too early to try again.</exception>
    public async Task Check(SignInAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if ((await Find(attempt, ct))?.BlockedUntilAt is { } end && end > now)
            throw AccountErrors.TriedTooOften(end - now);
    }

    /// <summary>The attempt failed: the next one may have to wait.</summary>
    public async Task Count(SignInAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Begin(ct);
        await db.Execute(ForgetOldSql, new { Before = now - Memory }, ct);
        var row = new
        {
            attempt.LoginKey,
            attempt.Source,
            attempt.UserId,
            LastFailedAt = now,
        };
        if (await db.Execute(CountSql, row, ct) == 0)
            await db.Execute(InsertSql, row, ct);
        var counted = (await Find(attempt, ct))!;
        if (DelayAfter(counted.Failures) is { Ticks: > 0 } delay)
            await db.Execute(
                BlockSql,
                new
                {
                    attempt.LoginKey,
                    attempt.Source,
                    BlockedUntilAt = now + delay,
                },
                ct
            );
        await transaction.Commit(ct);
    }

    /// <summary>The attempt was right: what came before it from the same source is forgotten.</summary>
    public async Task Forget(SignInAttempt attempt, CancellationToken ct)
    {
        if (await Find(attempt, ct) is null)
            return; // the usual case takes no lock
        await using var transaction = await db.Begin(ct);
        await db.Execute(ForgetSql, attempt, ct);
        await transaction.Commit(ct);
    }

    /// <summary>Nobody waits any longer for an account.</summary>
    public Task<int> ForgetAll(long userId, CancellationToken ct) => db.Execute(ForgetAllSql, new { UserId = userId }, ct);

    internal static TimeSpan DelayAfter(int failures) =>
        failures <= FailuresWithoutDelay
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << Math.Min(failures - FailuresWithoutDelay - 1, 10)));

    Task<FailureRow?> Find(SignInAttempt attempt, CancellationToken ct) => db.FirstOrDefault<FailureRow>(FindSql, attempt, ct);

    const string FindSql = "SELECT f.Failures, f.BlockedUntilAt FROM SignInFailures f WHERE f.LoginKey = @LoginKey AND f.Source = @Source";
    const string ForgetOldSql = "DELETE FROM SignInFailures WHERE LastFailedAt < @Before";
    const string CountSql = """
        UPDATE SignInFailures
        SET Failures = Failures + 1, LastFailedAt = @LastFailedAt
        WHERE LoginKey = @LoginKey AND Source = @Source
        """;
    const string InsertSql = """
        INSERT INTO SignInFailures (LoginKey, Source, UserId, Failures, LastFailedAt, BlockedUntilAt)
        VALUES (@LoginKey, @Source, @UserId, 1, @LastFailedAt, NULL)
        """;
    const string BlockSql = "UPDATE SignInFailures SET BlockedUntilAt = @BlockedUntilAt WHERE LoginKey = @LoginKey AND Source = @Source";
    const string ForgetSql = "DELETE FROM SignInFailures WHERE LoginKey = @LoginKey AND Source = @Source";
    const string ForgetAllSql = "DELETE FROM SignInFailures WHERE UserId = @UserId";

    sealed record FailureRow
    {
        public int Failures { get; init; }
        public DateTime? BlockedUntilAt { get; init; }
    }
}
