using Microsoft.Extensions.Options;
using MimeKit;

namespace Siim94.ITSM.Features.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
enum MailSecurity
{
    /// <summary>Encrypted once connected, or not at all: port 587.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte: port 465.</summary>
    Tls,

    /// <summary>In the clear: a relay on the same machine.</summary>
    None,
}

/// <summary>The mail server, from <c>Mail:…</c> of the configuration.</summary>
sealed class MailSettings
{
    public const string Section = "Mail";

    /// <summary>Its name; blank when there is none, and nothing is sent.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;
    public MailSecurity Security { get; set; }
    public string UserName { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>Sender: <c>bilans@siim94.example</c> or <c>SIIM 94 &lt;bilans@siim94.example&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>Where readers find the product: what links in the mail begin with.</summary>
    public string PublicAddress { get; set; } = "";

    public bool IsConfigured => Host.Length > 0;

    public MailboxAddress Sender => MailboxAddress.Parse(From);

    /// <summary>Why the product must not start with them; null when it may.</summary>
    public string? Mistake =>
        !IsConfigured ? null
        : Port is < 1 or > 65535 ? "Mail:Port is no port."
        : !MailboxAddress.TryParse(From, out _) ? "Mail:From is no address."
        : !Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            ? "Mail:PublicAddress is no http(s) address."
        : !Enum.IsDefined(Security) ? "Mail:Security is none of StartTls, Tls, None."
        : Security is MailSecurity.None && UserName.Length > 0 ? "Mail:Security None would send Mail:Password in the clear."
        : null;

    /// <summary>An address of the product.</summary>
    /// <param name="path">From <c>/</c> on.</param>
    public string LinkTo(string path) => PublicAddress.TrimEnd('/') + path;
}

/// <summary>A mistake in the settings of mail stops the start, with its reason.</summary>
sealed class MailSettingsValidator : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options) =>
        options.Mistake is { } mistake ? ValidateOptionsResult.Fail(mistake) : ValidateOptionsResult.Success;
}
