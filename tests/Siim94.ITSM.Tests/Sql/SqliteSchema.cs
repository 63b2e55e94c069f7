using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Tests.Sql;

/// <summary>A migrated SQLite database, whatever engine the suite runs on.</summary>
sealed class SqliteSchema : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("itsm-schema-").FullName;

    public SqliteSchema()
    {
        var dialect = new SqliteDialect(Path.Combine(folder, "itsm.db"));
        Migrator.Migrate(dialect);
        Connection = (SqliteConnection)dialect.Connect();
        Connection.Open();
    }

    public SqliteConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
