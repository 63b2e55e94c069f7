using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Siim94.ITSM.Tests.Kernel;

/// <summary>Keys lie in the database; a certificate that lies elsewhere seals them.</summary>
sealed class ProtectionKeysTests
{
    const string Password = "secret";

    TestDatabase database = null!;
    string file = null!;

    [SetUp]
    public void SetUp()
    {
        database = TestDatabase.Migrated();
        file = Path.Combine(database.Folder, "keys.pfx");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=itsm", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, Password));
    }

    [TearDown]
    public void TearDown() => database.Dispose();

    ServiceProvider Product(bool isSealed)
    {
        var builder = WebApplication.CreateBuilder();
        if (isSealed)
        {
            builder.Configuration["DataProtection:Certificate"] = file;
            builder.Configuration["DataProtection:CertificatePassword"] = Password;
        }
        builder.Services.AddProtectionKeys(database.Dialect);
        builder.SealProtectionKeys();
        return builder.Services.BuildServiceProvider();
    }

    async Task<IReadOnlyList<string>> Keys()
    {
        await using var db = new Db(database.Dialect);
        return await db.Query<string>("SELECT k.Xml FROM DataProtectionKeys k ORDER BY k.Id", null, default);
    }

    static IDataProtector Protector(IServiceProvider product) =>
        product.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    [Test]
    public async Task A_certificate_seals_the_keys_and_throws_those_in_the_clear_away()
    {
        string before,
            after;
        await using (var open = Product(isSealed: false))
            before = Protector(open).Protect("texte");
        Assert.That((await Keys()).Single(), Does.Not.Contain("encryptedSecret"));

        await using (var first = Product(isSealed: true))
        {
            after = Protector(first).Protect("texte");
            Assert.That(() => Protector(first).Unprotect(before), Throws.InstanceOf<CryptographicException>());
            Assert.That(first.GetRequiredService<KeySealing>().IsOutsideDatabase);
        }
        var sealedKey = (await Keys()).Single();
        Assert.That(sealedKey, Does.Contain("encryptedSecret").And.Not.Contain("<masterKey"));

        await using var second = Product(isSealed: true);
        Assert.That(Protector(second).Unprotect(after), Is.EqualTo("texte"), "another start, or another instance");
        Assert.That(await Keys(), Is.EqualTo(new[] { sealedKey }));
    }
}
