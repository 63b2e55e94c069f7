using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Turns a ticket as entered into a row, its codes resolved within the sender's reach.</summary>
sealed class TicketForm(Codes codes, CurrentUser user)
{
    const int Medium = 3;

    /// <exception cref="Refusal">An unknown or closed code, naming the field.</exception>
    public async Task<TicketRow> Resolve(TicketFields fields, DateOnly day, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var member = codes.Get(all.Members, "Member", fields.Member, day);
        var application = codes.Find(all.Applications, "Application", fields.Application, day);
        var domain = codes.Find(all.Domains, "Domain", fields.Domain, day);
        var (urgency, impact) = (TicketPriority.Parse(fields.Urgency) ?? Medium, TicketPriority.Parse(fields.Impact) ?? Medium);
        var (title, requester) = (fields.Title!.Trim(), string.IsNullOrWhiteSpace(fields.Requester) ? null : fields.Requester.Trim());
        return new()
        {
            Title = title,
            Description = string.IsNullOrWhiteSpace(fields.Description) ? null : fields.Description.Trim(),
            MemberId = member.Id,
            RequesterName = requester ?? (user.Role is Role.Requester ? user.DisplayName : null),
            Channel = fields.Channel ?? (user.MemberScope is null ? TicketChannel.Phone : TicketChannel.Portal),
            Type = fields.Type ?? TicketType.Incident,
            Urgency = urgency,
            Impact = impact,
            Priority = TicketPriority.Of(urgency, impact),
            ApplicationId = application?.Id,
            DomainId = domain?.Id ?? application?.DomainId,
            SearchText = Folding.FoldWords($"{title} {requester} {fields.Description}"),
        };
    }
}

/// <summary>A row of Tickets.</summary>
sealed record TicketRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string? Description { get; init; }
    public long MemberId { get; init; }
    public string? RequesterName { get; init; }
    public long? RequesterUserId { get; init; }
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public int Urgency { get; init; }
    public int Impact { get; init; }
    public int Priority { get; init; }
    public string Status { get; init; } = "";
    public long? ApplicationId { get; init; }
    public long? DomainId { get; init; }
    public long? AssignedAgentId { get; init; }
    public long? AssignedTeamId { get; init; }
    public DateTime OpenedAt { get; init; }
    public DateOnly OpenedOn { get; init; }
    public DateTime? TakenInChargeAt { get; init; }
    public DateOnly? TakenInChargeOn { get; init; }
    public DateTime? ResolvedAt { get; init; }
    public DateOnly? ResolvedOn { get; init; }
    public DateTime? ClosedAt { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public string? Solution { get; init; }
    public string SearchText { get; init; } = "";
    public long? CreatedByUserId { get; init; }
    public long Version { get; init; }

    /// <summary>Days in whose roll-ups the ticket counts.</summary>
    public IEnumerable<DateOnly?> EventDays => [OpenedOn, TakenInChargeOn, ResolvedOn, ClosedOn];
}
