using System.Text;
using DbUp;
using DbUp.Engine.Output;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>The database on a server: made and set up by an account that may, used by one that reads and writes data only.</summary>
static class SqlServerDatabase
{
    // A server in a small container takes its time.
    const int SecondsToCreate = 180;

    public static void Migrate(SqlDialect dialect)
    {
        var connectionString = dialect.Connect().ConnectionString;
        using var turn = Turn(connectionString);
        if (!IsThere(connectionString))
            EnsureDatabase.For.SqlDatabase(connectionString, new NoOpUpgradeLog(), timeout: SecondsToCreate);
        using var connection = Open(connectionString);
        if (!Holds(connection, "ALTER"))
        {
            RefuseMissingRights(dialect, connection);
            return;
        }
        ReadRowVersions(connection);
        NumberWithoutGaps(connection);
        Migrator.Upgrade(dialect, connectionString);
        // The jobs' tables too: an account that only reads and writes could not make them.
        SqlServerObjectsInstaller.Install(connection);
    }

    /// <summary>One process at a time makes or migrates a database; the next one finds nothing to do.</summary>
    /// <remarks>
    /// The lock belongs to a session in master: one in the database itself would be thrown out when row versions are switched on.
    /// An account that cannot sign in there (a contained one) finds the database made and set up, and locks within it.
    /// </remarks>
    static SqlConnection Turn(string connectionString)
    {
        var database = new SqlConnectionStringBuilder(connectionString).InitialCatalog;
        SqlConnection session;
        try
        {
            session = Open(new SqlConnectionStringBuilder(connectionString) { InitialCatalog = "master" }.ToString());
        }
        catch (SqlException error) when (error.Number is NoSuchDatabase or SignInFailed or NotAUserHere)
        {
            session = Open(connectionString);
        }
        using var command = session.CreateCommand();
        command.CommandTimeout = SecondsToCreate + 30;
        command.CommandText = TakeTurn;
        command.Parameters.AddWithValue("@Resource", $"siim94-itsm {database}");
        command.Parameters.AddWithValue("@Patience", SecondsToCreate * 1000);
        if ((int)command.ExecuteScalar() >= 0)
            return session;
        session.Dispose();
        throw new DatabaseUnavailable(DatabaseFault.Busy, detail: database);
    }

    const string TakeTurn = """
        DECLARE @Outcome INT;
        EXEC @Outcome = sp_getapplock @Resource = @Resource, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = @Patience;
        SELECT @Outcome;
        """;

    const int NoSuchDatabase = 4060,
        SignInFailed = 18456,
        NotAUserHere = 916;

    /// <remarks>Only who has to create the database needs rights beyond it.</remarks>
    static bool IsThere(string connectionString)
    {
        try
        {
            Open(connectionString).Dispose();
            return true;
        }
        catch (SqlException error) when (error.Number == NoSuchDatabase)
        {
            return false;
        }
    }

    /// <remarks>Not pooled: a pool goes on refusing for seconds, and keeps a lock's session open.</remarks>
    static SqlConnection Open(string connectionString)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
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

    /// <summary>Readers see the last committed rows instead of waiting for writers, as on SQLite.</summary>
    static void ReadRowVersions(SqlConnection connection)
    {
        if (!HasRowVersions(connection))
            Run(connection, $"ALTER DATABASE {Quoted(connection.Database)} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE");
    }

    static bool HasRowVersions(SqlConnection connection) =>
        Ask(connection, "SELECT d.is_read_committed_snapshot_on FROM sys.databases d WHERE d.name = DB_NAME()") is true;

    /// <summary>People read out the numbers of tickets: a server that was killed must not leap over thousands of them.</summary>
    static void NumberWithoutGaps(SqlConnection connection)
    {
        try
        {
            if (Ask(connection, "SELECT c.value FROM sys.database_scoped_configurations c WHERE c.name = 'IDENTITY_CACHE'") is true or 1)
                Run(connection, "ALTER DATABASE SCOPED CONFIGURATION SET IDENTITY_CACHE = OFF");
        }
        catch (SqlException error) when (error.Number == NoSuchObject)
        {
            // A server without these settings has no such cache to turn off.
        }
    }

    const int NoSuchObject = 208;

    /// <summary>An account that may not change the schema must find it ready, and be able to read and write.</summary>
    static void RefuseMissingRights(SqlDialect dialect, SqlConnection connection)
    {
        string[] missing = [.. new[] { "SELECT", "INSERT", "UPDATE", "DELETE" }.Where(right => !Holds(connection, right))];
        if (missing.Length > 0)
            throw Refuse(missing);
        if (
            !HasRowVersions(connection)
            || Ask(connection, "SELECT OBJECT_ID('HangFire.Schema')") is DBNull
            || Migrator.Pending(dialect, dialect.Connect().ConnectionString).Count > 0
        )
            throw Refuse(["ALTER", "CREATE TABLE"]);

        DatabaseUnavailable Refuse(IEnumerable<string> rights) =>
            new(DatabaseFault.NotAllowed, detail: $"{dialect.Place} ({string.Join(", ", rights)})");
    }

    static bool Holds(SqlConnection connection, string right) =>
        Ask(connection, $"SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', '{right}')") is not 0;

    /// <summary>
    /// What <see cref="Migrate"/> would do to the schema, for somebody else to run: it notes what it has done as <see cref="Migrate"/>
    /// does.
    /// </summary>
    public static string Script(SqlDialect dialect)
    {
        var connectionString = dialect.Connect().ConnectionString;
        var database = new SqlConnectionStringBuilder(connectionString).InitialCatalog;
        var isThere = IsThere(connectionString);
        var text = new StringBuilder();
        if (!isThere)
            text.AppendLine($"CREATE DATABASE {Quoted(database)};").AppendLine("GO");
        text.AppendLine($"USE {Quoted(database)};").AppendLine("GO");
        text.AppendLine($"ALTER DATABASE {Quoted(database)} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;").AppendLine("GO");
        text.AppendLine("ALTER DATABASE SCOPED CONFIGURATION SET IDENTITY_CACHE = OFF;").AppendLine("GO");
        text.AppendLine(CreateJournal).AppendLine("GO");
        foreach (var script in isThere ? Migrator.Pending(dialect, connectionString) : [.. Migrator.Scripts("sqlserver")])
        {
            text.AppendLine($"-- {script.Name}").AppendLine(script.Contents).AppendLine("GO");
            text.AppendLine($"INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('{script.Name}', GETDATE());").AppendLine("GO");
        }
        return text.ToString();
    }

    // As DbUp makes it.
    const string CreateJournal = """
        IF OBJECT_ID('SchemaVersions') IS NULL
            CREATE TABLE SchemaVersions (
                Id INT IDENTITY(1,1) NOT NULL CONSTRAINT PK_SchemaVersions_Id PRIMARY KEY,
                ScriptName NVARCHAR(255) NOT NULL,
                Applied DATETIME NOT NULL
            );
        """;

    /// <summary>Names of the tables that are there.</summary>
    public const string Tables = "SELECT t.name FROM sys.tables t";

    static string Quoted(string name) => $"[{name.Replace("]", "]]")}]";

    static object? Ask(SqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    static void Run(SqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
