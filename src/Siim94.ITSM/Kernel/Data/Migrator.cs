using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>Brings a database to the schema of this version, one process at a time. Harmless when it already is.</summary>
static partial class Migrator
{
    /// <exception cref="DatabaseUnavailable">
    /// The database cannot be made, opened or written to, or lacks a table; it says where it is.
    /// </exception>
    /// <exception cref="MigrationFailed">A migration failed, what went before it stays applied; or a later version was here.</exception>
    public static void Migrate(SqlDialect dialect)
    {
        try
        {
            if (dialect is SqliteDialect file)
                SqliteFile.Migrate(file);
            else
                SqlServerDatabase.Migrate(dialect);
            RefuseMissingTables(dialect);
        }
        catch (DbException error)
        {
            var fault = dialect.FaultOf(error) is { } known and not DatabaseFault.Lost ? known : DatabaseFault.Unreachable;
            throw new DatabaseUnavailable(fault, error, $"{dialect.Place} ({error.Message})");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailable(FaultOf(error), error, $"{dialect.Place} ({error.Message})");
        }
    }

    const int NoSpaceLeft = 28,
        ReadOnlyFileSystem = 30;

    static DatabaseFault FaultOf(Exception error) =>
        error is UnauthorizedAccessException || error.HResult == ReadOnlyFileSystem ? DatabaseFault.ReadOnly
        : error.HResult == NoSpaceLeft ? DatabaseFault.Full
        : DatabaseFault.Unreachable;

    /// <summary>Applies what is pending.</summary>
    public static void Upgrade(SqlDialect dialect, string connectionString)
    {
        var engine = Engine(dialect, connectionString);
        var known = Scripts(FolderOf(dialect)).Select(script => script.Name).ToHashSet();
        if (engine.GetExecutedScripts().FirstOrDefault(name => !known.Contains(name)) is { } later)
            throw new MigrationFailed(string.Format(Words.OfLaterVersion, dialect.Place, later));
        var result = engine.PerformUpgrade();
        if (result.Successful)
            return;
        if (result.Error is DbException error && dialect.FaultOf(error) is not (null or DatabaseFault.UniqueKeyTaken))
            throw error;
        throw new MigrationFailed(string.Format(Words.MigrationFailed, result.ErrorScript?.Name, result.Error.Message), result.Error);
    }

    /// <summary>Scripts that the database lacks, in order.</summary>
    public static IReadOnlyList<SqlScript> Pending(SqlDialect dialect, string connectionString) =>
        Engine(dialect, connectionString).GetScriptsToExecute();

    /// <summary>Migrations that are noted as done say nothing of a table that was dropped since.</summary>
    static void RefuseMissingTables(SqlDialect dialect)
    {
        using var connection = dialect.Connect();
        connection.Open();
        var there = connection.Query<string>(dialect is SqliteDialect ? SqliteFile.TablesSql : SqlServerDatabase.Tables);
        string[] missing = [.. Tables(FolderOf(dialect)).Except(there, StringComparer.OrdinalIgnoreCase)];
        if (missing.Length > 0)
            throw new DatabaseUnavailable(
                DatabaseFault.Damaged,
                detail: string.Format(Words.TablesMissing, dialect.Place, string.Join(", ", missing))
            );
    }

    /// <summary>Every table that the scripts of an engine leave behind.</summary>
    public static IReadOnlySet<string> Tables(string engine)
    {
        var tables = new HashSet<string>();
        foreach (var change in Scripts(engine).SelectMany(script => TableMadeOrDropped().Matches(script.Contents)))
        {
            var name = change.Groups["name"].Value;
            if (change.Groups["made"].Success)
                tables.Add(name);
            else
                tables.Remove(name);
        }
        return tables;
    }

    [GeneratedRegex(@"^((?<made>CREATE)|DROP) TABLE (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TableMadeOrDropped();

    static UpgradeEngine Engine(SqlDialect dialect, string connectionString)
    {
        UpgradeEngineBuilder builder =
            dialect is SqliteDialect ? DeployChanges.To.SqliteDatabase(connectionString) : DeployChanges.To.SqlDatabase(connectionString);
        return builder
            .WithTransactionPerScript()
            .WithScripts(Scripts(FolderOf(dialect)))
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build();
    }

    static string FolderOf(SqlDialect dialect) => dialect is SqliteDialect ? "sqlite" : "sqlserver";

    /// <summary>Every script of an engine, in order.</summary>
    public static IEnumerable<SqlScript> Scripts(string engine) =>
        from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        let path = name.Replace('\\', '/')
        where path.StartsWith($"db/{engine}/", StringComparison.Ordinal)
        orderby path
        select new SqlScript(Path.GetFileName(path), Read(name));

    static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>A migration does not pass on this database, or the database has had one that this version does not know.</summary>
sealed class MigrationFailed(string message, Exception? inner = null) : Exception(message, inner);
