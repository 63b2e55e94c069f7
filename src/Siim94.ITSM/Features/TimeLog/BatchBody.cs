using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>A batch as programs send it: <c>{"entries": […]}</c>, or the list alone.</summary>
sealed record BatchBody(LogTimeBatch Batch)
{
    public static async ValueTask<BatchBody> BindAsync(HttpContext http)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var place = "";
        try
        {
            var body = await http.Request.ReadFromJsonAsync<JsonElement>(json, http.RequestAborted);
            if (body.ValueKind is not JsonValueKind.Array)
                return new(body.Deserialize<LogTimeBatch>(json) ?? new());
            place = ".entries";
            return new(new LogTimeBatch { Entries = body.Deserialize<List<TimeEntryFields>>(json)! });
        }
        catch (JsonException broken)
        {
            throw new BadHttpRequestException(
                broken.Message,
                new JsonException(broken.Message, $"${place}{broken.Path?[1..]}", null, null)
            );
        }
    }
}
