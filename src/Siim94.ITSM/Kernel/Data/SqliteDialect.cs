using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>The embedded engine: one file in WAL mode, many readers, one writer at a time.</summary>
sealed class SqliteDialect : SqlDialect
{
    readonly SqliteWriter writer;

    public SqliteDialect(string path)
    {
        this.path = path;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            // Never makes the file: in the place of one that was removed, it would be an empty one.
            Mode = SqliteOpenMode.ReadWrite,
            DefaultTimeout = SqliteWriter.SecondsForOtherProcesses,
            Pooling = false,
        }.ToString();
        writer = new(this);
    }

    readonly string path,
        connectionString;

    FileIdentity? opened;
    long longest;

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

    public override DbConnection Connect() => new EmbeddedConnection(connectionString);

    // Each has a cache and statements of its own. A connection is given back after its answer is sent: eight who go on asking take more
    // than eight, and a new one reads the whole schema.
    const int MostIdle = 32;

    readonly ConcurrentStack<EmbeddedConnection> idle = new();

    public override Task<DbConnection> Open(CancellationToken ct) => Task.FromResult<DbConnection>(Take());

    /// <summary>An open connection: one that was given back, or a new one to the file that was opened first.</summary>
    /// <exception cref="DatabaseUnavailable">Another file has taken its place.</exception>
    public EmbeddedConnection Take()
    {
        if (idle.TryPop(out var kept))
            return kept;
        // To open a copy and to close it would give it the journal of the file that it stands for.
        if (opened is not null && FileIdentity.Of(path) != opened)
            throw new DatabaseUnavailable(DatabaseFault.Replaced);
        var connection = new EmbeddedConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override void Release(DbConnection connection)
    {
        if (connection is EmbeddedConnection { State: ConnectionState.Open } open && !WouldGoOnRefusing(open) && idle.Count < MostIdle)
            idle.Push(open);
        else
            connection.Dispose();
    }

    /// <summary>It was opened while nothing could be written, the journal alone perhaps.</summary>
    public bool WouldGoOnRefusing(EmbeddedConnection connection) => Trouble == DatabaseFault.ReadOnly || connection.IsReadOnly;

    public override Task<EngineTransaction> Begin(Func<CancellationToken, Task<DbConnection>> own, Type? kind, CancellationToken ct) =>
        writer.Begin(kind, ct);

    public override void CloseIdle()
    {
        writer.CloseIdle();
        while (idle.TryPop(out var connection))
            connection.Dispose();
    }

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
}
