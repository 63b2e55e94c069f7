namespace Siim94.ITSM;

/// <summary>
/// Gives memory back once nobody asks for anything. What many readers held at the same time is collected when somebody needs room, and in
/// the evening nobody does.
/// </summary>
sealed class MemoryAtRest(TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    // Jobs that look whether there is anything to do take less in that time; a page takes more.
    const long MostAtRestBytes = 4_000_000;

    // Less is not worth the stop.
    const long LeastToGiveBackBytes = 64_000_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        var (before, givenBack) = (0L, 0L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (allocated - before < MostAtRestBytes && allocated - givenBack > LeastToGiveBackBytes)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                givenBack = GC.GetTotalAllocatedBytes();
            }
            before = allocated;
        }
    }
}
