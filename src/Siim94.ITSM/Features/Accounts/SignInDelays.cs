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
    const string Address = "address:";

    /// <summary>From a device that nobody has signed in from yet, whoever it belongs to.</summary>
    public bool IsOfStranger => Source.StartsWith(Address, StringComparison.Ordinal);

    public static SignInAttempt OfAddress(long userId, string address) => new(KeyOf(userId), Address + address, userId);

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
            Address + address,
            null
        );

    static string KeyOf(long userId) => userId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Makes whoever fails again and again wait, longer each time: the login from that source. When it fails from many sources, strangers wait
/// too, each for a minute at most: then it is their turn, whatever the others do.
/// </summary>
/// <remarks>In the database: all instances count together, and a restart forgets nothing.</remarks>
sealed class SignInDelays(Db db, TimeProvider clock)
{
    const int FailuresWithoutDelay = 4,
        FailuresOfAllWithoutDelay = 8;
    static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(15),
        LongestDelay = TimeSpan.FromMinutes(15),
        LongestDelayForOthers = TimeSpan.FromMinutes(1),
        Memory = TimeSpan.FromDays(1);

    // A guesser has as many addresses as they rent: the oldest make room for new ones.
    internal const int MostSources = 200;

    /// <exception cref="Refusal">429: it is too early to try again.</exception>
    public async Task Check(SignInAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var counted = await Find(attempt, ct);
        if (counted?.BlockedUntilAt is { } end && end > now)
            throw AccountErrors.TriedTooOften(end - now);
        var delay = await DelayForOthers(attempt, now, ct);
        if (counted is not null && counted.LastFailedAt + delay > now)
            throw AccountErrors.TriedTooOften(counted.LastFailedAt + delay - now);
        if (counted is not null || delay == TimeSpan.Zero)
            return;
        // The first attempt from here: its turn comes when the delay is over.
        await using var transaction = await db.Begin(ct);
        await Write(attempt, 0, now, ct);
        await Block(attempt, now + delay, ct);
        await transaction.Commit(ct);
        throw AccountErrors.TriedTooOften(delay);
    }

    /// <summary>The attempt failed: the next one may have to wait.</summary>
    public async Task Count(SignInAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Begin(ct);
        await Write(attempt, 1, now, ct);
        var (own, others) = (DelayAfter((await Find(attempt, ct))!.Failures), await DelayForOthers(attempt, now, ct));
        var delay = own > others ? own : others;
        if (delay > TimeSpan.Zero)
            await Block(attempt, now + delay, ct);
        await transaction.Commit(ct);
    }

    /// <summary>Adds failures to those of a source.</summary>
    async Task Write(SignInAttempt attempt, int failures, DateTime now, CancellationToken ct)
    {
        await db.Execute(ForgetOldSql, new { Before = now - Memory }, ct);
        var row = new
        {
            attempt.LoginKey,
            attempt.Source,
            attempt.UserId,
            Failures = failures,
            LastFailedAt = now,
        };
        if (await db.Execute(CountSql, row, ct) > 0)
            return;
        if (await db.FirstOrDefault<int>(SourcesSql, attempt, ct) >= MostSources)
        {
            var oldest = await db.FirstOrDefault<string>(OldestSql + db.Dialect.FirstRows, new { attempt.LoginKey, Take = 1 }, ct);
            await db.Execute(ForgetSql, new { attempt.LoginKey, Source = oldest }, ct);
        }
        try
        {
            await db.Execute(InsertSql, row, ct);
        }
        catch (UniqueKeyTaken)
        {
            await db.Execute(CountSql, row, ct); // the same source, elsewhere at the same instant
        }
    }

    Task Block(SignInAttempt attempt, DateTime end, CancellationToken ct) =>
        db.Execute(
            BlockSql,
            new
            {
                attempt.LoginKey,
                attempt.Source,
                BlockedUntilAt = end,
            },
            ct
        );

    /// <summary>How long a stranger waits for what all strangers together have done to a login; nobody else does.</summary>
    async Task<TimeSpan> DelayForOthers(SignInAttempt attempt, DateTime now, CancellationToken ct)
    {
        if (!attempt.IsOfStranger)
            return TimeSpan.Zero;
        var failures = await db.FirstOrDefault<int>(FailuresOfAllSql, new { attempt.LoginKey, Since = now - Memory }, ct);
        var delay = DelayAfter(failures - (FailuresOfAllWithoutDelay - FailuresWithoutDelay));
        return delay < LongestDelayForOthers ? delay : LongestDelayForOthers;
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

    const string FindSql =
        "SELECT f.Failures, f.LastFailedAt, f.BlockedUntilAt FROM SignInFailures f WHERE f.LoginKey = @LoginKey AND f.Source = @Source";
    const string ForgetOldSql = "DELETE FROM SignInFailures WHERE LastFailedAt < @Before";
    const string CountSql = """
        UPDATE SignInFailures
        SET Failures = Failures + @Failures, LastFailedAt = @LastFailedAt
        WHERE LoginKey = @LoginKey AND Source = @Source
        """;
    const string InsertSql = """
        INSERT INTO SignInFailures (LoginKey, Source, UserId, Failures, LastFailedAt, BlockedUntilAt)
        VALUES (@LoginKey, @Source, @UserId, @Failures, @LastFailedAt, NULL)
        """;
    const string SourcesSql = "SELECT COUNT(*) FROM SignInFailures f WHERE f.LoginKey = @LoginKey";
    const string OldestSql = "SELECT f.Source FROM SignInFailures f WHERE f.LoginKey = @LoginKey ORDER BY f.LastFailedAt, f.Source";
    const string FailuresOfAllSql = """
        SELECT COALESCE(SUM(f.Failures), 0)
        FROM SignInFailures f
        WHERE f.LoginKey = @LoginKey AND f.Source LIKE 'address:%' AND f.LastFailedAt >= @Since
        """;
    const string BlockSql = "UPDATE SignInFailures SET BlockedUntilAt = @BlockedUntilAt WHERE LoginKey = @LoginKey AND Source = @Source";
    const string ForgetSql = "DELETE FROM SignInFailures WHERE LoginKey = @LoginKey AND Source = @Source";
    const string ForgetAllSql = "DELETE FROM SignInFailures WHERE UserId = @UserId";

    sealed record FailureRow
    {
        public int Failures { get; init; }
        public DateTime LastFailedAt { get; init; }
        public DateTime? BlockedUntilAt { get; init; }
    }
}
