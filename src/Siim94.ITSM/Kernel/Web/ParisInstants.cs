using System.Text.Json;
using System.Text.Json.Serialization;

namespace Siim94.ITSM.Kernel.Web;

/// <summary>
/// Instants in the bodies of requests: one without an offset is a time of Europe/Paris, as in files and on pages, whatever the time zone of
/// the
/// machine. See <see cref="Paris.ToUtc"/> for the hour that spring skips and the one that autumn has twice.
/// </summary>
sealed class ParisInstants : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.GetDateTime() is { Kind: DateTimeKind.Unspecified } local ? Paris.ToUtc(local) : reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset instant, JsonSerializerOptions options) =>
        writer.WriteStringValue(instant);
}

/// <summary>Like <see cref="ParisInstants"/>, for instants that are kept in UTC: told to the millisecond, as they are kept.</summary>
sealed class ParisInstantsInUtc : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.GetDateTime() is { Kind: DateTimeKind.Unspecified } local ? Paris.ToUtc(local) : reader.GetDateTimeOffset().UtcDateTime;

    public override void Write(Utf8JsonWriter writer, DateTime instant, JsonSerializerOptions options) =>
        writer.WriteStringValue(instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond)));
}
