using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>Turns everything that goes wrong under <c>/api</c> into RFC 9457 problem details, one entry per field.</summary>
sealed partial class Problems(IProblemDetailsService problems, ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (!http.Request.Path.StartsWithSegments("/api")) return false;
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested) return true;

        var refusal = exception as Refusal ?? (exception is BadHttpRequestException bad ? Explain(bad) : null);
        if (refusal is null) log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        http.Response.StatusCode = refusal?.Status ?? StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = Details(refusal) });
    }

    static ProblemDetails Details(Refusal? refusal)
    {
        if (refusal is null) return new() { Status = 500, Title = Words.Unexpected };
        var details = new ProblemDetails { Status = refusal.Status, Title = refusal.Message, Type = $"urn:siim94:{refusal.Code}" };
        if (refusal.Errors.Count > 0)
            details.Extensions["errors"] = refusal.Errors.ToDictionary(e => JsonPath(e.Key), e => e.Value);
        return details;
    }

    /// <summary><c>Entries[3].Day</c> → <c>entries[3].day</c>.</summary>
    static string JsonPath(string field) => string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    static Refusal Explain(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge) return new(413, "request.too-large", Words.TooLarge);
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType) return new(415, "request.json-expected", Words.JsonExpected);
        if (bad.InnerException is JsonException json)
        {
            var field = json.Path is { Length: > 2 } path ? path[2..] : "body";
            var message = field == "body" ? Words.MalformedJson : json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? Words.UnknownField : Words.WrongType;
            return new(400, "request.malformed", Words.Malformed, new Dictionary<string, string[]> { [field] = [message] });
        }
        var parameter = BoundParameter().Match(bad.Message);
        return parameter.Success
            ? new(400, "request.malformed", Words.Malformed, new Dictionary<string, string[]> { [parameter.Groups[1].Value] = [Words.WrongType] })
            : new(bad.StatusCode, "request.malformed", Words.MalformedJson, new Dictionary<string, string[]> { ["body"] = [Words.MalformedJson] });
    }

    // Failed to bind parameter "Nullable<DateOnly> From" from "2017-02-30".
    [GeneratedRegex("parameter \"[^\"]* (\\w+)\"")]
    private static partial Regex BoundParameter();
}
