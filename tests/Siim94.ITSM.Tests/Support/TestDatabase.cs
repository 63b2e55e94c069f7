using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Tests.Support;

/// <summary>
/// A database of one test's own, dropped at its end: SQLite, or SQL Server when ITSM_TEST_SQLSERVER holds a connection string.
/// </summary>
sealed class TestDatabase : IDisposable
{
    static readonly string? Server = Environment.GetEnvironmentVariable("ITSM_TEST_SQLSERVER");

    /// <summary>The suite runs on SQL Server.</summary>
    public static bool IsOnSqlServer => !string.IsNullOrEmpty(Server);

    readonly string serverDatabase = $"itsm_test_{Guid.NewGuid():N}";

    TestDatabase(bool isOnSqlServer)
    {
        Folder = Directory.CreateTempSubdirectory("itsm-test-").FullName;
        if (isOnSqlServer)
            ServerConnection = new SqlConnectionStringBuilder(Server) { InitialCatalog = serverDatabase }.ToString();
        Dialect = AnotherDialect();
    }

    string SqliteFile => Path.Combine(Folder, "itsm.db");

    /// <summary>Room for a database that the product is to make itself.</summary>
    public static TestDatabase Missing() => new(IsOnSqlServer);

    /// <summary>An empty database with the schema of this version.</summary>
    public static TestDatabase Migrated()
    {
        var database = Missing();
        TypeHandlers.Register(database.Dialect);
        Migrator.Migrate(database.Dialect);
        return database;
    }

    /// <summary>An empty database with the schema that a migration found.</summary>
    /// <param name="migration">Its number, of four digits.</param>
    public static TestDatabase MigratedBefore(string migration)
    {
        var database = Missing();
        TypeHandlers.Register(database.Dialect);
        if (IsOnSqlServer)
            EnsureDatabase.For.SqlDatabase(database.ServerConnection, new NoOpUpgradeLog());
        var engine = IsOnSqlServer
            ? DeployChanges.To.SqlDatabase(database.ServerConnection)
            : DeployChanges.To.SqliteDatabase($"Data Source={database.SqliteFile}");
        var earlier = Migrator
            .Scripts(IsOnSqlServer ? "sqlserver" : "sqlite")
            .TakeWhile(script => string.CompareOrdinal(script.Name, migration) < 0);
        var result = engine.WithScripts(earlier).WithVariablesDisabled().LogTo(new NoOpUpgradeLog()).Build().PerformUpgrade();
        Assert.That(result.Error, Is.Null);
        return database;
    }

    /// <summary>What a SQLite database holds, to make others of; nobody may be using it.</summary>
    public byte[] Content()
    {
        Dialect.CloseIdle();
        return File.ReadAllBytes(SqliteFile);
    }

    /// <summary>A SQLite database that holds what another held, whatever the suite runs on.</summary>
    public static TestDatabase Of(byte[] content)
    {
        var database = new TestDatabase(isOnSqlServer: false);
        File.WriteAllBytes(database.SqliteFile, content);
        return database;
    }

    public SqlDialect Dialect { get; }

    /// <summary>That of another process on the same database.</summary>
    public SqlDialect AnotherDialect() => ServerConnection is null ? new SqliteDialect(SqliteFile) : new SqlServerDialect(ServerConnection);

    /// <summary>What the product takes as <c>--data</c>; empty on SQL Server.</summary>
    public string Folder { get; }

    /// <summary>What the product takes as <c>ConnectionStrings:SqlServer</c>; null on SQLite.</summary>
    public string? ServerConnection { get; }

    public void Dispose()
    {
        Dialect.CloseIdle();
        SqliteConnection.ClearAllPools(); // those of other processes on the same database
        Directory.Delete(Folder, recursive: true);
        if (ServerConnection is null)
            return;
        using var connection = new SqlConnection(Server);
        connection.Open();
        try
        {
            Run($"DROP DATABASE IF EXISTS [{serverDatabase}]");
        }
        catch (SqlException)
        {
            // The server has not noticed yet that a killed product is gone.
            Run($"ALTER DATABASE [{serverDatabase}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            Run($"DROP DATABASE [{serverDatabase}]");
        }

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
