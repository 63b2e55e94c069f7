using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Weeks;

/// <summary>A row of a week: what somebody worked on, what for and for whom, in codes or any known spelling.</summary>
/// <remarks>Written as <see cref="Key"/>; read from that, or from an object of its axes.</remarks>
[JsonConverter(typeof(WeekRowAxesJson))]
public sealed record WeekRowAxes
{
    public string? Activity { get; init; }
    public string? SubActivity { get; init; }
    public string? Domain { get; init; }
    public string? Application { get; init; }
    public string? Project { get; init; }
    public string? Member { get; init; }

    /// <summary>Where the lines of the row were written; those of another place than the week are changed there.</summary>
    public string? Source { get; init; }

    const char Between = '|',
        BeforeSource = '@';

    /// <summary><c>SI-DOMAINE||FINANCES|||</c>, and <c>…@ticket</c> for lines written elsewhere.</summary>
    [JsonIgnore]
    public string Key =>
        string.Join(Between, Activity, SubActivity, Domain, Application, Project, Member)
        + (Source is null or EntrySource.Timesheet ? "" : $"{BeforeSource}{Source}");

    /// <summary>The row of a key; null when it is none.</summary>
    public static WeekRowAxes? Parse(string key)
    {
        var (axes, source) = key.Split(BeforeSource) is [var before, var after] ? (before, after) : (key, null);
        return axes.Split(Between) is [var activity, var subActivity, var domain, var application, var project, var member]
            ? new()
            {
                Activity = activity,
                SubActivity = Blank(subActivity),
                Domain = Blank(domain),
                Application = Blank(application),
                Project = Blank(project),
                Member = Blank(member),
                Source = source,
            }
            : null;

        static string? Blank(string text) => text.Length == 0 ? null : text;
    }

    /// <summary>A line of the row.</summary>
    internal TimeEntryFields Line(string agent, DateOnly day) =>
        new()
        {
            Agent = agent,
            Day = day,
            Activity = Activity,
            SubActivity = SubActivity,
            Domain = Domain,
            Application = Application,
            Project = Project,
            Member = Member,
        };
}

sealed class WeekRowAxesJson : JsonConverter<WeekRowAxes>
{
    public override WeekRowAxes Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return WeekRowAxes.Parse(reader.GetString()!) ?? throw new JsonException();
        var axes = Axes(ref reader, options) ?? throw new JsonException();
        return new()
        {
            Activity = axes.Activity,
            SubActivity = axes.SubActivity,
            Domain = axes.Domain,
            Application = axes.Application,
            Project = axes.Project,
            Member = axes.Member,
        };
    }

    // The place of what is wrong counts from the axes on: around it, the reader adds that of the row.
    static AxesObject? Axes(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<AxesObject>(ref reader, options);
        }
        catch (JsonException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, WeekRowAxes value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Key);

    sealed record AxesObject
    {
        public string? Activity { get; init; }
        public string? SubActivity { get; init; }
        public string? Domain { get; init; }
        public string? Application { get; init; }
        public string? Project { get; init; }
        public string? Member { get; init; }
    }
}

/// <summary>The shape of a row, whichever request carries it.</summary>
sealed class WeekRowAxesValidator : AbstractValidator<WeekRowAxes>
{
    public WeekRowAxesValidator()
    {
        RuleFor(r => r.Activity).NotEmpty().WithMessage(_ => CommonWords.FieldMissing).Line(200);
        RuleFor(r => r.SubActivity).Line(200);
        RuleFor(r => r.Domain).Line(200);
        RuleFor(r => r.Application).Line(200);
        RuleFor(r => r.Project).Line(200);
        RuleFor(r => r.Member).Line(200);
    }
}
