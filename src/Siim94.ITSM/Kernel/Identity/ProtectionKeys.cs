using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>
/// The keys that protect cookies and kept answers. They lie in the database, sealed by a certificate outside it where there is one.
/// </summary>
static class ProtectionKeys
{
    const string Certificate = "DataProtection:Certificate",
        CertificatePassword = "DataProtection:CertificatePassword";

    public static void AddProtectionKeys(this IServiceCollection services, SqlDialect dialect)
    {
        services.AddDataProtection().SetApplicationName("Siim94.ITSM");
        services.AddSingleton(new KeySealing(IsOutsideDatabase: false));
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<KeySealing>(
                (options, sealing) =>
                {
                    options.XmlRepository = new DataProtectionKeyStore(dialect, sealing);
                }
            );
    }

    /// <summary>
    /// Seals the keys with a PKCS #12 file: <c>DataProtection__Certificate</c>, <c>DataProtection__CertificatePassword</c>.
    /// </summary>
    public static void SealProtectionKeys(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Certificate] is not { Length: > 0 } file)
            return;
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, builder.Configuration[CertificatePassword]);
        builder.Services.AddDataProtection().ProtectKeysWithCertificate(certificate);
        builder.Services.AddSingleton(new KeySealing(IsOutsideDatabase: true));
    }
}

/// <param name="IsOutsideDatabase">Whoever reads the database alone cannot read what its keys protect.</param>
sealed record KeySealing(bool IsOutsideDatabase);
