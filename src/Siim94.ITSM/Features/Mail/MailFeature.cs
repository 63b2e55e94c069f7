using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Features.Mail;

static class MailFeature
{
    /// <summary>The outbox. Each feature adds the writers of its own kinds: <see cref="IMailWriter"/>.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) =>
        services
            .AddScoped<Outbox>()
            .AddSingleton<MailServer>()
            .AddSingleton<MailDelivery>()
            .AddSingleton<IValidateOptions<MailSettings>, MailSettingsValidator>();
}
