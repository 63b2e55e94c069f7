using System.Collections.Concurrent;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>When sessions and tokens were last used, in this process, until it is written down: no request waits for that.</summary>
sealed class LastUses(TimeProvider clock)
{
    ConcurrentDictionary<string, DateTime> sessions = new();
    ConcurrentDictionary<long, DateTime> tokens = new();

    public void OfSession(string key) => sessions[key] = clock.GetUtcNow().UtcDateTime;

    public void OfToken(long id) => tokens[id] = clock.GetUtcNow().UtcDateTime;

    /// <summary>What was used since it was last asked.</summary>
    public (IReadOnlyDictionary<string, DateTime> Sessions, IReadOnlyDictionary<long, DateTime> Tokens) Take() =>
        (Interlocked.Exchange(ref sessions, new()), Interlocked.Exchange(ref tokens, new()));
}
