using System.Data;
using System.Data.Common;
using Dapper;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>
/// The database of one request: one connection, at most one transaction. Statements run in the transaction when there is one.
/// </summary>
/// <remarks>
/// Whatever the engine, a statement that is cancelled throws <see cref="OperationCanceledException"/>, one whose transaction is undone
/// <see cref="TransactionLost"/>, one that the database cannot carry out now <see cref="DatabaseUnavailable"/>.
/// </remarks>
sealed class Db(SqlDialect dialect) : IAsyncDisposable
{
    DbConnection? connection;
    WriteTransaction? current;

    public SqlDialect Dialect => dialect;
    public bool IsInTransaction => current is not null;

    /// <summary>Begins to write; on disposal what was not committed is undone.</summary>
    /// <param name="ct">Cancels the waiting for others who write.</param>
    /// <param name="kind">What is about to be done; a kind that is known to be quick may be committed together with others.</param>
    /// <exception cref="DatabaseUnavailable">Others write for too long, or the database is no longer the one that was opened.</exception>
    public async Task<WriteTransaction> Begin(CancellationToken ct, Type? kind = null)
    {
        // Others read with it while this one waits to write.
        if (dialect.HasOneWriter)
            Release();
        return current = new WriteTransaction(this, await Guard(() => dialect.Begin(Open, kind, ct), ct));
    }

    /// <summary>Carries out a part of the transaction, whose writing is undone alone unless the part says that it stays.</summary>
    /// <remarks>What it throws undoes the whole.</remarks>
    public async Task Part(Func<Task<bool>> part)
    {
        current!.BeginPart();
        current.EndPart(await part());
    }

    /// <summary>Refuses when the database is no longer the one that was opened: what it shows is the past.</summary>
    /// <exception cref="DatabaseUnavailable">It was moved, deleted, truncated or replaced, or cannot be opened.</exception>
    public async Task RefuseIfReplaced(CancellationToken ct) => dialect.RefuseIfReplaced(await Open(ct));

    public Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken ct) =>
        Guard<IReadOnlyList<T>>(async () => (await (await Connection(ct)).QueryAsync<T>(Command(sql, parameters, ct))).AsList(), ct);

    /// <summary>Reads rows without making an object of each.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="row">Told each row; it reads what it wants of it.</param>
    /// <param name="ct">Cancels the reading.</param>
    public Task Read(string sql, object? parameters, Action<DbDataReader> row, CancellationToken ct) =>
        Guard(
            async () =>
            {
                await using var reader = await (await Connection(ct)).ExecuteReaderAsync(Command(sql, parameters, ct));
                while (await reader.ReadAsync(ct))
                    row(reader);
                return true;
            },
            ct
        );

    /// <summary>Reads rows where there may be thousands: Dapper boxes each of their values.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="read">Makes an object of a row.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await Read(sql, parameters, row => rows.Add(read(row)), ct);
        return rows;
    }

    public Task<T?> FirstOrDefault<T>(string sql, object? parameters, CancellationToken ct) =>
        Guard(async () => await (await Connection(ct)).QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct)), ct);

    /// <summary>Runs a statement, once per element when <paramref name="parameters"/> is a list.</summary>
    /// <returns>Rows changed.</returns>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        Guard(async () => await (await Connection(ct)).ExecuteAsync(Command(sql, parameters, ct)), ct);

    /// <summary>Inserts rows by one <c>INSERT … VALUES</c>, in their order.</summary>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public async Task InsertAll(string sql, IEnumerable<object> rows, CancellationToken ct)
    {
        foreach (var (statement, parameters) in dialect.InsertAll(sql, [.. rows]))
            await Execute(statement, parameters, ct);
    }

    /// <summary>Inserts one row.</summary>
    /// <returns>The identity it was given.</returns>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public Task<long> Insert(string sql, object parameters, CancellationToken ct) =>
        Guard(async () => await (await Connection(ct)).ExecuteScalarAsync<long>(Command(sql + dialect.NewId, parameters, ct)), ct);

    public async ValueTask DisposeAsync()
    {
        if (current is not null)
            await current.DisposeAsync();
        Release();
    }

    void Release()
    {
        if (connection is not null)
            dialect.Release(connection);
        connection = null;
    }

    async Task<DbConnection> Connection(CancellationToken ct) => current?.Connection ?? await Open(ct);

    bool IsConnectionLost => (current?.Connection ?? connection) is { State: not ConnectionState.Open };

    async Task<DbConnection> Open(CancellationToken ct)
    {
        try
        {
            return connection ??= await dialect.Open(ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested && OpeningFault(error) is { } fault)
        {
            throw new DatabaseUnavailable(fault, error);
        }
    }

    /// <remarks>Opening has been tried several times by now. A pool that is empty throws no error of the server.</remarks>
    DatabaseFault? OpeningFault(Exception error) =>
        error switch
        {
            DbException inner => dialect.FaultOf(inner) is { } fault and not DatabaseFault.Lost ? fault : DatabaseFault.Unreachable,
            AggregateException { InnerExceptions: [.., DbException last] } => OpeningFault(last),
            InvalidOperationException => DatabaseFault.Busy,
            _ => null,
        };

    CommandDefinition Command(string sql, object? parameters, CancellationToken ct) =>
        new(sql, parameters, current?.Inner, cancellationToken: ct);

    async Task<T> Guard<T>(Func<Task<T>> statement, CancellationToken ct)
    {
        try
        {
            return await statement();
        }
        catch (DbException error) when (ct.IsCancellationRequested)
        {
            // SqlClient reports a cancelled statement as an error of the server.
            throw new OperationCanceledException(error.Message, error, ct);
        }
        catch (DbException error) when (dialect.FaultOf(error) is { } fault)
        {
            throw Meaning(fault, error);
        }
        catch (InvalidOperationException error) when (IsConnectionLost)
        {
            // The connection was lost before this statement.
            throw new TransactionLost(error);
        }
    }

    Exception Meaning(DatabaseFault fault, Exception error)
    {
        if (fault == DatabaseFault.UniqueKeyTaken)
            return new UniqueKeyTaken(error);
        if (fault == DatabaseFault.Lost)
            return new TransactionLost(error);
        if (fault is not (DatabaseFault.Busy or DatabaseFault.Uncertain))
            dialect.Trouble = fault;
        return new DatabaseUnavailable(fault, error);
    }

    /// <summary>The transaction of a command.</summary>
    public sealed class WriteTransaction(Db db, EngineTransaction begun) : IAsyncDisposable
    {
        internal DbTransaction Inner => begun.Transaction;
        internal DbConnection Connection => begun.Connection;

        internal void BeginPart() => begun.BeginPart();

        internal void EndPart(bool stays) => begun.EndPart(stays);

        /// <exception cref="DatabaseUnavailable">It could not be kept, or nobody knows whether it was.</exception>
        public async Task Commit(CancellationToken ct)
        {
            // Once begun, a commit is seen through: cut short, nobody would know what became of it.
            ct.ThrowIfCancellationRequested();
            try
            {
                await begun.Commit();
            }
            catch (DbException error) when (db.Dialect.FaultOf(error, isCommit: true) is { } fault)
            {
                throw db.Meaning(fault, error);
            }
            catch (InvalidOperationException error) when (db.IsConnectionLost)
            {
                throw new TransactionLost(error);
            }
            db.Dialect.Trouble = null;
        }

        public async ValueTask DisposeAsync()
        {
            if (db.current != this)
                return;
            db.current = null;
            try
            {
                await begun.DisposeAsync();
            }
            catch (Exception error) when (error is DbException or InvalidOperationException)
            {
                // Undone by the engine already, or with its connection.
            }
        }
    }
}

/// <summary>Another row already holds the unique key that was to be written.</summary>
sealed class UniqueKeyTaken(Exception inner) : Exception("The unique key is already taken.", inner);

/// <summary>
/// The transaction was undone, for another one's sake or with its connection: nothing of it is kept, and it may be run again.
/// </summary>
sealed class TransactionLost(Exception inner) : Exception("The transaction was undone.", inner);
