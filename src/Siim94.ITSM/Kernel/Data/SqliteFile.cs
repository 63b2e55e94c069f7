using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>The file of the embedded engine: made whole or not at all, looked at before it is used.</summary>
static class SqliteFile
{
    public static void Migrate(SqliteDialect dialect)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(dialect.Place)!);
        using var turn = Turn(dialect.Place);
        if (File.Exists(dialect.Place) || Directory.Exists(dialect.Place))
            Upgrade(dialect);
        else
            Create(dialect);
    }

    static void Upgrade(SqliteDialect dialect)
    {
        if (Directory.Exists(dialect.Place))
            throw new DatabaseUnavailable(DatabaseFault.Foreign, detail: dialect.Place);
        if (new FileInfo(dialect.Place).Length == 0)
            throw new DatabaseUnavailable(DatabaseFault.Empty, detail: dialect.Place);
        using (var connection = (SqliteConnection)dialect.Connect())
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = JournalsSql;
            if ((long)command.ExecuteScalar()! == 0)
                throw new DatabaseUnavailable(DatabaseFault.Foreign, detail: dialect.Place);
            // A file that can only be read says so here, not to the first who saves something.
            connection.BeginTransaction(deferred: false).Dispose();
        }
        Migrator.Upgrade(dialect, dialect.Connect().ConnectionString);
    }

    // The table in which migrations are noted.
    const string JournalsSql = "SELECT COUNT(*) FROM sqlite_master m WHERE m.type = 'table' AND m.name = 'SchemaVersions'";

    /// <summary>Names of the tables that are there.</summary>
    public const string TablesSql = "SELECT m.name AS Name FROM sqlite_master m WHERE m.type = 'table'";

    /// <summary>Made beside its place and moved there: whoever is interrupted leaves nothing half done.</summary>
    static void Create(SqliteDialect dialect)
    {
        // The journal of a file that is gone would be taken for the new one's.
        if (File.Exists($"{dialect.Place}-wal"))
            throw new DatabaseUnavailable(DatabaseFault.Replaced, detail: dialect.Place);
        var building = $"{dialect.Place}.new";
        File.Delete(building);
        File.Delete($"{building}-journal");
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = building,
            ForeignKeys = true,
            Pooling = false,
        }.ToString();
        Migrator.Upgrade(dialect, connectionString);
        File.Move(building, dialect.Place);
    }

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3),
        Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>One process at a time makes or migrates a file; the next one finds nothing to do.</summary>
    /// <returns>To be disposed of when it is done.</returns>
    /// <exception cref="DatabaseUnavailable">Another process is at it for minutes.</exception>
    public static IDisposable Turn(string path)
    {
        var turn = $"{path}.lock";
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            try
            {
                return new FileStream(turn, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(turn))
            {
                if (waited.Elapsed > Patience)
                    throw new DatabaseUnavailable(DatabaseFault.Busy, detail: path);
            }
        }
    }
}
