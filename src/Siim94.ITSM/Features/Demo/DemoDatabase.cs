using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Features.Demo;

/// <summary>
/// The demo's own SQLite file: built beside its place and moved there whole, so that an interrupted build leaves nothing half done.
/// </summary>
static class DemoDatabase
{
    /// <summary>Builds the database unless it is there already.</summary>
    public static async Task Ensure(string folder)
    {
        var file = Path.Combine(folder, "itsm.db");
        if (File.Exists(file))
            return;

        var building = Path.Combine(folder, "building");
        if (Directory.Exists(building))
            Directory.Delete(building, recursive: true);
        Directory.CreateDirectory(building);
        var started = Stopwatch.GetTimestamp();
        var dialect = new SqliteDialect(Path.Combine(building, "itsm.db"));
        Migrator.Migrate(dialect);
        await using (var services = new ServiceCollection().AddLogging().AddProduct(dialect).BuildServiceProvider())
        {
            var lines = await new DemoBuilder(services.GetRequiredService<Dispatcher>()).Build(new ConsoleProgress());
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine($"{lines:N0} lignes en {seconds:N1} s ({lines / seconds:N0} lignes/s)");
        }
        SqliteConnection.ClearAllPools(); // the last connection folds the journal into the file
        File.Move(Path.Combine(building, "itsm.db"), file);
        Directory.Delete(building, recursive: true);
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
                Console.WriteLine($"Années 2014-2017 : {share:P0}");
                return;
            }
            var filled = (int)(share * Width);
            Console.Write($"\rAnnées 2014-2017 [{new string('#', filled)}{new string('.', Width - filled)}] {share:P0} ");
            if (share >= 1)
                Console.WriteLine();
        }
    }
}
