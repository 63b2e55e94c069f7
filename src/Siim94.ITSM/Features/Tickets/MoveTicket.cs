using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Siim94.ITSM.Features.Facts;
using Siim94.ITSM.Features.Referentials;
using TimeWords = Siim94.ITSM.Features.TimeLog.Words;

namespace Siim94.ITSM.Features.Tickets;

/// <summary>What every step of a ticket's life carries.</summary>
public abstract record TicketStep : ICommand<TicketDetails>
{
    [JsonIgnore]
    public long Number { get; set; }

    /// <summary>Version that the sender saw; null when they did not say.</summary>
    [JsonIgnore]
    public long? Version { get; set; }

    /// <summary>When it happened, for those who import history; now when left blank.</summary>
    [JsonIgnore]
    public DateTime? At { get; set; }
}

/// <summary>Takes a ticket in charge, for oneself, or for a colleague by those who may assign. Refused once it is resolved.</summary>
/// <remarks>
/// Doing it twice changes nothing. A ticket that a colleague has just taken is not taken from them unknowingly: the sender names an agent,
/// or the version they saw.
/// </remarks>
[Requires(Permission.WorkOnTickets)]
public sealed record TakeTicketInCharge : TicketStep
{
    /// <summary>Code of the agent; one's own when left blank.</summary>
    public string? Agent { get; set; }
}

sealed class TakeTicketInChargeValidator : AbstractValidator<TakeTicketInCharge>
{
    public TakeTicketInChargeValidator() => RuleFor(t => t.Agent).Line(200);
}

sealed class TakeTicketInChargeHandler(TicketSteps steps, ReferentialLookup codes, CurrentUser user)
    : IRequestHandler<TakeTicketInCharge, TicketDetails>
{
    public async Task<TicketDetails> Handle(TakeTicketInCharge step, CancellationToken ct)
    {
        var all = await codes.Referentials(ct);
        var (row, at) = await steps.Begin(step, TicketStatus.Assigned, ct);
        var day = Paris.DayOf(at);
        var named = codes.Find(all.Agents, "Agent", step.Agent, day);
        if (named is not null && named.Id != user.AgentId && !user.Can(Permission.AssignTickets))
            throw TicketErrors.NotForAnother();
        var agent = named ?? (user.AgentId is { } own ? all.Agents[own] : throw TicketErrors.AgentMissing());
        if (row.Status == TicketStatus.Assigned && row.AssignedAgentId is { } holder)
        {
            if (holder == agent.Id)
                return await steps.Unchanged(row, ct);
            if (named is null && step.Version is null)
                throw TicketErrors.AlreadyTaken(all.Agents[holder].Name);
        }
        return await steps.End(row, row.Taken(agent, at), TicketEventKind.TakeCharge, agent.Name, at, ct);
    }
}

/// <summary>
/// Plans the work on a ticket for a day, today or later; whoever plans a ticket that nobody has takes it. Refused once it is resolved.
/// </summary>
[Requires(Permission.WorkOnTickets)]
public sealed record PlanTicket : TicketStep
{
    public DateOnly? PlannedOn { get; set; }

    /// <summary>What is planned.</summary>
    public string? Note { get; set; }
}

sealed class PlanTicketValidator : AbstractValidator<PlanTicket>
{
    public PlanTicketValidator()
    {
        RuleFor(p => p.PlannedOn).NotNull().WithMessage(_ => TimeWords.DayMissing);
        RuleFor(p => p.Note).Paragraphs(4000);
    }
}

sealed class PlanTicketHandler(TicketSteps steps, ReferentialLookup codes, CurrentUser user) : IRequestHandler<PlanTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(PlanTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Planned, ct);
        var day = Paris.DayOf(at);
        if (step.PlannedOn < day)
            throw TicketErrors.PlannedInThePast();
        if (row.AssignedAgentId is null && user.AgentId is { } own)
        {
            var agent = (await codes.Referentials(ct)).Agents[own];
            return await steps.End(
                row,
                Planned(row) with
                {
                    AssignedAgentId = own,
                    AssignedTeamId = agent.PostingOn(day)?.TeamId,
                    TakenInChargeAt = row.TakenInChargeAt ?? at,
                    TakenInChargeOn = row.TakenInChargeOn ?? day,
                },
                TicketEventKind.Plan,
                TextOf(step),
                at,
                ct
            );
        }
        return await steps.End(row, Planned(row), TicketEventKind.Plan, TextOf(step), at, ct);

        TicketRow Planned(TicketRow before) => before with { Status = TicketStatus.Planned, PlannedOn = step.PlannedOn };
    }

    static string TextOf(PlanTicket step)
    {
        var day = step.PlannedOn!.Value.ToString("d", CultureInfo.GetCultureInfo("fr-FR"));
        return TicketSteps.TextOf(step.Note) is { } note ? $"{day}\n{note}" : day;
    }
}

/// <summary>Puts a ticket on hold. Refused once it is resolved.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record HoldTicket : TicketStep
{
    /// <summary>What is waited for.</summary>
    public string? Reason { get; set; }
}

sealed class HoldTicketValidator : AbstractValidator<HoldTicket>
{
    public HoldTicketValidator() => RuleFor(h => h.Reason).Paragraphs(4000);
}

sealed class HoldTicketHandler(TicketSteps steps) : IRequestHandler<HoldTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(HoldTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Pending, ct);
        return await steps.End(
            row,
            row with
            {
                Status = TicketStatus.Pending,
            },
            TicketEventKind.Hold,
            TicketSteps.TextOf(step.Reason),
            at,
            ct
        );
    }
}

/// <summary>Resolves a ticket. Refused when it is already.</summary>
[Requires(Permission.WorkOnTickets)]
public sealed record ResolveTicket : TicketStep
{
    /// <summary>What was done; pages ask for it, programs may leave it out.</summary>
    public string? Solution { get; set; }
}

sealed class ResolveTicketValidator : AbstractValidator<ResolveTicket>
{
    public ResolveTicketValidator() => RuleFor(r => r.Solution).Paragraphs(20_000);
}

sealed class ResolveTicketHandler(TicketSteps steps) : IRequestHandler<ResolveTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ResolveTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Resolved, ct);
        return await steps.End(
            row,
            row.Resolved(TicketSteps.TextOf(step.Solution), at),
            TicketEventKind.Resolve,
            TicketSteps.TextOf(step.Solution),
            at,
            ct
        );
    }
}

/// <summary>Closes a ticket. People of a member close what is resolved for them; staff may close any.</summary>
[Requires(Permission.OpenTickets)]
public sealed record CloseTicket : TicketStep;

sealed class CloseTicketHandler(TicketSteps steps, CurrentUser user) : IRequestHandler<CloseTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(CloseTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.Closed, ct);
        if (row.Status != TicketStatus.Resolved && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.StaffOnly();
        return await steps.End(row, row.Closed(at), TicketEventKind.Close, null, at, ct);
    }
}

/// <summary>Opens a resolved ticket again; staff open closed ones too.</summary>
[Requires(Permission.OpenTickets)]
public sealed record ReopenTicket : TicketStep
{
    /// <summary>What is still wrong.</summary>
    public string? Reason { get; set; }
}

sealed class ReopenTicketValidator : AbstractValidator<ReopenTicket>
{
    public ReopenTicketValidator() => RuleFor(r => r.Reason).Paragraphs(4000);
}

sealed class ReopenTicketHandler(TicketSteps steps, CurrentUser user) : IRequestHandler<ReopenTicket, TicketDetails>
{
    public async Task<TicketDetails> Handle(ReopenTicket step, CancellationToken ct)
    {
        var (row, at) = await steps.Begin(step, TicketStatus.New, ct);
        if (row.Status == TicketStatus.Closed && !user.Can(Permission.WorkOnTickets))
            throw TicketErrors.ClosedForMembers();
        return await steps.End(
            row,
            row with
            {
                Status = row.AssignedAgentId is null ? TicketStatus.New : TicketStatus.Assigned,
                ResolvedAt = null,
                ResolvedOn = null,
                ClosedAt = null,
                ClosedOn = null,
                Solution = null, // the timeline keeps the one that did not do
            },
            TicketEventKind.Reopen,
            TicketSteps.TextOf(step.Reason),
            at,
            ct
        );
    }
}

/// <summary>Moves a ticket from one state to the next: reach, rule, version, trace and marks.</summary>
sealed class TicketSteps(Db db, TicketReader reader, CurrentUser user, TimeProvider clock, DirtyDays dirtyDays)
{
    /// <exception cref="Refusal">Not within reach, not possible from its state, or changed meanwhile.</exception>
    public async Task<(TicketRow Row, DateTime At)> Begin(TicketStep step, string next, CancellationToken ct)
    {
        var row = await reader.Row(step.Number, ct);
        if (step.Version is { } version && version != row.Version)
            throw RequestErrors.ChangedMeanwhile();
        if (!TicketStatus.CanBecome(row.Status, next))
            throw TicketErrors.CannotBecome(row.Status, next);
        return (row, step.At ?? clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>What a step that is done already answers.</summary>
    public Task<TicketDetails> Unchanged(TicketRow row, CancellationToken ct) => reader.Get(row.Id, ct);

    public async Task<TicketDetails> End(TicketRow before, TicketRow after, string kind, string? text, DateTime at, CancellationToken ct)
    {
        if (after.Status != TicketStatus.Planned)
            after = after with { PlannedOn = null };
        if (await db.Execute(UpdateStateSql, after, ct) == 0)
            throw RequestErrors.ChangedMeanwhile();
        await db.Execute(
            TicketEvents.InsertEventSql,
            new
            {
                TicketId = before.Id,
                At = at,
                UserId = user.AuthorId,
                Kind = kind,
                FromStatus = before.Status,
                ToStatus = after.Status,
                Text = text,
                IsPrivate = false,
            },
            ct
        );
        await dirtyDays.Mark(TicketRollUp.Name, after.EventDaysMovedFrom(before), [.. before.EventDays, .. after.EventDays], ct);
        return await reader.Get(before.Id, ct);
    }

    const string UpdateStateSql = """
        UPDATE Tickets
        SET Status = @Status, AssignedAgentId = @AssignedAgentId, AssignedTeamId = @AssignedTeamId, TakenInChargeAt = @TakenInChargeAt,
            TakenInChargeOn = @TakenInChargeOn, PlannedOn = @PlannedOn, ResolvedAt = @ResolvedAt, ResolvedOn = @ResolvedOn,
            ClosedAt = @ClosedAt, ClosedOn = @ClosedOn, Solution = @Solution, Version = Version + 1
        WHERE Id = @Id AND Version = @Version
        """;

    public static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
