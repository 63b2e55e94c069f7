using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Benchmarks;

/// <summary>What the same disk and the same lines take without the product: what its own figures are divided by.</summary>
/// <param name="CommitMilliseconds">One row and its commit at <c>synchronous = FULL</c>, median.</param>
/// <param name="GroupByMilliseconds">Activity by month over every line, median of three.</param>
sealed record Bare(double CommitMilliseconds, double GroupByMilliseconds, long Lines)
{
    public static Bare Measure(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "itsm.db")}");
        connection.Open();
        Execute("PRAGMA synchronous = FULL; CREATE TABLE BareCommits (Id INTEGER PRIMARY KEY, Text TEXT)");
        var commits = Times(300, () => Execute("INSERT INTO BareCommits (Text) VALUES ('one line of text')"));
        Execute("DROP TABLE BareCommits");
        var groups = Times(3, () => Execute(
                """
                SELECT ActivityId, substr(WorkedOn, 1, 7), SUM(MicroDays), COUNT(*) FROM TimeEntries GROUP BY ActivityId,
                    substr(WorkedOn, 1, 7)
                """
            ));
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM TimeEntries";
        return new(commits.Percentile(50), groups.Percentile(50), (long)count.ExecuteScalar()!);

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandTimeout = 3600;
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read()) { }
        }
    }

    static List<double> Times(int rounds, Action work)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return times;
    }
}

static class Statistics
{
    public static double Percentile(this List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }
}
