using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>How a caller says who they are: the cookie of a sign-in, or an API token.</summary>
static class Authentication
{
    public static void AddProductAuthentication(this IServiceCollection services)
    {
        const string either = "CookieOrToken";
        services
            .AddAuthentication(either)
            .AddPolicyScheme(either, null, options =>
                options.ForwardDefaultSelector = http =>
                    http.Request.Headers.ContainsKey("Authorization")
                        ? TokenAuthentication.SchemeName
                        : CookieAuthenticationDefaults.AuthenticationScheme
            )
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddCookie(options =>
            {
                options.Cookie.Name = OpenApiDescription.SessionCookie;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = SessionLifetime.Longest;
                options.SlidingExpiration = false;
                options.LoginPath = "/connexion";
                options.ReturnUrlParameter = "retour";
            });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "siim94.antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRateLimiter(options =>
        {
            options.AddSignInLimit();
            options.AddLargeAnswers();
        });
    }
}
