using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Siim94.ITSM.Kernel.Identity;

/// <summary>Keeps the keys that protect cookies and answers in the database: they survive a restart and serve every instance.</summary>
/// <remarks>
/// Once keys are sealed, those that were written in the clear before are thrown away: whoever was signed in signs in again.
/// </remarks>
sealed class DataProtectionKeyStore(SqlDialect dialect, KeySealing sealing) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Run(async db =>
        {
            var rows = await db.Query<KeyRow>(KeysSql, null, CancellationToken.None);
            var elements = rows.ToLookup(row => sealing.IsOutsideDatabase && IsKeyInTheClear(XElement.Parse(row.Xml)));
            await db.Execute(DeleteKeySql, elements[true].Select(row => new { row.Id }), CancellationToken.None);
            return elements[false].Select(row => XElement.Parse(row.Xml)).ToList();
        });

    static bool IsKeyInTheClear(XElement element) =>
        element.Name == "key" && element.Descendants().All(part => part.Name.LocalName != "encryptedSecret");

    const string KeysSql = "SELECT k.Id, k.Xml FROM DataProtectionKeys k ORDER BY k.Id";
    const string DeleteKeySql = "DELETE FROM DataProtectionKeys WHERE Id = @Id";

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

    sealed record KeyRow
    {
        public long Id { get; init; }
        public string Xml { get; init; } = "";
    }
}
