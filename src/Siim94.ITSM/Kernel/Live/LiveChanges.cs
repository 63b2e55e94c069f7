namespace Siim94.ITSM.Kernel.Live;

/// <summary>
/// Tells open pages that something of what they show was written, by this instance or another one on the same database.
/// </summary>
/// <remarks>
/// The database is asked once a second for all pages together, and not at all while nobody watches. What was seen last is remembered
/// meanwhile: whoever begins to watch is told of what was written since.
/// </remarks>
sealed class LiveChanges(SqlDialect dialect, IEnumerable<LiveMark> marks, TimeProvider clock)
{
    /// <summary>How long a change may stay unseen.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly List<Watcher> watchers = [];
    readonly Dictionary<string, long> seen = [];
    bool isLooking;

    /// <summary>Begins to watch.</summary>
    /// <param name="topics">What is watched.</param>
    /// <param name="changed">
    /// Told soon after something of it was written, in the context of whoever begins to watch: the language, not that of the first one.
    /// </param>
    /// <returns>To be disposed of when it is watched no longer.</returns>
    public IDisposable Watch(IReadOnlyCollection<string> topics, Action changed)
    {
        var watcher = new Watcher(this, topics, changed);
        lock (gate)
        {
            watchers.Add(watcher);
            if (isLooking)
                return watcher;
            isLooking = true;
        }
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(Look);
        return watcher;
    }

    async Task Look()
    {
        using var timer = new PeriodicTimer(Pace, clock);
        do
        {
            foreach (var watcher in await WatchersOfChanges())
                watcher.Tell();
            await timer.WaitForNextTickAsync();
        } while (IsStillWatched());
    }

    bool IsStillWatched()
    {
        lock (gate)
            return isLooking = watchers.Count > 0;
    }

    async Task<IReadOnlyList<Watcher>> WatchersOfChanges()
    {
        List<string> changed = [];
        try
        {
            await using var db = new Db(dialect);
            foreach (var (topic, sql) in marks)
            {
                var now = await db.FirstOrDefault<long>(sql, null, default);
                if (seen.TryGetValue(topic, out var before) && before != now)
                    changed.Add(topic);
                seen[topic] = now;
            }
        }
        catch (Exception error) when (error is DatabaseUnavailable or TransactionLost)
        {
            // Nothing can be shown now; the next look finds what was written meanwhile.
        }
        lock (gate)
            return [.. watchers.Where(watcher => watcher.Topics.Any(changed.Contains))];
    }

    sealed class Watcher(LiveChanges owner, IReadOnlyCollection<string> topics, Action changed) : IDisposable
    {
        readonly ExecutionContext context = ExecutionContext.Capture()!;

        public IReadOnlyCollection<string> Topics => topics;

        public void Tell() => ExecutionContext.Run(context, _ => changed(), null);

        public void Dispose()
        {
            lock (owner.gate)
                owner.watchers.Remove(this);
        }
    }
}

static class LiveFeature
{
    /// <summary>Lets pages watch a topic.</summary>
    public static IServiceCollection AddLiveMark(this IServiceCollection services, LiveMark mark) => services.AddSingleton(mark);
}
