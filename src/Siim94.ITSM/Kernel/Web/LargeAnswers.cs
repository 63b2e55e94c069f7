using Microsoft.AspNetCore.RateLimiting;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// How many large answers are being written at once: each holds megabytes until it is sent, and beyond what the processors keep busy nobody
/// is served any sooner. The others wait for their turn.
/// </summary>
static class LargeAnswers
{
    public const string Policy = "large-answers";

    // One that is read and one that is written, for each processor.
    static readonly int Most = 2 * Environment.ProcessorCount;

    public static void AddLargeAnswers(this RateLimiterOptions options) =>
        options.AddConcurrencyLimiter(Policy, limit => (limit.PermitLimit, limit.QueueLimit) = (Most, int.MaxValue));
}
