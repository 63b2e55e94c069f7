using FluentValidation;
using Siim94.ITSM.Features.Referentials;
using Siim94.ITSM.Features.TimeLog;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>Time that somebody says they have spent on a ticket, beside something else that they do with it.</summary>
public interface ITimeSpent
{
    public decimal? Quantity { get; }
    public string? Unit { get; }
    public string? Activity { get; }
    public string? SubActivity { get; }
    public bool Confirm { get; }
}

/// <inheritdoc cref="ITimeSpent"/>
public abstract record TimeSpent : ITimeSpent
{
    /// <summary>Time spent; none when left blank.</summary>
    public decimal? Quantity { get; set; }

    /// <summary><c>d</c> days, <c>h</c> hours or <c>min</c> minutes.</summary>
    public string? Unit { get; set; }

    /// <summary>What it was spent on; when left blank, what the agent last did for this ticket, or for another one.</summary>
    public string? Activity { get; set; }

    /// <inheritdoc cref="Activity"/>
    public string? SubActivity { get; set; }

    /// <summary>More than the agent's day is right; without it, such time is answered with a warning and nothing is written.</summary>
    public bool Confirm { get; set; }
}

sealed class TimeSpentValidator : AbstractValidator<ITimeSpent>
{
    public TimeSpentValidator()
    {
        RuleFor(t => t.Quantity).Quantity().When(t => t.Quantity is not null || t.Unit is not null);
        RuleFor(t => t.Unit).Unit().When(t => t.Quantity is not null);
        RuleFor(t => t.Activity).Line(200);
        RuleFor(t => t.SubActivity).Line(200);
    }
}

/// <summary>
/// Logs time on a ticket, of whoever sends the request: member, application and domain follow from the ticket, what was done from
/// what the agent did last.
/// </summary>
sealed class TicketTime(EntryResolver resolver, Ledger ledger, ReferentialLookup codes, Db db, CurrentUser user, TimeProvider clock)
{
    /// <param name="ticket">Its number.</param>
    /// <param name="spent">How much, and perhaps on what.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <param name="otherwise">Whose time it is where the sender is no agent; nobody's without it.</param>
    /// <param name="day">Day on which it was spent; today without it.</param>
    /// <returns>The line; null when no time was stated.</returns>
    /// <exception cref="Refusal">The sender logs no time, nothing says what they did, or the line does not fit.</exception>
    public async Task<long?> Log(long ticket, ITimeSpent spent, CancellationToken ct, long? otherwise = null, DateOnly? day = null)
    {
        if (spent.Quantity is null)
            return null;
        if (!user.Can(Permission.LogTime))
            throw TicketErrors.StaffOnly();
        var all = await codes.Referentials(ct);
        var agent = all.Agents[user.AgentId ?? otherwise ?? throw TicketErrors.NoAgentForTime()];
        var entry = new TimeEntryFields
        {
            Agent = agent.Code,
            Day = day ?? Paris.Today(clock),
            Quantity = spent.Quantity,
            Unit = spent.Unit,
            Activity = spent.Activity,
            SubActivity = spent.SubActivity,
            Ticket = ticket,
        };
        var line = string.IsNullOrWhiteSpace(spent.Activity)
            ? await Likely(entry, agent, all, ct)
            : await resolver.Resolve(entry, "", all, ct);
        return (await ledger.Write([line], spent.Confirm, ct))[0];
    }

    /// <summary>
    /// The line with the first activity that fits: what the agent did last for the ticket, for other tickets, what their team did, what it
    /// does at all.
    /// </summary>
    async Task<LedgerLine> Likely(TimeEntryFields entry, Agent agent, ReferentialData all, CancellationToken ct)
    {
        var day = entry.Day!.Value;
        var team = agent.PostingOn(day) is { } posting ? all.Teams[posting.TeamId] : null;
        var usable = team is null ? [] : all.ActivitiesOf(team);
        var uses = new
        {
            TicketId = entry.Ticket,
            AgentId = agent.Id,
            TeamId = team?.Id,
            From = day.AddYears(-1),
            Take = MostUses,
        };
        foreach (var sql in (string[])[UsesOfAgentSql, UsesOfTeamSql])
        foreach (var use in (await db.Query<LoggedUse>(sql + db.Dialect.FirstRows, uses, ct)).Distinct())
            if (await Line(all.Activities[use.ActivityId], use.SubActivityId is { } sub ? all.Activities[sub] : null) is { } line)
                return line;
        foreach (var activity in usable.OrderBy(activity => activity.DepartmentId != team!.DepartmentId))
        foreach (var sub in all.SubActivitiesOf(activity.Id).Where(sub => sub.IsOpenOn(day)).Cast<Activity?>().DefaultIfEmpty())
            if (await Line(activity, sub) is { } line)
                return line;
        throw TicketErrors.ActivityUnclear();

        async Task<LedgerLine?> Line(Activity activity, Activity? subActivity)
        {
            if (!usable.Contains(activity) || !activity.IsOpenOn(day) || subActivity?.IsOpenOn(day) is false)
                return null;
            var named = entry with { Activity = activity.Code, SubActivity = subActivity?.Code };
            return await resolver.Resolve(named, "", all, ct) is var line && Fits(line) ? line : null;
        }
    }

    // What was done last is done again; further back it says no more than what the team does.
    const int MostUses = 20;

    internal static IEnumerable<string> EveryStatement(SqlDialect dialect) =>
        [UsesOfAgentSql + dialect.FirstRows, UsesOfTeamSql + dialect.FirstRows];

    const string UsesOfAgentSql = """
        SELECT e.ActivityId, e.SubActivityId
        FROM TimeEntries e
        WHERE e.AgentId = @AgentId AND e.WorkedOn >= @From AND e.Source = 'ticket'
        ORDER BY CASE WHEN e.TicketId = @TicketId THEN 0 ELSE 1 END, e.WorkedOn DESC, e.Id DESC
        """;

    const string UsesOfTeamSql = """
        SELECT e.ActivityId, e.SubActivityId
        FROM TimeEntries e
        WHERE e.TeamId = @TeamId AND e.WorkedOn >= @From AND e.Source = 'ticket'
        ORDER BY e.WorkedOn DESC, e.Id DESC
        """;

    static bool Fits(LedgerLine line) =>
        !AxisRules
            .Check(
                line.SubActivity ?? line.Activity,
                line.Domain,
                line.Application is not null,
                line.Project is not null,
                line.Member is not null
            )
            .Any();

    sealed record LoggedUse
    {
        public long ActivityId { get; init; }
        public long? SubActivityId { get; init; }
    }
}
