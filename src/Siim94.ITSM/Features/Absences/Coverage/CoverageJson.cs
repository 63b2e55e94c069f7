using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Features.Absences.Coverage;

/// <summary>Coverage as any answer is written, but days straight: a year of a thousand agents has a quarter of a million of them.</summary>
sealed class CoverageJson(CoverageOfAgents coverage) : IResult
{
    // Seven names, ten figures of a date and five numbers of twenty at most.
    const int LongestDay = 250;

    public async Task ExecuteAsync(HttpContext http)
    {
        var encoder = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.Encoder;
        http.Response.ContentType = "application/json; charset=utf-8";
        var body = http.Response.BodyWriter;
        using var json = new Utf8JsonWriter(body, new() { Encoder = encoder, SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("from", TextOf(coverage.From));
        json.WriteString("to", TextOf(coverage.To));
        json.WriteStartArray("rows");
        foreach (var row in coverage.Rows)
        {
            Write(json, row);
            json.Flush();
            await body.FlushAsync(http.RequestAborted);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await body.FlushAsync(http.RequestAborted);
    }

    static void Write(Utf8JsonWriter json, CoverageRow row)
    {
        json.WriteStartObject();
        json.WriteString("agent", row.Agent);
        json.WriteString("agentName", row.AgentName);
        json.WriteString("team", row.Team);
        json.WriteString("teamName", row.TeamName);
        json.WriteNumber("expectedMinutes", row.ExpectedMinutes);
        json.WriteNumber("workedMinutes", row.WorkedMinutes);
        json.WriteNumber("absentMinutes", row.AbsentMinutes);
        json.WriteNumber("missingMinutes", row.MissingMinutes);
        json.WriteNumber("excessMinutes", row.ExcessMinutes);
        json.WriteStartArray("days");
        foreach (var day in row.Days)
            Write(json, day);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CoverageDay day)
    {
        Span<byte> text = stackalloc byte[LongestDay];
        Utf8.TryWrite(
            text,
            CultureInfo.InvariantCulture,
            $$"""{"day":"{{day.Day:O}}","expectedMinutes":{{day.ExpectedMinutes}},"workedMinutes":{{day.WorkedMinutes}},"""
                + $$"""
                "absentMinutes":{{day.AbsentMinutes}},"missingMinutes":{{day.MissingMinutes}},"excessMinutes":{{day.ExcessMinutes}}}
                """,
            out var length
        );
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    static string TextOf(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
