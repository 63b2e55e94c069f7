using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>Cells as programs send them: <c>{"cells": […]}</c>, or the list alone.</summary>
sealed record CellsBody(SaveWeekCells Request)
{
    public static async ValueTask<CellsBody> BindAsync(HttpContext http)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var place = "";
        try
        {
            var body = await http.Request.ReadFromJsonAsync<JsonElement>(json, http.RequestAborted);
            if (body.ValueKind is not JsonValueKind.Array)
                return new(body.Deserialize<SaveWeekCells>(json) ?? new());
            place = ".cells";
            return new(new SaveWeekCells { Cells = body.Deserialize<List<WeekCellChange>>(json)! });
        }
        catch (JsonException broken)
        {
            throw new BadHttpRequestException(
                broken.Message,
                new JsonException(broken.Message, $"${place}{Problems.PlaceOf(broken)?[1..]}", null, null)
            );
        }
    }
}
