using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Siim94.ITSM.Features.Accounts;

/// <summary>Sessions of browsers: what a sign-in brings along, and the cookies that it leaves.</summary>
static class Sessions
{
    const string DeviceCookie = "siim94.device";

    static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(365);

    /// <summary>A sign-in as it comes from this browser, whatever its form says of that.</summary>
    public static SignIn From(this HttpContext http, SignIn request) =>
        request with
        {
            Address = SignInLimit.SourceOf(http),
            Device = http.Request.Cookies[DeviceCookie],
        };

    /// <summary>Gives the browser its cookie.</summary>
    public static async Task OpenSession(this HttpContext http, SignedIn user)
    {
        if (user.Device is { } device)
            http.Response.Cookies.Append(
                DeviceCookie,
                device,
                new()
                {
                    MaxAge = DeviceLifetime,
                    SameSite = SameSiteMode.Lax,
                    HttpOnly = true,
                    Secure = http.Request.IsHttps,
                    IsEssential = true,
                }
            );
        var session = new UserIdentity(user.UserId, user.SecurityStamp, Passwords.NewSecurityStamp());
        await Note(http, session);
        await http.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            session.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, user.DisplayName)
        );
    }

    static async Task Note(HttpContext http, UserIdentity session)
    {
        try
        {
            await http
                .RequestServices.GetRequiredService<Dispatcher>()
                .Send(
                    new OpenSession(
                        session.SessionKey!,
                        SignInLimit.SourceOf(http),
                        DeviceName.Of(http.Request.Headers.UserAgent.ToString())
                    ),
                    session,
                    ct: http.RequestAborted
                );
        }
        catch (Refusal refusal) when (refusal.Status == StatusCodes.Status503ServiceUnavailable)
        {
            // Whoever may only read while nothing can be written signs in all the same; their session is not told of.
        }
    }

    /// <summary>Takes the browser's cookie back, and ends what it stood for.</summary>
    public static async Task CloseSession(this HttpContext http)
    {
        try
        {
            await http.RequestServices.GetRequiredService<Dispatcher>().Send(new SignOut(), http.User.Identify(), ct: http.RequestAborted);
        }
        catch (Refusal)
        {
            // nobody was signed in, or no longer
        }
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
