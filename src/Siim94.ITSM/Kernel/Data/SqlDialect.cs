using System.Data.Common;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>All that differs between the two engines.</summary>
abstract class SqlDialect
{
    /// <summary>Folder of the engine's migrations: <c>sqlite</c> or <c>sqlserver</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Suffix of an ordered SELECT: its first <c>@Take</c> rows.</summary>
    public abstract string Page { get; }

    /// <summary>Suffix of an INSERT: the identity it was given.</summary>
    public abstract string NewId { get; }

    /// <summary>Suffix of a table in a SELECT: what was read, and what was not there, stays so until the transaction ends.</summary>
    public abstract string HeldToCommit { get; }

    public abstract DbConnection Connect();

    /// <summary>Waits until this process may write; null where the engine itself arbitrates between writers.</summary>
    public abstract Task<IDisposable?> WaitForTurn(CancellationToken ct);

    /// <summary>Opens a transaction for writing.</summary>
    public abstract DbTransaction BeginTransaction(DbConnection connection);

    /// <summary>Whether an error says that a unique key is already taken.</summary>
    public abstract bool IsUniqueKeyTaken(DbException error);

    /// <summary>
    /// Whether an error says that the transaction was undone in favour of another one: run again from its beginning, it may well succeed.
    /// </summary>
    public abstract bool IsLostToAnother(DbException error);
}
