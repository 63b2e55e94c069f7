namespace Siim94.ITSM.Features.Mail;

/// <summary>How long a message waits after an attempt that failed.</summary>
static class RetryDelay
{
    /// <summary>Two minutes, then twice as long each time up to four hours: twenty attempts are two days, a weekend's outage.</summary>
    public const int MostAttempts = 20;

    static readonly TimeSpan First = TimeSpan.FromMinutes(2),
        Longest = TimeSpan.FromHours(4);

    /// <returns>Null once it is given up.</returns>
    public static TimeSpan? After(int attempts) =>
        attempts >= MostAttempts ? null
        : attempts > 7 ? Longest
        : First * Math.Pow(2, Math.Max(0, attempts - 1));
}
