using MediatR;
using Microsoft.Extensions.Options;
using Siim94.ITSM.Features.Mail;

namespace Siim94.ITSM.Features.Organisation;

/// <summary>How the product is set up: what its environment says of mail. Secrets are not told.</summary>
[Requires(Permission.ManageSettings)]
public sealed record GetSettings : IQuery<ProductSettings>;

/// <param name="SendsMail">There is a mail server.</param>
/// <param name="MailServer">Name and port; null when there is none.</param>
/// <param name="MailSecurity"><c>StartTls</c>, <c>Tls</c> or <c>None</c>.</param>
/// <param name="MailFrom">Sender.</param>
/// <param name="PublicAddress">Where links in the mail lead.</param>
public sealed record ProductSettings(bool SendsMail, string? MailServer, string? MailSecurity, string? MailFrom, string? PublicAddress);

sealed class GetSettingsHandler(IOptions<MailSettings> mail) : IRequestHandler<GetSettings, ProductSettings>
{
    public Task<ProductSettings> Handle(GetSettings request, CancellationToken ct)
    {
        var settings = mail.Value;
        return Task.FromResult(
            settings.IsConfigured
                ? new ProductSettings(
                    true,
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}"),
                    $"{settings.Security}",
                    settings.From,
                    settings.PublicAddress
                )
                : new(false, null, null, null, null)
        );
    }
}
