using System.Data.Common;
using Dapper;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>
/// The database of one request: one connection, at most one transaction. Statements run in the transaction when there is one.
/// </summary>
/// <remarks>
/// Whatever the engine, a statement that is cancelled throws <see cref="OperationCanceledException"/>, one whose transaction is undone for
/// another's <see cref="TransactionLost"/>.
/// </remarks>
sealed class Db(SqlDialect dialect) : IAsyncDisposable
{
    DbConnection? connection;
    WriteTransaction? current;

    public SqlDialect Dialect => dialect;
    public bool IsInTransaction => current is not null;

    /// <summary>Begins to write; on disposal what was not committed is undone.</summary>
    public async Task<WriteTransaction> Begin(CancellationToken ct)
    {
        var turn = await dialect.WaitForTurn(ct);
        try
        {
            return current = new WriteTransaction(this, dialect.BeginTransaction(await Open(ct)), turn);
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    public Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken ct) =>
        Guard<IReadOnlyList<T>>(async () => (await (await Open(ct)).QueryAsync<T>(Command(sql, parameters, ct))).AsList(), ct);

    public Task<T?> FirstOrDefault<T>(string sql, object? parameters, CancellationToken ct) =>
        Guard(async () => await (await Open(ct)).QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct)), ct);

    /// <summary>Runs a statement, once per element when <paramref name="parameters"/> is a list.</summary>
    /// <returns>Rows changed.</returns>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        Guard(async () => await (await Open(ct)).ExecuteAsync(Command(sql, parameters, ct)), ct);

    /// <summary>Inserts one row.</summary>
    /// <returns>The identity it was given.</returns>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public Task<long> Insert(string sql, object parameters, CancellationToken ct) =>
        Guard(async () => await (await Open(ct)).ExecuteScalarAsync<long>(Command(sql + dialect.NewId, parameters, ct)), ct);

    public async ValueTask DisposeAsync()
    {
        if (current is not null)
            await current.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
    }

    async Task<DbConnection> Open(CancellationToken ct)
    {
        if (connection is not null)
            return connection;
        var opened = dialect.Connect();
        await opened.OpenAsync(ct);
        return connection = opened;
    }

    CommandDefinition Command(string sql, object? parameters, CancellationToken ct) =>
        new(sql, parameters, current?.Inner, cancellationToken: ct);

    async Task<T> Guard<T>(Func<Task<T>> statement, CancellationToken ct)
    {
        try
        {
            return await statement();
        }
        catch (DbException error) when (dialect.IsUniqueKeyTaken(error))
        {
            throw new UniqueKeyTaken(error);
        }
        catch (DbException error) when (dialect.IsLostToAnother(error))
        {
            throw new TransactionLost(error);
        }
        catch (DbException error) when (ct.IsCancellationRequested)
        {
            // SqlClient reports a cancelled statement as an error of the server.
            throw new OperationCanceledException(error.Message, error, ct);
        }
    }

    /// <summary>The transaction of a command.</summary>
    public sealed class WriteTransaction(Db db, DbTransaction inner, IDisposable? turn) : IAsyncDisposable
    {
        internal DbTransaction Inner => inner;

        public Task Commit(CancellationToken ct) => inner.CommitAsync(ct);

        public async ValueTask DisposeAsync()
        {
            if (db.current != this)
                return;
            db.current = null;
            await inner.DisposeAsync();
            turn?.Dispose();
        }
    }
}

/// <summary>Another row already holds the unique key that was to be written.</summary>
sealed class UniqueKeyTaken(Exception inner) : Exception("The unique key is already taken.", inner);

/// <summary>The engine has undone the transaction in favour of another one: nothing of it is kept, and it may be run again.</summary>
sealed class TransactionLost(Exception inner) : Exception("The transaction was undone in favour of another one.", inner);
