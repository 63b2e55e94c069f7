using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>The body of a PATCH: what it says, and which fields it says at all; null is not the same as not given.</summary>
/// <param name="Value">The fields; those not given are null.</param>
/// <param name="Names">Properties that were given: <c>Title</c>.</param>
public sealed record GivenFields<T>(T Value, IReadOnlyList<string> Names) : IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Lets route handlers take it as a parameter.</summary>
    public static async ValueTask<GivenFields<T>?> BindAsync(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            var value = body.Deserialize<T>(options) ?? throw new JsonException();
            return new(value, [.. body.RootElement.EnumerateObject().Select(given => PropertyOf(given.Name)).Distinct()]);
        }
        catch (JsonException error)
        {
            throw new BadHttpRequestException(error.Message, error);
        }
    }

    static string PropertyOf(string name) =>
        typeof(T).GetProperties().First(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Name;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
