using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Siim94.ITSM.Benchmarks;

/// <summary>What people and programs do all day, by one client, by eight and by sixty-four at once, beside the bare figures.</summary>
static class Operations
{
    static readonly int[] Clients = [1, 8, 64];

    // The runtime compiles a method for good after thirty calls and in the background, once nothing new has come for a while: it is through
    // with the largest page after a thousand requests.
    const int UntilCompiled = 1_000;

    public static async Task Measure(string folder, string? published, string? only, Action<string, string> print)
    {
        var bare = Bare.Measure(folder);
        print("bare commit, synchronous = FULL", $"{bare.CommitMilliseconds:N2} ms");
        print("bare GROUP BY activity, month of every line", $"{bare.GroupByMilliseconds:N0} ms, {bare.Lines:N0} lines");
        await using (var filled = await Product.Start(folder, published))
        {
            using var manager = await filled.SignIn("manager");
            var began = Stopwatch.GetTimestamp();
            (await manager.PostAsync("/api/v1/rollups/run", null)).EnsureSuccessStatusCode();
            var rebuilt = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            print("every roll-up rebuilt", $"{rebuilt:N0} ms, {rebuilt / bare.GroupByMilliseconds:N1} × the bare GROUP BY");
        }
        print("database", $"{new FileInfo(Path.Combine(folder, "itsm.db")).Length / (double)bare.Lines:N0} bytes a line");

        var started = Stopwatch.GetTimestamp();
        await using var product = await Product.Start(folder, published);
        print("start to first answer", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N2} s");

        print("", $"{"clients", 8} {"p50 ms", 9} {"p99 ms", 9} {"per s", 8} {"CPU ms", 8} {"bytes", 10}");
        var empty = await Run("empty request: who am I", 2_000, (client, _, _) => client.GetAsync("/api/v1/session"));
        using var contact = await product.SignIn("correspondant");
        var dispute = await contact.PostAsJsonAsync(
            "/api/v1/disputes",
            new
            {
                address = "/bilans/2017",
                subject = "Mesure",
                reason = "Mesure",
            }
        );
        dispute.EnsureSuccessStatusCode();
        var seen = $"/api/v1/disputes/{(await dispute.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64()}/seen";
        var command = await Run("empty command: an answer seen already", 1_000, (client, _, _) => client.PostAsync(seen, null));

        await Read("search, a rare word", "/api/v1/tickets?q=poste17234&limit=50");
        await Read("search, an absent word", "/api/v1/tickets?q=ornithorynque&limit=50");
        await Read("search, two words", "/api/v1/tickets?q=imprimante+salle500&limit=50");
        await Read("caller, part of a surname", "/api/v1/people?q=durbe&limit=8");
        await Read("caller, a first name of one in 130", "/api/v1/people?q=paulc&limit=8");
        await Read("caller, first name and part of a surname", "/api/v1/people?q=hugo+durbe&limit=8");
        await Read("caller, end of a phone number", "/api/v1/people?q=99+01+23&limit=8");
        await Read("tickets, first page, API", "/api/v1/tickets?limit=50");
        await Read("tickets, the page", "/tickets");
        await Read("tickets, a filter with another order, API", "/api/v1/tickets?status=open&assignee=none&sort=-priority&limit=50");
        await Read("tickets, counters of the menu", "/api/v1/views/counts");
        await Read("ticket, API", "/api/v1/tickets/2000");
        await Read("ticket, its conversation, API", "/api/v1/tickets/2000/timeline?limit=50");
        await Read("ticket, the page", "/tickets/2000");
        var pivot = await Read(
            "pivot activity × month, 3 years",
            "/api/v1/pivot?measures=days&rows=activity&columns=month&from=2015&to=2017"
        );
        print("", $"1 client: the bare GROUP BY ÷ {bare.GroupByMilliseconds / pivot:N0}");
        await Read(
            "pivot agent × project × activity × month, 3 years",
            "/api/v1/pivot?measures=days&rows=agent,project,activity&columns=month&from=2015&to=2017"
        );
        await Read("page of the report year", "/bilans/2017");
        var agents = await Agents(product);
        await Read("week, API", $"/api/v1/weeks/{agents[0]}/2017-W11");
        await Read("week, the page", $"/temps/2017-S11?agent={agents[0]}");
        var lastWeek = WeekOf(DateOnly.FromDateTime(DateTime.Today.AddDays(-7))).Replace('W', 'S');
        await Read("last week, as the demo has it, the page", $"/temps/{lastWeek}?agent={agents[0]}");
        print("memory after reading", $"{product.Megabytes:N0} MB");

        var ticket = await Run("ticket create", 400, (client, who, round) =>
            client.PostAsJsonAsync("/api/v1/tickets", new { title = $"Mesure {who}-{round}", member = "ARCUEIL" })
        );
        print("", $"CPU ÷ that of an empty command: {ticket / command:N1}");
        var line = await Run("time line create", 400, (client, who, round) => client.PostAsJsonAsync(
                "/api/v1/time-entries",
                new
                {
                    agent = agents[who % agents.Count],
                    day = new DateOnly(2019, 1, 1).AddDays((round + who * 401) % 2_000),
                    quantity = 1,
                    unit = "min",
                    activity = "SI-DOMAINE",
                    domain = "FINANCES",
                    confirm = true,
                }
            ));
        print("", $"CPU ÷ that of an empty command: {line / command:N1}");
        // Each cell is empty before: what is there already is not written again.
        var cells = 0;
        var cell = await Run("week, a cell saved", 400, (client, _, _) =>
        {
            var next = Interlocked.Increment(ref cells);
            var day = new DateOnly(2019, 1, 1).AddDays(next / agents.Count);
            return client.PutAsJsonAsync(
                $"/api/v1/weeks/{agents[next % agents.Count]}/{WeekOf(day)}/cells",
                new
                {
                    cells = new[]
                    {
                        new
                        {
                            row = new { activity = "SI-DOMAINE", domain = "CULTURE" },
                            day,
                            quantity = 1,
                            unit = "min",
                        },
                    },
                }
            );
        });
        print("", $"CPU ÷ that of an empty command: {cell / command:N1}");
        if (!IsSkipped("freshness"))
            await Freshness(product, agents, print);
        if (!IsSkipped("lines at once"))
            await BulkChanges.Measure(product, agents[0], "these lines", print);
        print("memory after load", $"{product.Megabytes:N0} MB");
        await Task.Delay(TimeSpan.FromSeconds(20));
        print("memory once nobody has asked for anything for twenty seconds", $"{product.Megabytes:N0} MB");

        // The median of one client.
        async Task<double> Read(string name, string path)
        {
            var median = 0.0;
            foreach (var clients in Clients)
            {
                if (IsSkipped(name))
                    break;
                var result = await Load(
                    product,
                    clients,
                    Math.Max(2, 120 / clients),
                    (client, _, _) => client.GetAsync(path),
                    clients == 1 ? UntilCompiled : 1
                );
                Tell(name, clients, result);
                median = clients == 1 ? result.Median : median;
            }
            return median;
        }

        // Processor time of one request, when eight clients send them.
        async Task<double> Run(string name, int requests, Func<HttpClient, int, int, Task<HttpResponseMessage>> send)
        {
            var cpu = 0.0;
            foreach (var clients in Clients)
            {
                if (IsSkipped(name))
                    break;
                var result = await Load(product, clients, Math.Max(20, requests / clients), send, clients == 1 ? UntilCompiled : 1);
                Tell(name, clients, result);
                cpu = clients == 8 ? result.CpuMilliseconds : cpu;
            }
            return cpu;
        }

        bool IsSkipped(string name) => only is not null && !name.Contains(only, StringComparison.OrdinalIgnoreCase);

        void Tell(string name, int clients, Result r) =>
            print(name, $"{clients, 8} {r.Median, 9:N2} {r.P99, 9:N2} {r.PerSecond, 8:N0} {r.CpuMilliseconds, 8:N2} {r.Bytes, 10:N0}");
    }

    static string WeekOf(DateOnly day)
    {
        var date = day.ToDateTime(default);
        return $"{ISOWeek.GetYear(date)}-W{ISOWeek.GetWeekOfYear(date):00}";
    }

    sealed record Result(double Median, double P99, double PerSecond, double CpuMilliseconds, long Bytes);

    /// <summary>Clients that each send one request after another; what the first ones take is not counted.</summary>
    static async Task<Result> Load(
        Product product,
        int clients,
        int rounds,
        Func<HttpClient, int, int, Task<HttpResponseMessage>> send,
        int warmUp
    )
    {
        var signedIn = await product.SignIn("manager", clients);
        long bytes = 0;
        foreach (var (client, who) in signedIn.Select((client, index) => (client, index)))
            for (var round = 0; round < warmUp; round++)
                bytes = await Once(client, who, round);
        var times = new List<double>();
        var (cpu, started) = (product.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(
            signedIn.Select(
                async (client, who) =>
                {
                    for (var round = 0; round < rounds; round++)
                    {
                        var began = Stopwatch.GetTimestamp();
                        await Once(client, who, warmUp + round);
                        lock (times)
                            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    }
                }
            )
        );
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var spent = (product.ProcessorTime - cpu).TotalMilliseconds / times.Count;
        return new(times.Percentile(50), times.Percentile(99), times.Count / seconds, spent, bytes);

        async Task<long> Once(HttpClient client, int who, int round)
        {
            using var answer = await send(client, who, round);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            return (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
    }

    /// <summary>Those of one team who work there now and did on all days that are measured.</summary>
    public static async Task<IReadOnlyList<string>> Agents(Product product)
    {
        using var manager = await product.SignIn("manager");
        var agents = await manager.GetFromJsonAsync<JsonElement>("/api/v1/agents");
        return
        [
            .. agents
                .GetProperty("items")
                .EnumerateArray()
                .Where(a => a.GetProperty("team").GetString() == "SI")
                .Where(a => a.GetProperty("postings")[0].GetProperty("from").GetString()!.CompareTo("2019") < 0)
                .Select(a => a.GetProperty("code").GetString()!),
        ];
    }

    /// <summary>From the moment a line is acknowledged to the moment the table shows it, while eight others write.</summary>
    static async Task Freshness(Product product, IReadOnlyList<string> agents, Action<string, string> print)
    {
        using var manager = await product.SignIn("manager");
        using var stop = new CancellationTokenSource();
        var others = (await product.SignIn("manager", 8)).Select((client, who) => Write(client, who)).ToList();
        var times = new List<double>();
        for (var round = 0; round < 100; round++)
        {
            var before = await Figure();
            await Log(manager, agents[0], new DateOnly(2025, 1, 1).AddDays(round * 3 % 360));
            var started = Stopwatch.GetTimestamp();
            while (await Figure() == before)
                await Task.Delay(2);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        await stop.CancelAsync();
        var written = (await Task.WhenAll(others)).Sum();
        print(
            "a line to its figure, eight writers",
            $"p50 {times.Percentile(50):N0} ms, p99 {times.Percentile(99):N0} ms; {written:N0} other lines meanwhile"
        );

        async Task<string> Figure() =>
            (await manager.GetFromJsonAsync<JsonElement>("/api/v1/reports/si-general?from=2025&to=2025"))
                .GetProperty("totals")
                .GetRawText();

        async Task<int> Write(HttpClient client, int who)
        {
            var count = 0;
            for (; !stop.IsCancellationRequested; count++)
                await Log(client, agents[who % agents.Count], new DateOnly(2020, 1, 1).AddDays((who * 211 + count) % 1_500));
            return count;
        }

        static async Task Log(HttpClient client, string agent, DateOnly day) =>
            (
                await client.PostAsJsonAsync(
                    "/api/v1/time-entries",
                    new
                    {
                        agent,
                        day,
                        quantity = 1,
                        unit = "min",
                        activity = "SI-DOMAINE",
                        domain = "FINANCES",
                        confirm = true,
                    }
                )
            ).EnsureSuccessStatusCode();
    }
}
