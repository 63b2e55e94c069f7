namespace Siim94.ITSM.Features.Tickets;

/// <summary>A change of a field as people read it: « Statut : Nouveau → Résolu ».</summary>
static class FieldWords
{
    public static string Sentence(FieldChange change)
    {
        var label = LabelOf(change.Field);
        if (change.After is { Length: > LongestShown } or { Length: 0 })
            return label;
        var before = change.Before is null ? "" : $"{change.BeforeName ?? ValueOf(change.Field, change.Before)} → ";
        return $"{label} : {before}{(change.After is null ? "–" : change.AfterName ?? ValueOf(change.Field, change.After))}";
    }

    // A message is read before it is sent, not in a list.
    const int LongestShown = 60;

    static string LabelOf(string field) =>
        field switch
        {
            "member" => CommonWords.Member,
            "application" => CommonWords.Application,
            "domain" => CommonWords.Domain,
            "type" => Words.Type,
            "channel" => CommonWords.Channel,
            "urgency" => CommonWords.Urgency,
            "impact" => CommonWords.Impact,
            "priority" => Words.Priority,
            "category" => Words.Category,
            "site" => CommonWords.Site,
            "group" => Words.Group,
            "assignee" => Words.AssignedTo,
            "status" => Words.Status,
            "plannedOn" => Words.PlannedFor,
            "solution" => Words.Solution,
            "message" => Words.Message,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field that changes."),
        };

    static string ValueOf(string field, string value) =>
        field switch
        {
            "status" => TicketStatus.NameOf(value),
            "impact" => TicketPriority.ImpactNameOf(value),
            "priority" or "urgency" => TicketPriority.NameOf(value),
            "type" => TicketType.NameOf(value),
            "channel" => TicketChannel.NameOf(value),
            _ => value,
        };
}
