using System.Data;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>
/// A connection to the embedded file. A commit is on the disk when it is acknowledged: WAL journals survive a crash, FULL survives a power
/// cut. Each statement is prepared once, whoever runs it: to parse some twenty of them takes longer than to carry them out.
/// </summary>
sealed class EmbeddedConnection(string connectionString) : SqliteConnection(connectionString)
{
    // More than there are in commands; lists of parameters make texts without end.
    const int MostStatements = 300;

    readonly Dictionary<string, PreparedCommand> prepared = [];

    /// <summary>It was opened while nothing may be written, and would never write again.</summary>
    public bool IsReadOnly => SQLitePCL.raw.sqlite3_db_readonly(Handle!, "main") != 0;

    /// <summary>The engine itself has undone the transaction that was begun: a full disk, an error of the file.</summary>
    public bool IsOutsideTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Handle!) != 0;

    public override void Open()
    {
        base.Open();
        using var pragma = CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        pragma.ExecuteNonQuery();
    }

    public override SqliteCommand CreateCommand() => new PreparedCommand(this);

    /// <summary>The command that has kept a statement; a new one when it is seen for the first time, or is being read.</summary>
    PreparedCommand Prepared(PreparedCommand asked)
    {
        if (prepared.TryGetValue(asked.CommandText, out var kept))
            return kept.IsBeingRead ? asked : kept;
        if (prepared.Count == MostStatements)
            Forget();
        return prepared[asked.CommandText] = new(this) { CommandText = asked.CommandText };
    }

    void Forget()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
    }

    sealed class PreparedCommand : SqliteCommand
    {
        readonly EmbeddedConnection owner;
        PreparedCommand? kept;

        public PreparedCommand(EmbeddedConnection connection)
        {
            owner = connection;
            Connection = connection;
            Transaction = connection.Transaction;
            CommandTimeout = connection.DefaultTimeout;
        }

        public bool IsBeingRead => DataReader is not null;

        /// <remarks>Every way to execute a command leads through here.</remarks>
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            kept = owner.Prepared(this);
            return kept == this ? base.ExecuteReader(behavior) : kept.Execute(this, behavior);
        }

        SqliteDataReader Execute(PreparedCommand asked, CommandBehavior behavior)
        {
            Transaction = asked.Transaction;
            CommandTimeout = asked.CommandTimeout;
            Parameters.Clear();
            foreach (SqliteParameter parameter in asked.Parameters)
                Parameters.Add(parameter);
            return base.ExecuteReader(behavior);
        }

        /// <remarks>
        /// The statement stays; the values, a file perhaps, do not. A finalizer leaves them alone: others may be using the statement.
        /// </remarks>
        protected override void Dispose(bool disposing)
        {
            if (disposing && kept is { IsBeingRead: false })
                kept.Parameters.Clear();
            base.Dispose(disposing);
        }
    }
}
