namespace Siim94.ITSM.Kernel.Data;

/// <summary>Text that rows are found by: codes, logins, names of files.</summary>
static class KeyText
{
    /// <summary>
    /// Without blanks around it. SQL Server takes <c>IVRY</c> and <c>IVRY␠</c> for the same, SQLite for two: neither is ever asked.
    /// </summary>
    public static string Of(string text) => text.Trim();
}
