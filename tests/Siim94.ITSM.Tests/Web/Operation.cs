using System.Text.Json;

namespace Siim94.ITSM.Tests.Web;

/// <summary>An operation of the description, at an address where nothing is.</summary>
sealed record Operation(string Method, string Path, IReadOnlyList<string> QueryParameters, IReadOnlyList<string> Properties)
{
    public string? Value { get; init; }

    public int PathParameters => Path.Count(character => character == '{');

    /// <summary>Signing in.</summary>
    public bool IsForStrangers =>
        (Method, Path)
            is
                ("POST", "/api/v1/session" or "/api/v1/session/forgotten-password" or "/api/v1/session/forgotten-password/new")
                or
                ("GET", "/api/v1/organisation");

    public string Address =>
        string.Join(
            '/',
            Path.Split('/')
                .Select(part =>
                    part.IndexOf('{') is >= 0 and var start
                        ? string.Concat(
                            part.AsSpan(0, start),
                            Value ?? (part.Contains("year") ? "2016" : "999999"),
                            part.AsSpan(part.IndexOf('}') + 1)
                        )
                        : part
                )
        );

    /// <summary>Its addresses, with each of some values wherever it takes any.</summary>
    public IEnumerable<string> Addresses(IReadOnlyList<string> values) =>
        PathParameters == 0 ? [Path] : values.Select(value => (this with { Value = value }).Address);

    public static IReadOnlyList<Operation> Of(JsonElement description) =>
        [
            .. from path in description.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            // Signing out would make a stranger of whoever tries the others.
            where (path.Name, operation.Name) != ("/api/v1/session", "delete")
            select new Operation(
                operation.Name.ToUpperInvariant(),
                path.Name,
                QueryOf(operation.Value),
                PropertiesOf(operation.Value, description)
            ),
        ];

    static List<string> QueryOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ?
            [
                .. parameters
                    .EnumerateArray()
                    .Where(parameter => parameter.GetProperty("in").GetString() == "query")
                    .Select(parameter => parameter.GetProperty("name").GetString()!),
            ]
            : [];

    static List<string> PropertiesOf(JsonElement operation, JsonElement description)
    {
        if (
            !operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var content)
            || !content.TryGetProperty("schema", out var schema)
        )
            return [];
        if (schema.TryGetProperty("oneOf", out var choices))
            schema = choices.EnumerateArray().Last();
        if (schema.TryGetProperty("$ref", out var reference))
            schema = description.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        return schema.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];
    }
}
