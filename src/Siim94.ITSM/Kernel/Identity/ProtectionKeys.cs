using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>The keys that protect cookies and kept answers.</summary>
static class ProtectionKeys
{
    public static void AddProtectionKeys(this IServiceCollection services, SqlDialect dialect)
    {
        services.AddDataProtection().SetApplicationName("Siim94.ITSM");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeyStore(dialect))
        );
    }
}
