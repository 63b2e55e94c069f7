using System.Globalization;
using System.Text.Json;
using Siim94.ITSM.Features.Accounts;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.History;

/// <summary>One field of what was changed, as people read it.</summary>
/// <param name="Field">What readers call it.</param>
/// <param name="Before">What it held; null for nothing.</param>
/// <param name="After">What it holds since.</param>
sealed record HistoryChange(string Field, string? Before, string? After);

/// <summary>An entry of the history in words. What it does not know stays readable: the name and the value that were written.</summary>
sealed class HistoryChanges(string subject, ReferentialData all)
{
    /// <summary>Longer texts are shown from where they begin to differ.</summary>
    const int LongestText = 240;
    const int LettersBeforeDifference = 60;

    /// <summary>What differs between before and after, field by field; all that there was, where there is only one of the two.</summary>
    public IReadOnlyList<HistoryChange> Of(HistoryLine line)
    {
        var (before, after) = (FieldsOf(line.BeforeJson), FieldsOf(line.AfterJson));
        var isChange = before.Count > 0 && after.Count > 0;
        return
        [
            .. after
                .Keys.Concat(isChange ? [] : before.Keys)
                .Where(field => !HistoryFields.IsForPrograms(field))
                .Select(field => (Field: field, Before: Text(before, field), After: Text(after, field)))
                .Where(change => change.Before != change.After)
                .Select(change => new HistoryChange(
                    HistoryFields.WordOf(change.Field),
                    Shortened(change.Before, change.After),
                    Shortened(change.After, change.Before)
                ))
                .DistinctBy(change => (change.Field, change.Before, change.After)),
        ];
    }

    static Dictionary<string, JsonElement> FieldsOf(string? json)
    {
        if (json is null || Parse(json) is not { ValueKind: JsonValueKind.Object } value)
            return [];
        var fields = value.EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        // « agentName » tells what « agent » means, and « openedAt » more than « openedOn ».
        foreach (var field in fields.Keys.ToList())
            if (NamedBy(field) is { } code && (fields.ContainsKey(code) || code.EndsWith("By", StringComparison.Ordinal)))
            {
                fields[code] = fields[field];
                fields.Remove(field);
            }
            else if (field.EndsWith("On", StringComparison.Ordinal) && fields.ContainsKey($"{field[..^2]}At"))
            {
                fields.Remove(field);
            }
        return fields;
    }

    static string? NamedBy(string field) =>
        field.EndsWith("Names", StringComparison.Ordinal)
            ? field == "activityNames"
                ? "activities"
                : $"{field[..^5]}s"
            : field.EndsWith("Name", StringComparison.Ordinal)
                ? field[..^4]
                : null;

    static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    string? Text(Dictionary<string, JsonElement> fields, string field) =>
        fields.TryGetValue(field, out var value) && Text(field, value) is { Length: > 0 } text ? text : null;

    string? Text(string field, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => Words.Yes,
            JsonValueKind.False => Words.No,
            JsonValueKind.Number => NumberText(field, value),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => Text(field, item)).OfType<string>()),
            JsonValueKind.Object => string.Join(
                CommonWords.Semicolon,
                FieldsOf(value.GetRawText())
                    .Where(part => !HistoryFields.IsForPrograms(part.Key))
                    .Select(part => (Name: HistoryFields.WordOf(part.Key), Value: Text(part.Key, part.Value)))
                    .Where(part => part.Value is { Length: > 0 })
                    .Select(part => string.Format(Words.FieldIs, part.Name) + part.Value)
            ),
            _ => StringText(field, value.GetString()!),
        };

    string NumberText(string field, JsonElement value)
    {
        var number = value.GetDecimal();
        if (field is "amountCents" or "centsPerDay")
            return $"{number / 100:N2} €";
        if (field is "year" or "dayOfMonth" or "port")
            return number.ToString("0.##");
        if (field == "weekday")
            return CultureInfo.CurrentCulture.DateTimeFormat.GetDayName((DayOfWeek)((int)number % 7));
        if (!value.TryGetInt64(out var id) || !field.EndsWith("Id", StringComparison.Ordinal))
            return HistoryValues.Of(subject, field, number.ToString(CultureInfo.InvariantCulture)) ?? number.ToString("#,0.######");
        return Names(field[..^2]).Where(row => row.Id == id).Select(row => row.Name).FirstOrDefault() ?? string.Format(Words.NumberOf, id);
    }

    string StringText(string field, string text)
    {
        if (text.Length == 0)
            return "";
        if (text[0] is '{' or '[' && Parse(text) is { } inner)
            return Text(field, inner) ?? "";
        if (DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString("d");
        if (text.EndsWith('Z') && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
            return Paris.ToLocal(instant).ToString("g");
        return HistoryValues.Of(subject, field, text)
            ?? Names(field).Where(row => row.Code == text).Select(row => row.Name).FirstOrDefault()
            ?? text;
    }

    /// <summary>Rows that a field may name by code or number.</summary>
    IEnumerable<ReferentialRow> Names(string field) =>
        field switch
        {
            "member" or "members" => all.Members,
            "agent" or "agents" or "assignee" or "assignedAgent" or "trainers" or "leaders" => all.Agents,
            "team" or "assignedTeam" => all.Teams,
            "department" => all.Departments,
            "site" => all.Sites,
            "activity" or "subActivity" or "activities" => all.Activities,
            "domain" => all.Domains,
            "application" => all.Applications,
            "project" => all.Projects,
            "group" or "assignedGroup" => all.Groups,
            "category" => [.. all.TrainingCategories, .. all.Categories],
            _ => [],
        };

    static string? Shortened(string? text, string? other)
    {
        if (text is null || text.Length <= LongestText)
            return text;
        var same = other is null ? 0 : text.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = Math.Clamp(same - LettersBeforeDifference, 0, text.Length - LongestText);
        return $"{(start > 0 ? "…" : "")}{text.Substring(start, LongestText)}{(start + LongestText < text.Length ? "…" : "")}";
    }
}
