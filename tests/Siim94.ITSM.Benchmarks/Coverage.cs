using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Siim94.ITSM.Benchmarks;

/// <summary>Coverage of a year, day by day: of the demo's people, and of a thousand who work as they do.</summary>
static class Coverage
{
    const int Agents = 1_000,
        Rounds = 15;

    const string Year = "/api/v1/coverage?from=2017-01-01&to=2017-12-31";

    /// <param name="demo">Folder of the demo's database.</param>
    /// <param name="large">Folder of one with a thousand agents, which is made.</param>
    /// <param name="published">Folder of another product to measure.</param>
    /// <param name="print">Told what it takes.</param>
    public static async Task Measure(string demo, string large, string? published, Action<string, string> print)
    {
        Directory.CreateDirectory(large);
        var agents = await Multiply(Path.Combine(demo, "itsm.db"), Path.Combine(large, "itsm.db"));
        foreach (var (folder, name) in new[] { (demo, "the demo's agents"), (large, $"{agents:N0} agents") })
        {
            await using var product = await Product.Start(folder, published);
            using var manager = await product.SignIn("manager");
            var took = new List<double>();
            long bytes = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                bytes = (await manager.GetByteArrayAsync(Year)).Length;
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            print($"coverage of {name}, 12 months", $"{took.Order().ElementAt(Rounds / 2), 8:N1} ms {bytes, 12:N0} bytes");
        }
    }

    /// <summary>Gives the agents of 2017 colleagues with the same postings, absences and lines.</summary>
    static async Task<long> Multiply(string from, string to)
    {
        await using (var source = new SqliteConnection($"Data Source={from}"))
        {
            await source.OpenAsync();
            await Execute(source, $"VACUUM INTO '{to}'");
        }
        await using var connection = new SqliteConnection($"Data Source={to}");
        await connection.OpenAsync();
        await Execute(
            connection,
            $"""
            BEGIN;
            CREATE TEMP TABLE Copies AS
            WITH Numbers (Nth) AS (SELECT 1 UNION ALL SELECT Nth + 1 FROM Numbers WHERE Nth < {Agents})
            SELECT a.Id, n.Nth, 100000 + n.Nth * 1000 + a.Id AS CopyId
            FROM Numbers n
            CROSS JOIN Agents a
            WHERE a.ClosedOn IS NULL
            ORDER BY n.Nth, a.Id
            LIMIT {Agents} - (SELECT COUNT(*) FROM Agents);

            INSERT INTO Agents (Id, Code, Name, ClosedOn, Version)
            SELECT c.CopyId, a.Code || '-' || c.Nth, a.Name || ' ' || c.Nth, a.ClosedOn, 1 FROM Copies c JOIN Agents a ON a.Id = c.Id;

            INSERT INTO AgentPostings (AgentId, StartsOn, TeamId, DayMinutes)
            SELECT c.CopyId, p.StartsOn, p.TeamId, p.DayMinutes FROM Copies c JOIN AgentPostings p ON p.AgentId = c.Id;

            INSERT INTO Absences (AgentId, KindId, StartsOn, IsFromNoon, EndsOn, IsUntilNoon, Status, AskedAt, Version)
            SELECT c.CopyId, a.KindId, a.StartsOn, a.IsFromNoon, a.EndsOn, a.IsUntilNoon, a.Status, a.AskedAt, 1
            FROM Copies c
            JOIN Absences a ON a.AgentId = c.Id
            WHERE a.StartsOn BETWEEN '2017-01-01' AND '2017-12-31';

            INSERT INTO TimeEntries (AgentId, TeamId, WorkedOn, QuantityMicros, Unit, Minutes, MicroDays, ActivityId, SubActivityId,
                DomainId, Source, CreatedAt, Version)
            SELECT c.CopyId, e.TeamId, e.WorkedOn, e.QuantityMicros, e.Unit, e.Minutes, e.MicroDays, e.ActivityId, e.SubActivityId,
                   e.DomainId, 'timesheet', e.CreatedAt, 1
            FROM Copies c
            JOIN TimeEntries e ON e.AgentId = c.Id
            WHERE e.WorkedOn BETWEEN '2017-01-01' AND '2017-12-31';

            UPDATE ReferentialRevisions SET Revision = Revision + 1;
            COMMIT;
            """
        );
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM Agents";
        return (long)(await count.ExecuteScalarAsync())!;
    }

    static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
