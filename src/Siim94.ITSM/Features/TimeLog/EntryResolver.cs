using Siim94.ITSM.Features.Referentials;

namespace Siim94.ITSM.Features.TimeLog;

/// <summary>
/// Turns a line as entered into a ledger line: codes resolved, what follows from a ticket, application or project filled in.
/// </summary>
sealed class EntryResolver(ReferentialLookup codes, Db db, CurrentUser user)
{
    /// <param name="entry">The line as entered; its shape is valid.</param>
    /// <param name="field">Put before field names in messages.</param>
    /// <param name="ct">Cancels the look-up.</param>
    /// <exception cref="Refusal">An unknown or closed code, a stranger's time, naming the field.</exception>
    public async Task<LedgerLine> Resolve(TimeEntryFields entry, string field, CancellationToken ct) =>
        await Resolve(entry, field, await codes.Referentials(ct), ct);

    /// <summary>Like <see cref="Resolve(TimeEntryFields, string, CancellationToken)"/>, for many lines that are looked up alike.</summary>
    public async Task<LedgerLine> Resolve(TimeEntryFields entry, string field, ReferentialData all, CancellationToken ct)
    {
        var day = entry.Day!.Value;
        var agent = codes.Get(all.Agents, field + "Agent", entry.Agent, day);
        if (!user.LogsFor(agent, day, all))
            throw TimeEntryErrors.NotAnOwner(field + "Agent");

        var usable = agent.PostingOn(day) is { } posting ? all.ActivitiesOf(all.Teams[posting.TeamId]) : null;
        var activity = FindActivity(all, field, entry.Activity!, day, usable);
        var subActivity = codes.Find(all.Activities, field + "SubActivity", entry.SubActivity, day, a => a.ParentId == activity.Id);
        var leaf = subActivity ?? activity;
        var ticket = await FindTicket(entry.Ticket, field, ct);
        var project = codes.Find(all.Projects, field + "Project", entry.Project, day);
        var application = codes.Find(all.Applications, field + "Application", entry.Application, day)
            ?? Inferred(all, all.Applications, ticket?.ApplicationId, day, leaf.ApplicationRule);
        var member = codes.Find(all.Members, field + "Member", entry.Member, day)
            ?? Inferred(all, all.Members, ticket?.MemberId, day, leaf.MemberRule);
        var domain = codes.Find(all.Domains, field + "Domain", entry.Domain, day, d =>
            leaf.DomainKind is null || d.Kind == leaf.DomainKind || entry.Domain == d.Code
        )
            ?? Inferred(
                all,
                all.Domains,
                project?.DomainId ?? application?.DomainId ?? ticket?.DomainId,
                day,
                leaf.DomainRule,
                leaf.DomainKind
            );

        return new()
        {
            Agent = agent,
            Day = day,
            QuantityMicros = TimeUnits.ToMicros(entry.Quantity!.Value)!.Value,
            Unit = TimeUnits.Parse(entry.Unit)!.Value,
            Activity = activity,
            SubActivity = subActivity,
            Domain = domain,
            Application = application,
            Project = project,
            Member = member,
            TicketId = ticket?.Id,
            Source = ticket is null ? EntrySource.Timesheet : EntrySource.Ticket,
            Note = string.IsNullOrWhiteSpace(entry.Note) ? null : entry.Note.Trim(),
            Field = field,
        };
    }

    /// <summary>
    /// An activity's name may exist in several departments: those of the agent's own come first, and they alone are suggested.
    /// </summary>
    Activity FindActivity(ReferentialData all, string field, string text, DateOnly day, IReadOnlyList<Activity>? usable)
    {
        var isOfOthers = all.Activities.Find(text) is { Count: > 0 } found && !found.Any(a => usable is not null && usable.Contains(a));
        return codes.Get(all.Activities, field + "Activity", text, day, a =>
            a.ParentId is null && (usable is null || isOfOthers || usable.Contains(a))
        );
    }

    async Task<TicketRow?> FindTicket(long? number, string field, CancellationToken ct)
    {
        if (number is not { } id)
            return null;
        var ticket = await db.FirstOrDefault<TicketRow>(TicketSql, new { Id = id }, ct);
        return ticket is not null && user.Sees(ticket.MemberId) ? ticket : throw ReferentialErrors.Unknown(field + "Ticket", $"{id}");
    }

    const string TicketSql = "SELECT t.Id, t.MemberId, t.ApplicationId, t.DomainId FROM Tickets t WHERE t.Id = @Id";

    /// <summary>What follows from something older than the line is, by the line's day, what has taken it over since.</summary>
    static T? Inferred<T>(ReferentialData all, ReferentialSet<T> set, long? id, DateOnly day, AxisRule rule, string? domainKind = null)
        where T : ReferentialRow
    {
        if (id is not { } value || rule is AxisRule.Forbidden)
            return null;
        var row = set[all.LineagesOf(set.Kind).SuccessorOn(value, day)];
        return domainKind is null || row is Domain domain && domain.Kind == domainKind ? row : null;
    }

    sealed record TicketRow
    {
        public long Id { get; init; }
        public long MemberId { get; init; }
        public long? ApplicationId { get; init; }
        public long? DomainId { get; init; }
    }
}
