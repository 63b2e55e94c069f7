using System.Collections.Concurrent;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>
/// What several readers want at once is worked out by the first of them; the others wait, and find what it has kept. Without it, all who
/// have a page open would work out the same the moment that something changes, each with a copy of its own.
/// </summary>
sealed class SharedWork<TKey>
    where TKey : notnull
{
    readonly ConcurrentDictionary<TKey, Task> underway = new();

    /// <param name="key">Those of one key wait for each other.</param>
    /// <param name="find">Finds what is kept; null when it has to be worked out.</param>
    /// <param name="work">Works it out, and keeps it. When it fails, the next one tries in its turn.</param>
    /// <param name="ct">Cancels the waiting of this reader alone.</param>
    public async Task<T> Get<T>(TKey key, Func<T?> find, Func<Task<T>> work, CancellationToken ct)
        where T : class
    {
        while (true)
        {
            if (find() is { } kept)
                return kept;
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = underway.GetOrAdd(key, mine.Task);
            if (first != mine.Task)
            {
                await first.WaitAsync(ct);
                continue;
            }
            try
            {
                // The one before may have ended since this one looked.
                return find() ?? await work();
            }
            finally
            {
                underway.TryRemove(key, out _);
                mine.SetResult();
            }
        }
    }
}
