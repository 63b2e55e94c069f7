using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Shell;

/// <summary>Addresses of the shell that are no pages.</summary>
static class ShellRoutes
{
    public static void MapShell(this WebApplication app)
    {
        app.MapGet("/langue", (HttpContext http, [FromQuery(Name = "vers")] string? language) =>
            {
                var culture = language == "en" ? SpokenLanguage.English : SpokenLanguage.French;
                http.Response.Cookies.Append(
                    CookieRequestCultureProvider.DefaultCookieName,
                    CookieRequestCultureProvider.MakeCookieValue(new(culture)),
                    new()
                    {
                        MaxAge = TimeSpan.FromDays(365),
                        SameSite = SameSiteMode.Lax,
                        HttpOnly = true,
                        Secure = http.Request.IsHttps,
                        IsEssential = true,
                    }
                );
                var from = Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var referer) ? referer.PathAndQuery : "/";
                return Results.LocalRedirect(LocalAddress.Or(from, "/"));
            })
            .ExcludeFromDescription();

        app.MapPost("/deconnexion", async (HttpContext http, [FromForm] IFormCollection _) =>
            {
                await http.CloseSession();
                return Results.LocalRedirect("/connexion");
            })
            .ExcludeFromDescription();
    }
}
