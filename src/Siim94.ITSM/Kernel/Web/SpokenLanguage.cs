using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// Which of the product's two languages a browser is answered in: English of any country in the one spoken here, its dates with the day
/// first.
/// </summary>
sealed class SpokenLanguage : RequestCultureProvider
{
    public const string French = "fr-FR",
        English = "en-GB";

    /// <summary>That of an account, <c>fr</c> or <c>en</c>; French where there is none.</summary>
    public static CultureInfo CultureOf(string? language) => CultureInfo.GetCultureInfo(language == "en" ? English : French);

    /// <summary>Whether the reader is answered in English.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var asked = httpContext
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant());
        return Task.FromResult(
            asked.FirstOrDefault(language => language is "fr" or "en") switch
            {
                "fr" => new ProviderCultureResult(French),
                "en" => new ProviderCultureResult(English),
                _ => null,
            }
        );
    }
}
