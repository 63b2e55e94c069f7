namespace Siim94.ITSM.Features.Notices;

/// <summary>Tells people of what happened within some seconds: the minutely job is for what a crash left behind.</summary>
/// <remarks>It looks at the end of one index, and goes on only when there is something new.</remarks>
sealed class NoticeTeller(SqlDialect dialect, NoticeJobs jobs, TimeProvider clock, ILogger<NoticeTeller> log) : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        long seen = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                seen = await Look(seen, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // the product stops
        }
    }

    async Task<long> Look(long seen, CancellationToken ct)
    {
        try
        {
            long last;
            await using (var db = new Db(dialect))
                last = await db.FirstOrDefault<long?>(LastStepSql, null, ct) ?? 0;
            if (last != seen)
                await jobs.Tell(ct);
            return last;
        }
        catch (Exception error) when (error is Refusal or DatabaseUnavailable or TransactionLost)
        {
            log.LogWarning(error, "People are told later of what happened");
            return seen;
        }
    }

    const string LastStepSql = "SELECT MAX(e.Id) FROM TicketEvents e";
}
