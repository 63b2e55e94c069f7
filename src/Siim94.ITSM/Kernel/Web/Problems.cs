using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>Turns everything that goes wrong under <c>/api</c> into RFC 9457 problem details, one entry per field.</summary>
sealed partial class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (!Addresses.IsForPrograms(http.Request.Path))
            return false;
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            return true;
        var refusal = RefusalBy(exception);
        if (refusal is null)
            log.LogError(exception, "{Method} {Path} failed", http.Request.Method, http.Request.Path);
        await Write(http, refusal);
        return true;
    }

    /// <returns>Null for what nobody has foreseen.</returns>
    public static Refusal? RefusalBy(Exception exception) =>
        exception switch
        {
            Refusal known => known,
            // Outside any request of ours: a token that is looked up.
            DatabaseUnavailable unavailable => DatabaseFaults.Refuse(unavailable.Fault),
            TransactionLost => DatabaseFaults.Refuse(DatabaseFault.Lost),
            BadHttpRequestException bad => Explain(bad),
            _ => null,
        };

    /// <summary>Answers with problem details, whatever the caller says it accepts: there is no other form of a refusal.</summary>
    public static Task Write(HttpContext http, Refusal? refusal)
    {
        var details = Details(refusal);
        details.Extensions["traceId"] = Activity.Current?.Id ?? http.TraceIdentifier;
        SetStatus(http.Response, details.Status!.Value, refusal);
        return http.Response.WriteAsJsonAsync(details, options: null, "application/problem+json", http.RequestAborted);
    }

    /// <summary>The status of an answer, and when to try again where that is known.</summary>
    public static void SetStatus(HttpResponse answer, int status, Refusal? refusal)
    {
        answer.StatusCode = status;
        if (refusal?.RetryAfter is { } wait)
            answer.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// What the server itself has answered with a status and nothing else: no such address, another method, another type of body, one too
    /// large, too many of them.
    /// </summary>
    public static Refusal? Explain(int status) =>
        status switch
        {
            400 => new(status, "request.malformed", Words.Malformed),
            404 => new(status, "request.no-such-address", Words.NothingHere),
            405 => new(status, "request.method-not-allowed", Words.MethodNotAllowed),
            413 => new(status, "request.too-large", Words.TooLarge),
            415 => new(status, "request.json-expected", Words.JsonExpected),
            429 => new(status, "request.too-many", Words.TooManyAttempts),
            _ => null,
        };

    public static ProblemDetails Details(Refusal? refusal)
    {
        if (refusal is null)
            return new() { Status = 500, Title = Words.Unexpected };
        var details = new ProblemDetails
        {
            Status = refusal.Status,
            Title = refusal.Message,
            Type = $"urn:siim94:{refusal.Code}",
        };
        if (refusal.IsWarning)
            details.Detail = Words.HowToConfirm;
        if (refusal.Errors.Count > 0)
            details.Extensions["errors"] = refusal.Errors.ToDictionary(e => JsonPath(e.Key), e => e.Value);
        if (refusal.Conflicts.Count > 0)
            details.Extensions["conflicts"] = refusal.Conflicts.ToDictionary(c => JsonPath(c.Key), c => c.Value);
        return details;
    }

    /// <summary><c>Entries[3].Day</c> → <c>entries[3].day</c>.</summary>
    static string JsonPath(string field) => string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    static Refusal Explain(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest && Explain(bad.StatusCode) is { } known)
            return known;
        if (bad.InnerException is JsonException json)
        {
            var field = PlaceOf(json) is { Length: > 2 } path ? path[2..] : "body";
            var message =
                field == "body" ? Words.MalformedJson
                : json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? Words.UnknownField
                : Words.WrongType;
            return new(400, "request.malformed", Words.Malformed, new Dictionary<string, string[]> { [field] = [message] });
        }
        var parameter = BoundParameter().Match(bad.Message);
        return parameter.Success
            ? new(
                400,
                "request.malformed",
                Words.Malformed,
                new Dictionary<string, string[]> { [parameter.Groups[1].Value] = [Words.WrongType] }
            )
            : new(
                bad.StatusCode,
                "request.malformed",
                Words.MalformedJson,
                new Dictionary<string, string[]> { ["body"] = [Words.MalformedJson] }
            );
    }

    /// <summary>
    /// Where a body is wrong: <c>$.cells[0].row.domain</c>. What a converter has read by itself is within the place of that.
    /// </summary>
    public static string? PlaceOf(JsonException json) =>
        json.InnerException is JsonException { Path: { } within } ? $"{json.Path}{within[1..]}" : json.Path;

    // Failed to bind parameter "Nullable<DateOnly> From" from "2017-02-30".
    [GeneratedRegex("parameter \"[^\"]* (\\w+)\"")]
    private static partial Regex BoundParameter();
}

/// <summary>Refusals of the server itself.</summary>
static class StatusCodeProblems
{
    /// <summary>Gives them problem details, under the API.</summary>
    public static IApplicationBuilder UseProblemsForStatusCodes(this IApplicationBuilder app) =>
        app.UseWhen(
            http => Addresses.IsForPrograms(http.Request.Path),
            api =>
                api.UseStatusCodePages(async context =>
                {
                    var http = context.HttpContext;
                    if (Problems.Explain(http.Response.StatusCode) is not { } refusal)
                        return;
                    if (refusal.Status == StatusCodes.Status400BadRequest)
                        refusal = new(refusal.Status, refusal.Code, refusal.Message, QueryParameters.Unreadable(http));
                    await Problems.Write(http, refusal);
                })
        );
}
