using Microsoft.Data.SqlClient;

namespace Siim94.ITSM.Kernel.Data;

/// <summary>Which database to use: SQL Server where a connection string says so, else a SQLite file.</summary>
static class Databases
{
    /// <param name="configuration"><c>ConnectionStrings:SqlServer</c>, or <c>--data DIR</c> for SQLite.</param>
    /// <param name="defaultFolder">Folder of the SQLite file unless told otherwise.</param>
    public static SqlDialect Open(IConfiguration configuration, string defaultFolder)
    {
        if (configuration.GetConnectionString("SqlServer") is { Length: > 0 } sqlServer)
            return OpenServer(sqlServer);
        return new SqliteDialect(Path.Combine(Path.GetFullPath(configuration["data"] ?? defaultFolder), FileName));
    }

    static SqlServerDialect OpenServer(string connectionString)
    {
        try
        {
            // Without a database of its own, the product would settle in the server's.
            if (new SqlConnectionStringBuilder(connectionString).InitialCatalog.Length > 0)
                return new(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new DatabaseUnavailable(DatabaseFault.Unreachable, error, $"ConnectionStrings:SqlServer ({error.Message})");
        }
        throw new DatabaseUnavailable(DatabaseFault.Unreachable, detail: "ConnectionStrings:SqlServer (Database=…)");
    }

    /// <summary>Name of the SQLite file in its folder.</summary>
    public const string FileName = "itsm.db";
}
