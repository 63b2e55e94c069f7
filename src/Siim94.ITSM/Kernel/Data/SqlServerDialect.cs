using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>SQL Server 2019 and later, Azure SQL: for those who outgrow one machine.</summary>
sealed class SqlServerDialect(string connectionString) : SqlDialect
{
    public override string Place
    {
        get
        {
            var parts = new SqlConnectionStringBuilder(connectionString);
            return $"{parts.DataSource} · {parts.InitialCatalog}";
        }
    }

    public override string FirstRows => " OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY";
    public override string NewId => "; SELECT CAST(SCOPE_IDENTITY() AS BIGINT)";

    public override bool HasOneWriter => false;

    // Row versions show a reader the past without making anybody wait; a lock makes the one who would change it wait.
    public override string HeldToCommit => " WITH (HOLDLOCK)";

    public override string Unheld => " WITH (UPDLOCK, READPAST)";
    public override string FreshPlan => " OPTION (RECOMPILE)";

    public override IEnumerable<(string Sql, object Parameters)> InsertAll(string sql, IReadOnlyCollection<object> rows) =>
        SqlServerRows.Insert(sql, rows);

    public override DbConnection Connect() => new SqlConnection(connectionString) { RetryLogicProvider = Reopening };

    public override async Task<DbConnection> Open(CancellationToken ct)
    {
        var connection = Connect();
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <remarks>SqlClient keeps those that are closed.</remarks>
    public override void Release(DbConnection connection) => connection.Dispose();

    /// <remarks>The server itself arbitrates between writers, and gathers what they commit.</remarks>
    public override async Task<EngineTransaction> Begin(Func<CancellationToken, Task<DbConnection>> own, Type? kind, CancellationToken ct)
    {
        var connection = await own(ct);
        return new OwnTransaction(connection, (SqlTransaction)connection.BeginTransaction(IsolationLevel.ReadCommitted));
    }

    public override void CloseIdle() => SqlConnection.ClearPool(new SqlConnection(connectionString));

    /// <remarks>A server keeps its files to itself.</remarks>
    public override void RefuseIfReplaced(DbConnection connection) { }

    const int TimedOut = -2,
        NoSuchDatabase = 4060,
        SignInFailed = 18456,
        UniqueIndexViolated = 2601,
        UniqueConstraintViolated = 2627;

    // Undone by the server for another one's sake: deadlock, conflict of row versions.
    static readonly int[] LostToAnother = [1205, 3960];

    // The server is there and cannot take the request now: throttled, failing over, too many requests or workers.
    static readonly int[] Passing = [40143, 40197, 40501, 40540, 40613, 10928, 10929, 49918, 49919, 49920, 4221, 615, 926, 983];

    // The connection went away, and the server undoes what was not committed: reset, timed out on the way, killed, shut down.
    static readonly int[] ConnectionLost = [10053, 10054, 10060, 64, 121, 233, 20, 596, 6005, 42108, 42109];

    // Half a second, then longer: a failover or a throttled tenant is over within seconds, and nobody waits for more.
    static readonly SqlRetryLogicBaseProvider Reopening = SqlConfigurableRetryFactory.CreateExponentialRetryProvider(
        new SqlRetryLogicOption
        {
            NumberOfTries = 4,
            DeltaTime = TimeSpan.FromMilliseconds(500),
            MinTimeInterval = TimeSpan.FromMilliseconds(100),
            MaxTimeInterval = TimeSpan.FromSeconds(4),
            TransientErrors = [.. Passing, .. ConnectionLost],
        }
    );

    static readonly int[] OutOfReach = [-1, 2, 53, 258, 11001, NoSuchDatabase, SignInFailed, 18452, 18470, 18486, 40532, 40615];
    static readonly int[] OutOfMemory = [701, 802, 8645, 8651];
    static readonly int[] NoRoom = [1101, 1105, 9002, 40544];
    static readonly int[] NotWritable = [3906, 3908, 976, 978];
    static readonly int[] Unreadable = [605, 823, 824, 825, 7105];
    static readonly int[] Forbidden = [229, 230, 262, 297, 300, 916, 1088];

    const int LockTimedOut = 1222;

    public override DatabaseFault? FaultOf(DbException error, bool isCommit = false)
    {
        if (error is not SqlException { Number: var number } server)
            return null;
        // Whatever else goes wrong on the way back from a commit, the server may have carried it out.
        if (isCommit)
            return LostToAnother.Contains(number) ? DatabaseFault.Lost : DatabaseFault.Uncertain;
        return number switch
        {
            UniqueConstraintViolated or UniqueIndexViolated => DatabaseFault.UniqueKeyTaken,
            TimedOut or LockTimedOut => DatabaseFault.Busy,
            _ when LostToAnother.Contains(number) || Passing.Contains(number) || ConnectionLost.Contains(number) => DatabaseFault.Lost,
            _ when OutOfReach.Contains(number) => DatabaseFault.Unreachable,
            _ when OutOfMemory.Contains(number) => DatabaseFault.Busy,
            _ when NoRoom.Contains(number) => DatabaseFault.Full,
            _ when NotWritable.Contains(number) => DatabaseFault.ReadOnly,
            _ when Unreadable.Contains(number) => DatabaseFault.Damaged,
            _ when Forbidden.Contains(number) => DatabaseFault.NotAllowed,
            // From here on the server closes the connection, and undoes what was not committed.
            _ when server.Class >= ClosesConnection => DatabaseFault.Lost,
            _ => null,
        };
    }

    const int ClosesConnection = 20;

    sealed class OwnTransaction(DbConnection connection, SqlTransaction transaction) : EngineTransaction
    {
        const string Savepoint = "Part";

        public override DbConnection Connection => connection;
        public override DbTransaction Transaction => transaction;

        // A later savepoint of the same name takes its place.
        public override void BeginPart() => transaction.Save(Savepoint);

        public override void EndPart(bool stays)
        {
            if (!stays)
                transaction.Rollback(Savepoint);
        }

        public override Task Commit() => transaction.CommitAsync(CancellationToken.None);

        public override ValueTask DisposeAsync() => transaction.DisposeAsync();
    }
}
