using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>The embedded engine: one file in WAL mode, many readers, one writer at a time.</summary>
sealed class SqliteDialect(string path) : SqlDialect
{
    // Another process (a backup, a command line) may hold the file for that long.
    // Who waits for writers of this one may see an import through.
    const int SecondsForOtherProcesses = 5,
        SecondsForThisProcess = 30;
    static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    // A fair queue inside the process.
    readonly SemaphoreSlim writer = new(1, 1);
    volatile bool isBeginning;

    FileIdentity? opened;
    long longest;

    readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        // Never makes the file: in the place of one that was removed, it would be an empty one.
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = SecondsForOtherProcesses,
        Pooling = true,
    }.ToString();

    /// <summary>No database has been made yet.</summary>
    public bool IsMissing => !File.Exists(path);

    public override string Place => path;
    public override string FirstRows => " LIMIT @Take";
    public override string NewId => "; SELECT last_insert_rowid()";

    // BEGIN IMMEDIATE already excludes other writers.
    public override bool HasOneWriter => true;
    public override string HeldToCommit => "";

    public override string Unheld => "";

    // The planner looks at the values themselves.
    public override string FreshPlan => "";

    // In the process of the product a statement costs no way to a server.
    public override IEnumerable<(string Sql, object Parameters)> InsertAll(string sql, IReadOnlyCollection<object> rows) => [(sql, rows)];

    public override DbConnection Connect()
    {
        var connection = new FullySynchronousConnection(connectionString);
        // Kept ones that were opened while nothing could be written, the journal alone perhaps, would go on refusing.
        if (Trouble == DatabaseFault.ReadOnly)
            SqliteConnection.ClearPool(connection);
        return connection;
    }

    public override async Task<Begun> Begin(DbConnection connection, CancellationToken ct)
    {
        var sqlite = (SqliteConnection)connection;
        var waited = Stopwatch.StartNew();
        var turn = await WaitForTurn(waited, ct);
        try
        {
            var transaction = BeginImmediately(sqlite, Math.Max(1, SecondsForOtherProcesses - (int)waited.Elapsed.TotalSeconds));
            try
            {
                RefuseIfReplaced(connection);
                return new(transaction, turn);
            }
            catch
            {
                await transaction.DisposeAsync();
                throw;
            }
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    SqliteTransaction BeginImmediately(SqliteConnection connection, int seconds)
    {
        isBeginning = true;
        connection.DefaultTimeout = seconds;
        try
        {
            return connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        }
        finally
        {
            connection.DefaultTimeout = SecondsForOtherProcesses;
            isBeginning = false;
        }
    }

    async Task<IDisposable> WaitForTurn(Stopwatch waited, CancellationToken ct)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var turn = writer.WaitAsync(giveUp.Token);
        while (!turn.IsCompleted && !HasWaitedLongEnough(waited))
            await Task.WhenAny(turn, Task.Delay(Glance, ct));
        await giveUp.CancelAsync();
        try
        {
            await turn;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new DatabaseUnavailable(DatabaseFault.Busy);
        }
        return new Turn(writer);
    }

    // While whoever is first in the queue cannot begin, it is another process that everybody waits for.
    bool HasWaitedLongEnough(Stopwatch waited) =>
        waited.Elapsed.TotalSeconds >= (isBeginning ? SecondsForOtherProcesses : SecondsForThisProcess);

    /// <remarks>Only looks at names and sizes: to open and close the file would give up the locks that SQLite holds on it.</remarks>
    public override void RefuseIfReplaced(DbConnection connection)
    {
        var file = new FileInfo(path);
        var identity = FileIdentity.Of(path);
        opened ??= identity;
        if (identity is null || identity != opened || IsCutOff(file.Length, connection) || !File.Exists($"{path}-wal"))
            throw new DatabaseUnavailable(DatabaseFault.Replaced);
    }

    // Only a VACUUM makes the file shorter, and SQLite then knows how long it is.
    bool IsCutOff(long length, DbConnection connection)
    {
        if (length >= longest)
        {
            longest = length;
            return false;
        }
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s";
        if (length == 0 || length < (long)command.ExecuteScalar()!)
            return true;
        longest = length;
        return false;
    }

    const int Busy = 5,
        Locked = 6,
        ReadOnly = 8,
        InputOutput = 10,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        NoDatabase = 26;
    const int SnapshotTooOld = 517,
        ShortRead = 522,
        MovedAway = 1032,
        PrimaryKeyTaken = 1555,
        UniqueTaken = 2067,
        NoRoomForIndex = 4874;

    public override DatabaseFault? FaultOf(DbException error, bool isCommit = false) =>
        error is not SqliteException sqlite
            ? null
            : sqlite.SqliteExtendedErrorCode switch
            {
                PrimaryKeyTaken or UniqueTaken => DatabaseFault.UniqueKeyTaken,
                // Writers take turns; only what began by reading can find that another process has written since.
                SnapshotTooOld => DatabaseFault.Lost,
                ShortRead => DatabaseFault.Damaged,
                MovedAway => DatabaseFault.Replaced,
                NoRoomForIndex => DatabaseFault.Full,
                _ => FaultOf(sqlite.SqliteErrorCode),
            };

    DatabaseFault? FaultOf(int code) =>
        code switch
        {
            Busy or Locked => DatabaseFault.Busy,
            ReadOnly => DatabaseFault.ReadOnly,
            Corrupt or NoDatabase => DatabaseFault.Damaged,
            Full => DatabaseFault.Full,
            InputOutput => HasRoom() ? DatabaseFault.Failing : DatabaseFault.Full,
            CannotOpen when opened is not null && FileIdentity.Of(path) != opened => DatabaseFault.Replaced,
            CannotOpen => HasRoom() ? DatabaseFault.Unreachable : DatabaseFault.Full,
            _ => null,
        };

    // The journal and its index are made beside the file: without room for them, it cannot be opened.
    const long RoomToOpen = 128 * 1024;

    bool HasRoom() =>
        Path.GetDirectoryName(path) is not { } folder
        || !Directory.Exists(folder)
        || new DriveInfo(folder).AvailableFreeSpace >= RoomToOpen;

    /// <summary>A commit is on the disk when it is acknowledged: WAL journals survive a crash, FULL survives a power cut.</summary>
    sealed class FullySynchronousConnection(string connectionString) : SqliteConnection(connectionString)
    {
        public override void Open()
        {
            base.Open();
            // One opened while nothing may be written would never write again: it is not kept for the next.
            if (SQLitePCL.raw.sqlite3_db_readonly(Handle!, "main") != 0)
                ClearPool(this);
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
