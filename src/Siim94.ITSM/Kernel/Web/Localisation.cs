namespace Siim94.ITSM.Kernel.Web;

/// <summary>French first, English complete.</summary>
static class Localisation
{
    public static void AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options
                .SetDefaultCulture(SpokenLanguage.French)
                .AddSupportedCultures(SpokenLanguage.French, SpokenLanguage.English)
                .AddSupportedUICultures(SpokenLanguage.French, SpokenLanguage.English);
            options.RequestCultureProviders[^1] = new SpokenLanguage();
        });
}
