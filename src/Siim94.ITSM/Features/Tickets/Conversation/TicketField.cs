using System.Reflection;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>A field of a ticket that is changed by itself: what is stored of it, and how it reads.</summary>
/// <param name="Name">Property of <see cref="TicketPatchFields"/>.</param>
/// <param name="Stored">What a row holds of it.</param>
sealed record TicketField(string Name, Func<TicketRow, object?> Stored)
{
    /// <summary>What a ticket says.</summary>
    public static readonly IReadOnlyList<TicketField> All =
    [
        new(nameof(TicketFields.Title), t => t.Title),
        new(nameof(TicketFields.Description), t => t.Description),
        new(nameof(TicketFields.Member), t => t.MemberId),
        new(nameof(TicketFields.Requester), t => (t.RequesterName, t.RequesterUserId)),
        new(nameof(TicketFields.RequesterId), t => t.RequesterPersonId),
        new(nameof(TicketFields.Channel), t => t.Channel),
        new(nameof(TicketFields.Type), t => t.Type),
        new(nameof(TicketFields.Urgency), t => t.Urgency),
        new(nameof(TicketFields.Impact), t => t.Impact),
        new(nameof(TicketFields.Application), t => t.ApplicationId),
        new(nameof(TicketFields.Domain), t => t.DomainId),
        new(nameof(TicketFields.Category), t => t.CategoryId),
        new(nameof(TicketFields.Site), t => t.SiteId),
    ];

    /// <summary>Whose hands it is in.</summary>
    public static readonly IReadOnlyList<TicketField> Hands =
    [
        new(nameof(TicketPatchFields.Assignee), t => t.AssignedAgentId),
        new(nameof(TicketPatchFields.Group), t => t.AssignedGroupId),
    ];

    /// <summary>Whether two rows hold the same.</summary>
    public bool IsEqual(TicketRow one, TicketRow other) => Equals(Stored(one), Stored(other));

    /// <summary>How people enter it.</summary>
    public object? Shown(TicketFields fields) => Property.GetValue(fields);

    /// <summary>Takes it over from one form into another.</summary>
    public void Copy(TicketFields from, TicketFields to) => Property.SetValue(to, Property.GetValue(from));

    PropertyInfo Property => typeof(TicketPatchFields).GetProperty(Name)!;

    /// <summary>A ticket as people would enter it now.</summary>
    public static TicketPatchFields FieldsOf(TicketRow row, ReferentialData all)
    {
        var line = TicketReader.LineOf(row, all);
        return new()
        {
            Title = row.Title,
            Description = row.Description,
            Member = line.Member,
            Requester = row.RequesterName,
            RequesterId = row.RequesterPersonId,
            Channel = row.Channel,
            Type = row.Type,
            Urgency = line.Urgency,
            Impact = line.Impact,
            Application = line.Application,
            Domain = line.Domain,
            Category = line.Category,
            Site = line.Site,
            Assignee = line.Assignee,
            Group = line.Group,
        };
    }

    /// <summary>What differs between two states of a ticket; who asks is told by name.</summary>
    public static IEnumerable<FieldChange> Changes(TicketRow before, TicketRow after, ReferentialData all)
    {
        var (old, now) = (FieldsOf(before, all), FieldsOf(after, all));
        return All.Where(field => field.Name != nameof(TicketFields.RequesterId) && !field.IsEqual(before, after))
            .Select(field => new FieldChange(NameInBodies(field.Name), $"{field.Shown(old)}", $"{field.Shown(now)}").Named(all));
    }

    /// <summary>What readers call a field, by its name in code or in bodies.</summary>
    public static string NameOf(string name) =>
        name.ToLowerInvariant() switch
        {
            "title" => CommonWords.Title,
            "description" => Words.Description,
            "member" => CommonWords.Member,
            "requester" or "requesterid" => CommonWords.Requester,
            "channel" => CommonWords.Channel,
            "type" => Words.Type,
            "urgency" => CommonWords.Urgency,
            "impact" => CommonWords.Impact,
            "application" => CommonWords.Application,
            "domain" => CommonWords.Domain,
            "category" => Words.Category,
            "site" => Words.Site,
            "observers" => Words.Observers,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a field of tickets."),
        };

    /// <summary>How a value of a field reads that is not a code of a referential.</summary>
    public static string LabelOf(string name, string? value) =>
        (name.ToLowerInvariant(), value) switch
        {
            (_, null or "") => "–",
            ("channel", _) => TicketChannel.NameOf(value),
            ("type", _) => TicketType.NameOf(value),
            ("urgency", _) => TicketPriority.NameOf(value),
            ("impact", _) => TicketPriority.ImpactNameOf(value),
            _ => value,
        };

    static string NameInBodies(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
