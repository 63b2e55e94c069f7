using System.Data.Common;
using Dapper;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>The database of one request: one connection, at most one transaction. Statements run in the transaction when there is one.</summary>
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

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken ct) =>
        (await (await Open(ct)).QueryAsync<T>(Command(sql, parameters, ct))).AsList();

    public async Task<T?> FirstOrDefault<T>(string sql, object? parameters, CancellationToken ct) =>
        await (await Open(ct)).QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct));

    /// <summary>Runs a statement, once per element when <paramref name="parameters"/> is a list.</summary>
    /// <returns>Rows changed.</returns>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        Guard(async () => await (await Open(ct)).ExecuteAsync(Command(sql, parameters, ct)));

    /// <summary>Inserts one row.</summary>
    /// <returns>The identity it was given.</returns>
    /// <exception cref="UniqueKeyTaken">A unique key is already taken.</exception>
    public Task<long> Insert(string sql, object parameters, CancellationToken ct) =>
        Guard(async () => await (await Open(ct)).ExecuteScalarAsync<long>(Command(sql + dialect.NewId, parameters, ct)));

    public async ValueTask DisposeAsync()
    {
        if (current is not null) await current.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
    }

    async Task<DbConnection> Open(CancellationToken ct)
    {
        if (connection is not null) return connection;
        var opened = dialect.Connect();
        await opened.OpenAsync(ct);
        return connection = opened;
    }

    CommandDefinition Command(string sql, object? parameters, CancellationToken ct) =>
        new(sql, parameters, current?.Inner, cancellationToken: ct);

    async Task<T> Guard<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (DbException error) when (dialect.IsUniqueKeyTaken(error))
        {
            throw new UniqueKeyTaken(error);
        }
    }

    /// <summary>The transaction of a command.</summary>
    public sealed class WriteTransaction(Db db, DbTransaction inner, IDisposable? turn) : IAsyncDisposable
    {
        internal DbTransaction Inner => inner;

        public Task Commit(CancellationToken ct) => inner.CommitAsync(ct);

        public async ValueTask DisposeAsync()
        {
            if (db.current != this) return;
            db.current = null;
            await inner.DisposeAsync();
            turn?.Dispose();
        }
    }
}

/// <summary>Another row already holds the unique key that was to be written.</summary>
sealed class UniqueKeyTaken(Exception inner) : Exception("The unique key is already taken.", inner);
