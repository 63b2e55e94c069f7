using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Keeps the keys that protect cookies and answers in the database: they survive a restart and serve every instance.</summary>
sealed class DataProtectionKeyStore(SqlDialect dialect) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Run(async db => (await db.Query<string>(KeysSql, null, CancellationToken.None)).Select(XElement.Parse).ToList());

    const string KeysSql = "SELECT k.Xml FROM DataProtectionKeys k ORDER BY k.Id";

    public void StoreElement(XElement element, string friendlyName) =>
        Run(db =>
            db.Execute(
                InsertKeySql,
                new { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) },
                CancellationToken.None
            )
        );

    const string InsertKeySql = "INSERT INTO DataProtectionKeys (Name, Xml) VALUES (@Name, @Xml)";

    T Run<T>(Func<Db, Task<T>> work)
    {
        var db = new Db(dialect);
        return Task.Run(async () =>
            {
                await using (db)
                    return await work(db);
            })
            .GetAwaiter()
            .GetResult();
    }
}
