using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Siim94.ITSM.Features.Accounts;

namespace Siim94.ITSM.Shell;

/// <summary>Addresses of the shell that are no pages.</summary>
static class ShellRoutes
{
    const string LanguageSwitch = "/langue";

    public static void MapShell(this WebApplication app)
    {
        app.MapGet(
                LanguageSwitch,
                (HttpContext http, [FromQuery(Name = "vers")] string? language, [FromQuery(Name = "retour")] string? page) =>
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
                    var back = LocalAddress.Or(page, "/");
                    return Results.LocalRedirect(back.StartsWith(LanguageSwitch, StringComparison.OrdinalIgnoreCase) ? "/" : back);
                }
            )
            .ExcludeFromDescription();

        app.MapPost("/deconnexion", async (HttpContext http, [FromForm] IFormCollection _) =>
            {
                await http.CloseSession();
                return Results.LocalRedirect("/connexion");
            })
            .ExcludeFromDescription();
    }
}
