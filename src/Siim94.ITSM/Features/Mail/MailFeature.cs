using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Features.Mail;

static class MailFeature
{
    public static IServiceCollection AddMail(this IServiceCollection services) =>
        services.AddSingleton<MailServer>().AddSingleton<IValidateOptions<MailSettings>, MailSettingsValidator>();
}
