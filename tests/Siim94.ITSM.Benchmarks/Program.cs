// What the product takes, measured from outside and printed: counts and ratios, no thresholds.
// dotnet run -c Release --project tests/Siim94.ITSM.Benchmarks [-- 100]      the multiple of the demo's lines to compare with
// dotnet run -c Release --project tests/Siim94.ITSM.Benchmarks -- import     imports only, of 100,000 and 1,000,000 lines
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Siim94.ITSM.Benchmarks;

var importsOnly = args is ["import", ..];
var multiple = args is [var first, ..] && !importsOnly ? int.Parse(first) : 100;
var folder = Directory.CreateTempSubdirectory("itsm-bench-").FullName;
try
{
    var started = Stopwatch.GetTimestamp();
    await using (var product = await Product.Start(folder))
    {
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var lines = await Count(folder);
        Print("demo, from nothing to ready", $"{seconds:N1} s, {lines:N0} lines, {lines / seconds:N0} lines/s");

        if (importsOnly)
        {
            foreach (var count in (int[])[100_000, 1_000_000])
                await Imports.Measure(product, count, Print);
            return;
        }
        await LineToFigure(product, 2024); // the import fills the days of 2018
        await Reports(product, "the demo's lines");
        await BulkChanges.Measure(product, "the demo's lines", Print);
        await Throughput(product);
        await Imports.Measure(product, 100_000, Print);
    }

    var grown = Path.Combine(folder, "grown");
    Directory.CreateDirectory(grown);
    await Copy(folder, grown);
    started = Stopwatch.GetTimestamp();
    await Multiply(grown, multiple);
    Print(
        $"{multiple} times the lines written by SQL",
        $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s, {await Count(grown):N0} lines"
    );
    await using (var product = await Product.Start(grown))
    {
        await WaitForRollup(product);
        await Reports(product, $"{multiple} times the lines");
        await BulkChanges.Measure(product, $"{multiple} times the lines", Print);
        await LineToFigure(product, 2025); // a year that was not multiplied
    }
}
finally
{
    SqliteConnection.ClearAllPools();
    Directory.Delete(folder, recursive: true);
}

static void Print(string what, string result) => Console.WriteLine($"{what, -72} {result}");

static async Task<long> Count(string folder)
{
    await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "itsm.db")};Mode=ReadOnly");
    await connection.OpenAsync();
    await using var command = connection.CreateCommand();
    command.CommandText = "SELECT COUNT(*) FROM TimeEntries";
    return (long)(await command.ExecuteScalarAsync())!;
}

// With what the product, stopped without ceremony, has left in its log.
static async Task Copy(string from, string to)
{
    await using var connection = new SqliteConnection($"Data Source={Path.Combine(from, "itsm.db")}");
    await connection.OpenAsync();
    await using var command = connection.CreateCommand();
    command.CommandText = "VACUUM INTO $copy";
    command.Parameters.AddWithValue("$copy", Path.Combine(to, "itsm.db"));
    await command.ExecuteNonQueryAsync();
}

// Every line again, and all days marked: the roll-up has to cope with what a hundred years would bring.
static async Task Multiply(string folder, int multiple)
{
    await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "itsm.db")}");
    await connection.OpenAsync();
    await using var command = connection.CreateCommand();
    command.CommandTimeout = 3600;
    const string columns = """
        AgentId, TeamId, WorkedOn, QuantityMicros, Unit, Minutes, MicroDays, ActivityId, SubActivityId, DomainId, ApplicationId, ProjectId,
        MemberId, TicketId, InterventionId, HotlineShiftId, TrainingSessionId, Source, Note, CreatedByUserId, CreatedAt, Version
        """;
    command.CommandText = $"""
        PRAGMA synchronous = OFF;
        WITH Copies (Nth) AS (SELECT 2 UNION ALL SELECT Nth + 1 FROM Copies WHERE Nth < {multiple})
        INSERT INTO TimeEntries ({columns}) SELECT {columns} FROM TimeEntries, Copies WHERE {multiple} > 1;
        INSERT INTO DirtyDays (Fact, Day, MarkedAt) SELECT DISTINCT 'work', WorkedOn, '2026-01-01T00:00:00.000Z' FROM TimeEntries;
        """;
    await command.ExecuteNonQueryAsync();
}

static async Task WaitForRollup(Product product)
{
    using var manager = await product.SignIn("manager");
    var started = Stopwatch.GetTimestamp();
    (await manager.PostAsync("/api/v1/rollups/run", null)).EnsureSuccessStatusCode();
    Print("roll-up of every day at once", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s");
}

// From the moment a line is sent to the moment the table shows it.
static async Task LineToFigure(Product product, int year)
{
    using var manager = await product.SignIn("manager");
    var agents = await manager.GetFromJsonAsync<JsonElement>("/api/v1/agents");
    var agent = agents
        .GetProperty("items")
        .EnumerateArray()
        .First(a => a.GetProperty("team").GetString() == "SI")
        .GetProperty("code")
        .GetString();
    var times = new List<double>();
    for (var round = 0; round < 60; round++)
    {
        var before = await Figure();
        var started = Stopwatch.GetTimestamp();
        var answer = await manager.PostAsJsonAsync(
            "/api/v1/time-entries",
            new
            {
                agent,
                day = new DateOnly(year, 1, 1).AddDays(round * 3),
                quantity = 0.5,
                unit = "d",
                activity = "SI-DOMAINE",
                domain = "FINANCES",
                confirm = true,
            }
        );
        answer.EnsureSuccessStatusCode();
        while (await Figure() == before)
            await Task.Delay(5);
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
    Print("from a logged line to the figure of the report", $"p50 {Percentile(times, 50):N0} ms, p99 {Percentile(times, 99):N0} ms");

    async Task<string> Figure() =>
        (await manager.GetFromJsonAsync<JsonElement>($"/api/v1/reports/si-general?from={year}&to={year}"))
            .GetProperty("totals")
            .GetRawText();
}

static async Task Reports(Product product, string with)
{
    using var manager = await product.SignIn("manager");
    (string Name, string Path)[] questions =
    [
        ("/bilans/2017", "/bilans/2017"),
        ("a table over three years", "/api/v1/reports/si-domain?from=2015&to=2017"),
        ("lines of a year, first page", "/api/v1/time-entries?from=2017-01-01&to=2017-12-31&limit=50"),
        ("lines behind a figure", "/api/v1/reports/si-domain/lines?row=FINANCES&column=2017"),
        ("pivot, one axis", "/api/v1/pivot?measures=days&rows=member&from=2014&to=2017"),
        ("pivot, two axes", "/api/v1/pivot?measures=days&rows=member&columns=year&from=2014&to=2017"),
        ("pivot, three axes", "/api/v1/pivot?measures=days&rows=member,activity&columns=month&from=2014&to=2017"),
        ("pivot by agent, domain and quarter", "/api/v1/pivot?measures=days,hours&rows=agent,domain&columns=quarter&from=2014&to=2017"),
        ("pivot that only the lines can answer, by day", "/api/v1/pivot?measures=days&rows=team&columns=day&from=2017-03&to=2017-03"),
        ("what a line feeds", "/api/v1/lines/time-entry/1000/figures"),
        ("where a difference comes from", "/api/v1/reports/si-domain/change?row=FINANCES&column=2017"),
        ("whole document of 2017, workbook", "/api/v1/bilans/2017.xlsx"),
        ("whole document of 2017, DOCX", "/api/v1/bilans/2017.docx"),
        ("whole document of 2017, JSON", "/api/v1/bilans/2017.json"),
        ("whole document of 2017, CSV in both dialects", "/api/v1/bilans/2017.csv.zip"),
    ];
    foreach (var (name, path) in questions)
    {
        var times = new List<double>();
        for (var round = 0; round < 25; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await manager.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            if (round >= 5)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        Print($"{name}, {with}", $"p50 {Percentile(times, 50):N1} ms, p99 {Percentile(times, 99):N1} ms");
    }
}

static async Task Throughput(Product product)
{
    var agents = (await (await product.SignIn("manager")).GetFromJsonAsync<JsonElement>("/api/v1/agents"))
        .GetProperty("items")
        .EnumerateArray()
        .Where(a => a.GetProperty("team").GetString() == "SI")
        .Select(a => a.GetProperty("code").GetString())
        .ToList();
    foreach (var clients in (int[])[1, 8])
    {
        var lines = await PerSecond(clients, (manager, client, round) => manager.PostAsJsonAsync(
                "/api/v1/time-entries",
                new
                {
                    agent = agents[client % agents.Count],
                    day = new DateOnly(2019, 1, 1).AddDays(round + clients * 200),
                    quantity = 1,
                    unit = "h",
                    activity = "SI-DOMAINE",
                    domain = "FINANCES",
                }
            ));
        var tickets = await PerSecond(clients, (manager, client, round) =>
            manager.PostAsJsonAsync("/api/v1/tickets", new { title = $"Mesure {client}-{round}", member = "ARCUEIL" })
        );
        Print($"{clients} client(s)", $"{lines:N0} lines/s, {tickets:N0} tickets/s");
    }

    async Task<double> PerSecond(int clients, Func<HttpClient, int, int, Task<HttpResponseMessage>> send)
    {
        const int Rounds = 150;
        var signedIn = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => product.SignIn("manager")));
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            signedIn.Select(
                async (client, index) =>
                {
                    for (var round = 0; round < Rounds; round++)
                        (await send(client, index, round)).EnsureSuccessStatusCode();
                }
            )
        );
        return clients * Rounds / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

static double Percentile(List<double> values, int percent)
{
    values.Sort();
    return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
}
