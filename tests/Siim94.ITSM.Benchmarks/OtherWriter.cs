using System.Diagnostics;
using System.Net.Http.Json;

namespace Siim94.ITSM.Benchmarks;

/// <summary>Logs a minute of time again and again, and remembers the longest wait.</summary>
sealed class OtherWriter : IDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly Task work;
    double longest;
    int written,
        refused;

    public OtherWriter(HttpClient client, string agent) => work = Work(client, agent);

    async Task Work(HttpClient client, string agent)
    {
        for (var line = 0; !stop.IsCancellationRequested; line++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await client.PostAsJsonAsync(
                "/api/v1/time-entries",
                new
                {
                    agent,
                    day = new DateOnly(2025, 1, 1).AddDays(line / 100 % 300), // not of those that are there many times over
                    quantity = 1,
                    unit = "min",
                    activity = "SI-DOMAINE",
                    domain = "FINANCES",
                    confirm = true,
                }
            );
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (answer.IsSuccessStatusCode)
                written++;
            else
                refused++;
            await Task.Delay(20);
        }
    }

    public string Tell()
    {
        var told = $"another writer: {written:N0} lines, longest wait {longest:N0} ms, {refused} errors";
        (longest, written, refused) = (0, 0, 0);
        return told;
    }

    public void Dispose()
    {
        stop.Cancel();
        work.Wait();
        stop.Dispose();
    }
}
