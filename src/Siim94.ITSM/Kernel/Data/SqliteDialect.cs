using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>The embedded engine: one file in WAL mode, many readers, one writer at a time.</summary>
sealed class SqliteDialect(string path) : SqlDialect
{
    // A fair queue inside the process; the busy timeout covers writers of other processes (a backup, a command line).
    readonly SemaphoreSlim writer = new(1, 1);

    readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
        Pooling = true,
    }.ToString();

    /// <summary>No database has been made yet.</summary>
    public bool IsMissing => !File.Exists(path);

    public override string Name => "sqlite";
    public override string Page => " LIMIT @Take";
    public override string NewId => "; SELECT last_insert_rowid()";

    // A transaction that writes is alone from its beginning.
    public override string HeldToCommit => "";

    public override DbConnection Connect() => new FullySynchronousConnection(connectionString);

    public override async Task<IDisposable?> WaitForTurn(CancellationToken ct)
    {
        await writer.WaitAsync(ct);
        return new Turn(writer);
    }

    public override DbTransaction BeginTransaction(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    const int PrimaryKeyTaken = 1555,
        UniqueTaken = 2067;

    public override bool IsUniqueKeyTaken(DbException error) =>
        error is SqliteException { SqliteExtendedErrorCode: PrimaryKeyTaken or UniqueTaken };

    // Writers take turns; only what began by reading can find that another process has written since.
    const int SnapshotTooOld = 517;

    public override bool IsLostToAnother(DbException error) => error is SqliteException { SqliteExtendedErrorCode: SnapshotTooOld };

    /// <summary>A commit is on the disk when it is acknowledged: WAL journals survive a crash, FULL survives a power cut.</summary>
    sealed class FullySynchronousConnection(string connectionString) : SqliteConnection(connectionString)
    {
        public override void Open()
        {
            base.Open();
            using var pragma = CreateCommand();
            pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            pragma.ExecuteNonQuery();
        }
    }

    sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
