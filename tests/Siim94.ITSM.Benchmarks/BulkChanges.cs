using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Siim94.ITSM.Benchmarks;

/// <summary>Many lines put on another member at once, foreseen first and undone after, while somebody else logs time.</summary>
static class BulkChanges
{
    const string Address = "/api/v1/time-entries/bulk",
        From = "2017-03-01",
        To = "2017-03-10",
        Domain = "FINANCES";

    public static async Task Measure(Product product, string agent, string with, Action<string, string> print)
    {
        using var manager = await product.SignIn("manager");
        var found = await manager.GetFromJsonAsync<JsonElement>($"{Address}/lines?from={From}&to={To}&domain={Domain}");
        var change = JsonContent.Create(
            new
            {
                lines = new
                {
                    from = From,
                    to = To,
                    domain = Domain,
                },
                set = new { member = "ARCUEIL" },
                digest = found.GetProperty("digest").GetString(),
            }
        );
        var what = $"{found.GetProperty("count").GetInt64():N0} lines at once, {with}";

        using var other = new OtherWriter(await product.SignIn("manager"), agent);
        await Step("preview", () => manager.PostAsync($"{Address}/preview", change));
        var done = await Step("change", () => manager.PostAsync(Address, change));
        await Step("undo", () => manager.PostAsync($"{Address}/{done.GetProperty("id").GetInt64()}/undo", null));

        async Task<JsonElement> Step(string name, Func<Task<HttpResponseMessage>> send)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await send();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            print($"{what}: {name}", $"{Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s; {other.Tell()}");
            return answer.Content.Headers.ContentLength is 0 or null ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }
}
