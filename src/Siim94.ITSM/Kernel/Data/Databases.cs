namespace Siim94.ITSM.Kernel.Data;

/// <summary>Which database to use: SQL Server where a connection string says so, else a SQLite file.</summary>
static class Databases
{
    /// <param name="configuration"><c>ConnectionStrings:SqlServer</c>, or <c>--data DIR</c> for SQLite.</param>
    /// <param name="defaultFolder">Folder of the SQLite file unless told otherwise.</param>
    public static SqlDialect Open(IConfiguration configuration, string defaultFolder)
    {
        if (configuration.GetConnectionString("SqlServer") is { Length: > 0 } sqlServer)
            return new SqlServerDialect(sqlServer);
        var folder = Path.GetFullPath(configuration["data"] ?? defaultFolder);
        Directory.CreateDirectory(folder);
        return new SqliteDialect(Path.Combine(folder, "itsm.db"));
    }
}
