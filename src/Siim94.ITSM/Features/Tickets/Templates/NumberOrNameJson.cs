using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What is named by its number, <c>12</c>, or by its name.</summary>
sealed class NumberOrNameJson : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
