using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// How often one address may try to sign in: a password takes a tenth of a second to check, and the only writer meanwhile.
/// </summary>
static class SignInLimit
{
    public const string Policy = "sign-in";

    // A whole site behind one address signs in on a Monday morning; a guesser gets two a second, over accounts that lock after five.
    const int AttemptsPerMinute = 120;

    public static void AddSignInLimit(this RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, http =>
            HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter($"{http.Connection.RemoteIpAddress}", _ =>
                    new() { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }
                )
                : RateLimitPartition.GetNoLimiter("")
        );
        options.OnRejected = async (rejected, ct) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            if (!rejected.HttpContext.Request.Path.StartsWithSegments("/api"))
                await rejected.HttpContext.Response.WriteAsync(Words.TooManyAttempts, ct);
        };
    }
}
