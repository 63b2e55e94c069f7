using System.Diagnostics;

namespace Siim94.ITSM.Features.Demo;

/// <summary>The database of the demo: built unless it is there already.</summary>
static class DemoDatabase
{
    /// <returns>Whether the database is the demo's: one that holds anything else, or half of a demo, is left alone.</returns>
    public static async Task<bool> Ensure(SqlDialect dialect)
    {
        if (dialect is SqliteDialect file)
        {
            await EnsureFile(file);
            return true;
        }
        Migrator.Migrate(dialect);
        await using var db = new Db(dialect);
        var logins = await db.Query<string>(LoginsSql, null, CancellationToken.None);
        if (logins.Count == 0)
        {
            await Fill(dialect);
            return true;
        }
        // Texts are written last.
        return DemoPeople.Accounts.All(account => logins.Contains(account.Login))
            && await db.FirstOrDefault<int>(TextsSql, null, CancellationToken.None) >= DemoTexts.ByChapter.Count;
    }

    const string LoginsSql = "SELECT u.Login FROM Users u";
    const string TextsSql = "SELECT COUNT(*) FROM ChapterTexts";

    /// <summary>A file is built beside its place and moved there whole: an interrupted build leaves nothing half done.</summary>
    static async Task EnsureFile(SqliteDialect dialect)
    {
        var file = dialect.Place;
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        using var turn = SqliteFile.Turn(file);
        if (File.Exists(file))
            return;

        var building = Path.Combine(folder, "building");
        Clear(building);
        var built = new SqliteDialect(Path.Combine(building, Databases.FileName));
        try
        {
            Migrator.Migrate(built);
            await Fill(built);
            built.CloseIdle(); // the last connection folds the journal into the file
            File.Move(built.Place, file);
        }
        finally
        {
            built.CloseIdle();
            Clear(building);
        }
    }

    static void Clear(string building)
    {
        if (Directory.Exists(building))
            Directory.Delete(building, recursive: true);
    }

    static async Task Fill(SqlDialect dialect)
    {
        var started = Stopwatch.GetTimestamp();
        await using var services = new ServiceCollection().AddLogging().AddProduct(dialect).BuildServiceProvider();
        var lines = await new DemoBuilder(services.GetRequiredService<Dispatcher>(), services.GetRequiredService<TimeProvider>()).Build(
            new ConsoleProgress()
        );
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(CommandWords.DemoLines, lines, seconds, lines / seconds);
    }

    /// <summary>A progress bar; on a console that is no terminal, a line per tenth.</summary>
    sealed class ConsoleProgress : IProgress<double>
    {
        const int Width = 40;
        int shown = -1;

        public void Report(double share)
        {
            var step = (int)(share * (Console.IsOutputRedirected ? 10 : 100));
            if (step == shown)
                return;
            shown = step;
            if (Console.IsOutputRedirected)
            {
                Console.WriteLine(CommandWords.DemoProgress, share);
                return;
            }
            var filled = (int)(share * Width);
            Console.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {share:P0} ");
            if (share >= 1)
                Console.WriteLine();
        }
    }
}
