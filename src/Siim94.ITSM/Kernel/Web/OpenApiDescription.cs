using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// What the description of the API says of every operation beyond what its route tells: who may call it, the headers with a meaning, and
/// how it refuses.
/// </summary>
static class OpenApiDescription
{
    const string Cookie = "cookie",
        Token = "token",
        Problem = "Problem",
        ProblemType = "application/problem+json";

    public static void AddConventions(this OpenApiOptions options) =>
        options.AddDocumentTransformer(
            (document, context, _) =>
            {
                document.Info = new()
                {
                    Title = "Siim94.ITSM",
                    Version = "v1",
                    Description = Words.ApiDescription,
                };
                AddSecurity(document);
                document.AddComponent(Problem, ProblemSchema());
                var routes = context.DescriptionGroups.SelectMany(group => group.Items).ToDictionary(AddressOf);
                foreach (var (path, item) in document.Paths)
                foreach (var (method, operation) in item.Operations!)
                {
                    var route = routes[(path, method.Method)];
                    Describe(operation, path, method, document, VersionOf(route));
                    if (route.ActionDescriptor.EndpointMetadata.OfType<TakenKey>().Any())
                        operation.Parameters!.Add(Header("Idempotency-Key", Words.IdempotencyKeyHeader, isRequired: false));
                    operation.Summary ??= SummaryOf(BodyOf(route), document);
                }
                return Task.CompletedTask;
            }
        );

    static readonly Dictionary<string, string> FileTypes = new()
    {
        [".csv"] = "text/csv",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".ics"] = "text/calendar",
        [".zip"] = "application/zip",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    static (string Path, string Method) AddressOf(ApiDescription description) =>
        ("/" + string.Join('/', description.RelativePath!.TrimEnd('/').Split('/').Select(WithoutConstraint)), description.HttpMethod!);

    /// <summary><c>{id:long}.csv</c> → <c>{id}.csv</c>.</summary>
    static string WithoutConstraint(string segment) =>
        segment.IndexOf(':') is > 0 and var colon && segment.IndexOf('}') is var end && end > colon
            ? segment.Remove(colon, end - colon)
            : segment;

    static Type? BodyOf(ApiDescription description) =>
        description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source.Id == "Body")?.Type;

    static void Describe(OpenApiOperation operation, string path, HttpMethod method, OpenApiDocument document, PropertyInfo? version)
    {
        operation.OperationId = OperationId(path, method);
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        var isSignIn = path.EndsWith("/session", StringComparison.Ordinal) && method == HttpMethod.Post;
        if (method == HttpMethod.Post && !isSignIn)
            operation.Parameters.Add(Header("Idempotency-Key", Words.IdempotencyKeyHeader, isRequired: false));
        if (version is not null)
            operation.Parameters.Add(Header("If-Match", Words.IfMatchHeader, isRequired: version.PropertyType == typeof(long)));

        if (FileTypes.TryGetValue(Path.GetExtension(path), out var type))
            File(operation, type);
        foreach (var (status, description) in Refusals(path, method, version))
            Refuse(operation, document, status, description);
        if (isSignIn)
            operation.Security = [];
    }

    static IEnumerable<(int Status, string Description)> Refusals(string path, HttpMethod method, PropertyInfo? version)
    {
        yield return (400, Words.RefusalMalformed);
        yield return (401, Words.RefusalSignIn);
        yield return (403, Words.RefusalRight);
        if (path.Contains('{'))
            yield return (404, Words.RefusalNotFound);
        if ((method == HttpMethod.Post || method == HttpMethod.Patch) && path.Contains('{'))
            yield return (409, Words.RefusalState);
        if (version is not null)
            yield return (412, Words.RefusalChanged);
        if (method == HttpMethod.Post || method == HttpMethod.Put || method == HttpMethod.Patch)
            yield return (413, Words.TooLarge);
        yield return (422, Words.RefusalField);
        if (version is not null && version.PropertyType == typeof(long))
            yield return (428, Words.RefusalVersion);
    }

    static void Refuse(OpenApiOperation operation, OpenApiDocument document, int status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(
            $"{status}",
            new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemType] = new() { Schema = new OpenApiSchemaReference(Problem, document) },
                },
            }
        );
    }

    static OpenApiParameter Header(string name, string description, bool isRequired) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = isRequired,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    static void File(OpenApiOperation operation, string type) =>
        operation.Responses = new()
        {
            ["200"] = new OpenApiResponse
            {
                Description = "OK",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [type] = new()
                    {
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    },
                },
            },
        };

    /// <summary>The version that comes in a header: that of a request that changes something, unless its body holds it.</summary>
    static PropertyInfo? VersionOf(ApiDescription route) =>
        HttpMethods.IsGet(route.HttpMethod!)
            ? null
            : route
                .ActionDescriptor.EndpointMetadata.OfType<SentRequest>()
                .Select(sent => sent.Type.GetProperty("Version"))
                .FirstOrDefault(version =>
                    version is not null && (version.DeclaringType != BodyOf(route) || version.IsDefined(typeof(JsonIgnoreAttribute)))
                );

    /// <summary>The first sentence of what the code says of the request.</summary>
    static string? SummaryOf(Type? body, OpenApiDocument document) =>
        body is not null
        && document.Components!.Schemas!.TryGetValue(body.Name, out var schema)
        && schema.Description is { Length: > 0 } text
            ? PlainText(text).Split(". ")[0].TrimEnd('.')
            : null;

    /// <summary>Readers show a summary as it is, on one line.</summary>
    static string PlainText(string markdown) => markdown.ReplaceLineEndings(" ").Replace("`", "", StringComparison.Ordinal);

    /// <summary><c>POST /api/v1/tickets/{number}/take-charge</c> → <c>postTicketsByNumberTakeCharge</c>.</summary>
    static string OperationId(string path, HttpMethod method) =>
        method.Method.ToLowerInvariant()
        + string.Concat(
            path.Replace("/api/v1", "", StringComparison.Ordinal)
                .Replace("{", "by-", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal)
                .Split('/', '-', '.')
                .Where(word => word.Length > 0)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..])
        );

    static void AddSecurity(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(
            Cookie,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionCookie,
                Description = Words.CookieScheme,
            }
        );
        document.AddComponent<IOpenApiSecurityScheme>(
            Token,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = Words.TokenScheme,
            }
        );
        document.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] },
        ];
    }

    /// <summary>Name of the cookie that a sign-in gives.</summary>
    public const string SessionCookie = "siim94.session";

    static OpenApiSchema ProblemSchema()
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = Words.ProblemSchema,
            Required = new HashSet<string> { "type", "title", "status" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = text,
                ["title"] = text,
                ["detail"] = text,
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["traceId"] = text,
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = text },
                },
            },
        };
    }
}
