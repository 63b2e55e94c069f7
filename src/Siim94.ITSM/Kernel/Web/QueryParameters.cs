using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>What may follow the question mark of an address of the API: a filter that nobody knows would let everything through.</summary>
static class QueryParameters
{
    /// <exception cref="Refusal">400: the address knows no such parameter.</exception>
    public static void RefuseUnknown(HttpContext http, RouteEndpoint endpoint)
    {
        if (http.Request.Query.Count == 0)
            return;
        var known = Known.GetValue(endpoint, NamesOf);
        var errors = http
            .Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(name => name, name => (string[])[Explain(name, known)]);
        if (errors.Count > 0)
            throw new Refusal(StatusCodes.Status400BadRequest, "request.unknown-parameter", Words.Malformed, errors);
    }

    /// <summary>Days and instants are written one way: whatever binds an address takes 05/06/2026 for the sixth of May.</summary>
    /// <exception cref="Refusal">400: a day is not written as 2026-06-05.</exception>
    public static void RefuseOtherDates(HttpContext http, RouteEndpoint endpoint)
    {
        if (http.Request.Query.Count == 0)
            return;
        var errors = Dates
            .GetValue(endpoint, DatesOf)
            .Where(name => http.Request.Query[name].ToString() is { Length: > 0 } text && !BeginsWithDay(text))
            .ToDictionary(name => name, _ => (string[])[Words.WrongType]);
        if (errors.Count > 0)
            throw new Refusal(StatusCodes.Status400BadRequest, "request.malformed", Words.Malformed, errors);
    }

    static bool BeginsWithDay(string text) =>
        DateOnly.TryParseExact(
            text[..Math.Min(text.Length, "2026-06-05".Length)],
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        );

    static readonly ConditionalWeakTable<RouteEndpoint, string[]> Dates = [];

    static string[] DatesOf(RouteEndpoint endpoint) =>
        [
            .. endpoint
                .Metadata.OfType<IParameterBindingMetadata>()
                .Where(parameter =>
                    (Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType) is var type
                    && (type == typeof(DateOnly) || type == typeof(DateTimeOffset))
                )
                .Select(NameInQuery)
                .OfType<string>(),
        ];

    /// <summary>
    /// Which parameters came with something that their types do not read: whatever binds an address refuses that without naming it where
    /// the parameter may be left out.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Unreadable(HttpContext http) =>
        (http.GetEndpoint()?.Metadata.OfType<IParameterBindingMetadata>() ?? [])
            .Select(parameter => (Name: NameInQuery(parameter), Type: parameter.ParameterInfo.ParameterType))
            .Where(known => known.Name is not null && !IsText(known.Type) && http.Request.Query.ContainsKey(known.Name))
            .Where(known => !TypeDescriptor.GetConverter(known.Type).IsValid(http.Request.Query[known.Name!].ToString()))
            .ToDictionary(known => known.Name!, _ => (string[])[Words.WrongType]);

    static string Explain(string name, string[] known) =>
        Nearest.To(name, known, each => [each]) is [var nearest, ..] ? string.Format(Words.UnknownParameterNear, nearest)
        : known.Length > 0 ? string.Format(Words.UnknownParameter, string.Join(", ", known))
        : Words.NoParameters;

    static readonly ConditionalWeakTable<RouteEndpoint, string[]> Known = [];

    static string[] NamesOf(RouteEndpoint endpoint) =>
        [
            .. endpoint
                .Metadata.OfType<IParameterBindingMetadata>()
                .Where(parameter => endpoint.RoutePattern.GetParameter(parameter.Name) is null)
                .Select(NameInQuery)
                .OfType<string>(),
        ];

    /// <summary>Null for what comes from elsewhere: a body, a header, a service.</summary>
    static string? NameInQuery(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>().FirstOrDefault() is { } stated
            ? stated.Name ?? NameOf(parameter)
        : parameter.HasTryParse || IsText(parameter.ParameterInfo.ParameterType) ? NameOf(parameter)
        : null;

    static bool IsText(Type type) => type == typeof(string) || type == typeof(string[]);

    // As the description of the API writes it: case does not matter.
    static string NameOf(IParameterBindingMetadata parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);
}
