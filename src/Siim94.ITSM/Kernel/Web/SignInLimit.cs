using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>How often one address may try to sign in, whatever the login: a password takes a tenth of a second to check.</summary>
static class SignInLimit
{
    public const string Policy = "sign-in";

    // A whole site behind one address signs in on a Monday morning; a guesser gets two a second, over logins that each make it wait.
    const int AttemptsPerMinute = 120;

    /// <summary>The address that somebody comes from; of IPv6 the network: anybody has more addresses than can be counted.</summary>
    public static string SourceOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return $"{address.MapToIPv4()}";
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]])}/64"
            : $"{address}";
    }

    public static void AddSignInLimit(this RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, http =>
            HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(SourceOf(http), _ =>
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
