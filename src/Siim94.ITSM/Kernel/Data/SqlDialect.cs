using System.Data.Common;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>All that differs between the two engines.</summary>
abstract class SqlDialect
{
    /// <summary>Where the database is, for whoever runs the product: a file, or a server and a database.</summary>
    public abstract string Place { get; }

    /// <summary>Suffix of an ordered SELECT: its first <c>@Take</c> rows.</summary>
    public abstract string FirstRows { get; }

    /// <summary>Suffix of an INSERT: the identity it was given.</summary>
    public abstract string NewId { get; }

    /// <summary>Whether a transaction for writing excludes every other one, so that nobody needs to lock rows.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>Suffix of a table in a SELECT: what was read, and what was not there, stays so until the transaction ends.</summary>
    public abstract string HeldToCommit { get; }

    /// <summary>Suffix of a table in a SELECT: rows that nobody else is changing, kept for this transaction to change.</summary>
    public abstract string Unheld { get; }

    /// <summary>Suffix of a SELECT whose parameters decide how it is best carried out: a day, or three years.</summary>
    public abstract string FreshPlan { get; }

    /// <summary>Statements that insert many rows by one <c>INSERT … VALUES (@A, @B)</c>, as many at a time as the engine likes.</summary>
    public abstract IEnumerable<(string Sql, object Parameters)> InsertAll(string sql, IReadOnlyCollection<object> rows);

    /// <summary>A connection that is not open yet.</summary>
    public abstract DbConnection Connect();

    /// <summary>An open connection, new or kept from an earlier request.</summary>
    public abstract Task<DbConnection> Open(CancellationToken ct);

    /// <summary>Takes back an open connection, to keep it for the next request or to close it.</summary>
    public abstract void Release(DbConnection connection);

    /// <summary>Opens a transaction for writing; it waits for other writers, and not for long.</summary>
    /// <param name="own">Opens the connection of the request.</param>
    /// <param name="kind">What is about to be done; a kind that is known to be quick may be committed together with others.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <exception cref="DatabaseUnavailable">Others write for too long, or the database is no longer the one that was opened.</exception>
    public abstract Task<EngineTransaction> Begin(Func<CancellationToken, Task<DbConnection>> own, Type? kind, CancellationToken ct);

    /// <summary>Closes the connections that are kept for the next request: nobody uses the database now.</summary>
    public abstract void CloseIdle();

    /// <summary>Refuses to go on when the database is no longer the one that was opened: what is written would be lost.</summary>
    /// <exception cref="DatabaseUnavailable">It was moved, deleted, truncated or replaced.</exception>
    public abstract void RefuseIfReplaced(DbConnection connection);

    /// <summary>What an error means; null when it means that the statement is wrong.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="isCommit">It came while a transaction was being committed.</param>
    public abstract DatabaseFault? FaultOf(DbException error, bool isCommit = false);

    /// <summary>What the last write failed of, until one succeeds; null when there is nothing to say.</summary>
    public DatabaseFault? Trouble { get; set; }
}

/// <summary>A transaction for writing, as an engine carries it out; on disposal what was not committed is undone.</summary>
abstract class EngineTransaction : IAsyncDisposable
{
    public abstract DbConnection Connection { get; }
    public abstract DbTransaction Transaction { get; }

    /// <summary>Begins a part that may be undone alone; one at a time.</summary>
    public abstract void BeginPart();

    /// <summary>Ends it; what it wrote is undone unless it stays.</summary>
    public abstract void EndPart(bool stays);

    /// <summary>Returns when what was written is kept.</summary>
    public abstract Task Commit();

    public abstract ValueTask DisposeAsync();
}
