using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>
/// Who writes into the embedded file: one after the other, on one connection. Those who wait for each other and are known to be quick
/// share one commit, and are told of it when it is on the disk.
/// </summary>
/// <remarks>Whoever has the turn alone touches the batch and the connection. DECISION-one-commit.md says why.</remarks>
sealed class SqliteWriter(SqliteDialect dialect)
{
    /// <summary>Another process (a backup, a command line) may hold the file for that long.</summary>
    public const int SecondsForOtherProcesses = 5;

    // Who waits for writers of this process may see an import through.
    const int SecondsForThisProcess = 30;
    static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    // What takes longer makes nobody wait who has finished: it commits alone.
    static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    // Nor do many: who came first is told after that time and one more command at the latest.
    static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(20);

    readonly Lock gate = new();
    readonly Queue<TaskCompletionSource> line = [];
    readonly ConcurrentDictionary<Type, bool> isQuick = new();
    bool isTaken;
    volatile bool isBeginning;
    EmbeddedConnection? connection;
    Batch? batch;

    /// <summary>Waits for its turn, and begins.</summary>
    /// <exception cref="DatabaseUnavailable">Others write for too long, or the database is no longer the one that was opened.</exception>
    public async Task<EngineTransaction> Begin(Type? kind, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        await WaitForTurn(waited, ct);
        try
        {
            if (batch is not null && !(kind is not null && isQuick.GetValueOrDefault(kind)))
                CommitBatch();
            batch ??= BeginBatch(Math.Max(1, SecondsForOtherProcesses - (int)waited.Elapsed.TotalSeconds));
            return new Member(this, batch, kind);
        }
        catch
        {
            PassOn();
            throw;
        }
    }

    /// <summary>Closes the connection, unless somebody is writing.</summary>
    public void CloseIdle()
    {
        lock (gate)
        {
            if (!isTaken)
                Disconnect();
        }
    }

    async Task WaitForTurn(Stopwatch waited, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (gate)
        {
            if (!isTaken)
            {
                isTaken = true;
                return;
            }
            line.Enqueue(turn = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        await using var leaves = ct.Register(() => turn.TrySetCanceled(ct));
        while (true)
        {
            try
            {
                await turn.Task.WaitAsync(Glance, CancellationToken.None);
                return;
            }
            catch (TimeoutException)
            {
                if (HasWaitedLongEnough(waited))
                    turn.TrySetException(new DatabaseUnavailable(DatabaseFault.Busy));
            }
        }
    }

    // While whoever is first in the queue cannot begin, it is another process that everybody waits for.
    bool HasWaitedLongEnough(Stopwatch waited) =>
        waited.Elapsed.TotalSeconds >= (isBeginning ? SecondsForOtherProcesses : SecondsForThisProcess);

    /// <summary>Gives up the turn: the next in line goes on in the same batch, else it is committed.</summary>
    void PassOn()
    {
        if (batch is { IsFull: false } && GivesTurnToNext())
            return;
        if (batch is not null)
            CommitBatch();
        lock (gate)
            isTaken = GivesTurnToNext();
    }

    bool GivesTurnToNext()
    {
        lock (gate)
        {
            // One who has given up meanwhile does not take it.
            while (line.TryDequeue(out var next))
                if (next.TrySetResult())
                    return true;
            return false;
        }
    }

    Batch BeginBatch(int seconds)
    {
        if (connection is not null && dialect.WouldGoOnRefusing(connection))
            Disconnect();
        connection ??= dialect.Take();
        var begun = new Batch(connection, BeginImmediately(connection, seconds));
        try
        {
            dialect.RefuseIfReplaced(connection);
            return begun;
        }
        catch
        {
            begun.Transaction.Dispose();
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

    /// <summary>Keeps what the members of the batch have written, and tells each of them what became of it.</summary>
    void CommitBatch()
    {
        var committed = batch!;
        batch = null;
        try
        {
            committed.Transaction.Commit();
            // A file removed meanwhile has taken the commit along.
            dialect.RefuseIfReplaced(committed.Connection);
            committed.Succeed();
        }
        catch (Exception error)
        {
            Abandon(committed, error);
        }
    }

    void UndoBatch()
    {
        var undone = batch!;
        batch = null;
        undone.Transaction.Dispose();
    }

    /// <summary>The batch as a whole is undone, and its members are told so.</summary>
    void Abandon(Batch abandoned, Exception error)
    {
        batch = null;
        try
        {
            abandoned.Transaction.Dispose();
        }
        catch (Exception undone) when (undone is DbException or InvalidOperationException)
        {
            Disconnect(); // undone by the engine already, or with its connection
        }
        abandoned.Fail(error);
    }

    void Disconnect()
    {
        connection?.Dispose();
        connection = null;
    }

    /// <summary>A transaction of the engine, and the members that have ended well in it.</summary>
    sealed class Batch(EmbeddedConnection connection, SqliteTransaction transaction)
    {
        const int MostMembers = 64;

        readonly TaskCompletionSource outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly long began = Stopwatch.GetTimestamp();
        int members;

        public EmbeddedConnection Connection => connection;
        public SqliteTransaction Transaction => transaction;
        public bool HasMembers => members > 0;
        public bool IsFull => members >= MostMembers || Stopwatch.GetElapsedTime(began) >= LongestBatch;

        /// <summary>Ends when what the members have written is on the disk, or is not to be.</summary>
        public Task Outcome => outcome.Task;

        public void Join() => members++;

        public void Succeed() => outcome.SetResult();

        public void Fail(Exception error)
        {
            outcome.SetException(error);
            _ = outcome.Task.Exception; // without members, nobody asks
        }
    }

    /// <summary>What one command writes. The first of a batch needs no savepoint: to undo it is to undo all there is.</summary>
    sealed class Member : EngineTransaction
    {
        const string Savepoint = "Member",
            Part = "Part";

        readonly SqliteWriter writer;
        readonly Batch batch;
        readonly Type? kind;
        readonly long began = Stopwatch.GetTimestamp();
        readonly bool isFirst;
        bool isOver;

        public Member(SqliteWriter writer, Batch batch, Type? kind)
        {
            (this.writer, this.batch, this.kind, isFirst) = (writer, batch, kind, !batch.HasMembers);
            if (!isFirst)
                batch.Transaction.Save(Savepoint);
        }

        public override DbConnection Connection => batch.Connection;
        public override DbTransaction Transaction => batch.Transaction;

        public override void BeginPart() => batch.Transaction.Save(Part);

        public override void EndPart(bool stays)
        {
            if (!stays)
                batch.Transaction.Rollback(Part);
            batch.Transaction.Release(Part);
        }

        public override async Task Commit()
        {
            if (batch.Connection.IsOutsideTransaction)
                throw UndoneByEngine();
            if (!isFirst)
                batch.Transaction.Release(Savepoint);
            batch.Join();
            End();
            await batch.Outcome;
        }

        /// <remarks>Whoever refuses may do so for what another one of the batch has written: it is kept before that is told.</remarks>
        public override async ValueTask DisposeAsync()
        {
            if (isOver)
                return;
            Undo();
            End();
            if (!isFirst)
                await batch.Outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Undo()
        {
            try
            {
                if (batch.Connection.IsOutsideTransaction)
                    writer.Abandon(batch, UndoneByEngine());
                else if (isFirst)
                    writer.UndoBatch();
                else
                {
                    batch.Transaction.Rollback(Savepoint);
                    batch.Transaction.Release(Savepoint);
                }
            }
            catch (Exception error) when (error is DbException or InvalidOperationException)
            {
                writer.Abandon(batch, new TransactionLost(error));
            }
        }

        static TransactionLost UndoneByEngine() => new(new InvalidOperationException("The engine has undone the transaction."));

        void End()
        {
            isOver = true;
            if (kind is not null)
                writer.isQuick[kind] = Stopwatch.GetElapsedTime(began) < Quick;
            writer.PassOn();
        }
    }
}
