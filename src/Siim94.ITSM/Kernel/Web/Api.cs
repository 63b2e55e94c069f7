using System.Globalization;
using MediatR;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>The HTTP door: sends requests as the caller, with the headers that the API gives a meaning to.</summary>
public sealed class Api(HttpContext http, Dispatcher dispatcher)
{
    /// <summary>Lets route handlers take an <see cref="Api"/> parameter.</summary>
    public static ValueTask<Api> BindAsync(HttpContext http) =>
        ValueTask.FromResult(new Api(http, http.RequestServices.GetRequiredService<Dispatcher>()));

    /// <summary>Sends a request, its <c>Idempotency-Key</c> along where the route takes one.</summary>
    public Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request) =>
        dispatcher.Send(request, http.User.Identify(), IdempotencyKey, http.RequestAborted);

    /// <summary>The product's clock, in UTC: what a file says it was made at.</summary>
    public DateTime Now => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>201 with the address of what was made.</summary>
    public async Task<IResult> Create<TAnswer>(
        IRequest<TAnswer> request,
        Func<TAnswer, string> address,
        Func<TAnswer, long>? version = null
    )
    {
        var answer = await Send(request);
        if (version is not null)
            SetVersion(version(answer));
        return Results.Created(address(answer), answer);
    }

    /// <summary>200 with the thing and its version in <c>ETag</c>.</summary>
    public async Task<IResult> Show<TAnswer>(IRequest<TAnswer> request, Func<TAnswer, long> version)
    {
        var answer = await Send(request);
        SetVersion(version(answer));
        return Results.Ok(answer);
    }

    /// <summary>204 once it is done.</summary>
    public async Task<IResult> Do<TAnswer>(IRequest<TAnswer> request)
    {
        await Send(request);
        return Results.NoContent();
    }

    /// <summary>The version that the caller means to change, from <c>If-Match: "3"</c>.</summary>
    /// <exception cref="Refusal">428 without the header, 412 when it holds no version of ours.</exception>
    public long Version => StatedVersion ?? throw RequestErrors.VersionRequired();

    /// <summary>Like <see cref="Version"/>, where the header may be left out.</summary>
    public long? StatedVersion
    {
        get
        {
            var header = http.Request.Headers.IfMatch.ToString();
            // Any version is none in particular.
            if (header is "" or "*")
                return null;
            var text = header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header;
            return long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? version
                : throw RequestErrors.ChangedMeanwhile();
        }
    }

    void SetVersion(long version) => http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    const int MaximumKeyLength = 200;

    /// <summary>The key that a POST, or another route that says so, may bring; null without it.</summary>
    /// <exception cref="Refusal">It is empty, or too long.</exception>
    public string? IdempotencyKey
    {
        get
        {
            var isTaken = HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<TakenKey>() is not null;
            if (!isTaken || !http.Request.Headers.TryGetValue("Idempotency-Key", out var header))
                return null;
            var key = KeyText.Of(header.ToString());
            return key.Length is > 0 and <= MaximumKeyLength ? key : throw RequestErrors.KeyTooLong();
        }
    }
}
