using MediatR;
using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Carries out several changes of one ticket, each by the request that makes it alone: with its rights, rules and trace.</summary>
sealed class TicketChanger(IMediator sender, TicketReader reader, ReferentialLookup codes, CurrentUser user)
{
    /// <summary>Refuses what no ticket could be given.</summary>
    /// <param name="changes">Their shape is valid.</param>
    /// <param name="prefix">Where they stand in the request, for the message.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="Refusal">An unknown code, naming the field.</exception>
    public async Task Check(TicketChanges changes, string prefix, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        codes.Find(all.Members, $"{prefix}Member", changes.Member, null);
        codes.Find(all.Applications, $"{prefix}Application", changes.Application, null);
        codes.Find(all.Domains, $"{prefix}Domain", changes.Domain, null);
        codes.Find(all.Categories, $"{prefix}Category", changes.Category, null);
        codes.Find(all.Sites, $"{prefix}Site", changes.Site, null);
        codes.Find(all.Groups, $"{prefix}Group", changes.Group, null);
        if (changes.Assignee is not TicketFilter.Me)
            codes.Find(all.Agents, $"{prefix}Assignee", changes.Assignee, null);
        TicketVariables.Check(changes.Message, $"{prefix}Message");
    }

    /// <returns>The ticket afterwards, and what has changed of it.</returns>
    /// <exception cref="Refusal">Not within reach, or one of the changes is refused.</exception>
    public async Task<(TicketDetails After, IReadOnlyList<FieldChange> Changes)> Apply(
        long number,
        TicketChanges changes,
        CancellationToken ct
    )
    {
        var before = await reader.Get(number, ct);
        var after = before;
        if (changes.HasFields)
            after = await sender.Send(Patch(before, changes), ct);
        if (changes.Assignee is not null || changes.Group is not null)
            after = await sender.Send(
                new AssignTicket
                {
                    Number = number,
                    Version = after.Version,
                    Agent = changes.Assignee,
                    Group = changes.Group,
                },
                ct
            );
        if (StepOf(changes, after) is { } step)
            after = await sender.Send(step with { Number = number, Version = after.Version }, ct);
        if (!string.IsNullOrWhiteSpace(changes.Message))
            after = await sender.Send(
                new FollowUpTicket
                {
                    Number = number,
                    Text = TicketVariables.Fill(changes.Message, after, await codes.Referentials(ct), user),
                    IsPrivate = changes.IsInternal,
                },
                ct
            );
        var all = await codes.Referentials(ct);
        return (after, [.. Differences(before, after, changes).Select(change => change.Named(all))]);
    }

    /// <summary>The fields that are given, and no others.</summary>
    static PatchTicket Patch(TicketDetails ticket, TicketChanges changes)
    {
        var fields = new TicketPatchFields
        {
            Member = changes.Member,
            Application = changes.Application,
            Domain = changes.Domain,
            Type = changes.Type,
            Channel = changes.Channel,
            Urgency = changes.Urgency,
            Impact = changes.Impact,
            Category = changes.Category,
            Site = changes.Site,
        };
        return new()
        {
            Number = ticket.Number,
            Version = ticket.Version,
            Fields = fields,
            Given = [.. TicketField.All.Where(field => field.Shown(fields) is not null).Select(field => field.Name)],
        };
    }

    static TicketStep? StepOf(TicketChanges changes, TicketDetails ticket) =>
        changes.Status switch
        {
            TicketStatus.Assigned => new TakeTicketInCharge { Agent = ticket.AssignedAgent },
            TicketStatus.New => new ReopenTicket { Reason = changes.Reason },
            TicketStatus.Planned => new PlanTicket { PlannedOn = changes.PlannedOn, Note = changes.Reason },
            TicketStatus.Pending => new HoldTicket { Reason = changes.Reason },
            TicketStatus.Resolved => new ResolveTicket { Solution = changes.Solution },
            TicketStatus.Closed => new CloseTicket(),
            _ => null, // the state stays
        };

    static IEnumerable<FieldChange> Differences(TicketDetails before, TicketDetails after, TicketChanges changes)
    {
        IEnumerable<FieldChange> fields =
        [
            new("member", before.Member, after.Member),
            new("application", before.Application, after.Application),
            new("domain", before.Domain, after.Domain),
            new("type", before.Type, after.Type),
            new("channel", before.Channel, after.Channel),
            new("urgency", before.Urgency, after.Urgency),
            new("impact", before.Impact, after.Impact),
            new("priority", before.Priority, after.Priority),
            new("category", before.Category, after.Category),
            new("site", before.Site, after.Site),
            new("group", before.Group, after.Group),
            new("assignee", before.AssignedAgent, after.AssignedAgent),
            new("status", before.Status, after.Status),
            new("plannedOn", $"{before.PlannedOn:yyyy-MM-dd}", $"{after.PlannedOn:yyyy-MM-dd}"),
            new("solution", before.Solution, after.Solution),
        ];
        var moved = fields.Where(field => field.Before != field.After);
        return string.IsNullOrWhiteSpace(changes.Message) ? moved : moved.Append(new("message", null, after.Events[^1].Text));
    }
}
