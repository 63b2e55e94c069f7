using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>Brings a database to the schema of this version. Harmless when it already is.</summary>
static class Migrator
{
    /// <exception cref="InvalidOperationException">A migration failed; what went before it stays applied.</exception>
    public static void Migrate(SqlDialect dialect)
    {
        using var connection = dialect.Connect();
        if (dialect is SqlServerDialect)
            CreateSqlServerDatabase(connection.ConnectionString);

        var builder =
            dialect is SqlServerDialect
                ? DeployChanges.To.SqlDatabase(connection.ConnectionString).WithTransactionPerScript()
                : DeployChanges.To.SqliteDatabase(connection.ConnectionString).WithTransactionPerScript();
        var result = builder
            .WithScripts(Scripts(dialect.Name))
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
    }

    static IEnumerable<SqlScript> Scripts(string engine) =>
        from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        let path = name.Replace('\\', '/')
        where path.StartsWith($"db/{engine}/", StringComparison.Ordinal)
        orderby path
        select new SqlScript(Path.GetFileName(path), Read(name));

    static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    // A server in a small container takes its time.
    const int SecondsToCreate = 180;

    static void CreateSqlServerDatabase(string connectionString)
    {
        if (!IsThere(connectionString))
            EnsureDatabase.For.SqlDatabase(connectionString, new NoOpUpgradeLog(), timeout: SecondsToCreate);
        using var connection = new SqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT d.is_read_committed_snapshot_on FROM sys.databases d WHERE d.name = DB_NAME()";
        if (command.ExecuteScalar() is true)
            return;

        // Readers see the last committed rows instead of waiting for writers, as on SQLite.
        command.CommandText =
            $"ALTER DATABASE [{connection.Database.Replace("]", "]]")}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE";
        command.ExecuteNonQuery();
    }

    /// <remarks>Only who has to create the database needs rights beyond it. Not pooled: a pool goes on refusing for seconds.</remarks>
    static bool IsThere(string connectionString)
    {
        using var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }
}
