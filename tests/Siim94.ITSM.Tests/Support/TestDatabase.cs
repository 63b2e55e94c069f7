using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Tests.Support;

/// <summary>A migrated database of one test's own, dropped at its end: SQLite, or SQL Server when ITSM_TEST_SQLSERVER holds a connection string.</summary>
sealed class TestDatabase : IDisposable
{
    static readonly string? Server = Environment.GetEnvironmentVariable("ITSM_TEST_SQLSERVER");

    readonly string? folder;
    readonly string? serverDatabase;

    public TestDatabase()
    {
        if (string.IsNullOrEmpty(Server))
        {
            folder = Directory.CreateTempSubdirectory("itsm-test-").FullName;
            Dialect = new SqliteDialect(Path.Combine(folder, "itsm.db"));
        }
        else
        {
            serverDatabase = $"itsm_test_{Guid.NewGuid():N}";
            Dialect = new SqlServerDialect(new SqlConnectionStringBuilder(Server) { InitialCatalog = serverDatabase }.ToString());
        }
        TypeHandlers.Register(Dialect);
        Migrator.Migrate(Dialect);
    }

    public SqlDialect Dialect { get; }

    public void Dispose()
    {
        if (folder is not null)
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
        if (serverDatabase is null) return;
        SqlConnection.ClearAllPools();
        using var connection = new SqlConnection(Server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"ALTER DATABASE [{serverDatabase}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{serverDatabase}]";
        command.ExecuteNonQuery();
    }
}
