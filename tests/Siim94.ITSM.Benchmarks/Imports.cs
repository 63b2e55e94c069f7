using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Siim94.ITSM.Benchmarks;

/// <summary>A large file imported while somebody else logs time: lines per second, memory, and how long the other one waits.</summary>
static class Imports
{
    const int MinutesPerLine = 10,
        LinesPerDay = 42;

    public static async Task Measure(Product product, int lines, Action<string, string> print)
    {
        using var manager = await product.SignIn("manager");
        var agents = await Operations.Agents(product);
        var domains = (await manager.GetFromJsonAsync<JsonElement>("/api/v1/domains"))
            .GetProperty("items")
            .EnumerateArray()
            .Where(domain => domain.GetProperty("kind").GetString() == "functional")
            .Select(domain => domain.GetProperty("code").GetString()!)
            .ToList();
        using var other = new OtherWriter(await product.SignIn("manager"), agents[^1]);
        var what = $"import of {lines:N0} lines";

        var path = Path.GetTempFileName();
        try
        {
            await Write(path, lines, [.. agents.SkipLast(1)], domains);
            var started = Stopwatch.GetTimestamp();
            await using var file = File.OpenRead(path);
            var answer = await manager.PostAsync("/api/v1/imports?kind=time-entries&fileName=lignes.csv", new StreamContent(file));
            answer.EnsureSuccessStatusCode();
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
            print($"{what}: upload", $"{file.Length / 1e6 / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} MB/s; {other.Tell()}");

            started = Stopwatch.GetTimestamp();
            (await manager.PostAsync($"/api/v1/imports/{id}/check", JsonContent.Create(new { }))).EnsureSuccessStatusCode();
            var check = await Wait("checking");
            if (check.GetProperty("rowsAccepted").GetInt32() != lines)
                throw new InvalidOperationException($"{check}");
            print($"{what}: check", $"{lines / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} lines/s; {other.Tell()}");

            started = Stopwatch.GetTimestamp();
            (await manager.PostAsync($"/api/v1/imports/{id}/commit", JsonContent.Create(new { }))).EnsureSuccessStatusCode();
            await Wait("importing");
            print(
                $"{what}: the one transaction",
                $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s, "
                    + $"{lines / Stopwatch.GetElapsedTime(started).TotalSeconds:N0} lines/s; {other.Tell()}"
            );

            started = Stopwatch.GetTimestamp();
            while ((await manager.GetFromJsonAsync<JsonElement>("/api/v1/rollups")).GetProperty("pendingDays").GetInt32() > 5)
                await Task.Delay(100);
            print($"{what}: until the figures follow", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s; {other.Tell()}");

            started = Stopwatch.GetTimestamp();
            (await manager.PostAsync($"/api/v1/imports/{id}/undo", null)).EnsureSuccessStatusCode();
            await Wait("undoing");
            print($"{what}: undo", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s; {other.Tell()}");
            print($"{what}: memory of the product at its peak", $"{product.PeakMegabytes:N0} MB");

            async Task<JsonElement> Wait(string state)
            {
                while (true)
                {
                    var import = await manager.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
                    if (import.GetProperty("state").GetString() != state)
                        return import.GetProperty("message").GetString() is { } message
                            ? throw new InvalidOperationException(message)
                            : import;
                    await Task.Delay(50);
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    // As a spreadsheet saves them, day after day.
    static async Task Write(string path, int lines, IReadOnlyList<string> agents, IReadOnlyList<string> domains)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await file.WriteLineAsync("Agent;Date;Durée;Activité;Domaine;Note");
        for (var line = 0; line < lines; line++)
        {
            var day = new DateOnly(2018, 1, 1).AddDays(line / (LinesPerDay * agents.Count));
            var agent = agents[line % agents.Count];
            var domain = domains[line * 7 % domains.Count];
            await file.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{agent};{day:dd/MM/yyyy};{MinutesPerLine} min;SI-DOMAINE;{domain};Ligne {line}, reprise de l'ancien suivi"
                )
            );
        }
    }
}
