using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>SQL Server 2019 and later, Azure SQL: for those who outgrow one machine.</summary>
sealed class SqlServerDialect(string connectionString) : SqlDialect
{
    public override string Name => "sqlserver";
    public override string Page => " OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY";
    public override string NewId => "; SELECT CAST(SCOPE_IDENTITY() AS BIGINT)";

    // Row versions show a reader the past without making anybody wait; a range lock makes the one who would change it wait.
    public override string HeldToCommit => " WITH (HOLDLOCK)";

    public override DbConnection Connect() => new SqlConnection(connectionString);

    public override Task<IDisposable?> WaitForTurn(CancellationToken ct) => Task.FromResult<IDisposable?>(null);

    public override DbTransaction BeginTransaction(DbConnection connection) => connection.BeginTransaction(IsolationLevel.ReadCommitted);

    const int UniqueConstraintViolated = 2627,
        UniqueIndexViolated = 2601;

    public override bool IsUniqueKeyTaken(DbException error) =>
        error is SqlException { Number: UniqueConstraintViolated or UniqueIndexViolated };

    const int DeadlockVictim = 1205,
        SnapshotUpdateConflict = 3960;

    public override bool IsLostToAnother(DbException error) => error is SqlException { Number: DeadlockVictim or SnapshotUpdateConflict };
}
